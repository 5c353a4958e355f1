import type { WeightPoint } from '../catalog/directions/types';
import type { SpectralDensity } from '../experiment/spectrum';
import { belowZero } from '../math/below-zero';
import { type Estimate, estimateMean, randomSigns } from '../math/estimate';
import { type LanczosResult, lanczos, type RitzValue } from '../math/lanczos';
import type { Rng } from '../math/random';
import { spectralDensity } from '../math/spectral-density';
import type { Clock } from './clock';
import type { Hessian } from './hessian';

/** What a long computation of curvature is run with. It yields after about {@link SLICE_MS} at the latest, and throws the signal's reason when aborted. */
export interface CurvatureOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly rng: Rng;
}

/** How well both ends of a spectrum must be known. A residual is compared with `relative` times its eigenvalue, or times `floor` times the larger end where that is more. */
export interface Accuracy {
  readonly relative: number;
  readonly floor: number;
  /** The largest eigenvalue alone: the smallest may then be known less well. */
  readonly largestOnly?: boolean;
  /** Most products at one point; fewer where the basis would take more than {@link BASIS_BYTES}. */
  readonly maxProducts: number;
}

/** For maps: |λ_min/λ_max| to a thousandth of itself, or to 2e-5. */
export const MAP_ACCURACY: Accuracy = { relative: 1e-3, floor: 0.02, maxProducts: 250 };
/** For single points. At a minimum λ_min is tiny beside λ_max and takes a large basis (METHOD.md, section 4). */
export const POINT_ACCURACY: Accuracy = { relative: 1e-4, floor: 1e-4, maxProducts: 500 };
/** For λ_max along a path: its error under 1 % with that of the products, which takes about seven products. */
export const PATH_ACCURACY: Accuracy = { relative: 0.99e-2, floor: 1e-3, largestOnly: true, maxProducts: 250 };

export type CurvatureEvent =
  | { readonly type: 'progress'; readonly products: number }
  /** The spectrum's ends at the point with this index are known. Points may end in any order. */
  | { readonly type: 'result'; readonly index: number; readonly result: LanczosResult };

/** What rounding does to a product in float32, relative to the spectrum's larger end: the most seen against float64, away from minima. */
const PRODUCT_ERROR = 2e-5;

const SLICE_MS = 40;
const BASIS_BYTES = 256 * 2 ** 20;
const FEWEST_PRODUCTS = 20;

/** One Lanczos run that waits for its next product. */
interface Run {
  readonly index: number;
  readonly point: WeightPoint;
  readonly steps: ReturnType<typeof lanczos>;
  vector: Float64Array;
}

/**
 * Largest and smallest eigenvalue of the Hessian at each of `count` points, by Lanczos, as many at once as the device takes. Every point starts from the
 * same random vector, so results depend neither on their order nor on their number.
 */
export async function* eigenvaluesAt(
  hessian: Hessian,
  pointAt: (index: number) => WeightPoint,
  count: number,
  accuracy: Accuracy,
  { signal, clock, rng }: CurvatureOptions,
): AsyncGenerator<CurvatureEvent> {
  const start = randomNormals(hessian, rng.fork('lanczos'));
  const options = { maxBasis: basisSize(hessian, accuracy), isDone: doneWithin(accuracy) };
  let next = 0;
  const begin = (): Run => {
    const steps = lanczos(start, options);
    const index = next++;
    return { index, point: pointAt(index), steps, vector: steps.next().value as Float64Array };
  };
  let active: Run[] = [];
  let products = 0;
  for (let sliceStart = clock(); ; ) {
    while (active.length < hessian.replicas && next < count) active.push(begin());
    if (active.length === 0) return;
    signal.throwIfAborted();
    const images = await hessian.multiply(active);
    products += images.length;
    const going: Run[] = [];
    for (const [r, run] of active.entries()) {
      const step = run.steps.next(images[r]);
      if (step.done) yield { type: 'result', index: run.index, result: step.value };
      else going.push(Object.assign(run, { vector: step.value }));
    }
    active = going;
    if (clock() - sliceStart < SLICE_MS) continue;
    yield { type: 'progress', products };
    sliceStart = clock();
  }
}

/** The trace over the Hessian's weights and its standard error (Hutchinson), after 2, 3, … `probes` probes. */
export async function* traceAt(
  hessian: Hessian,
  point: WeightPoint,
  probes: number,
  { signal, rng }: CurvatureOptions,
): AsyncGenerator<Estimate> {
  const signs = rng.fork('trace');
  const samples: number[] = [];
  while (samples.length < probes) {
    signal.throwIfAborted();
    const count = Math.min(hessian.replicas, probes - samples.length);
    const batch = Array.from({ length: count }, () => ({ point, vector: randomSigns(hessian.size, hessian.entries, signs) }));
    const images = await hessian.multiply(batch);
    images.forEach((image, r) => {
      samples.push(image.reduce((sum, value, i) => sum + value * batch[r].vector[i], 0));
    });
    if (samples.length > 1) yield estimateMean(samples);
  }
}

/** The density of the spectrum by `probes` Lanczos runs of `steps` products each (stochastic Lanczos quadrature), after each run. */
export async function* densityAt(
  hessian: Hessian,
  point: WeightPoint,
  { probes, steps, points }: { readonly probes: number; readonly steps: number; readonly points: number },
  { signal, clock, rng }: CurvatureOptions,
): AsyncGenerator<SpectralDensity | null> {
  const results: LanczosResult[] = [];
  const options = { maxBasis: Math.min(steps, basisSize(hessian, { maxProducts: steps })), isDone: () => false };
  let sliceStart = clock();
  for (let probe = 0; probe < probes; probe++) {
    const run = lanczos(randomNormals(hessian, rng.fork(`density-${probe}`)), options);
    let step = run.next();
    while (!step.done) {
      signal.throwIfAborted();
      const [image] = await hessian.multiply([{ point, vector: step.value }]);
      step = run.next(image);
      if (clock() - sliceStart < SLICE_MS) continue;
      yield null;
      sliceStart = clock();
    }
    if (step.value.values.length === 0) throw new Error('The Hessian is not finite here, so it has no spectrum.');
    results.push(step.value);
    const density = spectralDensity(results, points);
    yield { ...density, belowZero: belowZero(results, density.deviation), weights: hessian.entries.length };
  }
}

/** Bounds on the errors of both ends of a spectrum: their residuals, and what rounding adds to those. */
export function errorBounds({ largest, smallest }: Pick<LanczosResult, 'largest' | 'smallest'>): {
  readonly largest: number;
  readonly smallest: number;
} {
  const rounding = PRODUCT_ERROR * Math.max(Math.abs(largest.value), Math.abs(smallest.value));
  return { largest: largest.residual + rounding, smallest: smallest.residual + rounding };
}

function randomNormals(hessian: Hessian, rng: Rng): Float64Array {
  const vector = new Float64Array(hessian.size);
  for (const i of hessian.entries) vector[i] = rng.normal();
  return vector;
}

function basisSize(hessian: Hessian, { maxProducts }: Pick<Accuracy, 'maxProducts'>): number {
  const fitting = Math.floor(BASIS_BYTES / (8 * hessian.size * hessian.replicas));
  return Math.min(maxProducts, hessian.entries.length, Math.max(FEWEST_PRODUCTS, fitting));
}

function doneWithin({ relative, floor, largestOnly }: Accuracy): (largest: RitzValue, smallest: RitzValue) => boolean {
  return (largest, smallest) => {
    const scale = floor * Math.max(Math.abs(largest.value), Math.abs(smallest.value));
    const isKnown = ({ value, residual }: RitzValue): boolean => residual <= relative * Math.max(Math.abs(value), scale);
    return isKnown(largest) && (largestOnly || isKnown(smallest));
  };
}
