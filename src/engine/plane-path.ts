import type { Samples } from '../catalog/datasets/types';
import type { WeightPoint } from '../catalog/directions/types';
import type { PathPoint } from '../experiment/landscape';
import type { BatchNormMode } from '../experiment/recipe';
import { type Gram, gramOf } from '../math/gram';
import { distanceFromPlane, projectOnPlane } from '../math/least-squares';
import type { Clock } from './clock';
import type { Device } from './device';
import type { GridEvaluator } from './grid-evaluator';
import type { Plane } from './plane';
import { createPredictionEvaluator } from './predictions';

/** Weights at one moment of training. */
export interface PathCheckpoint extends WeightPoint {
  readonly epoch: number;
}

/** Where a point of weight space lies beside a line or plane: the same for every loss. */
export type PlanePosition = Pick<PathPoint, 'alpha' | 'beta' | 'length' | 'distance'>;

/** Entries of weight vectors that are looked at before the next vector: those of the plane stay in the cache. */
const STRETCH = 2048;

/**
 * Least-squares coordinates of weights on a line or plane and their distance from it (METHOD.md, section 2), in float64; the axes need
 * neither be orthogonal nor of unit length. Only θ counts: batch-norm statistics have no place on a plane.
 */
export function positionsOnPlane(
  { origin, directions }: Plane,
  thetas: readonly Float32Array[],
  gram = axesGram(directions),
): PlanePosition[] {
  const [first, second] = directions.map(({ delta }) => delta);
  const products = thetas.map(() => new Float64Array(3));
  for (let start = 0; start < origin.theta.length; start += STRETCH) {
    const part = (values: Float32Array): Float32Array => values.subarray(start, start + STRETCH);
    const [middle, a, b] = [part(origin.theta), part(first), part(second ?? first)];
    for (let k = 0; k < thetas.length; k++) addProducts(products[k], part(thetas[k]), middle, a, b);
  }
  return products.map(([av, bv, vv]) => {
    const at: readonly [number, number] = second ? projectOnPlane(gram, av, bv) : [av / gram.aa, 0];
    const distance = second ? distanceFromPlane(gram, av, bv, vv, at) : Math.sqrt(Math.max(0, vv - at[0] * av));
    return { alpha: at[0], beta: at[1], length: Math.sqrt(vv), distance };
  });
}

/** ⟨a, v⟩, ⟨b, v⟩ and ⟨v, v⟩ of v = theta − origin, added to what is there. Without iterators, around which engines compile loops badly. */
function addProducts(products: Float64Array, theta: Float32Array, origin: Float32Array, a: Float32Array, b: Float32Array): void {
  let av = products[0];
  let bv = products[1];
  let vv = products[2];
  for (let i = 0; i < theta.length; i++) {
    const v = theta[i] - origin[i];
    av += v * a[i];
    bv += v * b[i];
    vv += v * v;
  }
  products[0] = av;
  products[1] = bv;
  products[2] = vv;
}

/** Inner products of a plane's axes; of one with itself on a line. */
function axesGram(directions: Plane['directions']): Gram {
  const [first, second] = directions;
  return gramOf(first.delta, (second ?? first).delta);
}

/**
 * A run's checkpoints beside a plane: where they lie, their true loss (with their own statistics, except in the "recomputed" mode), and the
 * plane's loss under them. Yields them in order, one by one. Throws the signal's reason when aborted.
 */
export async function* followPath(
  device: Device,
  plane: Plane,
  samples: Samples,
  mode: BatchNormMode,
  evaluator: GridEvaluator,
  checkpoints: readonly PathCheckpoint[],
  { signal, clock }: { readonly signal: AbortSignal; readonly clock: Clock },
): AsyncGenerator<PathPoint> {
  const k = plane.directions.length;
  const gram = axesGram(plane.directions);
  const truth = createPredictionEvaluator(device, plane.net, samples, mode);
  try {
    for (const checkpoint of checkpoints) {
      signal.throwIfAborted();
      const [position] = positionsOnPlane(plane, [checkpoint.theta], gram);
      const { loss } = await truth.read(checkpoint);
      const coords = Float64Array.from([position.alpha, position.beta].slice(0, k));
      let planeLoss = Number.NaN;
      for await (const chunk of evaluator.evaluate(coords, { signal, clock })) planeLoss = chunk.loss[0];
      yield { epoch: checkpoint.epoch, ...position, loss, planeLoss };
    }
  } finally {
    truth.dispose();
  }
}
