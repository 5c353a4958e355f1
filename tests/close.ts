import { expect } from 'vitest';

/** Every entry within rtol·|expected| + atol; NaN, +∞ and −∞ must match exactly and in place. There are no default tolerances. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: { rtol: number; atol: number }): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i] as number, expected[i] as number];
    const close = Number.isFinite(e) ? Math.abs(a - e) <= tolerance.rtol * Math.abs(e) + tolerance.atol : Object.is(a, e);
    if (!close) expect.fail(`Entry ${i} of ${expected.length} is ${a}, expected ${e} (off by ${Math.abs(a - e)}).`);
  }
}
