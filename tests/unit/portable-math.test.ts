import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cos, exp, hypot, log, log1p, power, sin, tanh } from '../../src/math/portable';
import values from '../fixtures/maths/values.json';

/** Exact values rounded to float64, from 300 bits (mpmath 1.3): arguments, then the result. */
const EXACT: Record<string, number[][]> = values;
const OURS: Record<string, (...args: number[]) => number> = { sin, cos, exp, tanh, log, log1p, hypot, power };

/** How many float64 numbers two lie apart. */
function ulps(a: number, b: number): number {
  if (Number.isNaN(a) && Number.isNaN(b)) return 0;
  const [x, y] = [a, b].map((value) => new BigInt64Array(Float64Array.of(value).buffer)[0]);
  const ordered = (bits: bigint): bigint => (bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits);
  return Math.abs(Number(ordered(x) - ordered(y)));
}

describe('our own elementary functions', () => {
  it.each([
    ['sin', 1],
    ['cos', 1],
    ['exp', 1],
    ['log', 1],
    ['log1p', 1],
    ['hypot', 1],
    ['tanh', 2],
    ['power', 2],
  ])('%s lies within %d ulp of the exact value', (name, most) => {
    expect(EXACT[name].length).toBeGreaterThan(100);
    const off = EXACT[name].filter((row) => ulps(OURS[name](...row.slice(0, -1)), row.at(-1) as number) > most);
    expect(off).toEqual([]);
  });

  it.each([
    ['sin', [0, -0, Number.NaN, Infinity, -Infinity]],
    ['cos', [0, -0, Number.NaN, Infinity]],
    ['exp', [0, -0, 1000, -1000, Infinity, -Infinity, Number.NaN, 1e-300, -745.2, 709.79]],
    ['tanh', [0, -0, Infinity, -Infinity, Number.NaN, 25, -25, 5e-324]],
    ['log', [0, -0, 1, -1, Infinity, -Infinity, Number.NaN]],
    ['log1p', [0, -0, -1, -2, Infinity, Number.NaN, 5e-324]],
  ] as const)('%s has the limits that Math has', (name, points) => {
    for (const x of points) expect(OURS[name](x), `${name}(${x})`).toBe(Math[name](x));
  });

  it('hypot and power have theirs', () => {
    for (const [x, y] of [
      [0, 0],
      [-0, 0],
      [3, -4],
      [Infinity, Number.NaN],
      [Number.NaN, 1],
      [-Infinity, 1],
      [0, -7],
      [5e-324, 0],
    ])
      expect(hypot(x, y)).toBe(Math.hypot(x, y));
    expect([
      power(0, 0),
      power(0, 2),
      power(0, -1),
      power(0, -0.5),
      power(-2, 3),
      power(-1, 0.5),
      power(Infinity, 2),
      power(Infinity, -0.5),
    ]).toEqual([1, 0, Infinity, Infinity, -8, Number.NaN, Infinity, 0]);
    expect([power(1e300, 2), power(1e-300, 2), power(Number.NaN, 2), power(10, 300)]).toEqual([Infinity, 0, Number.NaN, 1e300]);
    expect(() => power(2, 0.3)).toThrow(RangeError);
    expect(() => sin(1e9)).toThrow(RangeError);
  });

  it("agrees with this engine's own to a few ulp anywhere", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -700, max: 700 }), (x) => {
        for (const name of ['exp', 'tanh', 'log', 'log1p'] as const) expect(ulps(OURS[name](x), Math[name](x))).toBeLessThanOrEqual(3);
      }),
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -100, max: 100 }), (x) => {
        for (const name of ['sin', 'cos'] as const) expect(ulps(OURS[name](x), Math[name](x))).toBeLessThanOrEqual(2);
      }),
    );
  });
});
