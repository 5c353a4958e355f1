import { datasets } from '../catalog/datasets';
import { directions } from '../catalog/directions';
import { nets } from '../catalog/nets';
import { MAX_CHECKPOINTS } from './fields';
import {
  axisObstacle,
  checkpointCount,
  dataShape,
  fittingInterval,
  hasImages,
  inputsOf,
  interpolationObstacle,
  netObstacle,
  rescaleObstacle,
  runsFacts,
} from './limits';
import type { DirectionSpec, Recipe, Run } from './recipe';
import { choose, defaultAxis } from './recipe-defaults';

/**
 * A recipe in which one edit has not left other values behind: a batch larger than the new data, a surface around an epoch that is no
 * longer trained, a net on images that are gone. Every recipe of sound single values becomes one that {@link parseRecipe} takes; one within all limits comes back as it is.
 */
export function settleRecipe(given: Recipe): Recipe {
  const recipe = netObstacle(given) ? { ...given, net: choose(nets, nets.all[0].id) } : given;
  const shape = dataShape(recipe);
  const single = recipe.runs.map((run) => settleRun(run, shape.train));
  const every = fittingInterval({ ...recipe, runs: single }) ?? 1;
  const runs = single.map((run) => (run.checkpointEvery < every ? { ...run, checkpointEvery: every } : run));
  const { origin, grid, view } = recipe;
  const runIndex = Math.min(origin.run, runs.length - 1);
  const tooLate = origin.epoch !== 'last' && origin.epoch > runs[runIndex].epochs;
  const noRescale = origin.rescale !== 1 && rescaleObstacle(recipe) !== null;
  const noInterpolation = grid.batchNorm === 'interpolated' && interpolationObstacle(recipe) !== null;
  const inputs = inputsOf(shape);
  const [first, second] = view.boundaryInputs;
  const noInputs = first >= inputs || second >= inputs || first === second;
  const settledOrigin = { run: runIndex, epoch: tooLate ? ('last' as const) : origin.epoch, rescale: noRescale ? 1 : origin.rescale };
  const settled: Recipe = {
    ...recipe,
    runs,
    axes: recipe.axes.map((axis) => settleAxis({ runs, origin: settledOrigin }, axis)),
    origin: settledOrigin,
    grid: {
      ...grid,
      samples: Math.min(grid.samples, shape[grid.split]),
      batchNorm: noInterpolation ? 'frozen' : grid.batchNorm,
    },
    view: { ...view, boundaryInputs: noInputs ? datasets.get(recipe.data.id).boundaryInputs : view.boundaryInputs },
  };
  return JSON.stringify(settled) === JSON.stringify(given) ? given : settled;
}

/** Images that a surface is evaluated on where a person did not say: enough for its shape, and quick. */
const SURFACE_IMAGES = 512;
/** Images for a net that needs them, where the data were none. */
const USUAL_IMAGES = 'fashion-mnist';

/** A recipe with another net at its default settings. A net that reads images brings some along where the data were none. */
export function withNet(recipe: Recipe, id: string): Recipe {
  const changed = { ...recipe, net: choose(nets, id) };
  return netObstacle(changed) ? withData(changed, USUAL_IMAGES) : changed;
}

/** A recipe with another data set at its default settings. A surface on images takes some of them, not all. */
export function withData(recipe: Recipe, id: string): Recipe {
  const data = { ...choose(datasets, id), seed: recipe.data.seed };
  const { grid, view } = recipe;
  const samples = grid.samples === 0 && hasImages({ data }) ? SURFACE_IMAGES : grid.samples;
  return { ...recipe, data, grid: { ...grid, samples }, view: { ...view, boundaryInputs: datasets.get(id).boundaryInputs } };
}

/** An axis to a checkpoint that is gone ends at one that is there. */
function settleAxis(recipe: Pick<Recipe, 'runs' | 'origin'>, axis: DirectionSpec): DirectionSpec {
  if (!axisObstacle(recipe, axis)) return axis;
  const params = directions.get(axis.id).settle?.(axis.params, runsFacts(recipe));
  return params ? { ...axis, params } : { ...defaultAxis(), seed: axis.seed };
}

function settleRun(run: Run, trainSamples: number): Run {
  const checkpointEvery = checkpointCount(run) > MAX_CHECKPOINTS ? Math.ceil(run.epochs / (MAX_CHECKPOINTS - 1)) : run.checkpointEvery;
  return { ...run, checkpointEvery, batchSize: Math.min(run.batchSize, trainSamples) };
}
