/** How far computed numbers are from the reference's. */
export interface Deviation {
  readonly count: number;
  readonly maxAbsolute: number;
  readonly maxRelative: number;
  /** Entries out of tolerance, non-finite ones that do not match in kind included. */
  readonly failures: number;
}

/** Entry by entry: |actual − expected| ≤ rtol·|expected| + atol, which may differ by entry; NaN and ±∞ must match exactly (null stands for NaN). */
export function compare(
  actual: ArrayLike<number>,
  expected: ArrayLike<number | null>,
  tolerance: { rtol: number; atol: number | ArrayLike<number> },
): Deviation {
  let [maxAbsolute, maxRelative, failures] = [0, 0, 0];
  if (actual.length !== expected.length) return { count: expected.length, maxAbsolute: NaN, maxRelative: NaN, failures: expected.length };
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i] as number;
    const e = expected[i] ?? NaN;
    if (!Number.isFinite(a) || !Number.isFinite(e)) {
      if (!Object.is(a, e)) failures++;
      continue;
    }
    const difference = Math.abs(a - e);
    const atol = typeof tolerance.atol === 'number' ? tolerance.atol : tolerance.atol[i];
    maxAbsolute = Math.max(maxAbsolute, difference);
    if (e !== 0) maxRelative = Math.max(maxRelative, difference / Math.abs(e));
    if (difference > tolerance.rtol * Math.abs(e) + atol) failures++;
  }
  return { count: expected.length, maxAbsolute, maxRelative, failures };
}

/** The same, where entries may be near 0 and only absolute errors count. */
export function absoluteOnly(deviation: Deviation): Deviation {
  return { ...deviation, maxRelative: 0 };
}

/** ‖actual − expected‖ / ‖expected‖ over the whole vector. */
export function relativeNorm(actual: ArrayLike<number>, expected: ArrayLike<number>, rtol: number): Deviation {
  let [difference, norm, maxAbsolute] = [0, 0, 0];
  for (let i = 0; i < expected.length; i++) {
    const d = (actual[i] as number) - (expected[i] as number);
    difference += d * d;
    norm += (expected[i] as number) ** 2;
    maxAbsolute = Math.max(maxAbsolute, Math.abs(d));
  }
  const maxRelative = Math.sqrt(difference / norm);
  return { count: expected.length, maxAbsolute, maxRelative, failures: actual.length === expected.length && maxRelative <= rtol ? 0 : 1 };
}
