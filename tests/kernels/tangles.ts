import type { Device } from '../../src/engine/device';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { type Graph, type NodeId, sizeOf } from '../../src/engine/graph/graph';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { compare } from '../../src/engine/self-test/check-case';
import { createRng, type Rng } from '../../src/math/random';

const LENGTH = 6;

/**
 * A random tangle of cheap operations on vectors of one length, some shared by the replicas: what is reused, packed, viewed, updated and
 * read differs from graph to graph, so that a buffer given away too early shows, and a value kept too long.
 */
function randomTangle(rng: Rng): Graph {
  const b = new GraphBuilder();
  const inputs = Array.from({ length: 4 }, (_, i) => b.input(`in${i}`, [LENGTH], { perReplica: i >= 2 }));
  const values: NodeId[] = [...inputs];
  const any = (): NodeId =>
    values[rng.integer(2) === 0 ? rng.integer(values.length) : Math.max(0, values.length - 1 - rng.integer(4))] as NodeId;
  const steps = 3 + rng.integer(25);
  for (let step = 0; step < steps; step++) {
    const kind = rng.integer(7);
    if (kind === 0) values.push(b.scale(any(), 0.5 - rng.uniform()));
    else if (kind === 1) values.push(b.activation(any(), 'relu'));
    else if (kind === 2) values.push(b.mix(0.5, any(), -0.25, any()));
    else if (kind === 3) values.push(b.columns('subtract', any(), b.scale(any(), 0.5)));
    else if (kind === 4) {
      const gap = rng.integer(3);
      const total = 2 * LENGTH + gap;
      const parts = [
        { node: any(), offset: 0 },
        { node: any(), offset: LENGTH + gap },
      ];
      values.push(b.slice(b.pack(rng.integer(2) ? parts : parts.reverse(), total), rng.integer(total - LENGTH + 1), [LENGTH]));
    } else values.push(b.scale(b.binary(kind === 5 ? 'add' : 'subtract', any(), any()), 0.7));
  }
  const isShared = (id: NodeId): boolean => !b.node(id).perReplica;
  const sharedValue = values.filter(isShared).at(-1) as NodeId;
  const own = values.filter((id) => !isShared(id));
  const anyOwn = (): NodeId => own[rng.integer(own.length)] as NodeId;
  return b.build({ last: values.at(-1) as NodeId, one: any(), two: any() }, [
    ...(rng.integer(2) === 0 ? [{ input: 'in0', node: sharedValue }] : []),
    { input: 'in2', node: anyOwn() },
    { input: 'in3', node: anyOwn() },
  ]);
}

async function evaluate(
  device: Device,
  graph: Graph,
  rng: Rng,
  maxReplicas: number,
  replicas: number,
): Promise<Record<string, Float32Array>> {
  const program = device.compile(graph, maxReplicas);
  const write = (run: number, names: readonly string[]): void => {
    for (const { operation, shape, perReplica } of graph.nodes) {
      if (operation.op !== 'input' || !names.includes(operation.name)) continue;
      const stream = rng.fork(`${operation.name} ${run}`);
      program.write(
        operation.name,
        Float32Array.from({ length: sizeOf(shape) * (perReplica ? replicas : 1) }, () => stream.normal()),
      );
    }
  };
  const rewritten = [['in0', 'in1', 'in2', 'in3'], ['in2'], [], ['in1'], ['in0', 'in3']];
  const results: Record<string, Float32Array> = {};
  for (let run = 0; run < rewritten.length; run++) {
    write(run, rewritten[run]);
    program.run(replicas);
    for (const name of [...Object.keys(graph.outputs), 'in0', 'in1', 'in2', 'in3'])
      results[`${name} after run ${run}`] = await program.read(name);
  }
  program.dispose();
  return results;
}

/** Outputs that are inputs hold the value of their run on this device; the reference shows the updated one, so they are left out. */
function comparable(graph: Graph, name: string): boolean {
  let id = graph.outputs[name.split(' ')[0] as string];
  while (id !== undefined && graph.nodes[id]?.operation.op === 'slice') id = graph.nodes[id]?.inputs[0];
  return id === undefined || graph.nodes[id]?.operation.op !== 'input';
}

/** What random graphs give on a device where it differs from the reference, over several runs with some inputs written in between. */
export async function checkTangles(device: Device, count: number): Promise<string[]> {
  const failures: string[] = [];
  for (let seed = 0; seed < count; seed++) {
    const rng = createRng(seed);
    const graph = randomTangle(rng);
    const replicas = 1 + rng.integer(3);
    const expected = await evaluate(createReferenceDevice('f64'), graph, rng, replicas, replicas);
    const actual = await evaluate(device, graph, rng, replicas + rng.integer(2), replicas);
    for (const [name, numbers] of Object.entries(expected)) {
      if (!comparable(graph, name)) continue;
      const { failure } = compare(actual[name] as Float32Array, numbers, { rtol: 1e-5, atol: 1e-5 });
      if (failure) failures.push(`graph ${seed}, ${name}: ${failure}`);
    }
  }
  return failures;
}
