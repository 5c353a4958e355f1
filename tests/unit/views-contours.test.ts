import { describe, expect, it } from 'vitest';
import type { Landscape } from '../../src/experiment/landscape';
import { contoursView } from '../../src/views/contours';
import { heightAt, heightField, latticeSteps } from '../../src/views/contours/field';
import { placeLabels } from '../../src/views/contours/labels';
import { frameFor } from '../../src/views/contours/layout';
import { contourLevels, rawAt } from '../../src/views/contours/levels';
import { flagBox } from '../../src/views/contours/marks';
import { resample } from '../../src/views/contours/resample';
import { shadeContours } from '../../src/views/contours/shade';
import { heightScale } from '../../src/views/scale';
import type { HeightScale, ViewPane } from '../../src/views/types';

const N = 17;

function plane(loss: (a: number, b: number) => number, columns = N, rows = N): Landscape {
  const values = new Float32Array(columns * rows);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) values[j * columns + i] = loss(-1 + (2 * i) / (columns - 1), -1 + (2 * j) / (rows - 1));
  return {
    axes: [
      { min: -1, max: 1, points: columns },
      { min: -1, max: 1, points: rows },
    ],
    loss: values,
    accuracy: values.map((value) => 1 / (1 + value)),
    done: new Uint8Array(values.length).fill(1),
    samples: 512,
    cosine: 0,
    cosineByChance: 0.04,
  };
}

const cone = plane((a, b) => 10 ** (-3 + 4 * Math.hypot(a, b)));
const coneScale = heightScale([cone], { field: 'loss', mode: 'log', cap: null });

describe('contour levels', () => {
  it('are quarters of a decade with a major at each power of ten inside the range', () => {
    const levels = contourLevels(coneScale);
    expect([coneScale.min, coneScale.max]).toEqual([0.001, 1000]);
    expect(levels.filter((level) => level.major).map((level) => level.raw)).toEqual([0.01, 0.1, 1, 10, 100]);
    expect(levels).toHaveLength(23);
    for (let i = 1; i < levels.length; i++) expect(Math.log10(levels[i].raw / levels[i - 1].raw)).toBeCloseTo(0.25, 10);
    for (const level of levels) expect(coneScale.normalise(level.raw)).toBeCloseTo(level.height, 10);
  });

  it('are half decades over a wide range and eighths over a narrow one', () => {
    const spacing = (scale: HeightScale) => {
      const levels = contourLevels(scale);
      return Math.log10(levels[1].raw / levels[0].raw);
    };
    const of = (low: number, high: number) =>
      heightScale([plane((a) => low * (high / low) ** ((a + 1) / 2))], { field: 'loss', mode: 'log', cap: 1e12 });
    expect(spacing(of(1e-4, 1e8))).toBeCloseTo(0.5, 10);
    expect(spacing(of(0.01, 10))).toBeCloseTo(0.125, 10);
  });

  it('work on a linear scale', () => {
    const scale = heightScale([plane((a, b) => a * a + b * b)], { field: 'loss', mode: 'linear', cap: null });
    const levels = contourLevels(scale);
    expect(levels.length).toBeGreaterThan(8);
    expect(levels.every((level) => level.height > 0 && level.height < 1)).toBe(true);
    expect(rawAt(scale, 0.5)).toBeCloseTo(scale.max / 2, 12);
  });
});

describe('height field', () => {
  it('counts holes and keeps them as NaN, infinities included', () => {
    const holed = plane((a, b) => (a === 0 && b === 0 ? Number.NaN : a === 1 && b === 1 ? Number.POSITIVE_INFINITY : 1 + a));
    const field = heightField(holed, heightScale([holed], { field: 'loss', mode: 'log', cap: null }));
    expect(field.holes).toBe(2);
    expect(field.missing).toBe(0);
    expect(field.above).toBe(0);
    expect(heightField(cone, { ...coneScale, max: 1 }).above).toBe(cone.loss.filter((loss) => loss > 1).length);
    expect(field.heights.filter(Number.isNaN)).toHaveLength(2);
  });

  it('interpolates points to come between the finest finished ones and marks their cells', () => {
    const linear = plane((a, b) => 2 + a + 0.5 * b);
    for (let j = 0; j < N; j++) for (let i = 0; i < N; i++) if (i % 4 || j % 4) linear.done[j * N + i] = 0;
    for (let j = 0; j < N; j++) for (let i = 0; i < N; i++) if (!linear.done[j * N + i]) linear.loss[j * N + i] = 777;
    const scale = heightScale([linear], { field: 'loss', mode: 'linear', cap: null });
    const field = heightField(linear, scale);
    expect(field.missing).toBe(N * N - 25);
    expect(field.waiting.every((flag) => flag === 1)).toBe(true);
    for (let j = 0; j < N; j++) {
      for (let i = 0; i < N; i++) {
        const expected = scale.normalise(2 + (-1 + (2 * i) / (N - 1)) + 0.5 * (-1 + (2 * j) / (N - 1)));
        expect(field.heights[j * N + i]).toBeCloseTo(expected, 5);
      }
    }
  });

  it('knows nothing where no cell of any lattice is finished', () => {
    const some = plane(() => 5);
    some.done.fill(0);
    for (const k of [0, 8, 8 * N, 8 * N + 8]) some.done[k] = 1;
    const field = heightField(some, heightScale([some], { field: 'loss', mode: 'log', cap: null }));
    expect(field.holes).toBe(0);
    expect(field.waiting[0]).toBe(1);
    expect(field.waiting[15 * 16 + 15]).toBe(2);
    expect(field.heights[4 * N + 4]).toBeCloseTo(0.5, 5);
    expect(field.heights[16 * N + 16]).toBeNaN();
  });

  it('lattice steps are those of the refinement, finest first', () => {
    expect(latticeSteps(65)).toEqual([1, 2, 4, 8, 16, 32, 64]);
    expect(latticeSteps(50)).toEqual([1, 2, 4, 7, 13, 25, 49]);
    expect(latticeSteps(2)).toEqual([1]);
  });

  it('reads between points', () => {
    const field = heightField(cone, coneScale);
    expect(heightAt(field, 8, 8)).toBeCloseTo(0, 6);
    expect(heightAt(field, 16, 8)).toBeCloseTo(4 / 6, 6);
    expect(heightAt(field, 17.5, 8)).toBeNaN();
  });
});

describe('resample', () => {
  it('goes through the points, top row last in the grid', () => {
    const grid = Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const same = resample(grid, 3, 3, 300, 300);
    expect(same[299 * 300]).toBeCloseTo(0, 1);
    expect(same[299]).toBeCloseTo(8, 1);
    expect(same[0]).toBeCloseTo(6, 1);
    expect(same[150 * 300 + 150]).toBeCloseTo(4, 1);
  });

  it('never leaves the range of the neighbouring points and keeps holes', () => {
    const spike = Float32Array.from({ length: 81 }, (_, i) => (i === 40 ? 5 : i % 9 === 1 ? -1 : 0));
    spike[8] = Number.NaN;
    const fine = resample(spike, 9, 9, 90, 90);
    const finite = fine.filter((value) => !Number.isNaN(value));
    expect(Math.max(...finite)).toBeLessThanOrEqual(5);
    expect(Math.min(...finite)).toBeGreaterThanOrEqual(-1);
    const holes = fine.length - finite.length;
    expect(holes).toBeGreaterThan(60);
    expect(holes).toBeLessThan(200);
    expect(fine[89 * 90 + 89]).toBeNaN();
    expect(fine[0]).not.toBeNaN();
  });
});

describe('shading', () => {
  const size = 64;
  const shading = {
    width: size,
    height: size,
    density: 1,
    levels: contourLevels(coneScale),
    colormap: 'mako',
    hatch: [90, 90, 90],
    rim: [0, 0, 0],
    flat: 0,
  } as const;
  const ramp = Float32Array.from({ length: size * size }, (_, k) => ((k % size) + 0.5) / size);

  it('low is dark, high is pale, every pixel within the scale opaque', () => {
    const pixels = shadeContours(ramp, shading);
    const brightness = (x: number) => pixels[x * 4] + pixels[x * 4 + 1] + pixels[x * 4 + 2];
    expect(brightness(62)).toBeGreaterThan(3 * brightness(1));
    for (let x = 0; x < size - 1; x++) expect(pixels[x * 4 + 3]).toBe(255);
  });

  it('a major line is darker than the bands beside it', () => {
    const wide = Float32Array.from({ length: size * size }, (_, k) => 0.5 + ((k % size) - 31.5) * 0.002);
    const pixels = shadeContours(wide, shading);
    const brightness = (x: number) => pixels[x * 4] + pixels[x * 4 + 1] + pixels[x * 4 + 2];
    expect(brightness(31)).toBeLessThan(0.75 * brightness(25));
    expect(brightness(32)).toBeLessThan(0.75 * brightness(38));
  });

  it('is clear above the cut and hatched where there is no number', () => {
    const high = ramp.map((value) => value * 2);
    for (let k = 0; k < size * 8; k++) high[k] = Number.NaN;
    const pixels = shadeContours(high, shading);
    expect(pixels[(20 * size + 60) * 4 + 3]).toBe(0);
    expect(pixels[(20 * size + 10) * 4 + 3]).toBe(255);
    const hatched = Array.from({ length: size }, (_, x) => pixels[x * 4 + 3]);
    expect(hatched.filter((alpha) => alpha === 255).length).toBe(11);
    expect(hatched.filter((alpha) => alpha === 0).length).toBe(53);
  });

  it('a plateau of equal values has no line even exactly on a level', () => {
    const pixels = shadeContours(new Float32Array(size * size).fill(0.5), shading);
    for (let k = 1; k < size * size; k++) expect(pixels[k * 4]).toBe(pixels[0]);
  });
});

describe('numbers on lines', () => {
  it('stand on their line, apart from each other and off the edge', () => {
    const field = heightField(cone, coneScale);
    const [w, h, pixel] = [110, 110, 4];
    const raster = resample(field.heights, field.columns, field.rows, w, h);
    const labels = placeLabels(raster, w, h, pixel, contourLevels(coneScale), String, 11, [220, 220], []);
    expect(labels.map((label) => label.text)).toEqual(['0.01', '0.1', '1', '10']);
    for (const label of labels) {
      const radius = Math.hypot(label.x - 220, label.y - 220) / 220;
      expect(Math.abs((4 * radius) / 6 - label.height)).toBeLessThan(0.03);
      expect(label.x).toBeGreaterThan(10);
      expect(label.x).toBeLessThan(430);
    }
    for (let i = 1; i < labels.length; i++) {
      expect(Math.hypot(labels[i].x - labels[i - 1].x, labels[i].y - labels[i - 1].y)).toBeGreaterThan(15);
    }
  });

  it('never stand on the rim of a hole', () => {
    const flat = plane((a, b) => (Math.hypot(a, b) < 0.4 ? Number.NaN : 5));
    const scale = heightScale([flat], { field: 'loss', mode: 'log', cap: null });
    const field = heightField(flat, scale);
    const levels = contourLevels({ ...scale, ticks: [4, 5, 6], normalise: scale.normalise });
    const raster = resample(field.heights, field.columns, field.rows, 100, 100);
    expect(placeLabels(raster, 100, 100, 4, levels, String, 11, [200, 200], [])).toEqual([]);
  });
});

describe('layout', () => {
  it('keeps the true aspect of the ranges', () => {
    const square = frameFor(560, 480, { min: -1, max: 1, points: 9 }, { min: -1, max: 1, points: 9 }, 11, 0);
    expect(square.width).toBe(square.height);
    const wide = frameFor(560, 480, { min: -2, max: 2, points: 9 }, { min: -1, max: 1, points: 9 }, 11, 0);
    expect(wide.width / wide.height).toBeCloseTo(2, 2);
    expect(wide.left + wide.width).toBeLessThanOrEqual(560);
  });

  it('puts the probe box inside the frame and off the trained weights', () => {
    const frame = { left: 100, top: 20, width: 400, height: 400 };
    const corner = flagBox(498, 25, 'α 0.99 β 0.98', frame, 12);
    expect(corner.x + corner.w).toBeLessThanOrEqual(500);
    expect(corner.y).toBeGreaterThan(25);
    const near = flagBox(300, 240, 'α 0 β −0.1', frame, 12, [300, 220]);
    expect(near.y).toBeGreaterThan(240);
  });
});

describe('table', () => {
  it('lists evenly spread points, highest β first', () => {
    const pane: ViewPane = {
      index: 0,
      letter: 'A',
      name: 'With skips',
      runNames: [],
      // The table needs no page.
      element: null as unknown as HTMLElement,
      landscape: cone,
      otherRange: null,
      planned: null,
      split: 'train',
      companions: [],
      marks: [],
      ends: [],
      endNames: [],
      revision: 1,
      computing: false,
      coming: false,
      scale: coneScale,
    };
    const table = contoursView.toTable(pane);
    expect(table.head).toEqual(['β \\ α', '−1', '−0.75', '−0.5', '−0.25', '0', '0.25', '0.5', '0.75', '1']);
    expect(table.rows).toHaveLength(9);
    expect(table.rows[0][0]).toBe('1');
    expect(table.rows[4][5]).toBe('0.00100');
    expect(table.rows[4][9]).toBe('10.0');
    expect(table.caption).toContain('81 of 289');
    expect(contoursView.toTable({ ...pane, landscape: null }).rows).toEqual([]);
  });
});
