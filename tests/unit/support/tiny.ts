import { datasets } from '../../../src/catalog/datasets';
import { defaultDocument } from '../../../src/experiment/defaults';
import type { Document, GridAxis, Recipe, Run } from '../../../src/experiment/recipe';
import { choose } from '../../../src/experiment/recipe-defaults';

/** One pane of the default experiment made small: 60 moons, 2 hidden layers of 6, 4 epochs, 9 × 5 points. */
export function tinyRecipe(changes: Partial<Recipe> = {}): Recipe {
  const [pane] = defaultDocument().panes;
  const axis = (points: number): GridAxis => ({ min: -1, max: 1, points });
  return {
    ...pane,
    data: { ...choose(datasets, 'moons', { points: 60, noise: 0.1 }), seed: 3 },
    net: { ...pane.net, params: { ...pane.net.params, depth: 2, width: 6 } },
    runs: [tinyRun()],
    grid: { ...pane.grid, alpha: axis(9), beta: axis(5) },
    ...changes,
  };
}

export function tinyRun(changes: Partial<Run> = {}): Run {
  const [pane] = defaultDocument().panes;
  return { ...pane.runs[0], epochs: 4, batchSize: 16, checkpointEvery: 2, ...changes };
}

/** Two tiny panes, with and without skips. */
export function tinyDocument(): Document {
  const panes = [true, false].map((skips) => {
    const recipe = tinyRecipe();
    return { ...recipe, net: { ...recipe.net, params: { ...recipe.net.params, skips } } };
  });
  return { ...defaultDocument(), preset: '', panes };
}
