import { MAX_RUNS } from '../../experiment/fields';
import type { Recipe, Run } from '../../experiment/recipe';
import { MAX_SEED } from '../../math/random';

/** The runs that an edit is for: all, or the chosen one (none where the pane has no such run). */
export function chosenRuns({ runs }: Pick<Recipe, 'runs'>, chosen: number | null): readonly Run[] {
  return chosen === null ? runs : runs.slice(chosen, chosen + 1);
}

/** The first of them. Throws a RangeError where there is none. */
export function firstChosen(recipe: Pick<Recipe, 'runs'>, chosen: number | null): Run {
  const [run] = chosenRuns(recipe, chosen);
  if (!run) throw new RangeError(`This pane has no run ${(chosen ?? 0) + 1}.`);
  return run;
}

/** A recipe with all its runs changed, or the chosen one. */
export function onRuns(recipe: Recipe, chosen: number | null, change: (run: Run) => Run): Recipe {
  return { ...recipe, runs: recipe.runs.map((run, index) => (chosen === null || index === chosen ? change(run) : run)) };
}

/** A recipe with one more run: the last one with the next seed. At most {@link MAX_RUNS}. */
export function addRun(recipe: Recipe): Recipe {
  const last = recipe.runs.at(-1);
  if (!last || recipe.runs.length >= MAX_RUNS) return recipe;
  return { ...recipe, runs: [...recipe.runs, { ...last, seed: shiftedSeed(last.seed, 1) }] };
}

/**
 * A recipe without one of its runs; a last one stays. A surface around it goes on
 * around the run before it; what refers to later runs goes on referring to them.
 */
export function removeRun(recipe: Recipe, index: number): Recipe {
  if (recipe.runs.length < 2 || index >= recipe.runs.length) return recipe;
  const runs = recipe.runs.filter((_, run) => run !== index);
  const { origin } = recipe;
  const run = origin.run < index ? origin.run : Math.max(0, origin.run - 1);
  const axes = recipe.axes.map((axis) => {
    const to = axis.params.run;
    return typeof to === 'number' && to > index + 1 ? { ...axis, params: { ...axis.params, run: to - 1 } } : axis;
  });
  return { ...recipe, runs, axes, origin: { ...origin, run } };
}

/** A seed further on, around the end of their range; exact throughout. */
export function shiftedSeed(seed: number, by: number): number {
  if (by > MAX_SEED - seed) return by - (MAX_SEED - seed) - 1;
  return seed + by < 0 ? seed + by + MAX_SEED + 1 : seed + by;
}
