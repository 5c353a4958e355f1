import type { Samples } from '../catalog/datasets/types';
import type { WeightPoint } from '../catalog/directions/types';
import { curvatureRatio } from '../experiment/curvature-map';
import type { BatchNormMode } from '../experiment/recipe';
import type { LanczosResult } from '../math/lanczos';
import { createRng } from '../math/random';
import type { Clock } from './clock';
import { eigenvaluesAt, errorBounds, MAP_ACCURACY } from './curvature';
import type { Device } from './device';
import { createHessian } from './hessian';
import { type Plane, pointOnPlane } from './plane';

/** Extreme eigenvalues at one point of a plane; NaN where the Hessian is not finite. */
export interface HessianMapPoint {
  /** Which of the points asked for. */
  readonly index: number;
  readonly largest: number;
  readonly smallest: number;
  /** |λ_min/λ_max|, 0 where λ_min ≥ 0 (METHOD.md, section 4; the paper's section 6.6). */
  readonly ratio: number;
  /** Bounds on the errors of the two eigenvalues. */
  readonly largestBound: number;
  readonly smallestBound: number;
  readonly products: number;
}

/** Evaluates the Hessian of the kernels at points of one plane on one device. */
export interface HessianMapEvaluator {
  /**
   * Eigenvalues at points given as (α, β) pairs (α alone on a line), point by point as they are known; null after about every 40 ms without one, so
   * that a worker hears a cancel. Pass the points of one refinement level after the other for a map that sharpens. Throws the signal's reason
   * when aborted.
   */
  evaluate(coords: Float64Array, options: { signal: AbortSignal; clock: Clock }): AsyncGenerator<HessianMapPoint | null>;
  dispose(): void;
}

/** Seed of the vector that every Lanczos run starts from: not a choice, only a fixed one. */
const START_SEED = 1;

/** Prepares a map: samples go to the device once. In the "interpolated" mode states move with the weights. */
export function createHessianMap(device: Device, plane: Plane, samples: Samples, mode: BatchNormMode): HessianMapEvaluator {
  const hessian = createHessian(device, plane.net, samples, { mode, weights: 'kernels' });
  const axes = plane.directions.length;
  return {
    async *evaluate(coords, options) {
      const pointAt = (index: number) => hessianPoint(plane, coords.subarray(index * axes, (index + 1) * axes), mode);
      const events = eigenvaluesAt(hessian, pointAt, coords.length / axes, MAP_ACCURACY, { ...options, rng: createRng(START_SEED) });
      for await (const event of events) yield event.type === 'progress' ? null : mapPoint(event.index, event.result);
    },
    dispose: () => hessian.dispose(),
  };
}

/** The point of a plane at which a map takes the Hessian: states move with the weights in the "interpolated" mode only. */
export function hessianPoint(plane: Plane, coords: Float64Array, mode: BatchNormMode): WeightPoint {
  const { theta, state } = pointOnPlane(plane, [...coords]);
  return { theta, state: mode === 'interpolated' ? state : plane.origin.state };
}

/** What a map shows of a point's spectrum. */
export function mapPoint(index: number, result: LanczosResult): HessianMapPoint {
  const { largest, smallest, products } = result;
  const bounds = errorBounds(result);
  return {
    index,
    largest: largest.value,
    smallest: smallest.value,
    ratio: curvatureRatio(largest.value, smallest.value),
    largestBound: bounds.largest,
    smallestBound: bounds.smallest,
    products,
  };
}
