import { datasets } from '../../catalog/datasets';
import { nets } from '../../catalog/nets';
import { optimizers } from '../../catalog/optimizers';
import { schedules } from '../../catalog/schedules';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { presetDocument } from './build';
import type { Preset } from './types';

const POINTS = 25;

/**
 * ResNet-14 with and without shortcuts on small images of clothing (the paper's Figures 1 and 5 at classroom scale). Trained as the paper does, Nesterov SGD
 * from 0.1 with weight decay 5e-4 on batches of 128, but for 20 epochs instead of 300.
 */
export const resnetFashion: Preset = {
  id: 'resnet-fashion',
  label: 'images.preset.resnetFashion',
  description: 'images.preset.resnetFashion.about',
  build() {
    const { grid, view } = defaultRecipe();
    const axis = { ...grid.alpha, points: POINTS };
    const run = defaultRun({
      optimizer: choose(optimizers, 'sgd', { weightDecay: 5e-4 }),
      schedule: choose(schedules, 'step'),
      learningRate: 0.1,
      batchSize: 128,
      epochs: 20,
      checkpointEvery: 1,
    });
    const panes = [true, false].map((skips) =>
      defaultRecipe({
        data: { ...choose(datasets, 'fashion-mnist', { train: 4000 }), seed: 1 },
        net: choose(nets, 'resnet', { skips }),
        runs: [run],
        grid: { ...grid, alpha: axis, beta: axis, samples: 512 },
        view: { ...view, boundaryInputs: datasets.get('fashion-mnist').boundaryInputs },
      }),
    );
    return presetDocument('resnet-fashion', panes);
  },
};
