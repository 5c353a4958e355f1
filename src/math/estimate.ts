import { square } from './portable';
import type { Rng } from './random';

/** A mean and the standard error that repeated sampling would give it; NaN from one sample. */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

/** Random signs, one at each of these entries of a vector of `size`, 0 elsewhere: E[vᵀAv] is the trace of A over those entries (Hutchinson 1990). */
export function randomSigns(size: number, entries: ArrayLike<number>, rng: Rng): Float64Array {
  const signs = new Float64Array(size);
  for (let i = 0; i < entries.length; i++) signs[entries[i]] = rng.uniform() < 0.5 ? -1 : 1;
  return signs;
}

/** The mean of samples and its standard error. Throws a RangeError without samples. */
export function estimateMean(samples: readonly number[]): Estimate {
  const n = samples.length;
  if (n === 0) throw new RangeError('A mean needs at least one sample.');
  const mean = samples.reduce((sum, value) => sum + value, 0) / n;
  const squares = samples.reduce((sum, value) => sum + square(value - mean), 0);
  return { mean, standardError: n > 1 ? Math.sqrt(squares / (n - 1) / n) : Number.NaN };
}

/**
 * The ratio of two means, Σ a / Σ b over pairs [a, b] with 0 ≤ a ≤ b, freed of its bias of first order, and its standard error, both by leaving out one pair at a time (the
 * jackknife; Cochran, Sampling Techniques, section 6.15); 0 where all b are 0. The mean of the single ratios would be biased however many there are. Within 0 … 1. From one pair it is that
 * pair's ratio, its error NaN. Throws a RangeError without pairs.
 */
export function estimateRatio(pairs: readonly (readonly [number, number])[]): Estimate {
  const n = pairs.length;
  if (n === 0) throw new RangeError('A ratio needs at least one pair.');
  const [above, below] = pairs.reduce(([a, b], pair) => [a + pair[0], b + pair[1]], [0, 0]);
  const ratio = (a: number, b: number): number => (b > 0 ? a / b : 0);
  const whole = ratio(above, below);
  if (n === 1) return { mean: whole, standardError: Number.NaN };
  const without = pairs.map(([a, b]) => ratio(above - a, below - b));
  const centre = without.reduce((sum, value) => sum + value, 0) / n;
  const square = without.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
  return { mean: Math.min(1, Math.max(0, n * whole - (n - 1) * centre)), standardError: Math.sqrt(((n - 1) / n) * square) };
}
