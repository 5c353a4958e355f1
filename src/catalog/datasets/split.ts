import type { Rng } from '../../math/random';
import type { NumberParam } from '../params';
import type { Table } from './table';
import type { Samples } from './types';

/** Share of a real set's rows that is trained on; the rest is tested on. */
export const TRAIN_SHARE: NumberParam = {
  kind: 'number',
  label: 'catalog.param.trainShare',
  min: 0.1,
  max: 0.9,
  default: 0.7,
  step: 0.05,
};

/** Rows of each class that are trained on, for a class of `count` rows: at least one, and one is left to test on. */
export function trainCount(count: number, share: number): number {
  return Math.min(count - 1, Math.max(1, Math.round(count * share)));
}

/** Row numbers of a seeded split in which every class is divided in the same proportion; both parts in random order. */
export function stratifiedSplit(table: Table, share: number, rng: Rng): { readonly train: Int32Array; readonly test: Int32Array } {
  const train: number[] = [];
  const test: number[] = [];
  for (let label = 0; label < table.classes; label++) {
    const rows: number[] = [];
    for (let row = 0; row < table.rows; row++) if (table.labels[row] === label) rows.push(row);
    const kept = trainCount(rows.length, share);
    const order = rng.fork(`class-${label}`).permutation(rows.length);
    for (let i = 0; i < rows.length; i++) (i < kept ? train : test).push(rows[order[i]]);
  }
  return { train: shuffle(train, rng.fork('train-order')), test: shuffle(test, rng.fork('test-order')) };
}

function shuffle(rows: readonly number[], rng: Rng): Int32Array {
  return rng.permutation(rows.length).map((i) => rows[i]);
}

/** The named rows as samples; `scaled(value, feature)` is the net's input for a stored value. */
export function takeRows(table: Table, rows: Int32Array, scaled: (value: number, feature: number) => number): Samples {
  const { features } = table;
  const x = new Float32Array(rows.length * features);
  const labels = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    labels[i] = table.labels[rows[i]];
    for (let j = 0; j < features; j++) x[i * features + j] = scaled(table.values[rows[i] * features + j], j);
  }
  return { n: rows.length, x, labels };
}
