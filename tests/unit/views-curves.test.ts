import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../../src/experiment/checkpoint';
import { curveAxis, epochTicks } from '../../src/views/curves/axes';
import { pointAt } from '../../src/views/curves/CurvePlot';
import { drawnCurves, legendOf } from '../../src/views/curves/drawn';
import { spreadLetters } from '../../src/views/curves/frame';
import type { CurvePane } from '../../src/views/curves/TrainingCurves';
import { thin } from '../../src/views/curves/thin';
import { mix, plotTheme } from '../../src/views/plot-theme';

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

  it('colours by pane, or by run where one pane has several; several runs of several panes by pane in shades', () => {
    const theme = plotTheme('light');
    const a = { letter: 'A', color: '#000000', curves: [curve([1]), curve([2])], runNames: ['batch 8', 'batch 64'] };
    const drawn = (panes: CurvePane[]) => drawnCurves(panes, theme).map((c) => [c.letter, c.marker, c.color]);
    expect(drawn([a])).toEqual([
      ['1', 0, theme.runs[0]],
      ['2', 1, theme.runs[1]],
    ]);
    const b = { letter: 'B', color: '#C8430C', curves: [curve([1])], runNames: ['run 1'] };
    const paler = mix('#000000', theme.page, 0.45);
    expect(paler).not.toBe('#000000');
    expect(drawn([a, b])).toEqual([
      ['A1', 0, '#000000'],
      ['A2', 1, paler],
      ['B', null, '#C8430C'],
    ]);
    expect(drawn([a, { ...b, curves: [[]] }])).toHaveLength(2);
  });

  it('have a legend where a pane has several runs, one for all panes whose runs are called alike', () => {
    const theme = plotTheme('light');
    const a = { letter: 'A', color: '#000000', curves: [curve([1]), curve([2])], runNames: ['batch 8', 'batch 64'] };
    const legend = (panes: CurvePane[]) => legendOf(panes, theme).map(({ letter, name, color }) => [letter, name, color]);
    expect(legend([{ ...a, curves: [curve([1])], runNames: ['run 1'] }])).toEqual([]);
    expect(legend([a])).toEqual([
      ['1', 'batch 8', theme.runs[0]],
      ['2', 'batch 64', theme.runs[1]],
    ]);
    expect(legend([a, { ...a, letter: 'B' }])).toEqual([
      ['1', 'batch 8', theme.ink2],
      ['2', 'batch 64', theme.ink2],
    ]);
    expect(legend([a, { ...a, letter: 'B', runNames: ['Adam', 'SGD'] }]).map(([letter, name]) => `${letter} ${name}`)).toEqual([
      'A1 batch 8',
      'A2 batch 64',
      'B1 Adam',
      'B2 SGD',
    ]);
  });
});
