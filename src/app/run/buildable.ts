import { directions } from '../../catalog/directions';
import { choiceOf, numberOf } from '../../catalog/params';
import { usesCheckpoints } from '../../experiment/limits';
import type { Recipe } from '../../experiment/recipe';
import { hasWeights, type RunRecord } from '../memory';

/**
 * Whether a recipe's plane can be made again from the checkpoints that are here. A stored or shared run may have its last one only: enough for axes that lead to
 * ends of runs, not for those made of a whole path.
 */
export function isBuildable(recipe: Recipe, runs: readonly (RunRecord | undefined)[]): boolean {
  if (!usesCheckpoints(recipe) || runs.every((run, i) => hasWeights(recipe, i, run))) return true;
  if (recipe.grid.fit) return false;
  return recipe.axes.every(({ id, params }) => {
    if (directions.get(id).needs !== 'checkpoints') return true;
    if (id !== 'between') return false;
    const run = runs[numberOf(params, 'run') - 1];
    const at = choiceOf(params, 'at');
    const epoch = at === 'end' ? run?.checkpoints.at(-1)?.epoch : at === 'start' ? 0 : numberOf(params, 'epoch');
    return run?.complete === true && run.checkpoints.some((point) => point.epoch === epoch);
  });
}
