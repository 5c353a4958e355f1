import type { Dataset } from '../catalog/datasets/types';
import type { WeightPoint } from '../catalog/directions/types';
import type { Net } from '../catalog/nets/types';
import type { Run } from '../experiment/recipe';
import { createRng } from '../math/random';
import type { Clock } from './clock';
import { eigenvaluesAt, errorBounds, PATH_ACCURACY } from './curvature';
import { createDescendedHessian } from './descended-hessian';
import type { Device } from './device';

/** λ_max at one of the points asked for. */
export interface SharpnessAt {
  readonly index: number;
  readonly value: number;
  /** Bound on its error. */
  readonly bound: number;
}

/** Seed of the vector that every Lanczos run starts from: not a choice, only a fixed one. */
const START_SEED = 1;

/**
 * The sharpness at points of a run (Cohen et al. 2021): λ_max of what training on all samples descends, to 1 %, point by point as they are known; null after about
 * every 40 ms without one. Throws the signal's reason when aborted.
 */
export async function* sharpnessAlong(
  device: Device,
  what: { readonly dataset: Dataset; readonly net: Net; readonly run: Pick<Run, 'optimizer'> },
  points: readonly WeightPoint[],
  options: { readonly signal: AbortSignal; readonly clock: Clock },
): AsyncGenerator<SharpnessAt | null> {
  const hessian = createDescendedHessian(device, what);
  try {
    const events = eigenvaluesAt(hessian, (index) => points[index] as WeightPoint, points.length, PATH_ACCURACY, {
      ...options,
      rng: createRng(START_SEED),
    });
    for await (const event of events) {
      if (event.type === 'progress') yield null;
      else yield { index: event.index, value: event.result.largest.value, bound: errorBounds(event.result).largest };
    }
  } finally {
    hessian.dispose();
  }
}
