import { type Estimate, estimateMean } from './estimate';
import { gramPca } from './gram-pca';
import { log, square } from './portable';
import type { Rng } from './random';

/** One walk: its steps, at least 1, one less than the points that PCA sees, and how long they are beside those of other walks. */
export interface Walk {
  readonly steps: number;
  readonly stepLength: number;
}

export interface RandomWalks {
  /** Independent of each other, from one start. Two steps at least in all. */
  readonly walks: readonly Walk[];
  /** Dimensions they walk in, at least 1. */
  readonly dimensions: number;
  /** The walk from whose end differences are taken, as for a trajectory; null where PCA subtracts the mean instead. */
  readonly from: number | null;
  readonly repeats: number;
}

/**
 * The share of the variance that each of the first components of Gaussian random walks explains, by simulation (METHOD.md, section 6; Antognini and
 * Sohl-Dickstein 2018): what the shares of trajectories are to be compared with. Only inner products of steps matter, and they are drawn as such (Bartlett 1933), so the
 * cost does not grow with the dimensions.
 */
export function randomWalkPca({ walks, dimensions, from, repeats }: RandomWalks, components: number, rng: Rng): Estimate[] {
  const steps = walks.reduce((sum, walk) => sum + walk.steps, 0);
  const width = Math.min(steps, dimensions);
  const shares: number[][] = Array.from({ length: components }, () => []);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const points = pointsOf(walks, stepsOf(steps, dimensions, rng));
    const origin = from === null ? new Float32Array(width) : (points[from].at(-1) as Float32Array);
    const { explained } = gramPca(points.flat(), { origin, centred: from === null, ranges: [[0, width]], components: 0 });
    shares.forEach((list, k) => {
      list.push(explained[k] ?? 0);
    });
  }
  return shares.map(estimateMean);
}

/** Rows with the inner products of `steps` standard normal vectors: a lower triangle in the first min(steps, dimensions) coordinates. */
function stepsOf(steps: number, dimensions: number, rng: Rng): Float64Array[] {
  const width = Math.min(steps, dimensions);
  return Array.from({ length: steps }, (_, j) =>
    Float64Array.from({ length: width }, (_unused, i) => (i < j ? rng.normal() : i === j ? Math.sqrt(chiSquared(dimensions - j, rng)) : 0)),
  );
}

/** Positions of each walk relative to the start, which comes first in each. */
function pointsOf(walks: readonly Walk[], steps: readonly Float64Array[]): Float32Array[][] {
  let used = 0;
  return walks.map(({ steps: count, stepLength }) => {
    const position = new Float64Array(steps[0].length);
    const points = [new Float32Array(position.length)];
    for (const step of steps.slice(used, used + count)) {
      for (let i = 0; i < position.length; i++) position[i] += stepLength * step[i];
      points.push(Float32Array.from(position));
    }
    used += count;
    return points;
  });
}

/** A sum of k squared standard normals, k ≥ 1 (for k ≥ 2 by Marsaglia and Tsang's method for gamma variables, 2000). */
function chiSquared(k: number, rng: Rng): number {
  if (k === 1) return square(rng.normal());
  const d = k / 2 - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const root = 1 + c * x;
    const v = root * root * root;
    if (v > 0 && log(1 - rng.uniform()) < 0.5 * x * x + d - d * v + d * log(v)) return 2 * d * v;
  }
}
