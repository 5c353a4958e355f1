import { describe, expect, it } from 'vitest';
import type { Landscape } from '../../src/experiment/landscape';
import { heightScale, paneScales } from '../../src/views/scale';

const N = 21;

function plane(loss: (a: number, b: number) => number, done: (i: number, j: number) => boolean = () => true): Landscape {
  const axis = { min: -1, max: 1, points: N };
  const values = new Float32Array(N * N);
  const flags = new Uint8Array(N * N);
  for (let j = 0; j < N; j++) {
    for (let i = 0; i < N; i++) {
      values[j * N + i] = loss(-1 + (2 * i) / (N - 1), -1 + (2 * j) / (N - 1));
      flags[j * N + i] = done(i, j) ? 1 : 0;
    }
  }
  return {
    axes: [axis, axis],
    loss: values,
    accuracy: new Float32Array(N * N),
    done: flags,
    samples: 512,
    cosine: 0,
    cosineByChance: 0.04,
  };
}

const auto = { field: 'loss', mode: 'log', cap: null } as const;
const bowl = plane((a, b) => 10 ** (-2.9 + 6.2 * Math.hypot(a, b) ** 0.6));

describe('heightScale, log', () => {
  it('spans whole powers of ten and numbers each', () => {
    const scale = heightScale([bowl], auto);
    expect(scale.min).toBe(0.001);
    expect(scale.max).toBe(100_000);
    expect(scale.ticks).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000, 10_000, 100_000]);
    expect(scale.major).toEqual([0.001, 0.1, 10, 1000, 100_000]);
    expect(scale.cut).toBe(false);
    expect(scale.normalise(1)).toBeCloseTo(3 / 8, 12);
    expect(scale.normalise(1e7)).toBeCloseTo(10 / 8, 12);
    expect(scale.normalise(Number.NaN)).toBeNaN();
  });

  it('an automatic cap cuts off rare peaks, keeps 90 % of the points, and says so', () => {
    const peaks = plane((a, b) => (a > 0.79 && b > -0.1 && b < 0.6 ? 1e8 : 0.002 + 40 * (a * a + b * b)));
    const scale = heightScale([peaks], auto);
    expect(scale.max).toBe(1000);
    expect(scale.cut).toBe(true);
    const kept = peaks.loss.filter((loss) => loss <= scale.max).length / peaks.loss.length;
    expect(kept).toBeGreaterThanOrEqual(0.9);
  });

  it('is not misled by the corners of a coarse pass', () => {
    const bucket = (done: (i: number, j: number) => boolean) =>
      plane((a, b) => 10 ** (-2 + 6 * Math.max(Math.abs(a), Math.abs(b)) ** 3), done);
    const coarse = heightScale([bucket((i, j) => i % 10 === 0 && j % 10 === 0)], { ...auto, cap: null });
    expect(coarse.max).toBeLessThanOrEqual(10_000);
    const rim = plane(
      (a, b) => (Math.abs(a) > 0.99 && Math.abs(b) > 0.99 ? (a > 0 && b > 0 ? 1 : 1e8) : 0.1),
      (i, j) => i % 10 === 0 && j % 10 === 0,
    );
    expect(heightScale([rim], auto).max).toBe(10);
  });

  it('never caps below ten times the lowest corner', () => {
    const walls = plane((a, b) => (Math.abs(a) > 0.99 && Math.abs(b) > 0.99 ? 3000 : Math.abs(a) > 0.99 && b > 0.89 ? 1e7 : 0.01 + a * a));
    expect(heightScale([walls], auto).max).toBe(100_000);
  });

  it('a cap of the person cuts there, also below all data', () => {
    const scale = heightScale([bowl], { ...auto, cap: 100 });
    expect([scale.min, scale.max, scale.cut]).toEqual([0.001, 100, true]);
    const below = heightScale([plane(() => 5)], { ...auto, cap: 1 });
    expect(below.max).toBe(1);
    expect(below.min).toBeLessThan(1);
    expect(below.cut).toBe(true);
  });

  it('a cap above all data does not stretch the scale', () => {
    expect(heightScale([bowl], { ...auto, cap: 1e9 }).max).toBe(100_000);
  });

  it('puts zero losses on the floor, which is the smallest positive one', () => {
    const scale = heightScale([plane((a) => (a < 0 ? 0 : 0.02 + a * 30))], auto);
    expect(scale.min).toBe(0.01);
    expect(scale.normalise(0)).toBe(0);
  });

  it('handles nothing, only NaN, only zeros and all-equal data', () => {
    for (const landscapes of [[], [null], [plane(() => Number.NaN)], [plane(() => Number.POSITIVE_INFINITY)], [plane(() => 0)]]) {
      const scale = heightScale(landscapes, auto);
      expect(scale.max).toBeGreaterThan(scale.min);
      expect(scale.cut).toBe(false);
      expect(scale.ticks.length).toBeGreaterThan(1);
    }
    const equal = heightScale([plane(() => 0.7)], auto);
    expect(equal.min).toBeLessThan(0.7);
    expect(equal.max).toBeGreaterThan(0.7);
    expect(equal.normalise(0.7)).toBeCloseTo(0.5, 5);
    expect(equal.ticks.length).toBeGreaterThan(1);
  });

  it('ignores values that are not finished', () => {
    const half = plane(
      (a, b) => (Math.abs(a) < 0.01 && Math.abs(b) < 0.01 ? 1e-9 : 1 + a * a * 500),
      (i, j) => i % 5 === 0 && j % 4 === 0,
    );
    expect(heightScale([half], auto).min).toBe(1);
  });

  it('only widens while points arrive, and never past a cap', () => {
    const first = heightScale([bowl], auto);
    const narrow = plane((a, b) => 1 + a * a + b * b);
    const later = heightScale([narrow], { ...auto, previous: first });
    expect([later.min, later.max]).toEqual([first.min, first.max]);
    expect(heightScale([narrow], auto).max).toBeLessThan(10.1);
    expect(heightScale([narrow], { ...auto, cap: 10, previous: first }).max).toBe(10);
    expect(heightScale([narrow], { ...auto, mode: 'linear', previous: first }).max).toBeLessThan(10);
  });

  it('a range under two decades is rounded to 1-2-5', () => {
    const scale = heightScale([plane((a, b) => 0.06 + 0.8 * (a * a + b * b))], auto);
    expect([scale.min, scale.max]).toEqual([0.05, 2]);
    expect(scale.ticks).toEqual([0.1, 0.3, 1]);
  });
});

describe('heightScale, linear and accuracy', () => {
  it('starts at 0 and keeps three quarters of the points', () => {
    const scale = heightScale([plane((a, b) => (a > 0.55 ? 1e6 : 3 * (a * a + b * b)))], { ...auto, mode: 'linear' });
    expect(scale.min).toBe(0);
    expect(scale.max).toBeLessThanOrEqual(6);
    expect(scale.cut).toBe(true);
    expect(scale.normalise(scale.max)).toBe(1);
    expect(scale.normalise(scale.max / 2)).toBeCloseTo(0.5, 12);
  });

  it('accuracy is 0 … 1, linear, never cut', () => {
    const scale = heightScale([bowl], { field: 'accuracy', mode: 'log', cap: 0.5 });
    expect([scale.min, scale.max, scale.mode, scale.cut]).toEqual([0, 1, 'linear', false]);
    expect(scale.ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it('all-zero losses have a range', () => {
    expect(heightScale([plane(() => 0)], { ...auto, mode: 'linear' }).max).toBe(1);
  });
});

describe('paneScales', () => {
  const small = plane((a, b) => 0.1 + a * a + b * b);
  const panes = [
    { landscapes: [bowl], field: 'loss' },
    { landscapes: [small], field: 'loss' },
    { landscapes: [small], field: 'accuracy' },
  ] as const;

  it('is one object for all panes of a field when shared', () => {
    const scales = paneScales(panes, { mode: 'log', cap: null, shared: true });
    expect(scales[0]).toBe(scales[1]);
    expect(scales[0].max).toBe(10_000);
    expect(scales[2].field).toBe('accuracy');
  });

  it('is one each otherwise', () => {
    const scales = paneScales(panes, { mode: 'log', cap: null, shared: false });
    expect(scales[1].max).toBe(5);
    expect(scales[0].max).toBe(100_000);
  });

  it('has room for the lines drawn with a line', () => {
    const [scale] = paneScales([{ landscapes: [small, bowl], field: 'loss' }], { mode: 'log', cap: null, shared: false });
    expect(scale.max).toBeGreaterThan(5);
  });
});
