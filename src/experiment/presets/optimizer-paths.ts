import { directions } from '../../catalog/directions';
import { optimizers } from '../../catalog/optimizers';
import { order } from '../headline/order';
import { phrase } from '../phrase';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { runNames } from '../run-names';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/**
 * Four ways of training one small net from the same start, on the plane of the two axes that their paths move along most (the paper's Figure 9 at
 * classroom scale).
 */
export const optimizerPaths: Preset = {
  id: 'optimizer-paths',
  label: 'catalog.preset.optimizer-paths',
  description: 'catalog.preset.optimizer-paths.about',
  group: 'paths',
  build() {
    const sgd = (momentum: number) => choose(optimizers, 'sgd', { momentum, nesterov: momentum > 0 });
    const ways = [
      { optimizer: sgd(0), learningRate: 0.1 },
      { optimizer: sgd(0.9), learningRate: 0.05 },
      { optimizer: choose(optimizers, 'adam'), learningRate: 0.02 },
      { optimizer: sgd(0), learningRate: 0.1, batchSize: 8 },
    ];
    const recipe = defaultRecipe({
      net: mlp({ depth: 2, width: 16, activation: 'tanh', batchNorm: false, skips: false }),
      runs: ways.map((way) => defaultRun({ ...way, epochs: 100, checkpointEvery: 1 })),
      axes: [1, 2].map((component) => ({ ...choose(directions, 'principal', { component }), seed: null })),
    });
    const document = presetDocument('optimizer-paths', [
      { ...recipe, origin: { ...recipe.origin, run: 2 }, grid: { ...recipe.grid, fit: true } },
    ]);
    return { ...document, shared: { ...document.shared, view: 'contours', paths: true } };
  },
  finding({ panes: [recipe] }, [pane]) {
    const losses = (pane?.ends ?? []).map((end) => end?.loss ?? Number.NaN);
    const sorted = order(losses);
    if (!recipe || !sorted || losses.length < recipe.runs.length) return null;
    const names = runNames(recipe);
    const told = (run: number) => Number((losses[run] ?? Number.NaN).toPrecision(2));
    const values = { best: names[sorted.smallest], low: told(sorted.smallest), worst: names[sorted.largest], high: told(sorted.largest) };
    return phrase('finding.optimizers', values);
  },
};
