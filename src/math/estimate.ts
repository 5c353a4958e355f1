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
