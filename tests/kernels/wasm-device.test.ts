import { describe, expect, it } from 'vitest';
import { type Device, trainingDevice } from '../../src/engine/device';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { fuse } from '../../src/engine/graph/fuse';
import { gradient } from '../../src/engine/graph/gradient';
import type { Graph, NodeId } from '../../src/engine/graph/graph';
import { sizeOf } from '../../src/engine/graph/graph';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { compare } from '../../src/engine/self-test/check-case';
import { createRng, type Rng } from '../../src/math/random';

const modules = readWasmModules();
const VARIANTS = ['simd', 'relaxed'] as const;
type Inputs = Record<string, Float32Array | Int32Array>;

/** A net with batch norm, skips and every kind of operand, its loss and its gradient, of random sizes. */
function randomNet(rng: Rng): { graph: Graph; replicas: number } {
  const b = new GraphBuilder();
  const [n, depth, classes] = [1 + rng.integer(37), 1 + rng.integer(4), 1 + rng.integer(6)];
  const width = 1 + rng.integer(23);
  const kinds = ['tanh', 'relu', 'gelu', 'softplus'] as const;
  const shapes: number[][] = [];
  let from = 1 + rng.integer(9);
  let h: NodeId = b.input('x', [n, from], { perReplica: rng.integer(2) === 0 });
  for (let layer = 0; layer < depth; layer++) {
    shapes.push([from, width], [width], [width]);
    from = width;
  }
  shapes.push([from, classes], [classes]);
  const total = shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
  const theta = b.compose(
    b.input('origin', [total], { perReplica: false }),
    b.input('deltas', [2, total], { perReplica: false }),
    b.input('coords', [2], { perReplica: true }),
  );
  let offset = 0;
  const parameters = shapes.map((shape) => {
    const at = offset;
    offset += sizeOf(shape);
    return { node: b.slice(theta, at, shape), offset: at };
  });
  const nodes = parameters.map(({ node }) => node);
  for (let layer = 0; layer < depth; layer++) {
    const [kernel, scale, shift] = nodes.slice(3 * layer) as [NodeId, NodeId, NodeId];
    const product = b.matmul(h, kernel);
    const mean = b.scale(b.columnSum(product), 1 / n);
    const centred = b.columns('subtract', product, mean);
    const variance = b.scale(b.columnDot(centred, centred), 1 / n);
    const normal = b.normalize(product, mean, b.binary('multiply', scale, b.power(variance, 0.1, -0.5)), shift);
    const active = b.activation(normal, kinds[rng.integer(4)] as 'tanh');
    h = layer > 0 ? b.binary('add', active, h) : active;
  }
  const logits = b.columns('add', b.matmul(h, nodes.at(-2) as NodeId), nodes.at(-1) as NodeId);
  const labels = b.input('labels', [n], { perReplica: false, dtype: 'i32' });
  const loss = b.crossEntropy(logits, labels);
  const parts = gradient(b, loss, nodes).map((node, i) => ({ node, offset: parameters[i]?.offset as number }));
  return { graph: b.build({ loss, logits, gradient: b.pack(parts, total) }), replicas: 1 + rng.integer(5) };
}

function randomInputs(graph: Graph, replicas: number, rng: Rng): Inputs {
  const inputs: Inputs = {};
  const classes = (graph.nodes[graph.outputs.logits as NodeId]?.shape[1] ?? 1) as number;
  for (const { operation, shape, perReplica, dtype } of graph.nodes) {
    if (operation.op !== 'input') continue;
    const length = sizeOf(shape) * (perReplica ? replicas : 1);
    const stream = rng.fork(operation.name);
    inputs[operation.name] =
      dtype === 'i32'
        ? Int32Array.from({ length }, () => stream.integer(classes))
        : Float32Array.from({ length }, () => 0.5 * stream.normal());
  }
  return inputs;
}

async function evaluate(device: Device, graph: Graph, inputs: Inputs, maxReplicas: number, replicas: number) {
  const program = device.compile(graph, maxReplicas);
  for (const [name, data] of Object.entries(inputs)) program.write(name, data);
  program.run(replicas);
  const results: Record<string, Float32Array> = {};
  for (const name of Object.keys(graph.outputs)) results[name] = await program.read(name);
  program.dispose();
  return results;
}

describe.each(VARIANTS)('WASM device, %s', async (variant) => {
  const device = await createWasmDevice(modules, { variant });

  it('agrees with float64 on losses, logits and gradients of 60 random nets', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const rng = createRng(seed);
      const { graph, replicas } = randomNet(rng);
      const inputs = randomInputs(graph, replicas, rng);
      const expected = await evaluate(createReferenceDevice('f64'), graph, inputs, replicas, replicas);
      const actual = await evaluate(device, graph, inputs, replicas, replicas);
      for (const name of ['loss', 'logits', 'gradient']) {
        const scale = Math.max(...(expected[name] as Float32Array).map(Math.abs));
        const { failure } = compare(actual[name] as Float32Array, expected[name] as Float32Array, {
          rtol: 2e-5,
          atol: 1e-5 * scale + 1e-7,
        });
        expect(`${seed} ${name} ${failure}`).toBe(`${seed} ${name} `);
      }
    }
  });

  it('gives a replica the same bits alone, among others, at any place and fused or not with what is read besides', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const rng = createRng(1000 + seed);
      const { graph } = randomNet(rng);
      const inputs = randomInputs(graph, 5, rng);
      const together = await evaluate(device, graph, inputs, 9, 5);
      for (const replica of [0, 2, 4]) {
        const own: Inputs = {};
        for (const { operation, shape, perReplica } of graph.nodes) {
          if (operation.op !== 'input') continue;
          const data = inputs[operation.name] as Float32Array;
          own[operation.name] = perReplica ? data.slice(replica * sizeOf(shape), (replica + 1) * sizeOf(shape)) : data;
        }
        const alone = await evaluate(device, graph, own, 1, 1);
        for (const name of Object.keys(graph.outputs)) {
          const size = (alone[name] as Float32Array).length;
          expect((together[name] as Float32Array).slice(replica * size, (replica + 1) * size)).toEqual(alone[name]);
        }
      }
    }
  });

  it('a fused layer has the bits of its parts', async () => {
    const b = new GraphBuilder();
    const x = b.input('x', [37, 11], { perReplica: true });
    const vectors = ['mean', 'scale', 'shift'].map((name) => b.input(name, [11], { perReplica: false })) as [NodeId, NodeId, NodeId];
    const product = b.matmul(x, b.input('kernel', [11, 11], { perReplica: true }));
    const out = b.binary('add', b.activation(b.normalize(product, ...vectors), 'relu'), x);
    const graph = b.build({ out });
    const fused = fuse(graph);
    expect(fused.nodes.filter(({ operation }) => operation.op !== 'input').map(({ operation }) => operation.op)).toEqual(['denseFused']);
    const inputs = randomInputs(graph, 3, createRng(7));
    expect((await evaluate(device, fused, inputs, 3, 3)).out).toEqual((await evaluate(device, graph, inputs, 3, 3)).out);
  });

  it.each(['tanh', 'relu', 'gelu', 'softplus', null] as const)(
    'NaN and infinities pass every register tile of a fused layer: %s',
    async (activation) => {
      const [n, inner, m] = [15, 13, 22];
      for (const residual of [false, true]) {
        const b = new GraphBuilder();
        const x = b.input('x', [n, inner], { perReplica: false });
        const inputs = [x, b.input('kernel', [inner, m], { perReplica: false })];
        if (residual) inputs.push(b.input('residual', [n, m], { perReplica: false }));
        const operation = { op: 'denseFused', bias: false, normalize: false, activation, residual } as const;
        const out = b.append({ operation, inputs, shape: [n, m], perReplica: false, dtype: 'f32' });
        const graph = b.build({ out });
        const values = randomInputs(graph, 1, createRng(3));
        // Rows 3k + 1 hold NaN, rows 3k + 2 an infinity of either sign; the kernel's column 5 is NaN.
        for (let row = 0; row < n; row++) {
          const poison = [undefined, Number.NaN, row % 2 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY][row % 3];
          if (poison !== undefined) (values.x as Float32Array)[row * inner + (row % inner)] = poison;
        }
        (values.kernel as Float32Array)[5] = Number.NaN;
        const expected = (await evaluate(createReferenceDevice('f64'), graph, values, 1, 1)).out as Float32Array;
        const actual = (await evaluate(device, graph, values, 1, 1)).out as Float32Array;
        expect(expected.filter(Number.isNaN).length).toBeGreaterThan(5 * m);
        expect(compare(actual, expected, { rtol: 1e-5, atol: 1e-5 }).failure).toBe('');
      }
    },
  );

  it('memory is flat over compile, run and dispose, after growth too, and freed space is used again', async () => {
    const fresh = await createWasmDevice(modules, { variant });
    const sizes: number[] = [];
    for (let cycle = 0; cycle < 30; cycle++) {
      const programs = [3, 400_000, 17].map((length) => {
        const b = new GraphBuilder();
        const a = b.input('a', [length], { perReplica: true });
        return { length, program: fresh.compile(b.build({ out: b.scale(a, 2) }), 2) };
      });
      const [first, second, third] = programs.map(({ program }) => program) as [(typeof programs)[0]['program'], never, never];
      first.write('a', Float32Array.of(1, 2, 3));
      first.run(1);
      expect(await first.read('out')).toEqual(Float32Array.of(2, 4, 6));
      sizes.push(fresh.memory().bytes);
      for (const program of cycle % 2 ? [first, second, third] : [second, third, first]) (program as typeof first).dispose();
      expect(fresh.memory()).toEqual({ tensors: 0, bytes: 0 });
    }
    expect(new Set(sizes).size).toBe(1);
  });

  it('inputs and outputs survive the growth of memory', async () => {
    const fresh = await createWasmDevice(modules, { variant });
    const b = new GraphBuilder();
    const graph = b.build({ out: b.scale(b.input('a', [3], { perReplica: false }), 2) });
    const program = fresh.compile(graph, 1);
    program.write('a', Float32Array.of(1, 2, 3));
    const large = new GraphBuilder();
    fresh.compile(large.build({ out: large.scale(large.input('a', [2_000_000], { perReplica: false }), 2) }), 1);
    program.run(1);
    expect(await program.read('out')).toEqual(Float32Array.of(2, 4, 6));
    expect(await program.read('a')).toEqual(Float32Array.of(1, 2, 3));
  });

  it('says how many replicas fit where too many are asked for', async () => {
    const small = await createWasmDevice(modules, { variant, maxBytes: 8 * 2 ** 20 });
    const b = new GraphBuilder();
    const graph = b.build({ out: b.scale(b.input('a', [2 ** 16], { perReplica: true }), 2) });
    expect(() => small.compile(graph, 1000)).toThrow(
      /^1000 replicas need 501 MiB of memory where 8 MiB are left; at most 15 replicas fit\.$/,
    );
    small.compile(graph, 15).dispose();
    expect(() => small.compile(graph, 0)).toThrow(RangeError);
    const huge = new GraphBuilder();
    const hugeGraph = huge.build({ out: huge.scale(huge.input('a', [2 ** 22], { perReplica: true }), 2) });
    expect(() => small.compile(hugeGraph, 1)).toThrow(/not even one replica fits/);
    expect(small.memory()).toEqual({ tensors: 0, bytes: 0 });
  });

  it('refuses unknown names, wrong lengths, too many replicas, and indices and labels out of range', async () => {
    const b = new GraphBuilder();
    const rows = b.gatherRows(b.input('x', [4, 3], { perReplica: false }), b.input('index', [2], { perReplica: true, dtype: 'i32' }));
    const graph = b.build({ rows, loss: b.crossEntropy(rows, b.input('labels', [2], { perReplica: false, dtype: 'i32' })) });
    const program = device.compile(graph, 2);
    expect(() => program.write('y', new Float32Array(1))).toThrow(/no input "y"/);
    expect(() => program.write('x', new Float32Array(11))).toThrow(RangeError);
    expect(() => program.write('index', new Int32Array(6))).toThrow(RangeError);
    expect(() => program.run(3)).toThrow(RangeError);
    await expect(program.read('y')).rejects.toThrow(/no value "y"/);
    for (const bad of [4, -1, 2 ** 30]) {
      program.write('index', Int32Array.of(0, bad));
      expect(() => program.run(1)).toThrow(/gatherRows met a row index that is out of range/);
    }
    program.write('index', Int32Array.of(3, 0));
    for (const bad of [3, -1]) {
      program.write('labels', Int32Array.of(bad, 0));
      expect(() => program.run(1)).toThrow(/crossEntropy met a label that is out of range/);
    }
    program.write('labels', Int32Array.of(2, 0));
    program.run(1);
    expect((await program.read('loss'))[0]).toBeCloseTo(Math.log(3), 6);
    program.dispose();
    program.dispose();
    expect(() => program.run(1)).toThrow(/disposed/);
  });

  it('an output that is an input keeps the value of its run, and updates swap', async () => {
    const b = new GraphBuilder();
    const [u, v] = ['u', 'v'].map((name) => b.input(name, [3], { perReplica: true })) as [NodeId, NodeId];
    const shared = b.input('shared', [3], { perReplica: false });
    const graph = b.build({ before: u, tail: b.slice(v, 1, [2]), sum: b.binary('add', u, shared) }, [
      { input: 'u', node: v },
      { input: 'v', node: u },
      { input: 'shared', node: b.scale(shared, 2) },
    ]);
    const program = device.compile(graph, 2);
    program.write('u', Float32Array.of(1, 2, 3, 4, 5, 6));
    program.write('v', Float32Array.of(7, 8, 9, 10, 11, 12));
    program.write('shared', Float32Array.of(1, 1, 1));
    program.run(2);
    expect(await program.read('before')).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    expect(await program.read('tail')).toEqual(Float32Array.of(8, 9, 11, 12));
    expect(await program.read('u')).toEqual(Float32Array.of(7, 8, 9, 10, 11, 12));
    expect(await program.read('v')).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    expect(await program.read('sum')).toEqual(Float32Array.of(2, 3, 4, 5, 6, 7));
    program.run(1);
    expect(await program.read('sum')).toEqual(Float32Array.of(9, 10, 11));
    expect(await program.read('shared')).toEqual(Float32Array.of(4, 4, 4));
    program.dispose();
  });
});

describe('choosing the build', () => {
  it('takes relaxed SIMD where the engine has it, and SIMD where it is asked for', async () => {
    expect((await createWasmDevice(modules)).variant).toBe('relaxed');
    expect((await createWasmDevice(modules, { variant: 'simd' })).variant).toBe('simd');
    expect((await createWasmDevice({ simd: modules.simd, relaxed: Uint8Array.of(0) })).variant).toBe('simd');
  });

  it('has the plain build for training in the same memory, and programs of both leave each other alone', async () => {
    const relaxed = await createWasmDevice(modules);
    const plain = await trainingDevice(relaxed);
    expect([plain.id, plain.variant]).toEqual(['wasm', 'simd']);
    expect(await trainingDevice(relaxed)).toBe(plain);
    expect(await trainingDevice(plain)).toBe(plain);
    const builder = new GraphBuilder();
    const x = builder.input('x', [4096], { perReplica: true });
    const graph = builder.build({ y: builder.activation(x, 'tanh') });
    const values = Float32Array.from({ length: 4096 }, (_, i) => (i - 2048) / 300);
    const alone = await createWasmDevice(modules, { variant: 'simd' });
    const programs = [relaxed, plain, relaxed, alone].map((device) => device.compile(graph, 1));
    for (const program of programs) program.write('x', values);
    for (const program of programs) program.run(1);
    const [first, own, again, truth] = await Promise.all(programs.map((program) => program.read('y')));
    expect(own).toEqual(truth);
    expect(again).toEqual(first);
    expect(first).not.toEqual(own);
    expect(plain.memory()).toEqual(relaxed.memory());
    expect(relaxed.memory().bytes).toBeGreaterThan(2 * alone.memory().bytes);
    for (const program of programs) program.dispose();
    expect(relaxed.memory()).toEqual({ tensors: 0, bytes: 0 });
  });
});
