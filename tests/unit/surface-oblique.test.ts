import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubleGrid } from '../../src/views/surface/oblique';
import { resampleGrid } from '../../src/views/surface/resample';

const N = 33;
const STEP = 2 / (N - 1);

/** A trough narrower than the grid can follow, aslant by so many degrees. */
function troughAt(degrees: number): (x: number, y: number) => number {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return (x, y) => Math.min(1, (Math.abs(c * y - s * x - 0.013) / STEP) * 0.15);
}

const sampled = (f: (x: number, y: number) => number) =>
  Float32Array.from({ length: N * N }, (_, k) => f(STEP * (k % N) - 1, STEP * Math.floor(k / N) - 1));

/** By how much the floor of the trough goes up and down along it. */
function teeth(fine: Float32Array, side: number, degrees: number): number {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const heights: number[] = [];
  for (let t = -0.7; t <= 0.7; t += 0.002) {
    const [u, v] = [t * c - 0.013 * s, t * s + 0.013 * c].map((w) => ((w + 1) / 2) * (side - 1));
    const [i, j] = [Math.floor(u), Math.floor(v)];
    const at = (di: number, dj: number) => fine[(j + dj) * side + i + di];
    heights.push((at(0, 0) * (1 - u + i) + at(1, 0) * (u - i)) * (1 - v + j) + (at(0, 1) * (1 - u + i) + at(1, 1) * (u - i)) * (v - j));
  }
  const mean = heights.reduce((sum, h) => sum + h, 0) / heights.length;
  return Math.sqrt(heights.reduce((sum, h) => sum + (h - mean) ** 2, 0) / heights.length);
}

describe('doubling a grid', () => {
  it('keeps every point, and puts none outside the values around it', () => {
    const values = fc.array(fc.double({ min: -2, max: 3, noNaN: true }), { minLength: 35, maxLength: 35 });
    fc.assert(
      fc.property(values, (given) => {
        const grid = Float32Array.from(given);
        const fine = doubleGrid(grid, 7, 5);
        for (let y = 0; y < 9; y++) {
          for (let x = 0; x < 13; x++) {
            const [i, j] = [Math.floor(x / 2), Math.floor(y / 2)];
            if (x % 2 === 0 && y % 2 === 0) expect(fine[y * 13 + x]).toBe(grid[j * 7 + i]);
            // A point on a side is taken from its ends and from the middles of the cells beside it.
            const near = [-1, 0, 1, 2].flatMap((dj) => [-1, 0, 1, 2].map((di) => grid[(j + dj) * 7 + i + di]));
            const around = near.filter((value, k) => value !== undefined && i + (k % 4) - 1 >= 0 && i + (k % 4) - 1 < 7);
            expect(fine[y * 13 + x]).toBeGreaterThanOrEqual(Math.min(...around) - 1e-6);
            expect(fine[y * 13 + x]).toBeLessThanOrEqual(Math.max(...around) + 1e-6);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is exact on planes, and as good as the spline on smooth surfaces', () => {
    const plane = (x: number, y: number) => 0.3 + 0.2 * x - 0.4 * y;
    const bowl = (x: number, y: number) => 0.1 + 0.4 * x * x + 0.3 * y * y + 0.2 * x * y;
    const side = 2 * N - 1;
    for (const [f, most] of [
      [plane, 1e-6],
      [bowl, 1.2e-3],
    ] as const) {
      const fine = doubleGrid(sampled(f), N, N);
      let worst = 0;
      for (let k = 0; k < side * side; k++)
        worst = Math.max(worst, Math.abs(fine[k] - f((k % side) / (N - 1) - 1, Math.floor(k / side) / (N - 1) - 1)));
      expect(worst).toBeLessThan(most);
    }
  });

  it('leaves less than half the teeth of a spline in a trough on a diagonal, and fewer in every other', () => {
    const side = (N - 1) * 8 + 1;
    for (const degrees of [8, 20, 27, 35, 45, 60, 118, 135]) {
      const grid = sampled(troughAt(degrees));
      const spline = teeth(resampleGrid(grid, N, N, 8), side, degrees);
      const made = teeth(resampleGrid(doubleGrid(grid, N, N), 2 * N - 1, 2 * N - 1, 4), side, degrees);
      expect(made, `${degrees}°`).toBeLessThan(spline);
      if (degrees % 45 === 0) expect(made).toBeLessThan(spline / 2);
    }
  });
});
