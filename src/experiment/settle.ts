import { datasets } from '../catalog/datasets';
import { MAX_CHECKPOINTS } from './fields';
import { checkpointCount, dataShape, inputsOf, interpolationObstacle, rescaleObstacle } from './limits';
import type { Recipe, Run } from './recipe';

/**
 * A recipe in which one edit has not left other values behind: a batch larger than the new data, a surface around an epoch that is no
 * longer trained. Every recipe of sound single values becomes one that {@link parseRecipe} takes; one within all limits comes back as it is.
 */
export function settleRecipe(recipe: Recipe): Recipe {
  const shape = dataShape(recipe);
  const runs = recipe.runs.map((run) => settleRun(run, shape.train));
  const { origin, grid, view } = recipe;
  const runIndex = Math.min(origin.run, runs.length - 1);
  const tooLate = origin.epoch !== 'last' && origin.epoch > runs[runIndex].epochs;
  const noRescale = origin.rescale !== 1 && rescaleObstacle(recipe) !== null;
  const noInterpolation = grid.batchNorm === 'interpolated' && interpolationObstacle(recipe) !== null;
  const inputs = inputsOf(shape);
  const [first, second] = view.boundaryInputs;
  const noInputs = first >= inputs || second >= inputs || first === second;
  const settled: Recipe = {
    ...recipe,
    runs,
    origin: { run: runIndex, epoch: tooLate ? 'last' : origin.epoch, rescale: noRescale ? 1 : origin.rescale },
    grid: {
      ...grid,
      samples: Math.min(grid.samples, shape[grid.split]),
      batchNorm: noInterpolation ? 'frozen' : grid.batchNorm,
    },
    view: { ...view, boundaryInputs: noInputs ? datasets.get(recipe.data.id).boundaryInputs : view.boundaryInputs },
  };
  return JSON.stringify(settled) === JSON.stringify(recipe) ? recipe : settled;
}

function settleRun(run: Run, trainSamples: number): Run {
  const checkpointEvery = checkpointCount(run) > MAX_CHECKPOINTS ? Math.ceil(run.epochs / (MAX_CHECKPOINTS - 1)) : run.checkpointEvery;
  return { ...run, checkpointEvery, batchSize: Math.min(run.batchSize, trainSamples) };
}
