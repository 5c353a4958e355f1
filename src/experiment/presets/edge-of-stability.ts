import { datasets } from '../../catalog/datasets';
import { directions } from '../../catalog/directions';
import { optimizers } from '../../catalog/optimizers';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/**
 * One small net by plain gradient descent at three rates: the sharpness of each climbs to 2/η and stays there (Cohen et al. 2021;
 * docs/decisions/0019-edge-of-stability.md has the numbers).
 */
export const edgeOfStability: Preset = {
  id: 'edge-of-stability',
  label: 'catalog.preset.edge-of-stability',
  description: 'catalog.preset.edge-of-stability.about',
  group: 'curvature',
  curve: 'sharpness',
  build() {
    const recipe = defaultRecipe({
      data: { ...choose(datasets, 'spirals', { noise: 0.08 }), seed: 1 },
      net: mlp({ depth: 2, width: 32, activation: 'tanh', batchNorm: false, skips: false }),
      runs: [0.1, 0.2, 0.4].map((learningRate) =>
        defaultRun({
          optimizer: choose(optimizers, 'sgd', { momentum: 0, nesterov: false }),
          learningRate,
          batchSize: 0,
          epochs: 2000,
          checkpointEvery: 20,
        }),
      ),
      axes: [1, 2].map((component) => ({ ...choose(directions, 'principal', { component }), seed: null })),
    });
    const document = presetDocument('edge-of-stability', [{ ...recipe, grid: { ...recipe.grid, fit: true } }]);
    return { ...document, shared: { ...document.shared, view: 'contours', paths: true } };
  },
};
