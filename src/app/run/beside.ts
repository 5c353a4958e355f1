import type { Recipe } from '../../experiment/recipe';
import { JobFailure } from '../../worker/failure';
import type { AppActions } from '../actions';
import { surfaceKey } from '../keys';
import { checkpointAt } from '../memory';
import { knownOf } from '../panes';
import type { Datasets } from './datasets';
import { type SurfacesOptions, startSurface } from './surfaces';

/** A line or plane, whether a pane shows it or not. */
export interface PlaneSubject {
  readonly recipe: Recipe;
  readonly directionSeed: number;
}

export interface BesideOptions extends Omit<SurfacesOptions, 'onPoints'> {
  readonly datasets: Pick<Datasets, 'ensure'>;
}

/** Planes evaluated at once: together with those of four panes as many as a worker keeps. */
const AT_ONCE = 2;
/** Shortest time between two showings of a plane, ms. */
const SHOW_MS = 200;

/** Evaluates planes that no pane shows, one after the other, while the workers have nothing else to do. They are remembered like those of panes. */
export function createBeside({ datasets, ...options }: BesideOptions): AppActions['evaluatePlanes'] {
  const { memory, clock } = options;
  return async (planes, onLandscape, signal) => {
    const show = (index: number): boolean => {
      const { recipe, directionSeed } = planes[index] as PlaneSubject;
      const record = memory.surfaces.get(surfaceKey(recipe, directionSeed));
      if (record) onLandscape(index, record.landscape, record.complete);
      return record?.complete ?? false;
    };

    const evaluate = async (index: number): Promise<void> => {
      const { recipe, directionSeed } = planes[index] as PlaneSubject;
      await datasets.ensure(recipe);
      signal.throwIfAborted();
      const { runs } = knownOf(memory, recipe, directionSeed);
      const checkpoint = checkpointAt(runs[recipe.origin.run], recipe.origin.epoch);
      if (!checkpoint) throw new JobFailure({ path: '', key: 'run.problem.no-checkpoint', values: {} }, false);
      let shownAt = clock();
      const surface = startSurface(
        {
          ...options,
          onPoints() {
            if (clock() < shownAt + SHOW_MS) return;
            shownAt = clock();
            surface.flush();
            show(index);
          },
        },
        { recipe, directionSeed, checkpoint, runs },
        { signal, paused: false, behind: true },
      );
      try {
        await surface.done;
      } finally {
        surface.flush();
        show(index);
      }
    };

    const waiting = planes.flatMap((_, index) => (show(index) ? [] : [index]));
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        signal.throwIfAborted();
        await evaluate(next);
      }
    };
    // Where one fails the others end too, after the plane they are at.
    await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        lane().catch((error) => {
          waiting.length = 0;
          throw error;
        }),
      ),
    );
  };
}
