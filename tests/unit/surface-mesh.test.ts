import { describe, expect, it } from 'vitest';
import { bake } from '../../src/views/surface/bake';
import { fillGrid, hasFirstPass } from '../../src/views/surface/fill';
import { meshIndex } from '../../src/views/surface/mesh-index';
import {
  ambientOcclusion,
  blur,
  castShadow,
  normalsOf,
  type ReliefGrid,
  RIPPLE_MAX,
  RIPPLE_MIN,
  ripples,
} from '../../src/views/surface/relief';
import { limitedSlopes, resampleCells, resampleGrid, resampleMask, resampleRow } from '../../src/views/surface/resample';

/** From −x and above. */
const KEY = [-0.55, 0.62, 0.18] as const;

/** A mesh of `f(x, z)` over [−1, 1]²; row 0 is z = +1, as in the scene. */
function meshOf(n: number, f: (x: number, z: number) => number): ReliefGrid {
  const y = new Float32Array(n * n);
  for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) y[j * n + i] = f((2 * i) / (n - 1) - 1, 1 - (2 * j) / (n - 1));
  return { y, width: n, height: n, dx: 2 / (n - 1), dz: 2 / (n - 1) };
}

function at(grid: ReliefGrid, values: Float32Array, x: number, z: number): number {
  const i = Math.round(((x + 1) / 2) * (grid.width - 1));
  const j = Math.round(((1 - z) / 2) * (grid.height - 1));
  return values[j * grid.width + i];
}

describe('resampling', () => {
  it('hits the stored values and halves a straight line exactly', () => {
    const values = Float32Array.from([0, 1, 2, 3]);
    const out = new Float32Array(7);
    resampleRow(values, 2, new Float32Array(4), out);
    expect([...out]).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3]);
  });

  it('is the Catmull-Rom spline where nothing has to be limited', () => {
    const f = (x: number): number => x * x;
    const values = Float32Array.from([2, 3, 4, 5, 6], f);
    const out = new Float32Array(17);
    resampleRow(values, 4, new Float32Array(5), out);
    // Catmull-Rom reproduces quadratics between inner points.
    for (let k = 4; k <= 12; k++) expect(Math.abs(out[k] - f(2 + k / 4))).toBeLessThan(1e-5);
  });

  it('never leaves the interval between two stored values', () => {
    const values = Float32Array.from([0, 0, 1, 0.2, 0.21, 5, 5, -3]);
    const k = 8;
    const out = new Float32Array(7 * k + 1);
    resampleRow(values, k, new Float32Array(8), out);
    for (let i = 0; i < 7; i++) {
      const low = Math.min(values[i], values[i + 1]) - 1e-6;
      const high = Math.max(values[i], values[i + 1]) + 1e-6;
      for (let s = 0; s <= k; s++) {
        expect(out[i * k + s]).toBeGreaterThanOrEqual(low);
        expect(out[i * k + s]).toBeLessThanOrEqual(high);
      }
    }
  });

  it('has slope 0 at a peak and the mean of both sides on a slope', () => {
    const slopes = new Float32Array(4);
    limitedSlopes(Float32Array.from([0, 1, 3, 2]), slopes);
    expect([...slopes]).toEqual([1, 1.5, 0, -1]);
  });

  it('refines a non-square grid in both directions', () => {
    const grid = Float32Array.from([0, 1, 2, 10, 11, 12]);
    const out = resampleGrid(grid, 3, 2, 2);
    expect([...out]).toEqual([0, 0.5, 1, 1.5, 2, 5, 5.5, 6, 6.5, 7, 10, 10.5, 11, 11.5, 12]);
  });

  it('fades validity over one grid interval around a hole and marks cells on their side only', () => {
    const mask = Uint8Array.from([1, 1, 1, 1, 0, 1, 1, 1, 1]);
    const out = resampleMask(mask, 3, 3, 2);
    expect(out[2 * 5 + 2]).toBe(0);
    expect(out[2 * 5 + 1]).toBe(128);
    expect(out[0]).toBe(255);
    const cells = resampleCells(Uint8Array.from([1, 0, 0, 0]), 3, 3, 2);
    expect([cells[0], cells[1 * 5 + 1], cells[2], cells[2 * 5 + 2], cells[3], cells[24]]).toEqual([255, 255, 128, 64, 0, 0]);
  });
});

describe('filling what is not evaluated yet', () => {
  const plane = (n: number): Float32Array => Float32Array.from({ length: n * n }, (_, i) => ((i % n) + Math.floor(i / n)) / (4 * n));

  it('joins the points of a coarse pass by straight lines, for sizes that halve and sizes that do not', () => {
    for (const [n, stride] of [
      [9, 4],
      [10, 5],
    ]) {
      const heights = plane(n);
      const done = Uint8Array.from({ length: n * n }, (_, i) => {
        const on = (k: number): boolean => k % stride === 0 || k === n - 1;
        return on(i % n) && on(Math.floor(i / n)) ? 1 : 0;
      });
      const hidden = heights.map((h, i) => (done[i] ? h : 99));
      const filled = fillGrid(hidden, done, n, n);
      for (let i = 0; i < n * n; i++) expect(Math.abs(filled.heights[i] - heights[i])).toBeLessThan(1e-6);
      expect(filled.unfinished.includes(1)).toBe(false);
      expect(filled.coarse).toEqual([stride, stride]);
    }
  });

  it('marks the cells that the newest pass has not reached, and keeps its mesh lines at the pass before', () => {
    const n = 9;
    const done = new Uint8Array(n * n);
    for (let j = 0; j < n; j += 4) for (let i = 0; i < n; i += 4) done[j * n + i] = 1;
    // The second pass (every second index) has done a 5 × 5 patch in the middle.
    for (let j = 2; j <= 6; j += 2) for (let i = 2; i <= 6; i += 2) if (done[j * n + i] === 0) done[j * n + i] = 2;
    const { unfinished, coarse } = fillGrid(plane(n), done, n, n);
    expect(coarse).toEqual([4, 4]);
    const cell = (i: number, j: number): number => unfinished[j * (n - 1) + i];
    expect([cell(2, 2), cell(5, 5), cell(3, 4)]).toEqual([0, 0, 0]);
    expect([cell(0, 0), cell(7, 3), cell(1, 2), cell(6, 5)]).toEqual([1, 1, 1, 1]);
  });

  it('turns NaN into a hole with finite heights beneath, and ±∞ into cliffs beyond the cut', () => {
    const heights = plane(5);
    heights[12] = Number.NaN;
    heights[6] = Number.POSITIVE_INFINITY;
    heights[18] = Number.NEGATIVE_INFINITY;
    const filled = fillGrid(heights, new Uint8Array(25).fill(1), 5, 5);
    expect([...filled.valid.keys()].filter((i) => filled.valid[i] === 0)).toEqual([12]);
    expect(filled.heights.every(Number.isFinite)).toBe(true);
    expect(filled.heights[6]).toBeGreaterThan(1);
    expect(filled.heights[18]).toBeLessThan(-0.16 / 1.12);
    expect(filled.heights[12]).toBeCloseTo((heights[7] + heights[11] + heights[13] + heights[17]) / 4, 6);
  });

  it('has a surface once the coarsest pass is whole, however far the next one is', () => {
    const done = new Uint8Array(81);
    expect(hasFirstPass(done, 9, 9)).toBe(false);
    for (const j of [0, 4, 8]) for (const i of [0, 4, 8]) done[j * 9 + i] = 1;
    done[80] = 0;
    expect(hasFirstPass(done, 9, 9)).toBe(false);
    done[80] = 1;
    expect(hasFirstPass(done, 9, 9)).toBe(true);
    done[3 * 9 + 3] = 3;
    expect(hasFirstPass(done, 9, 9)).toBe(true);
    expect(hasFirstPass(new Uint8Array(250).fill(1), 25, 10)).toBe(true);
  });

  it('shows nothing while nothing is done', () => {
    const filled = fillGrid(plane(4), new Uint8Array(16), 4, 4);
    expect(filled.valid.includes(1)).toBe(false);
  });
});

describe('relief', () => {
  it('has normals of the analytic slope', () => {
    const grid = meshOf(65, (x, z) => 0.5 * x - 0.25 * z);
    const normals = normalsOf(grid);
    const length = Math.hypot(0.5, 0.25, 1);
    for (let i = 0; i < 65 * 65; i += 97) {
      expect(normals[i * 2]).toBeCloseTo(-0.5 / length, 5);
      expect(normals[i * 2 + 1]).toBeCloseTo(0.25 / length, 5);
    }
  });

  it('leaves a plane fully open and closes the bottom of a pit, more so the deeper', () => {
    const flat = meshOf(65, () => 0.3);
    expect(Math.min(...ambientOcclusion(flat))).toBe(1);
    const pit = (depth: number): number => {
      const grid = meshOf(129, (x, z) => -depth * Math.exp(-(x * x + z * z) / 0.02));
      return at(grid, ambientOcclusion(grid), 0, 0);
    };
    expect(pit(0.1)).toBeLessThan(0.9);
    expect(pit(0.4)).toBeLessThan(pit(0.1) - 0.2);
    expect(pit(5)).toBeGreaterThanOrEqual(0.26);
    expect(pit(5)).toBeLessThan(0.3);
  });

  it('darkens the foot of a wall to half of the sky on that side', () => {
    const grid = meshOf(257, (x) => (x > 0 ? 50 : 0));
    const openness = at(grid, ambientOcclusion(grid), -0.02, 0);
    // Half of the directions meet the wall at right angles: 0.26 + 0.74 · 0.5^1.4.
    expect(Math.abs(openness - (0.26 + 0.74 * 0.5 ** 1.4))).toBeLessThan(0.03);
  });

  it('casts a shadow away from the key light only, as long as the light is steep', () => {
    const grid = meshOf(257, (x, z) => (Math.abs(x) < 0.03 && Math.abs(z) < 0.5 ? 0.3 : 0));
    const shadow = castShadow(grid, KEY);
    // The key stands at −x: the shadow falls to +x, about 0.3 · 0.5787 / 0.62 · cos far.
    expect(at(grid, shadow, 0.1, 0)).toBeCloseTo(0.34, 2);
    expect(at(grid, shadow, -0.2, 0)).toBe(1);
    expect(at(grid, shadow, 0.6, 0)).toBe(1);
  });

  it('keeps a slope unchanged under its blur up to the border, so that only small relief ripples', () => {
    const slope = meshOf(65, (x, z) => 0.8 * x + 0.3 * z);
    const blurred = blur(slope, 0.042);
    for (let i = 0; i < 65 * 65; i++) expect(Math.abs(blurred[i] - slope.y[i])).toBeLessThan(1e-5);
    const bumps = meshOf(129, (x, z) => 0.05 * Math.exp(-(x * x + z * z) / 0.001) - 0.05 * Math.exp(-((x - 0.5) ** 2 + z * z) / 0.001));
    const rippled = ripples(bumps);
    expect(at(bumps, rippled, 0, 0)).toBeCloseTo(RIPPLE_MAX, 6);
    expect(at(bumps, rippled, 0.5, 0)).toBeCloseTo(RIPPLE_MIN, 6);
    expect(Math.abs(at(bumps, rippled, -0.7, 0.7))).toBeLessThan(1e-4);
  });
});

describe('the bake', () => {
  it('makes at least 257 vertices along the longer side and stays finite whatever it is given', () => {
    const heights = Float32Array.from({ length: 25 * 10 }, (_, i) => [0.2, Number.NaN, 3e38, Number.NEGATIVE_INFINITY, 1e-40, 0.9][i % 6]);
    const baked = bake({
      heights,
      done: new Uint8Array(250).fill(1),
      nAlpha: 25,
      nBeta: 10,
      halfX: 1,
      halfZ: 0.4,
      side: 256,
      colors: null,
      key: KEY,
    });
    expect([baked.width, baked.height]).toEqual([265, 100]);
    expect(baked.heights.every(Number.isFinite)).toBe(true);
    expect(baked.hasUnfinished).toBe(false);
  });

  it('packs normals, openness, shadow and ripple of a tilted plane', () => {
    const n = 9;
    const heights = Float32Array.from({ length: n * n }, (_, i) => 0.3 + 0.1 * ((i % n) / 4 - 1) + 0.2 * (Math.floor(i / n) / 4 - 1));
    const baked = bake({
      heights,
      done: new Uint8Array(n * n).fill(1),
      nAlpha: n,
      nBeta: n,
      halfX: 1,
      halfZ: 1,
      side: 64,
      colors: null,
      key: KEY,
    });
    const middle = (32 * baked.width + 32) * 4;
    // y rises by 0.1 · 1.12 per unit of x = α and falls by 0.2 · 1.12 per unit of z = −β.
    const length = Math.hypot(0.112, 0.224, 1);
    expect(baked.shade[middle] / 32767).toBeCloseTo(-0.112 / length, 3);
    expect(baked.shade[middle + 1] / 32767).toBeCloseTo(0.224 / length, 3);
    expect(baked.shade[middle + 3]).toBe(32767);
    expect(baked.marks[middle] / 255).toBeCloseTo(0.38 / 0.6, 2);
    expect([baked.marks[middle + 1], baked.marks[middle + 2]]).toEqual([0, 255]);
  });

  it('works on the smallest grid and leaves its corners alone', () => {
    const baked = bake({
      heights: Float32Array.from([0, 0.25, 0.5, 0.75]),
      done: new Uint8Array(4).fill(1),
      nAlpha: 2,
      nBeta: 2,
      halfX: 1,
      halfZ: 1,
      side: 256,
      colors: null,
      key: KEY,
    });
    expect([baked.width, baked.height]).toEqual([257, 257]);
    expect([baked.heights[0], baked.heights[256], baked.heights[256 * 257], baked.heights[257 * 257 - 1]]).toEqual([0, 0.25, 0.5, 0.75]);
  });

  it('indexes every cell once, whole or thinned, and always the last row and column', () => {
    expect([...meshIndex(2, 2, 1)]).toEqual([0, 1, 3, 0, 3, 2]);
    const thin = meshIndex(6, 5, 4);
    expect(thin.length).toBe(2 * 1 * 6);
    expect(Math.max(...thin)).toBe(29);
  });
});
