import { optimizers } from '../../catalog/optimizers';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/** Batches of 16 against the full training set, SGD without weight decay (the paper's Figures 2–4 at classroom scale). */
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
};
