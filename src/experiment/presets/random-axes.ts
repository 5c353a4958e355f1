import { directions } from '../../catalog/directions';
import { optimizers } from '../../catalog/optimizers';
import { choose, defaultAxis, defaultRecipe, defaultRun } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/**
 * One path on three planes (the paper's Figure 8): two random axes, which show next to nothing of it; the way back to its start and a random axis; and the
 * two axes that it moves along most.
 */
export const randomAxes: Preset = {
  id: 'random-axes',
  label: 'catalog.preset.random-axes',
  description: 'catalog.preset.random-axes.about',
  group: 'paths',
  build() {
    const random = defaultAxis({});
    const principal = [1, 2].map((component) => ({ ...choose(directions, 'principal', { component }), seed: null }));
    const planes = [[random, random], [{ ...choose(directions, 'between'), seed: null }, random], principal];
    const panes = planes.map((axes) => {
      const recipe = defaultRecipe({
        net: mlp({ depth: 4, width: 32, activation: 'tanh', batchNorm: false, skips: false }),
        runs: [defaultRun({ optimizer: choose(optimizers, 'sgd'), learningRate: 0.05, epochs: 100, checkpointEvery: 1 })],
        axes,
      });
      const toStart = axes[0]?.id === 'between';
      const alpha = toStart ? { ...recipe.grid.alpha, min: -0.5, max: 1.5 } : recipe.grid.alpha;
      return { ...recipe, grid: { ...recipe.grid, alpha, fit: axes === principal } };
    });
    const document = presetDocument('random-axes', panes);
    return { ...document, shared: { ...document.shared, view: 'contours', paths: true } };
  },
};
