import type { PlanePath } from '../../experiment/landscape';
import { planeMarks } from '../../experiment/plane-marks';
import { inView } from '../../experiment/range';
import type { Document, Recipe } from '../../experiment/recipe';
import { isAbort } from '../../worker/failure';
import type { EnginePool } from '../../worker/pool';
import { surfaceKey } from '../keys';
import { checkpointAt, type Memory, type SurfaceRecord } from '../memory';
import { knownOf } from '../panes';
import type { Backends } from './backends';
import type { Datasets } from './datasets';
import { planeJob } from './surfaces';

export interface PathsOptions {
  readonly pool: Pick<EnginePool, 'path'>;
  readonly backends: Backends;
  readonly datasets: Datasets;
  readonly memory: Memory;
  /** Paths have arrived. */
  onChange(): void;
  onTrouble(error: unknown): void;
}

/** Lays the runs' checkpoints beside the planes that are complete. */
export interface Paths {
  /** Call whenever something changed; does nothing where the paths are there or under way. */
  update(document: Document): void;
}

export function createPaths({ pool, backends, datasets, memory, onChange, onTrouble }: PathsOptions): Paths {
  /** Planes whose paths were asked for, by the landscape that asked: a new one asks anew. */
  const asked = new Map<string, string>();

  async function follow(index: number, recipe: Recipe, directionSeed: number): Promise<void> {
    const key = surfaceKey(recipe, directionSeed);
    const { runs } = knownOf(memory, recipe, directionSeed);
    const origin = checkpointAt(runs[recipe.origin.run], recipe.origin.epoch);
    if (!origin) return;
    const plane = planeJob(recipe, directionSeed, origin, runs);
    if (asked.get(key) === plane.plane) return;
    asked.set(key, plane.plane);
    await datasets.ensure(recipe);
    const paths: PlanePath[] = [];
    for (const [run, record] of runs.entries()) {
      const checkpoints = (record?.checkpoints ?? []).map(({ epoch, theta, state }) => ({ epoch, theta, state }));
      if (checkpoints.length < 2) continue;
      const points = await backends.run('training', (backend) =>
        pool.path({ kind: 'path', backend, plane: plane.plane, checkpoints }, plane, `path-${index}-${run}`),
      );
      paths.push({ run, points });
    }
    const record = memory.surfaces.get(key);
    if (paths.length === 0 || !record || asked.get(key) !== plane.plane) return;
    memory.surfaces.set(key, withPaths(record, paths));
    onChange();
  }

  return {
    update(document) {
      const { panes, shared } = inView(document);
      panes.forEach((recipe, index) => {
        const record = memory.surfaces.get(surfaceKey(recipe, shared.directionSeed));
        // Where the plane goes through checkpoints they are marked, whether the ways to them are drawn or not.
        const wanted = shared.paths || planeMarks(recipe).length > 0;
        if (!wanted || !record?.complete || record.landscape.paths) return;
        follow(index, recipe, shared.directionSeed).catch((error) => {
          asked.delete(surfaceKey(recipe, shared.directionSeed));
          if (!isAbort(error)) onTrouble(error);
        });
      });
    },
  };
}

function withPaths(record: SurfaceRecord, paths: readonly PlanePath[]): SurfaceRecord {
  return { ...record, landscape: { ...record.landscape, paths } };
}
