import { datasets } from '../../catalog/datasets';
import { nets } from '../../catalog/nets';
import { optimizers } from '../../catalog/optimizers';
import { schedules } from '../../catalog/schedules';
import type { Recipe, Run } from '../recipe';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { presetDocument } from './build';
import type { Preset } from './types';

const POINTS = 25;

/** ResNet-14 with and without shortcuts on small images of clothing: both train well at this depth (the paper's Figure 5, at classroom scale). */
export const resnetFashion: Preset = {
  id: 'resnet-fashion',
  label: 'images.preset.resnetFashion',
  description: 'images.preset.resnetFashion.about',
  build: () =>
    presetDocument(
      'resnet-fashion',
      panes({ depth: '14', images: 4000, samples: 512, run: { learningRate: 0.1, batchSize: 128, epochs: 20 } }),
    ),
};

/** ResNet-44, where the net without shortcuts is hard to train and its surface rougher (the paper's Figures 1 and 5, at classroom scale). */
export const deepResnetFashion: Preset = {
  id: 'deep-resnet-fashion',
  label: 'images.preset.deepResnetFashion',
  description: 'images.preset.deepResnetFashion.about',
  // At 0.1 and 128, 12 epochs are too few steps even for the net with shortcuts.
  build: () =>
    presetDocument(
      'deep-resnet-fashion',
      panes({ depth: '44', images: 2000, samples: 256, run: { learningRate: 0.05, batchSize: 64, epochs: 12 } }),
    ),
};

interface Scale {
  readonly depth: string;
  readonly images: number;
  readonly samples: number;
  readonly run: Pick<Run, 'learningRate' | 'batchSize' | 'epochs'>;
}

/** Trained by Nesterov SGD with weight decay 5e-4 as in the paper, but for few epochs instead of 300, and so with the rate falling on a cosine. */
function panes({ depth, images, samples, run }: Scale): Recipe[] {
  const { grid, view } = defaultRecipe();
  const axis = { ...grid.alpha, points: POINTS };
  const trained = defaultRun({
    optimizer: choose(optimizers, 'sgd', { weightDecay: 5e-4 }),
    schedule: choose(schedules, 'cosine'),
    checkpointEvery: 1,
    ...run,
  });
  return [true, false].map((skips) =>
    defaultRecipe({
      data: { ...choose(datasets, 'fashion-mnist', { train: images }), seed: 1 },
      net: choose(nets, 'resnet', { depth, skips }),
      runs: [trained],
      grid: { ...grid, alpha: axis, beta: axis, samples },
      view: { ...view, boundaryInputs: datasets.get('fashion-mnist').boundaryInputs },
    }),
  );
}
