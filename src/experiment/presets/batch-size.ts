import { optimizers } from '../../catalog/optimizers';
import { order } from '../headline/order';
import { percent, shownRatio } from '../headline/words';
import { paneNames } from '../names';
import { phrase } from '../phrase';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { SHOWN_BY } from '../spread/shares';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/** Basins that differ by less are alike. */
const CLEAR_RATIO = 1.25;

/**
 * Batches of 16 against the full training set, SGD without weight decay. On the spirals the wide basin of the small batch does not answer better, unlike in the paper's Figure 4,
 * which the nets of `batch-line` show.
 */
export const batchSize: Preset = {
  id: 'batch-size',
  label: 'catalog.preset.batch-size',
  description: 'catalog.preset.batch-size.about',
  group: 'training',
  build() {
    const panes = [16, 0].map((size) =>
      defaultRecipe({
        net: mlp({ depth: 4, width: 32, skips: false }),
        runs: [defaultRun({ optimizer: choose(optimizers, 'sgd'), learningRate: 0.05, batchSize: size, epochs: 200 })],
      }),
    );
    return presetDocument('batch-size', panes);
  },
  finding(document, known) {
    const basins = order(known.map(({ basin }) => basin ?? Number.NaN));
    const errors = known.map(({ testError }) => testError ?? Number.NaN);
    if (!basins || errors.some(Number.isNaN) || known.some(({ flatShare }) => flatShare !== null)) return null;
    const names = paneNames(document);
    const [wide, narrow] = [basins.largest, basins.smallest];
    if (basins.ratio < CLEAR_RATIO) return phrase('finding.batchSize.none', { first: names[0], second: names[1] });
    const sure = (SHOWN_BY['batch-size'] ?? 0) >= 0.95;
    return phrase(sure ? 'finding.batchSize' : 'finding.batchSize.here', {
      wide: names[wide],
      narrow: names[narrow],
      ratio: shownRatio(basins.ratio),
      wideError: percent(errors[wide] as number),
      narrowError: percent(errors[narrow] as number),
    });
  },
};
