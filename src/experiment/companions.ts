import { laterSeed } from '../math/random';
import { dataShape } from './limits';
import type { Recipe, Split } from './recipe';

/** A line that is drawn with a recipe's own line. */
export interface Companion {
  readonly recipe: Recipe;
  readonly split: Split;
  /** Seed of its random direction; null where it runs along the recipe's own direction. */
  readonly seed: number | null;
}

/** What is drawn with a recipe's line: the same line on the other split, and repeats of a random direction with the seeds that follow. A plane has nothing. */
export function companionsOf(recipe: Recipe, directionSeed: number): readonly Companion[] {
  const [axis] = recipe.axes;
  if (recipe.axes.length !== 1 || !axis) return [];
  const { grid } = recipe;
  const split: Split = grid.split === 'train' ? 'test' : 'train';
  const samples = Math.min(grid.samples, dataShape(recipe)[split]);
  const other: Companion = { recipe: { ...recipe, grid: { ...grid, split, samples } }, split, seed: null };
  const repeats = hasRepeats(recipe) ? recipe.view.repeats - 1 : 0;
  return [
    other,
    ...Array.from({ length: repeats }, (_, i): Companion => {
      const seed = laterSeed(axis.seed ?? directionSeed, i + 1);
      return { recipe: { ...recipe, axes: [{ ...axis, seed }] }, split: grid.split, seed };
    }),
  ];
}

/** Whether a recipe's picture can be repeated with other seeds: a line along a random direction. */
export function hasRepeats({ axes }: Pick<Recipe, 'axes'>): boolean {
  return axes.length === 1 && axes[0]?.id === 'random';
}
