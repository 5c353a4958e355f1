import { square } from '../../math/portable';
import { numberOf } from '../params';
import { stratifiedSplit, TRAIN_SHARE, takeRows, trainCount } from './split';
import { readTable, type Table } from './table';
import type { DatasetSpec } from './types';

const ASSET = 'iris.table';
const CLASSES = 3;
const ROWS_PER_CLASS = 50;

/** Fisher's iris flowers: 150 rows of four lengths, stored in millimetres; each input standardised by the training rows' mean and deviation. */
export const iris: DatasetSpec = {
  id: 'iris',
  label: 'catalog.dataset.iris',
  params: { trainShare: TRAIN_SHARE },
  asset: ASSET,
  boundaryInputs: [2, 3],
  shape(params) {
    const train = CLASSES * trainCount(ROWS_PER_CLASS, numberOf(params, 'trainShare'));
    return { inputShape: [4], classes: CLASSES, train, test: CLASSES * ROWS_PER_CLASS - train };
  },
  generate(params, rng, asset) {
    const table = readTable(ASSET, asset);
    const rows = stratifiedSplit(table, numberOf(params, 'trainShare'), rng);
    const { mean, deviation } = statistics(table, rows.train);
    const standardised = (value: number, feature: number): number => (value - mean[feature]) / deviation[feature];
    return {
      inputShape: [table.features],
      classes: table.classes,
      train: takeRows(table, rows.train, standardised),
      test: takeRows(table, rows.test, standardised),
      inputNames: ['catalog.input.sepalLength', 'catalog.input.sepalWidth', 'catalog.input.petalLength', 'catalog.input.petalWidth'],
    };
  },
};

/** Mean and standard deviation (of the rows given, divided by n) of each feature, in float64. */
function statistics(table: Table, rows: Int32Array): { mean: Float64Array; deviation: Float64Array } {
  const mean = new Float64Array(table.features);
  const deviation = new Float64Array(table.features);
  for (let j = 0; j < table.features; j++) {
    for (const row of rows) mean[j] += table.values[row * table.features + j] / rows.length;
    for (const row of rows) deviation[j] += square(table.values[row * table.features + j] - mean[j]) / rows.length;
    // A handful of training rows may agree in a feature: it is then centred and left at its scale.
    deviation[j] = Math.sqrt(deviation[j]) || 1;
  }
  return { mean, deviation };
}
