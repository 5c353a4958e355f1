import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../../src/experiment/checkpoint';
import { curveAxis, epochTicks } from '../../src/views/curves/axes';
import { pointAt, spreadLetters } from '../../src/views/curves/CurvePlot';
import { drawnCurves } from '../../src/views/curves/TrainingCurves';
import { thin } from '../../src/views/curves/thin';

function curve(losses: readonly number[]): CurvePoint[] {
  return losses.map((loss, epoch) => ({ epoch, trainLoss: loss, testLoss: loss * 2, trainAccuracy: 0.6, testAccuracy: 0.55 }));
}

describe('thinning', () => {
  it('keeps short curves whole', () => {
    expect(
      thin(
        5,
        (i) => i * 3,
        (i) => i,
      ),
    ).toEqual([0, 1, 2, 3, 4]);
  });

  it('keeps first, extremes and last of each pixel column: at most five of a thousand points', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1000, maxLength: 1000 }), (values) => {
        const x = (i: number) => i / 100;
        const kept = thin(values.length, x, (i) => values[i]);
        expect(kept.length).toBeLessThanOrEqual(50);
        for (let column = 0; column < 10; column++) {
          const all = values.slice(column * 100, column * 100 + 100);
          const some = kept.filter((i) => Math.floor(x(i)) === column).map((i) => values[i]);
          expect(Math.max(...some)).toBe(Math.max(...all));
          expect(Math.min(...some)).toBe(Math.min(...all));
          expect(some[0]).toBe(all[0]);
          expect(some[some.length - 1]).toBe(all[99]);
        }
      }),
      { numRuns: 50, seed: 7 },
    );
  });

  it('keeps a gap', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i > 40 && i < 60 ? Number.NaN : i));
    const kept = thin(
      100,
      () => 0,
      (i) => values[i],
    );
    expect(kept).toEqual([0, 41, 99]);
  });
});

describe('axes of curves', () => {
  it('loss is logarithmic over both splits with room above and below', () => {
    const axis = curveAxis([curve([10, 1, 0.001])], 'loss');
    expect(axis.ticks).toEqual([0.001, 0.01, 0.1, 1, 10]);
    expect(axis.normalise(0.001)).toBeGreaterThan(0);
    expect(axis.normalise(20)).toBeLessThan(1);
    expect(axis.normalise(1) - axis.normalise(0.1)).toBeCloseTo(axis.normalise(10) - axis.normalise(1), 10);
    expect(axis.normalise(0)).toBe(0);
    expect(axis.normalise(Number.NaN)).toBeNaN();
    expect(axis.normalise(Number.POSITIVE_INFINITY)).toBeNaN();
  });

  it('leaves out the loss before training where it is far above all others, and says so', () => {
    const deep = curveAxis([curve([2e6, 10, 1, 0.01])], 'loss');
    expect(deep.startsAbove).toBe(true);
    expect(deep.max).toBeLessThan(100);
    expect(deep.normalise(2e6)).toBeGreaterThan(1);
    const shallow = curveAxis([curve([100, 10, 1, 0.01])], 'loss');
    expect(shallow.startsAbove).toBe(false);
    expect(shallow.max).toBeGreaterThan(200);
    expect(curveAxis([curve([2e6])], 'loss').max).toBeGreaterThan(2e6);
  });

  it('accuracy ends at 100 % and starts at a round share', () => {
    expect(curveAxis([curve([1])], 'accuracy').min).toBe(0.5);
    expect(curveAxis([], 'accuracy').min).toBe(0);
    expect(curveAxis([curve([1])], 'accuracy').ticks.at(-1)).toBe(1);
  });

  it('a diverged curve has an axis', () => {
    const axis = curveAxis([curve([Number.NaN, Number.NaN])], 'loss');
    expect(axis.max).toBeGreaterThan(axis.min);
  });

  it('epoch ticks end on the last epoch where they can', () => {
    expect(epochTicks(120, 4)).toEqual([0, 30, 60, 90, 120]);
    expect(epochTicks(120, 2.7)).toEqual([0, 60, 120]);
    expect(epochTicks(300, 3)).toEqual([0, 100, 200, 300]);
    expect(epochTicks(7, 4)).toEqual([0, 2, 4, 6]);
    expect(epochTicks(0, 4)).toEqual([0]);
  });
});

describe('curve details', () => {
  it('finds the point under the scrubber', () => {
    const points = curve([5, 4, 3, 2]);
    expect(pointAt(points, 2)?.trainLoss).toBe(3);
    expect(pointAt(points, 2.9)?.trainLoss).toBe(3);
    expect(pointAt(points, 99)?.trainLoss).toBe(2);
    expect(pointAt([], 1)).toBeUndefined();
  });

  it('moves end letters apart without leaving the plot', () => {
    expect(spreadLetters([50, 52], 13, 0, 100)).toEqual([50, 63]);
    expect(spreadLetters([98, 99, 97], 13, 0, 100)).toEqual([87, 100, 74]);
    expect(spreadLetters([Number.NaN, 30], 13, 0, 100)).toEqual([Number.NaN, 30]);
  });

  it('colours by pane, or by run where one pane has several', () => {
    const a = { letter: 'A', color: 'blue', curves: [curve([1]), curve([2])] };
    expect(drawnCurves([a], ['r1', 'r2']).map((c) => [c.letter, c.color])).toEqual([
      ['1', 'r1'],
      ['2', 'r2'],
    ]);
    expect(drawnCurves([a, { ...a, letter: 'B', color: 'red', curves: [[]] }], ['r1']).map((c) => [c.letter, c.color])).toEqual([
      ['A', 'blue'],
      ['A', 'blue'],
    ]);
  });
});
