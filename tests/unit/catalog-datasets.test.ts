import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { datasets } from '../../src/catalog/datasets';
import { readTable, writeTable } from '../../src/catalog/datasets/table';
import type { Dataset } from '../../src/catalog/datasets/types';
import { defaultParams, type ParamValues } from '../../src/catalog/params';
import { createRng } from '../../src/math/random';
import { expectClose } from '../close';

function generate(id: string, changes: ParamValues = {}, seed = 1, asset?: Uint8Array): Dataset {
  const spec = datasets.get(id);
  return spec.generate({ ...defaultParams(spec.params), ...changes }, createRng(seed), asset);
}

function load(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../public/data/${name}.table`, import.meta.url)));
}

describe('synthetic sets', () => {
  it('spirals without noise lie on their arms', () => {
    const { train } = generate('spirals', { noise: 0, turns: 1.5, points: 64 });
    for (let i = 0; i < train.n; i++) {
      const [x, y] = train.x.subarray(2 * i, 2 * i + 2);
      const radius = Math.hypot(x, y);
      const angle = 2 * Math.PI * (1.5 * radius + train.labels[i] / 2);
      expect(radius).toBeLessThan(1 + 1e-6);
      expectClose([radius * Math.cos(angle), radius * Math.sin(angle)], [x, y], { rtol: 0, atol: 2e-6 });
    }
  });

  it('noise has the deviation it says', () => {
    const noiseless = generate('blobs', { noise: 0, classes: 2, points: 8192 });
    const noisy = generate('blobs', { noise: 0.2, classes: 2, points: 8192 });
    let square = 0;
    for (let i = 0; i < noisy.train.x.length; i++) square += (noisy.train.x[i] - noiseless.train.x[i]) ** 2 / noisy.train.x.length;
    expect(Math.sqrt(square)).toBeGreaterThan(0.195);
    expect(Math.sqrt(square)).toBeLessThan(0.205);
  });

  it('moons, circles and XOR without noise are where they should be', () => {
    const moons = generate('moons', { noise: 0 }).train;
    const circles = generate('circles', { noise: 0, inner: 0.4 }).train;
    const xor = generate('xor', { noise: 0 }).train;
    for (let i = 0; i < moons.n; i++) {
      const side = moons.labels[i] === 0 ? 1 : -1;
      expect(Math.hypot(side * moons.x[2 * i] + 0.5, side * moons.x[2 * i + 1] + 0.25)).toBeCloseTo(1, 6);
      expect(Math.hypot(circles.x[2 * i], circles.x[2 * i + 1])).toBeCloseTo(circles.labels[i] === 0 ? 1 : 0.4, 6);
      expect(xor.x[2 * i] * xor.x[2 * i + 1] >= 0).toBe(xor.labels[i] === 0);
    }
  });

  it('test points do not move when there are more training points, and are no training points', () => {
    const few = generate('spirals', { points: 32 });
    const many = generate('spirals', { points: 64 });
    expectClose(many.test.x.subarray(0, 64), few.test.x, { rtol: 0, atol: 0 });
    expectClose(many.train.x.subarray(0, 64), few.train.x, { rtol: 0, atol: 0 });
    const trained = new Set(Array.from({ length: few.train.n }, (_, i) => few.train.x.subarray(2 * i, 2 * i + 2).join()));
    for (let i = 0; i < few.test.n; i++) expect(trained.has(few.test.x.subarray(2 * i, 2 * i + 2).join())).toBe(false);
  });
});

describe('real sets', () => {
  it('digits keep their pixels exactly, and every row is in one split', () => {
    const data = generate('digits', {}, 1, load('digits'));
    const rows = [data.train, data.test].flatMap(({ n, x, labels }) =>
      Array.from({ length: n }, (_, i) => `${x.subarray(64 * i, 64 * i + 64).map((value) => (value + 1) * 8)};${labels[i]}`),
    );
    const table = readTable('digits', load('digits'));
    const stored = Array.from({ length: table.rows }, (_, i) => `${table.values.subarray(64 * i, 64 * i + 64)};${table.labels[i]}`);
    expect(rows.toSorted()).toEqual(stored.toSorted());
    expect(stored[0].startsWith('0,0,5,13,9,1,0,0,0,0,13,15,10,15,5,0')).toBe(true);
  });

  it('iris is standardised by its training rows and split evenly', () => {
    const data = generate('iris', { trainShare: 0.6 }, 4, load('iris'));
    for (let j = 0; j < 4; j++) {
      const column = Array.from({ length: data.train.n }, (_, i) => data.train.x[4 * i + j]);
      const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
      const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
      expectClose([mean, variance], [0, 1], { rtol: 1e-5, atol: 1e-6 });
    }
    for (let label = 0; label < 3; label++) {
      expect(data.train.labels.filter((value) => value === label).length).toBe(30);
      expect(data.test.labels.filter((value) => value === label).length).toBe(20);
    }
    const table = readTable('iris', load('iris'));
    expect([...table.values.subarray(0, 4)]).toEqual([51, 35, 14, 2]);
  });

  it('says what is wrong with damaged bytes', () => {
    const good = load('iris');
    const flipped = good.slice();
    flipped[100] ^= 1;
    const newer = good.slice();
    newer[4] = 2;
    const cases: [Uint8Array | undefined, string][] = [
      [undefined, 'The data file iris.table was not loaded.'],
      [good.slice(0, 10), 'The data file iris.table is damaged: it is too short.'],
      [good.slice(0, 700), 'The data file iris.table is damaged: it has 700 bytes instead of 766.'],
      [flipped, 'The data file iris.table is damaged: its checksum is wrong.'],
      [newer, 'The data file iris.table is damaged: it says version 2, this program reads version 1.'],
      [
        new TextEncoder().encode('<!doctype html><title>404</title>'),
        'The data file iris.table is damaged: it does not start as a data file does.',
      ],
    ];
    for (const [bytes, message] of cases) expect(() => generate('iris', {}, 1, bytes)).toThrow(new Error(message));
  });

  it('a table comes back as it was written', () => {
    const table = { rows: 2, features: 3, classes: 2, values: Uint8Array.of(0, 1, 2, 253, 254, 255), labels: Uint8Array.of(1, 0) };
    expect(readTable('x', writeTable(table))).toEqual(table);
    expect(() => readTable('x', writeTable({ ...table, labels: Uint8Array.of(1, 2) }))).toThrow('its labels do not fit its classes');
  });
});
