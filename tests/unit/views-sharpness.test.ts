import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../../src/experiment/checkpoint';
import type { SharpnessPoint } from '../../src/experiment/sharpening';
import type { Stability } from '../../src/experiment/stability';
import { placeLimits } from '../../src/views/curves/place-limits';
import { drawnSharpness, limitLines, nearestPoint, sharpnessAxis } from '../../src/views/curves/sharpness';
import type { CurvePane } from '../../src/views/curves/TrainingCurves';
import { plotTheme } from '../../src/views/plot-theme';

const theme = plotTheme('light');
const curve: CurvePoint[] = [0, 1, 2].map((epoch) => ({ epoch, trainLoss: 1, testLoss: 1, trainAccuracy: 0.5, testAccuracy: 0.5 }));
const points = (values: readonly number[]): SharpnessPoint[] => values.map((value, i) => ({ epoch: 10 * i, value, bound: 0.01 * value }));
const limit = (value: number, plain = true): Stability => ({ limitAt: () => value, plain });
const none: Stability = { reason: { short: { key: 'a', values: {} }, sentence: { key: 'b', values: {} } } };

function pane(sharpness: readonly SharpnessPoint[][], stability: readonly Stability[], letter = 'A'): CurvePane {
  return {
    letter,
    color: '#111111',
    curves: sharpness.map(() => curve),
    runNames: sharpness.map((_, i) => `run ${i}`),
    sharpness,
    stability,
  };
}
const drawn = (panes: readonly CurvePane[]) => drawnSharpness(panes, theme);

describe('runs as drawn', () => {
  it('are those with curves, each with its own points, limit and name', () => {
    const two = drawn([pane([points([1, 2]), points([3])], [limit(4), none])]);
    expect(two.map(({ letter, name, points: own }) => [letter, name, own.length])).toEqual([
      ['1', 'run 0', 2],
      ['2', 'run 1', 1],
    ]);
    expect(drawn([pane([points([1])], [limit(4)])])[0]).toMatchObject({ letter: 'A', name: '' });
    // The recipe has other runs by now than those whose curves still show.
    expect(drawn([pane([points([1]), points([1])], [limit(4)])])).toHaveLength(1);
  });
});

describe('limits', () => {
  it('are drawn once where runs share them, in a neutral colour then', () => {
    const lines = limitLines(drawn([pane([[], [], [], []], [limit(20), limit(10), limit(10), none])]), 100, theme);
    expect(lines.map(({ at, color }) => [at(0), color])).toEqual([
      [20, theme.runs[0]],
      [10, theme.ink2],
    ]);
  });

  it('differ where schedules do', () => {
    const later: Stability = { limitAt: (epoch) => (epoch < 50 ? 20 : 200), plain: true };
    expect(limitLines(drawn([pane([[], []], [limit(20), later])]), 100, theme)).toHaveLength(2);
  });
});

describe('the axis', () => {
  const axisOf = (panes: readonly CurvePane[]) => sharpnessAxis(drawn(panes), limitLines(drawn(panes), 100, theme));

  it('starts at zero where values are of one size, with the limit in it', () => {
    const axis = axisOf([pane([points([8, 9, 12])], [limit(20)])]);
    expect(axis.normalise(0)).toBe(0);
    expect(axis.normalise(20)).toBeGreaterThan(0.8);
    expect(axis.normalise(20)).toBeLessThan(1);
  });

  it('is logarithmic where they are not', () => {
    const axis = axisOf([pane([points([1, 10, 100])], [limit(100)])]);
    expect(axis.normalise(10) - axis.normalise(1)).toBeCloseTo(axis.normalise(100) - axis.normalise(10), 10);
    expect(axis.normalise(1)).toBeGreaterThan(0);
    expect(axis.normalise(0)).toBeNaN();
  });

  it('leaves a limit out that is far above', () => {
    const axis = axisOf([pane([points([1, 2, 3])], [limit(1000)])]);
    expect(axis.max).toBeLessThan(4);
    expect(axis.normalise(1000)).toBeGreaterThan(1);
  });

  it('holds the limits before anything is measured, and something where there is nothing', () => {
    expect(axisOf([pane([[]], [limit(20)])]).normalise(20)).toBeGreaterThan(0.8);
    const empty = axisOf([pane([points([Number.NaN])], [none])]);
    expect(empty.max).toBeGreaterThan(empty.min);
    expect(empty.ticks.length).toBeGreaterThan(1);
    expect(empty.normalise(Number.NaN)).toBeNaN();
  });

  it('goes below zero with a negative value', () => {
    const axis = axisOf([pane([points([-1, 2])], [none])]);
    expect(axis.normalise(-1)).toBeGreaterThanOrEqual(0);
  });
});

describe('the dot under the pointer', () => {
  it('is the nearest within reach', () => {
    const curves = drawn([pane([points([1, 2]), points([5, 6])], [none, none])]);
    const at = { x: (epoch: number) => epoch, y: (value: number) => -value };
    expect(nearestPoint(curves, { x: 9, y: -5 }, at, 8)).toMatchObject({ curve: { letter: '2' }, point: { epoch: 10, value: 6 } });
    expect(nearestPoint(curves, { x: 90, y: -5 }, at, 8)).toBeNull();
  });
});

describe('the limits’ numbers', () => {
  const frame = { left: 30, top: 5, plotWidth: 300, plotHeight: 100 };

  it('are over the left end of their line where it is free', () => {
    expect(placeLimits([{ y: 50, width: 60 }], [], frame, 11)).toEqual([{ x: 36, y: 46 }]);
  });

  it('go under it, or to the right, where dots are', () => {
    const over = Array.from({ length: 40 }, (_, i) => ({ x: 30 + 8 * i, y: 42 }));
    expect(placeLimits([{ y: 50, width: 60 }], over, frame, 11)).toEqual([{ x: 36, y: 62 }]);
    const left = [42, 58].flatMap((y) => Array.from({ length: 10 }, (_, i) => ({ x: 30 + 8 * i, y })));
    const [placed] = placeLimits([{ y: 50, width: 60 }], left, frame, 11);
    expect(placed?.x).toBeGreaterThan(100);
  });

  it('stay away where lines are close, dots are everywhere, or the line is not in the plot', () => {
    const [first, second] = placeLimits(
      [50, 52].map((y) => ({ y, width: 290 })),
      [],
      frame,
      11,
    );
    expect(first).toEqual({ x: 36, y: 46 });
    expect(second?.y).toBe(64);
    const everywhere = Array.from({ length: 900 }, (_, i) => ({ x: 30 + (i % 60) * 5, y: 5 + Math.floor(i / 60) * 7 }));
    expect(placeLimits([{ y: 50, width: 60 }], everywhere, frame, 11)).toEqual([null]);
    expect(
      placeLimits(
        [
          { y: -900, width: 60 },
          { y: Number.NaN, width: 60 },
        ],
        [],
        frame,
        11,
      ),
    ).toEqual([null, null]);
  });
});
