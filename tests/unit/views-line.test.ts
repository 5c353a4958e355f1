import { describe, expect, it } from 'vitest';
import type { Landscape } from '../../src/experiment/landscape';
import { countScale } from '../../src/views/line/count-scale';
import { linePath, storedLine } from '../../src/views/line/extract';
import { indexOf, probeForKey, roundTo, spread, stepAlong } from '../../src/views/probe-steps';

/** Loss 10·iβ + iα, so that each value tells its place. */
function numbered(columns: number, rows: number): Landscape {
  const loss = Float32Array.from({ length: columns * rows }, (_, k) => 10 * Math.floor(k / columns) + (k % columns));
  const axes = [
    { min: -1, max: 1, points: columns },
    { min: -2, max: 2, points: rows },
  ];
  const rest = { samples: 10, cosine: 0, cosineByChance: 0 };
  return {
    axes: rows > 1 ? axes : [axes[0]],
    loss,
    accuracy: loss.map((v) => v / 100),
    done: new Uint8Array(loss.length).fill(1),
    ...rest,
  };
}

describe('stored line', () => {
  it('along α is the row through β = 0', () => {
    const line = storedLine(numbered(5, 3), 0);
    expect([...line.loss]).toEqual([10, 11, 12, 13, 14]);
    expect([...line.coordinates]).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect([line.axis, line.other]).toEqual(['alpha', 0]);
  });

  it('along β is the column through α = 0', () => {
    const line = storedLine(numbered(5, 3), 1);
    expect([...line.loss]).toEqual([2, 12, 22]);
    expect([...line.coordinates]).toEqual([-2, 0, 2]);
    expect([line.axis, line.other]).toEqual(['beta', 0]);
  });

  it('takes the nearest row where none passes through 0, and says which', () => {
    const line = storedLine(numbered(5, 4), 0);
    expect(line.other).toBeCloseTo(2 / 3, 9);
    expect(line.loss[0]).toBe(20);
    const aside = { ...numbered(5, 3), axes: [numbered(5, 3).axes[0], { min: 1, max: 3, points: 3 }] };
    expect(storedLine(aside, 0).other).toBe(1);
  });

  it('of a landscape of one axis is that line, whatever axis is asked for', () => {
    const line = storedLine(numbered(7, 1), 1);
    expect([...line.loss]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([line.axis, line.other]).toEqual(['alpha', null]);
  });
});

describe('line path', () => {
  const path = (values: readonly number[], done: (i: number) => boolean = () => true) =>
    linePath(
      values.length,
      done,
      (i) => i,
      (i) => values[i],
    );

  it('breaks at NaN and infinities', () => {
    expect(path([1, 2, Number.NaN, 4, 5])).toBe('M0.00,1.00L1.00,2.00M3.00,4.00L4.00,5.00');
    expect(path([1, 2, Number.POSITIVE_INFINITY])).toBe('M0.00,1.00L1.00,2.00');
  });

  it('makes a lone point a dot', () => {
    expect(path([Number.NaN, 2, Number.NaN])).toBe('M1.00,2.00h0');
    expect(path([Number.NaN, 2])).toBe('M1.00,2.00h0');
  });

  it('runs straight over points to come', () => {
    expect(path([1, 9, 3], (i) => i !== 1)).toBe('M0.00,1.00L2.00,3.00');
  });
});

describe('probe steps', () => {
  const axis = { min: -1, max: 1, points: 65 };

  it('arrows move by a grid step, with Shift by five', () => {
    expect(probeForKey('ArrowRight', false, null, axis, axis)).toEqual({ alpha: 0.03125, beta: 0 });
    expect(probeForKey('ArrowDown', true, { alpha: 0.25, beta: 0 }, axis, axis)).toEqual({ alpha: 0.25, beta: -0.15625 });
  });

  it('a step from between two points goes to the next one, and stops at the ends', () => {
    expect(stepAlong(axis, 0.01, 1)).toBe(0.03125);
    expect(stepAlong(axis, 0.01, -1)).toBe(0);
    expect(stepAlong(axis, 0.99, 5)).toBe(1);
    expect(stepAlong(axis, -1, -1)).toBe(-1);
  });

  it('Escape goes home, other keys and missing axes do nothing', () => {
    expect(probeForKey('Escape', false, { alpha: 1, beta: 1 }, axis, axis)).toBeNull();
    expect(probeForKey('a', false, null, axis, axis)).toBeUndefined();
    expect(probeForKey('ArrowUp', false, null, axis, null)).toBeUndefined();
  });

  it('a pointed-at place becomes the number that is shown', () => {
    expect(roundTo(axis, 0.12345)).toBe(0.12);
    expect(roundTo({ min: -20, max: 20, points: 9 }, 3.1278)).toBe(3.1);
    expect(roundTo(axis, 1.2)).toBe(1);
    expect(indexOf(axis, 0)).toBe(32);
  });

  it('spread takes both ends', () => {
    expect(spread(65, 9)).toEqual([0, 8, 16, 24, 32, 40, 48, 56, 64]);
    expect(spread(3, 9)).toEqual([0, 1, 2]);
  });
});

describe('the scale of counts', () => {
  it('is linear while the bars can be told apart, with the highest at the top', () => {
    const scale = countScale([Uint32Array.of(0, 10, 40, 10), Uint32Array.of(5, 20, 80, 0)]);
    expect(scale.mode).toBe('linear');
    expect(scale.ticks).toEqual([80]);
    expect([0, 20, 80].map(scale.height)).toEqual([0, 0.25, 1]);
  });

  it('is logarithmic where one bar would flatten the others: a decade everywhere the same, one count to be seen, none at the bottom', () => {
    const scale = countScale([Uint32Array.of(1, 12, 5000, 9, 0)]);
    expect(scale.mode).toBe('log');
    expect(scale.ticks).toEqual([1, 10, 100, 1000]);
    expect(scale.height(0)).toBe(0);
    expect(scale.height(1)).toBeGreaterThan(0.03);
    expect(scale.height(5000)).toBeCloseTo(1, 12);
    expect(scale.height(100) - scale.height(10)).toBeCloseTo(scale.height(1000) - scale.height(100), 12);
  });

  it('stands for sets without a count', () => {
    expect(countScale([Uint32Array.of(0, 0)]).height(0)).toBe(0);
  });
});
