import type { Checkpoint } from '../../experiment/checkpoint';
import type { Recipe } from '../../experiment/recipe';
import { defaultAxis } from '../../experiment/recipe-defaults';
import type { EnginePool, SharpnessReply } from '../../worker/pool';
import type { AppActions } from '../actions';
import type { Backends } from './backends';
import type { Datasets } from './datasets';
import { planeJob } from './surfaces';

/** A checkpoint of one of a recipe's runs. */
export interface SharpnessSubject {
  readonly recipe: Recipe;
  readonly checkpoint: Checkpoint;
}

/** One number, under the id of the catalog's measure; `standardError` null where it is no estimate. */
export type SharpnessValue = Pick<SharpnessReply, 'id' | 'value' | 'standardError'>;

export interface MeasuringOptions {
  readonly pool: Pick<EnginePool, 'sharpness'>;
  readonly backends: Pick<Backends, 'run'>;
  readonly datasets: Pick<Datasets, 'ensure'>;
}

/** Measures in the workers how sharp checkpoints are: on the samples of the surface, at the origin's scale, whatever the axes are. */
export function createMeasuring({ pool, backends, datasets }: MeasuringOptions): AppActions['measureSharpness'] {
  let count = 0;
  return async ({ recipe, checkpoint }, onValue, signal) => {
    signal.throwIfAborted();
    await datasets.ensure(recipe);
    const channel = `sharpness-${count++}`;
    const plane = planeJob(withoutAxes(recipe, checkpoint), 0, checkpoint, []);
    await backends.run('training', (backend) => {
      const job = { kind: 'sharpness', backend, plane: plane.plane, coords: new Float64Array(1) } as const;
      return pool.sharpness(job, plane, { channel, signal, onValue });
    });
  };
}

/** The recipe of a line around the checkpoint that costs nothing to build: only its middle is wanted, where batch norm that moves along has not moved. */
function withoutAxes(recipe: Recipe, { run, epoch }: Checkpoint): Recipe {
  const { origin, grid } = recipe;
  const batchNorm = grid.batchNorm === 'interpolated' ? 'frozen' : grid.batchNorm;
  return { ...recipe, origin: { ...origin, run, epoch }, axes: [defaultAxis()], grid: { ...grid, batchNorm, fit: false } };
}
