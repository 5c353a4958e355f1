import type { Recipe } from '../experiment/recipe';

/** JSON with sorted keys: equal for equal content, however the object was built. */
export function contentKey(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(contentKey).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${contentKey(entry)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** What the data set depends on. */
export function datasetKey(recipe: Recipe): string {
  return contentKey(recipe.data);
}

/** What one training run depends on: two panes that agree in it share its checkpoints. */
export function runKey(recipe: Recipe, run: number): string {
  return contentKey([recipe.data, recipe.net, recipe.runs[run]]);
}

/** What λ_max at a recipe's origin depends on: the net there and the samples, not the axes or their ranges. */
export function sharpnessKey({ data, net, runs, origin, grid }: Recipe): string {
  return contentKey([data, net, runs[origin.run], origin, grid.split, grid.samples, grid.batchNorm]);
}

/** What the landscape depends on: everything but names, views and what the panes share besides the direction seed. */
export function surfaceKey(recipe: Recipe, directionSeed: number): string {
  const axes = recipe.axes.map((axis) => ({ ...axis, seed: axis.seed ?? directionSeed }));
  return contentKey([recipe.data, recipe.net, recipe.runs, recipe.origin, axes, recipe.grid]);
}
