import { datasets } from '../../catalog/datasets';
import { nets } from '../../catalog/nets';
import { optimizers } from '../../catalog/optimizers';
import { schedules } from '../../catalog/schedules';
import { order } from '../headline/order';
import type { Known } from '../headline/reading';
import { percent } from '../headline/words';
import { type Phrase, phrase } from '../phrase';
import type { Document, Recipe } from '../recipe';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { presetDocument } from './build';
import type { Preset } from './types';

const POINTS = 25;

/**
 * ResNet-44 with and without shortcuts on small images of clothing (the paper's Figures 1 and 5, at classroom scale): deep enough that the net without
 * shortcuts is harder to train and its surface rougher with every seed, which at 14 to 32 layers it is not (docs/decisions/0008-images-story.md).
 */
export const resnetFashion: Preset = {
  id: 'resnet-fashion',
  label: 'catalog.preset.resnet-fashion',
  description: 'catalog.preset.resnet-fashion.about',
  group: 'data',
  build: () => presetDocument('resnet-fashion', panes('44')),
  finding: harderToTrain,
};

/** ResNet-56, as deep as the paper's Figure 1. */
export const deepResnetFashion: Preset = {
  id: 'deep-resnet-fashion',
  label: 'catalog.preset.deep-resnet-fashion',
  description: 'catalog.preset.deep-resnet-fashion.about',
  group: 'data',
  build: () => presetDocument('deep-resnet-fashion', panes('56')),
  finding: harderToTrain,
};

/** Errors that differ by less are alike. */
export const CLEAR_ERROR = 0.02;

/** What one sees of these nets are their errors: both surfaces are bowls to the eye, the rougher one by its number. */
function harderToTrain(_: Document, known: readonly Known[]): Phrase | null {
  const errors = known.map(({ testError }) => testError ?? Number.NaN);
  const sorted = order(errors);
  if (!sorted || sorted.span < CLEAR_ERROR) return null;
  const values = { more: percent(errors[sorted.largest] as number), fewer: percent(errors[sorted.smallest] as number) };
  return phrase(sorted.largest === 1 ? 'finding.resnet' : 'finding.resnet.other', values);
}

/**
 * Trained by Nesterov SGD with weight decay 5e-4 as in the paper, but on 2,000 images for 16 epochs instead of 300, and so with the rate falling on a
 * cosine. A rate of 0.1 is too much for so few steps, even for the nets with shortcuts.
 */
function panes(depth: string): Recipe[] {
  const { grid, view } = defaultRecipe();
  const axis = { ...grid.alpha, points: POINTS };
  const trained = defaultRun({
    optimizer: choose(optimizers, 'sgd', { weightDecay: 5e-4 }),
    schedule: choose(schedules, 'cosine'),
    checkpointEvery: 1,
    learningRate: 0.05,
    batchSize: 64,
    epochs: 16,
  });
  return [true, false].map((skips) =>
    defaultRecipe({
      data: { ...choose(datasets, 'fashion-mnist', { train: 2000 }), seed: 1 },
      net: choose(nets, 'resnet', { depth, skips }),
      runs: [trained],
      grid: { ...grid, alpha: axis, beta: axis, samples: 512 },
      view: { ...view, boundaryInputs: datasets.get('fashion-mnist').boundaryInputs },
    }),
  );
}
