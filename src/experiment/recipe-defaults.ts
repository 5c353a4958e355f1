import { datasets } from '../catalog/datasets';
import { directions } from '../catalog/directions';
import { nets } from '../catalog/nets';
import { optimizers } from '../catalog/optimizers';
import { defaultParams, type ParamSpecs, type ParamValues } from '../catalog/params';
import type { Registry } from '../catalog/registry';
import { schedules } from '../catalog/schedules';
import { AXIS_FIELDS, GRID_FIELDS, RUN_FIELDS, SHARED_FIELDS, VIEW_FIELDS } from './fields';
import type { Choice, DirectionSpec, GridAxis, Recipe, Run, Shared } from './recipe';

/** A catalog entry with its default settings, some of them replaced. */
export function choose(registry: Registry<{ id: string; params: ParamSpecs }>, id: string, params: ParamValues = {}): Choice {
  return { id, params: { ...defaultParams(registry.get(id).params), ...params } };
}

/** One training run of the default experiment: Adam 3e-3, batch 64, 120 epochs. */
export function defaultRun(changes: Partial<Run> = {}): Run {
  return {
    seed: RUN_FIELDS.seed.default,
    optimizer: choose(optimizers, 'adam'),
    schedule: choose(schedules, 'constant'),
    learningRate: RUN_FIELDS.learningRate.default,
    batchSize: RUN_FIELDS.batchSize.default,
    augmentation: 'none',
    epochs: RUN_FIELDS.epochs.default,
    checkpointEvery: RUN_FIELDS.checkpointEvery.default,
    ...changes,
  };
}

/** 65 points on [−1, 1]. */
function defaultGridAxis(): GridAxis {
  return { min: AXIS_FIELDS.min.default, max: AXIS_FIELDS.max.default, points: AXIS_FIELDS.points.default };
}

/** A random direction scaled per filter, from the document's direction seed. */
export function defaultAxis(params: ParamValues = {}): DirectionSpec {
  return { ...choose(directions, 'random', params), seed: null };
}

/** One pane of the default experiment (METHOD.md, section 9): 30 hidden layers of 16 with skip connections on two spirals. */
export function defaultRecipe(changes: Partial<Recipe> = {}): Recipe {
  return {
    name: '',
    data: { ...choose(datasets, 'spirals'), seed: 1 },
    net: choose(nets, 'mlp'),
    runs: [defaultRun()],
    origin: { run: 0, epoch: 'last', rescale: 1 },
    axes: [defaultAxis(), defaultAxis()],
    grid: {
      alpha: defaultGridAxis(),
      beta: defaultGridAxis(),
      fit: GRID_FIELDS.fit.default,
      split: 'train',
      samples: 0,
      batchNorm: 'frozen',
    },
    view: { field: 'loss', boundaryInputs: datasets.get('spirals').boundaryInputs, repeats: VIEW_FIELDS.repeats.default },
    ...changes,
  };
}

/** What panes share by default: the loss as height, seen from where the data are open to view. */
export function defaultShared(): Shared {
  return {
    view: SHARED_FIELDS.view.default,
    camera: 'opening',
    height: SHARED_FIELDS.height.default,
    cap: null,
    sharedScale: SHARED_FIELDS.sharedScale.default,
    paths: SHARED_FIELDS.paths.default,
    range: SHARED_FIELDS.range.default,
    colormap: SHARED_FIELDS.colormap.default,
    lineAxis: SHARED_FIELDS.lineAxis.default,
    directionSeed: SHARED_FIELDS.directionSeed.default,
  };
}
