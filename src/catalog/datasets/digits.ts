import { numberOf } from '../params';
import { stratifiedSplit, TRAIN_SHARE, takeRows, trainCount } from './split';
import { readTable } from './table';
import type { DatasetSpec } from './types';

const ASSET = 'digits.table';
/** Images of each digit 0 … 9 in the UCI test part. */
const ROWS_OF_CLASS = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180];

/** UCI hand-written digits, 1797 images of 8 × 8 pixels 0 … 16, row-major from the top left; x = pixel/8 − 1. */
export const digits: DatasetSpec = {
  id: 'digits',
  label: 'catalog.dataset.digits',
  params: { trainShare: TRAIN_SHARE },
  asset: ASSET,
  // Two pixels of the middle that vary much between digits: row 3 column 5, and row 5 column 3.
  boundaryInputs: [20, 34],
  shape(params) {
    const share = numberOf(params, 'trainShare');
    const train = ROWS_OF_CLASS.reduce((sum, count) => sum + trainCount(count, share), 0);
    const rows = ROWS_OF_CLASS.reduce((sum, count) => sum + count, 0);
    return { inputShape: [8, 8, 1], classes: ROWS_OF_CLASS.length, train, test: rows - train };
  },
  generate(params, rng, asset) {
    const table = readTable(ASSET, asset);
    const rows = stratifiedSplit(table, numberOf(params, 'trainShare'), rng);
    const scaled = (pixel: number): number => pixel / 8 - 1;
    return {
      inputShape: [8, 8, 1],
      classes: table.classes,
      train: takeRows(table, rows.train, scaled),
      test: takeRows(table, rows.test, scaled),
      black: [scaled(0)],
      white: [scaled(16)],
      classNames: ROWS_OF_CLASS.map((_, digit) => `images.class.${digit}`),
    };
  },
};
