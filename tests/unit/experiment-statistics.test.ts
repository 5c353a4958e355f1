import { describe, expect, it } from 'vitest';
import { basinArea, basinWidth } from '../../src/experiment/basin';
import type { Landscape } from '../../src/experiment/landscape';
import { nonConvexShare } from '../../src/experiment/non-convex-share';
import { holesOf, surfaceStatistics } from '../../src/experiment/statistics';

/** A landscape of f(α, β) on [−1, 1] along each axis. */
function landscape(points: readonly number[], f: (alpha: number, beta: number) => number): Landscape {
  const [columns, rows = 1] = points;
  const at = (i: number, n: number): number => (n === 1 ? 0 : -1 + (2 * i) / (n - 1));
  const loss = Float32Array.from({ length: columns * rows }, (_, i) => f(at(i % columns, columns), at(Math.floor(i / columns), rows)));
  return {
    axes: points.map((n) => ({ min: -1, max: 1, points: n })),
    loss,
    accuracy: loss.map(() => 1),
    done: new Uint8Array(loss.length).fill(1),
    samples: 1,
    cosine: 0,
    cosineByChance: 0,
  };
}

/** A loss whose log(L + 0.1) is `height`. */
const ofHeight = (height: number): number => Math.exp(height) - 0.1;

describe('roughness', () => {
  it('is the mean of |second difference| of log(L + 0.1) along both axes', () => {
    // On a 3 × 3 grid there are 3 triples along each axis; heights rise by 1 in the middle column only.
    const found = surfaceStatistics(landscape([3, 3], (alpha) => ofHeight(alpha === 0 ? 1 : 0)));
    expect(found?.roughness).toBeCloseTo((3 * 2 + 3 * 0) / 6, 6);
    expect(found).toMatchObject({ columns: 3, rows: 3, standard: false });
  });

  it('is zero on an exponential slope', () => {
    expect(surfaceStatistics(landscape([9, 5], (alpha, beta) => ofHeight(2 * alpha - beta)))?.roughness).toBeLessThan(1e-6);
  });

  it('takes every second point of 65 × 65, and does not depend on the others', () => {
    const f = (alpha: number, beta: number): number => ofHeight(Math.sin(7 * alpha) + alpha * beta * beta);
    const small = surfaceStatistics(landscape([33, 33], f));
    const large = landscape([65, 65], f);
    for (let i = 0; i < large.loss.length; i++) if ((i % 65) % 2 === 1 || Math.floor(i / 65) % 2 === 1) large.loss[i] = 1e6;
    expect(surfaceStatistics(large)).toEqual(small);
    expect(small).toMatchObject({ columns: 33, rows: 33, standard: true });
  });

  it('uses the whole grid where it holds no 33 × 33, and says so', () => {
    expect(surfaceStatistics(landscape([65, 51], () => 1))).toMatchObject({ columns: 65, rows: 51, standard: false });
  });

  it('works on a line', () => {
    const found = surfaceStatistics(landscape([65], (alpha) => ofHeight(alpha * alpha)));
    expect(found?.roughness).toBeCloseTo(2 / 16 ** 2, 5);
    expect(found).toMatchObject({ minima: 1, columns: 33, rows: 1, standard: true });
  });

  it('leaves triples with a NaN or an infinity out, and has no value without any finite triple', () => {
    const f = (alpha: number): number => ofHeight(alpha === 0 ? 1 : 0);
    const clean = landscape([3, 3], f);
    clean.loss[0] = Number.NaN;
    clean.loss[2] = Number.POSITIVE_INFINITY;
    expect(surfaceStatistics(clean)?.roughness).toBeCloseTo((2 * 2 + 1 * 0) / 3, 6);
    expect(holesOf(clean)).toBe(2);
    expect(surfaceStatistics(landscape([3, 3], () => Number.NaN))?.roughness).toBeNaN();
  });

  it('is not known while a point of the sub-grid is still to come', () => {
    const coming = landscape([65, 65], () => 1);
    coming.done[1] = 0;
    expect(surfaceStatistics(coming)).not.toBeNull();
    coming.done[2] = 0;
    expect(surfaceStatistics(coming)).toBeNull();
  });
});

describe('local minima', () => {
  it('are interior points lower than all 8 neighbours', () => {
    const minima = (f: (alpha: number, beta: number) => number): number | undefined => surfaceStatistics(landscape([5, 5], f))?.minima;
    expect(minima((alpha, beta) => alpha ** 2 + beta ** 2)).toBe(1);
    expect(minima(() => 1)).toBe(0);
    expect(minima((alpha, beta) => alpha + beta)).toBe(0);
    // Lower on a diagonal neighbour: no minimum.
    expect(minima((alpha, beta) => (alpha === 0 && beta === 0 ? 1 : alpha === 0.5 && beta === 0.5 ? 0 : 2))).toBe(1);
    expect(minima((alpha, beta) => (Math.abs(alpha) === 0.5 && Math.abs(beta) === 0.5 ? 0 : 1))).toBe(4);
  });

  it('may touch +∞ but not NaN', () => {
    const holed = landscape([3, 3], (alpha, beta) => alpha ** 2 + beta ** 2);
    holed.loss[0] = Number.POSITIVE_INFINITY;
    expect(surfaceStatistics(holed)?.minima).toBe(1);
    holed.loss[0] = Number.NaN;
    expect(surfaceStatistics(holed)?.minima).toBe(0);
  });
});

describe('basins', () => {
  it('end at the first crossing of L₀ + 0.5, linear between points', () => {
    const bowl = landscape([9, 9], (alpha, beta) => 2 * Math.abs(alpha) + 4 * Math.abs(beta));
    expect(basinWidth(bowl, 0, 0)).toEqual({ left: -0.25, right: 0.25 });
    expect(basinWidth(bowl, 1, 0)).toEqual({ left: -0.125, right: 0.125 });
    const twice = landscape([9], (alpha) => (alpha === 0.5 ? 1 : 0));
    expect(basinWidth(twice, 0, 0)).toEqual({ left: null, right: 0.375 });
    expect(basinWidth(twice, 1, 0)).toBeNull();
  });

  it('end at a hole', () => {
    expect(
      basinWidth(
        landscape([9], (alpha) => (alpha === -0.5 ? Number.NaN : 0)),
        0,
        0,
      ),
    ).toEqual({ left: -0.5, right: null });
  });

  it('have the area of the component around θ*', () => {
    const two = landscape([9, 9], (alpha, beta) => (Math.abs(alpha) === 0.5 ? 1 : Math.abs(beta) > 0.5 ? 1 : 0));
    // Columns −0.25, 0, 0.25 and rows −0.5 … 0.5: 15 cells of 1/16. The strips beyond |α| = 0.5 are not connected.
    expect(basinArea(two, 0)).toEqual({ area: 15 / 16, open: false });
    expect(
      basinArea(
        landscape([9, 9], (alpha) => (Math.abs(alpha) > 0.3 ? 1 : 0)),
        0,
      ),
    ).toEqual({ area: 27 / 16, open: true });
    expect(
      basinArea(
        landscape([9, 9], () => 1),
        0,
      ),
    ).toEqual({ area: 0, open: false });
    expect(
      basinArea(
        landscape([9], () => 0),
        0,
      ),
    ).toBeNull();
  });
});

describe('the non-convex share of a Hessian map', () => {
  it('counts cells with λ_min/λ_max below −0.05, of those that are known', () => {
    expect(nonConvexShare([10, 10, 10, 10], [-0.4, -0.6, 1, -20])).toBe(0.5);
    expect(nonConvexShare([-1, 2, Number.NaN, Number.POSITIVE_INFINITY], [-3, 1, Number.NaN, 0])).toBe(0.5);
    expect(nonConvexShare([0, 0], [0, -1])).toBe(0.5);
    expect(nonConvexShare([Number.NaN], [Number.NaN])).toBeNaN();
  });
});
