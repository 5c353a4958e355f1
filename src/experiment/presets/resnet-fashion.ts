import { datasets } from '../../catalog/datasets';
import { nets } from '../../catalog/nets';
import { optimizers } from '../../catalog/optimizers';
import { schedules } from '../../catalog/schedules';
import type { Recipe, Run } from '../recipe';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { presetDocument } from './build';
import type { Preset } from './types';

const POINTS = 25;

/**
 * ResNet-32 with and without shortcuts on small images of clothing (the paper's Figures 1 and 5, at classroom scale): deep enough that the net without
 * shortcuts is harder to train and its surface rougher, which at 14 and 20 layers it is not (docs/decisions/0008-images-story.md).
 */
export const resnetFashion: Preset = {
  id: 'resnet-fashion',
  label: 'catalog.preset.resnet-fashion',
  description: 'catalog.preset.resnet-fashion.about',
  group: 'data',
  build: () =>
    presetDocument(
      'resnet-fashion',
      panes({ depth: '32', images: 2000, samples: 512, run: { learningRate: 0.1, batchSize: 64, epochs: 20 } }),
    ),
};

/** ResNet-44, where the net without shortcuts is much harder to train (the paper's Figures 1 and 5, at classroom scale). */
export const deepResnetFashion: Preset = {
  id: 'deep-resnet-fashion',
  label: 'catalog.preset.deep-resnet-fashion',
  description: 'catalog.preset.deep-resnet-fashion.about',
  group: 'data',
  // At 0.1 and 128, 12 epochs are too few steps even for the net with shortcuts.
  build: () =>
    presetDocument(
      'deep-resnet-fashion',
      panes({ depth: '44', images: 2000, samples: 512, run: { learningRate: 0.05, batchSize: 64, epochs: 16 } }),
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
