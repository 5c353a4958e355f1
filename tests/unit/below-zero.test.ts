import { describe, expect, it } from 'vitest';
import { belowZero } from '../../src/math/below-zero';
import { lanczos } from '../../src/math/lanczos';
import { createRng } from '../../src/math/random';
import type { Quadrature } from '../../src/math/spectral-density';

const quadrature = (values: number[], weights: number[]): Quadrature => ({
  values: Float64Array.from(values),
  weights: Float64Array.from(weights),
});

/** Quadratures of a diagonal matrix, by Lanczos runs of `steps` products. */
function probesOf(diagonal: Float64Array, steps: number, count: number): Quadrature[] {
  return Array.from({ length: count }, (_, seed) => {
    const rng = createRng(seed);
    const run = lanczos(
      diagonal.map(() => rng.normal()),
      { maxBasis: steps, isDone: () => false },
    );
    let step = run.next();
    while (!step.done) step = run.next(step.value.map((x, i) => x * diagonal[i]));
    return step.value;
  });
}

describe('what of a spectrum is below zero', () => {
  it('is the mass beyond the margin, and its share of all sizes', () => {
    const { share, ofCurvature } = belowZero([quadrature([-2, -0.1, 1, 4], [0.1, 0.2, 0.3, 0.4])], 0.5);
    expect(share.mean).toBeCloseTo(0.1, 12);
    expect(ofCurvature.mean).toBeCloseTo((0.2 + 0.02) / (0.2 + 0.02 + 0.3 + 1.6), 12);
    expect(share.standardError).toBeNaN();
  });

  it('is nothing where all is positive, and all where all is negative', () => {
    const of = (values: number[]) => {
      const { share, ofCurvature } = belowZero([quadrature(values, [0.5, 0.5])], 0.01);
      return [share.mean, ofCurvature.mean];
    };
    expect(of([1, 2])).toEqual([0, 0]);
    expect(of([-2, -1])).toEqual([1, 1]);
    expect(of([0, 0])).toEqual([0, 0]);
    expect(() => belowZero([], 0)).toThrow(RangeError);
  });

  it('has no bias where few eigenvalues rule the sizes, as at minima, and an error that says how far it is off', () => {
    const rng = createRng(5);
    const diagonal = Float64Array.from({ length: 400 }, (_, i) =>
      i < 3 ? 100 * (i + 1) : i < 30 ? -3 * rng.uniform() : 0.5 * rng.uniform(),
    );
    const sizes = diagonal.map(Math.abs);
    const exact = diagonal.reduce((sum, value) => sum + Math.max(0, -value), 0) / sizes.reduce((sum, value) => sum + value, 0);
    // Every eigenvalue a node of its own: what infinitely many steps would give.
    const measure = (stream: typeof rng): Quadrature => {
      const start = diagonal.map(() => stream.normal());
      const length = start.reduce((sum, value) => sum + value ** 2, 0);
      return { values: diagonal, weights: start.map((value) => value ** 2 / length) };
    };
    const found = Array.from({ length: 200 }, (_, i) => {
      const stream = createRng(100 + i);
      return belowZero(
        Array.from({ length: 10 }, () => measure(stream)),
        0.1,
      ).ofCurvature;
    });
    const mean = found.reduce((sum, { mean: one }) => sum + one, 0) / found.length;
    // The mean of single ratios is half as much again.
    expect(Math.abs(mean / exact - 1)).toBeLessThan(0.05);
    const covered = found.filter(({ mean: one, standardError }) => Math.abs(one - exact) < 2 * standardError);
    expect(covered.length / found.length).toBeGreaterThan(0.85);
  });

  it('is found by Lanczos runs within their own errors', () => {
    const rng = createRng(3);
    const diagonal = Float64Array.from({ length: 600 }, () => rng.normal() + 0.5);
    const share = diagonal.filter((value) => value < -0.05).length / diagonal.length;
    const [negative, all] = [-1, 1].map((sign) =>
      diagonal.reduce((sum, value) => sum + (sign > 0 ? Math.abs(value) : Math.max(0, -value)), 0),
    );
    const found = belowZero(probesOf(diagonal, 60, 12), 0.05);
    expect(Math.abs(found.share.mean - share)).toBeLessThan(4 * found.share.standardError);
    expect(Math.abs(found.ofCurvature.mean - negative / all)).toBeLessThan(4 * found.ofCurvature.standardError);
    expect(found.share.standardError).toBeLessThan(0.02);
    expect(found.ofCurvature.standardError).toBeLessThan(0.03);
  });
});
