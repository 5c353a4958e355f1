import { exp, square } from './portable';
/** A discrete measure on the line: where its mass lies, and how much. */
export interface Quadrature {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** A density at equally spaced eigenvalues from `min` to `max`. */
export interface Density {
  readonly min: number;
  readonly max: number;
  /** Per unit of eigenvalue; integrates to about 1. */
  readonly density: Float64Array;
  /** Standard deviation of the Gaussian that smooths it. */
  readonly deviation: number;
}

/** Smoothing as a share of the spectrum's width. */
const SHARE = 1 / 400;
/** How far the range goes beyond the extreme values, in deviations. */
const MARGIN = 4;

/**
 * The spectral density of a symmetric matrix by stochastic Lanczos quadrature (Ghorbani, Krishnan and Xiao 2019): the mean over probes of each run's Gauss
 * quadrature, each mass smoothed by a Gaussian. Probes must be Gaussian or of random signs. `points` at least 2. Throws a RangeError without probes.
 */
export function spectralDensity(probes: readonly Quadrature[], points: number): Density {
  if (probes.length === 0) throw new RangeError('A spectral density needs at least one probe.');
  let [low, high] = [Infinity, -Infinity];
  for (const { values } of probes) {
    low = Math.min(low, values[0]);
    high = Math.max(high, values[values.length - 1]);
  }
  const deviation = SHARE * (high - low) || Math.max(Math.abs(high), 1) * SHARE;
  const [min, max] = [low - MARGIN * deviation, high + MARGIN * deviation];
  const density = new Float64Array(points);
  const scale = 1 / (deviation * Math.sqrt(2 * Math.PI) * probes.length);
  for (let i = 0; i < points; i++) {
    const at = min + ((max - min) * i) / (points - 1);
    let sum = 0;
    for (const { values, weights } of probes) {
      for (let k = 0; k < values.length; k++) sum += weights[k] * exp(-0.5 * square((at - values[k]) / deviation));
    }
    density[i] = scale * sum;
  }
  return { min, max, density, deviation };
}
