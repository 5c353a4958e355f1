import { createRng } from '../../math/random';
import type { Device, Program } from '../device';
import { GraphBuilder } from '../graph/builder';
import { type Graph, sizeOf } from '../graph/graph';
import { createReferenceDevice } from '../reference/device';
import type { KernelCase, Tolerance } from './case';

/** What came of one case on one device. */
export interface CaseReport {
  readonly name: string;
  readonly passed: boolean;
  /** Largest errors over all outputs, where both numbers are finite. */
  readonly maxAbsolute: number;
  readonly maxRelative: number;
  /** The first thing that is wrong, in words; empty where the case passed. */
  readonly failure: string;
}

export interface Comparison {
  readonly maxAbsolute: number;
  readonly maxRelative: number;
  /** First entry out of tolerance, or '' */
  readonly failure: string;
}

/** Compares entry by entry; NaN, +∞ and −∞ must match exactly and in place. */
export function compare(actual: ArrayLike<number>, expected: ArrayLike<number>, { rtol, atol }: Tolerance): Comparison {
  if (actual.length !== expected.length) {
    return { maxAbsolute: Number.NaN, maxRelative: Number.NaN, failure: `${actual.length} numbers instead of ${expected.length}` };
  }
  let [maxAbsolute, maxRelative, failure] = [0, 0, ''];
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i] as number, expected[i] as number];
    const difference = Math.abs(a - e);
    const finite = Number.isFinite(a) && Number.isFinite(e);
    const agrees = finite ? difference <= atol + rtol * Math.abs(e) : a === e || (Number.isNaN(a) && Number.isNaN(e));
    if (!agrees && failure === '') failure = `entry ${i} is ${a}, not ${e}`;
    if (!finite) continue;
    maxAbsolute = Math.max(maxAbsolute, difference);
    if (Math.abs(e) > 1e-30) maxRelative = Math.max(maxRelative, difference / Math.abs(e));
  }
  return { maxAbsolute, maxRelative, failure };
}

/**
 * Runs a case on a device and in float64, and compares every output and every updated input; then runs the last replica alone,
 * which must give the same bits. Errors that the device throws become failures of the case.
 */
export async function checkCase(device: Device, test: KernelCase): Promise<CaseReport> {
  try {
    const { failures, maxAbsolute, maxRelative } = await wrongAnswers(device, test);
    return { name: test.name, passed: failures.length === 0, maxAbsolute, maxRelative, failure: failures.join('; ') };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { name: test.name, passed: false, maxAbsolute: 0, maxRelative: 0, failure };
  }
}

/** What is wrong with a device's answers to a case, and how far they are off. Rejects where the device fails. */
export async function wrongAnswers(
  device: Device,
  test: KernelCase,
): Promise<{ readonly failures: readonly string[]; readonly maxAbsolute: number; readonly maxRelative: number }> {
  const { graph, values } = prepare(test);
  const expected = await evaluate(createReferenceDevice('f64').compile(graph, test.replicas), graph, values, test, test.replicas);
  const failures: string[] = [];
  let [maxAbsolute, maxRelative] = [0, 0];
  const actual = await evaluate(device.compile(graph, test.replicas), graph, values, test, test.replicas);
  for (const [name, numbers] of Object.entries(expected)) {
    const comparison = compare(actual[name] as Float32Array, numbers, test.tolerance);
    maxAbsolute = Math.max(maxAbsolute, comparison.maxAbsolute);
    maxRelative = Math.max(maxRelative, comparison.maxRelative);
    if (comparison.failure) failures.push(`${name}: ${comparison.failure}`);
  }
  if (test.replicas > 1) failures.push(...(await checkAlone(device, graph, values, test, actual)));
  return { failures, maxAbsolute, maxRelative };
}

type Values = Record<string, Float32Array | Int32Array>;

function prepare(test: KernelCase): { graph: Graph; values: Values } {
  const builder = new GraphBuilder();
  const { outputs, updates } = test.build(builder);
  return { graph: builder.build(outputs, updates), values: test.inputs(createRng(1).fork(test.name)) };
}

async function evaluate(
  program: Program,
  graph: Graph,
  values: Values,
  test: KernelCase,
  replicas: number,
): Promise<Record<string, Float32Array>> {
  for (const [name, data] of Object.entries(values)) program.write(name, data);
  for (let run = 0; run < test.runs; run++) program.run(replicas);
  const results: Record<string, Float32Array> = {};
  for (const name of [...Object.keys(graph.outputs), ...graph.updates.map(({ input }) => input)]) results[name] = await program.read(name);
  program.dispose();
  return results;
}

async function checkAlone(
  device: Device,
  graph: Graph,
  values: Values,
  test: KernelCase,
  together: Record<string, Float32Array>,
): Promise<string[]> {
  const last: Values = {};
  for (const { operation, shape, perReplica } of graph.nodes) {
    if (operation.op !== 'input') continue;
    const data = values[operation.name] as Float32Array | Int32Array;
    last[operation.name] = perReplica ? data.slice(data.length - sizeOf(shape)) : data;
  }
  const alone = await evaluate(device.compile(graph, 1), graph, last, test, 1);
  return Object.entries(alone).flatMap(([name, numbers]) => {
    const whole = together[name] as Float32Array;
    const same = whole.slice(whole.length - numbers.length);
    const differs = numbers.findIndex((value, i) => !Object.is(value, same[i]));
    return differs < 0
      ? []
      : [`${name}: entry ${differs} of the last replica is ${numbers[differs]} alone and ${same[differs]} among others`];
  });
}
