import type { Rng } from '../../math/random';
import { GraphBuilder } from '../graph/builder';
import { gradient } from '../graph/gradient';
import type { GraphUpdate, NodeId, Shape } from '../graph/graph';
import { sizeOf } from '../graph/graph';
import { tangents } from '../graph/tangent';

/** |actual − expected| ≤ atol + rtol·|expected|; NaN, +∞ and −∞ must match exactly and in place. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/** One check of the op contract: a small graph, its inputs, and how far a float32 device may be from float64. */
export interface KernelCase {
  readonly name: string;
  readonly replicas: number;
  /** How often the graph is run before its outputs are read; more than once where updates matter. */
  readonly runs: number;
  readonly tolerance: Tolerance;
  build(builder: GraphBuilder): { outputs: Record<string, NodeId>; updates: readonly GraphUpdate[] };
  /** Values of every input, replica after replica; a per-replica input's first `size` numbers are replica 0. */
  inputs(rng: Rng): Record<string, Float32Array | Int32Array>;
}

export type Fill = (rng: Rng, length: number) => Float32Array | Int32Array;

/** What a case's description draws its operands from. */
export interface Draft {
  readonly b: GraphBuilder;
  /** A float operand, normal unless `fill` says otherwise. */
  float(name: string, shape: Shape, perReplica: boolean, fill?: Fill): NodeId;
  /** An integer operand of whole numbers in [0, bound). */
  whole(name: string, shape: Shape, perReplica: boolean, bound: number): NodeId;
}

interface Result {
  readonly outputs: Record<string, NodeId>;
  readonly updates?: readonly GraphUpdate[];
}

/** A case from one description, which is traced once for the graph and once for the inputs. */
export function defineCase(
  name: string,
  options: { readonly replicas?: number; readonly runs?: number } & Tolerance,
  trace: (draft: Draft) => Result,
): KernelCase {
  const replicas = options.replicas ?? 1;
  return {
    name,
    replicas,
    runs: options.runs ?? 1,
    tolerance: { rtol: options.rtol, atol: options.atol },
    build(builder) {
      const { outputs, updates = [] } = trace(draftOn(builder, () => {}));
      return { outputs, updates };
    },
    inputs(rng) {
      const values: Record<string, Float32Array | Int32Array> = {};
      trace(
        draftOn(new GraphBuilder(), (input, shape, perReplica, fill) => {
          values[input] = fill(rng.fork(input), sizeOf(shape) * (perReplica ? replicas : 1));
        }),
      );
      return values;
    },
  };
}

function draftOn(b: GraphBuilder, record: (name: string, shape: Shape, perReplica: boolean, fill: Fill) => void): Draft {
  return {
    b,
    float(name, shape, perReplica, fill = normals(1)) {
      record(name, shape, perReplica, fill);
      return b.input(name, shape, { perReplica });
    },
    whole(name, shape, perReplica, bound) {
      record(name, shape, perReplica, (rng, length) => Int32Array.from({ length }, () => rng.integer(bound)));
      return b.input(name, shape, { perReplica, dtype: 'i32' });
    },
  };
}

/** The gradient of a loss and its Hessian times a vector, tensor by tensor, as outputs. */
export function derivatives({ b, float }: Draft, loss: NodeId, parameters: readonly NodeId[]): Record<string, NodeId> {
  const gradients = gradient(b, loss, parameters);
  const seeds = new Map(parameters.map((node, k) => [node, float(`vector ${k}`, b.shape(node), true, normals(0.3))]));
  const products = tangents(b, gradients, seeds) as NodeId[];
  return Object.fromEntries([
    ...gradients.map((node, k) => [`gradient ${k}`, node] as const),
    ...products.map((node, k) => [`product ${k}`, node] as const),
  ]);
}

/** Normal numbers with mean 0 and this standard deviation. */
export function normals(deviation: number): Fill {
  return (rng, length) => Float32Array.from({ length }, () => deviation * rng.normal());
}

/** Uniform numbers in [low, high). */
export function uniforms(low: number, high: number): Fill {
  return (rng, length) => Float32Array.from({ length }, () => low + (high - low) * rng.uniform());
}

/** The given numbers, over and over. */
export function cycle(values: readonly number[]): Fill {
  return (_, length) => Float32Array.from({ length }, (_unused, i) => values[i % values.length] as number);
}

/** Few distinct whole numbers, so that ties are common. */
export function ties(count: number): Fill {
  return (rng, length) => Float32Array.from({ length }, () => rng.integer(count));
}
