import { datasets } from '../../catalog/datasets';
import { directions } from '../../catalog/directions';
import { optimizers } from '../../catalog/optimizers';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

const SMALL_BATCH = 16;

/**
 * The line from a minimum of small batches (α = 0) to one of full batches (α = 1), without and with weight decay (the paper's Figure 2). Batch-norm
 * statistics are recomputed: moved along they turn negative beyond the ends, and the loss to NaN (docs/decisions/0017-figure-2.md, which has the numbers).
 */
export const batchLine: Preset = {
  id: 'batch-line',
  label: 'catalog.preset.batch-line',
  description: 'catalog.preset.batch-line.about',
  group: 'training',
  build() {
    const { grid, view } = defaultRecipe();
    const panes = [0, 0.002].map((weightDecay) =>
      defaultRecipe({
        data: { ...choose(datasets, 'digits'), seed: 1 },
        net: mlp({ depth: 4, width: 32, skips: false }),
        runs: [SMALL_BATCH, 0].map((batchSize) =>
          defaultRun({ optimizer: choose(optimizers, 'sgd', { weightDecay }), learningRate: 0.02, batchSize, epochs: 150 }),
        ),
        axes: [{ ...choose(directions, 'between', { run: 2, at: 'end' }), seed: null }],
        grid: { ...grid, alpha: { min: -0.5, max: 1.5, points: 81 }, batchNorm: 'recomputed' },
        view: { ...view, boundaryInputs: datasets.get('digits').boundaryInputs },
      }),
    );
    const document = presetDocument('batch-line', panes);
    return { ...document, shared: { ...document.shared, view: 'line', height: 'linear', cap: 1 } };
  },
};
