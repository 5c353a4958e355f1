import { optimizers } from '../../catalog/optimizers';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/** Six hidden layers trained by SGD without and with weight decay. No Figure 2 of the paper, which is about batches: `batch-line` is. */
export const weightDecay: Preset = {
  id: 'weight-decay',
  label: 'catalog.preset.weight-decay',
  description: 'catalog.preset.weight-decay.about',
  group: 'training',
  build() {
    const panes = [0, 0.005].map((decay) =>
      defaultRecipe({
        net: mlp({ depth: 6, skips: false }),
        runs: [defaultRun({ optimizer: choose(optimizers, 'sgd', { weightDecay: decay }), learningRate: 0.05 })],
      }),
    );
    return presetDocument('weight-decay', panes);
  },
};
