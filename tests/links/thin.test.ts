import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coordinateOf } from '../../src/experiment/basin';
import type { CurvePoint } from '../../src/experiment/checkpoint';
import type { Landscape } from '../../src/experiment/landscape';
import { thinCurve } from '../../src/experiment/link/thin-curve';
import { coarsenBoundary, thinLandscape } from '../../src/experiment/link/thin-surface';
import { syntheticCurve } from './synthetic';

/** A plane whose loss at a point says where the point is. */
function labelled(columns: number, rows: number): Landscape {
  const n = columns * rows;
  return {
    axes: [
      { min: -1, max: 1.5, points: columns },
      { min: 0.25, max: 4, points: rows },
    ],
    loss: Float32Array.from({ length: n }, (_, i) => i),
    accuracy: Float32Array.from({ length: n }, (_, i) => (i % 7) / 7),
    done: Uint8Array.from({ length: n }, (_, i) => i % 3),
    samples: 7,
    cosine: 0,
    cosineByChance: 0,
  };
}

describe('a surface on fewer points', () => {
  it.each([
    [33, 33],
    [65, 33],
    [129, 33],
    [513, 33],
    [51, 26],
    [401, 26],
    [101, 26],
    [97, 33],
    [50, 25],
    [54, 27],
    [100, 25],
    [34, 17],
  ])('%i points along each axis become %i', (n, expected) => {
    expect(thinLandscape(labelled(n, n), 33).axes.map((axis) => axis.points)).toEqual([expected, expected]);
  });

  it('consists of points of the whole, where its axes say they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 2, max: 300 }), fc.constantFrom(33, 17), (columns, rows, side) => {
        const whole = labelled(columns, rows);
        const thin = thinLandscape(whole, side);
        const [alpha, beta] = thin.axes as [Landscape['axes'][0], Landscape['axes'][0]];
        expect(thin.loss.length).toBeLessThanOrEqual(side * side);
        expect(thin.loss.length).toBe(alpha.points * beta.points);
        for (let i = 0; i < thin.loss.length; i++) {
          const from = thin.loss[i] as number;
          const [column, row] = [from % columns, Math.floor(from / columns)];
          expect(Math.abs(coordinateOf(alpha, i % alpha.points) - coordinateOf(whole.axes[0] as typeof alpha, column))).toBeLessThan(1e-12);
          expect(Math.abs(coordinateOf(beta, Math.floor(i / alpha.points)) - coordinateOf(whole.axes[1] as typeof beta, row))).toBeLessThan(
            1e-12,
          );
          expect(thin.accuracy[i]).toBe(whole.accuracy[from]);
          expect(thin.done[i]).toBe(whole.done[from]);
        }
        // Never less than half of what would fit, and never short of an end by a whole step.
        expect(alpha.points).toBeGreaterThanOrEqual(Math.min(columns, Math.floor(side / 2) + 1));
        expect(alpha.min - -1).toBeLessThan((alpha.max - alpha.min) / (alpha.points - 1));
      }),
      { seed: 20261123, numRuns: 120 },
    );
  });

  it('stays whole where it has no more points than fit', () => {
    for (const whole of [labelled(10, 100), labelled(513, 2), labelled(25, 10)]) expect(thinLandscape(whole, 33)).toBe(whole);
  });
});

describe('a boundary on fewer cells', () => {
  it('keeps the class at each centre, and at least half of the cells allowed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), fc.constantFrom(32, 64), (width, height, side) => {
        const x = [-2, 3] as const;
        const y = [10, 11.5] as const;
        const classAt = (column: number, row: number) => (column * 7 + row * 13) % 251;
        const classes = Uint8Array.from({ length: width * height }, (_, i) => classAt(i % width, Math.floor(i / width)));
        const coarse = coarsenBoundary({ width, height, x, y, inputs: [0, 1], classes }, side);
        expect(coarse.width).toBeLessThanOrEqual(side);
        expect(coarse.width).toBeGreaterThanOrEqual(Math.min(width, side / 2));
        for (let i = 0; i < coarse.classes.length; i++) {
          const centre = (range: readonly [number, number], cells: number, cell: number) =>
            range[0] + ((range[1] - range[0]) * (cell + 0.5)) / cells;
          const column = ((centre(coarse.x, coarse.width, i % coarse.width) - x[0]) / (x[1] - x[0])) * width - 0.5;
          const row = ((centre(coarse.y, coarse.height, Math.floor(i / coarse.width)) - y[0]) / (y[1] - y[0])) * height - 0.5;
          expect(Math.abs(column - Math.round(column))).toBeLessThan(1e-6);
          expect(Math.abs(row - Math.round(row))).toBeLessThan(1e-6);
          expect(coarse.classes[i]).toBe(classAt(Math.round(column) + 0, Math.round(row) + 0));
        }
      }),
      { seed: 20261123, numRuns: 100 },
    );
  });
});

describe('a curve of fewer points', () => {
  it('keeps ends, extremes and the epoch asked for, in order', () => {
    for (const [seed, epochs, max] of [
      [1, 300, 64],
      [2, 5000, 64],
      [3, 121, 32],
      [4, 64, 16],
    ] as const) {
      const curve = syntheticCurve(seed, epochs, 512);
      const thin = thinCurve(curve, max, [37]);
      expect(thin.length).toBe(max);
      expect(thin[0]).toBe(curve[0]);
      expect(thin.at(-1)).toBe(curve.at(-1));
      expect(thin.some((point) => point.epoch === 37)).toBe(true);
      expect(thin.every((point, i) => i === 0 || point.epoch > (thin[i - 1] as CurvePoint).epoch)).toBe(true);
      for (const series of ['trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy'] as const) {
        const all = curve.map((point) => point[series]);
        const kept = thin.map((point) => point[series]);
        expect([Math.min(...kept), Math.max(...kept)]).toEqual([Math.min(...all), Math.max(...all)]);
      }
    }
  });

  it('keeps a spike and the edges of a hole', () => {
    const curve = Array.from({ length: 1001 }, (_, epoch) => ({ epoch, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 0.5 }));
    const spiked = curve.map((point) => (point.epoch === 613 ? { ...point, testLoss: 0.01 } : point));
    expect(thinCurve(spiked, 16).some((point) => point.epoch === 613)).toBe(true);
    const holed = curve.map((point) => (point.epoch >= 300 && point.epoch < 320 ? { ...point, trainLoss: Number.NaN } : point));
    const kept = thinCurve(holed, 32).map((point) => point.epoch);
    for (const edge of [299, 300, 319, 320]) expect(kept).toContain(edge);
  });

  it('is left alone where it is short', () => {
    const curve = syntheticCurve(1, 20, 10);
    expect(thinCurve(curve, 21)).toBe(curve);
  });
});
