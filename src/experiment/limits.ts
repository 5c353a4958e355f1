import { datasets } from '../catalog/datasets';
import type { DatasetShape } from '../catalog/datasets/types';
import { directions } from '../catalog/directions';
import type { RunsFacts } from '../catalog/directions/types';
import { nets } from '../catalog/nets';
import { MAX_CHECKPOINT_BYTES, MAX_CHECKPOINTS } from './fields';
import type { Choice, Problem, Recipe, Run } from './recipe';
import { weightSizes } from './weight-sizes';

/** Sizes of a recipe's data set. */
export function dataShape(recipe: Pick<Recipe, 'data'>): DatasetShape {
  return datasets.get(recipe.data.id).shape(recipe.data.params);
}

/** Numbers that one input of a recipe's data has. */
export function inputsOf(shape: DatasetShape): number {
  return shape.inputShape.reduce((product, extent) => product * extent, 1);
}

/** Whether a recipe's data are images. */
export function hasImages(recipe: Pick<Recipe, 'data'>): boolean {
  return dataShape(recipe).inputShape.length === 3;
}

/** Whether a recipe's net has batch norm. */
export function hasBatchNorm(recipe: Pick<Recipe, 'data' | 'net'>): boolean {
  return nets.get(recipe.net.id).build(recipe.net.params, dataShape(recipe)).state.size > 0;
}

/** Why batch-norm statistics cannot be interpolated along a recipe's axes (an i18n key), or null where they can. */
export function interpolationObstacle(recipe: Recipe): string | null {
  return recipe.axes.every((axis) => directions.get(axis.id).movesState) ? null : 'problems.noStateDirection';
}

/** Whether a recipe's plane is made from its runs' checkpoints, so that all of them must be trained. */
export function usesCheckpoints({ axes, grid }: Pick<Recipe, 'axes' | 'grid'>): boolean {
  return grid.fit || axes.some(({ id }) => directions.get(id).needs === 'checkpoints');
}

/** What of a recipe's runs an axis may be impossible for. */
export function runsFacts({ runs, origin }: Pick<Recipe, 'runs' | 'origin'>): RunsFacts {
  const epochs = runs.map((run) => run.epochs);
  return { epochs, run: origin.run, epoch: origin.epoch === 'last' ? (epochs[origin.run] ?? 0) : origin.epoch };
}

/** Why a recipe's runs have no such axis (an i18n key), or null where they have. */
export function axisObstacle(recipe: Pick<Recipe, 'runs' | 'origin'>, { id, params }: Choice): string | null {
  return directions.get(id).obstacle?.(params, runsFacts(recipe)) ?? null;
}

/** Why a recipe's net cannot be trained on its data (an i18n key), or null where it can. */
export function netObstacle(recipe: Pick<Recipe, 'net' | 'data'>): string | null {
  return nets.get(recipe.net.id).needsImages && !hasImages(recipe) ? 'images.problem.needsImages' : null;
}

/** Why a recipe's net has no rescaling that leaves its function unchanged (an i18n key), or null where it has one. */
export function rescaleObstacle(recipe: Recipe): string | null {
  const net = nets.get(recipe.net.id).build(recipe.net.params, dataShape(recipe));
  return 'reason' in net.reparametrisation ? net.reparametrisation.reason : null;
}

/** What breaks a limit between values of a recipe whose single values are sound. Paths are within the recipe. */
export function limitsOf(recipe: Recipe): Problem[] {
  const shape = dataShape(recipe);
  const unfit = netObstacle(recipe);
  if (unfit) return [{ path: 'net.id', key: unfit, values: {} }];
  const problems = recipe.runs.flatMap((run, i) => runLimits(run, `runs.${i}`, shape));
  const report = (path: string, key: string, values: Problem['values'] = {}): void => {
    problems.push({ path, key, values });
  };
  const { origin, grid, view } = recipe;
  const every = problems.length === 0 ? fittingInterval(recipe) : null;
  if (every !== null) report('runs.0.checkpointEvery', 'problems.checkpointBytes', { max: MAX_CHECKPOINT_BYTES / 2 ** 20, every });
  const run = recipe.runs[origin.run];
  if (!run) report('origin.run', 'problems.noSuchRun', { runs: recipe.runs.length, got: origin.run + 1 });
  else if (origin.epoch !== 'last' && origin.epoch > run.epochs) {
    report('origin.epoch', 'problems.epochBeyondEnd', { max: run.epochs, got: origin.epoch });
  }
  const rescale = origin.rescale === 1 ? null : rescaleObstacle(recipe);
  if (rescale) report('origin.rescale', rescale);
  if (grid.samples > shape[grid.split])
    report('grid.samples', hasImages(recipe) ? 'images.problem.tooManySamples' : 'problems.tooManySamples', {
      max: shape[grid.split],
      got: grid.samples,
    });
  recipe.axes.forEach((axis, i) => {
    const obstacle = axisObstacle(recipe, axis);
    if (obstacle) report(`axes.${i}.params`, obstacle);
  });
  const interpolation = grid.batchNorm === 'interpolated' ? interpolationObstacle(recipe) : null;
  if (interpolation) report('grid.batchNorm', interpolation);
  const inputs = inputsOf(shape);
  if (view.boundaryInputs.some((input) => input >= inputs)) report('view.boundaryInputs', 'problems.noSuchInput', { max: inputs });
  else if (view.boundaryInputs[0] === view.boundaryInputs[1]) report('view.boundaryInputs', 'problems.sameInput');
  return problems;
}

function runLimits(run: Run, path: string, shape: DatasetShape): Problem[] {
  const problems: Problem[] = [];
  if (run.batchSize > shape.train) {
    const key = shape.inputShape.length === 3 ? 'images.problem.batchTooLarge' : 'problems.batchTooLarge';
    problems.push({ path: `${path}.batchSize`, key, values: { max: shape.train, got: run.batchSize } });
  }
  if (checkpointCount(run) > MAX_CHECKPOINTS) {
    const values = { max: MAX_CHECKPOINTS, got: checkpointCount(run) };
    problems.push({ path: `${path}.checkpointEvery`, key: 'problems.tooManyCheckpoints', values });
  }
  return problems;
}

/** Checkpoints a run keeps, the initialisation and the end included. */
export function checkpointCount(run: Run): number {
  return 1 + Math.ceil(run.epochs / run.checkpointEvery);
}

/**
 * Where the checkpoints of a recipe's runs would take more than {@link MAX_CHECKPOINT_BYTES} together: how many epochs apart they fit, none between the
 * initialisation and the end if need be. Null where they fit, or are as few as can be.
 */
export function fittingInterval(recipe: Recipe): number | null {
  const { theta, state } = weightSizes(recipe);
  const most = Math.floor(MAX_CHECKPOINT_BYTES / (4 * (theta + state)));
  const count = (atLeast: number): number =>
    recipe.runs.reduce((sum, run) => sum + checkpointCount({ ...run, checkpointEvery: Math.max(run.checkpointEvery, atLeast) }), 0);
  if (count(1) <= Math.max(most, 2 * recipe.runs.length)) return null;
  const longest = Math.max(...recipe.runs.map(({ epochs }) => epochs));
  let [low, high] = [1, longest];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (count(middle) <= most) high = middle;
    else low = middle + 1;
  }
  return low;
}
