import { choiceOf, numberOf } from '../catalog/params';
import type { Landscape, PathPoint } from './landscape';
import type { Recipe, Run } from './recipe';

/** A checkpoint that a plane is drawn through. */
export interface MarkedPoint {
  readonly run: number;
  readonly epoch: number;
  /** The run's last. */
  readonly last: boolean;
}

/** The checkpoints that a plane is drawn through (METHOD.md, section 2: three minima): its origin, and those that its axes lead to. None for a line or where no axis leads to one. */
export function planeMarks({ axes, origin, runs }: Pick<Recipe, 'axes' | 'origin' | 'runs'>): MarkedPoint[] {
  const ends = axes
    .filter(({ id }) => id === 'between')
    .map(({ params }) => {
      const run = numberOf(params, 'run') - 1;
      const at = choiceOf(params, 'at');
      return pointOf(runs, run, at === 'end' ? 'last' : at === 'start' ? 0 : numberOf(params, 'epoch'));
    });
  if (axes.length < 2 || ends.length === 0 || origin.rescale !== 1) return [];
  const all = [pointOf(runs, origin.run, origin.epoch), ...ends];
  return all.filter((one, i) => all.findIndex(({ run, epoch }) => run === one.run && epoch === one.epoch) === i);
}

/** Where a landscape shows them: those of its paths' checkpoints that are nearest; none before the paths are known. */
export function marksOn(
  { paths = [] }: Pick<Landscape, 'paths'>,
  recipe: Pick<Recipe, 'axes' | 'origin' | 'runs'>,
): (MarkedPoint & PathPoint)[] {
  return planeMarks(recipe).flatMap((mark) => {
    const points = paths.find(({ run }) => run === mark.run)?.points ?? [];
    const far = (point: PathPoint): number => Math.abs(point.epoch - mark.epoch);
    const nearest = points.reduce<PathPoint | null>((best, point) => (best && far(best) <= far(point) ? best : point), null);
    return nearest ? [{ ...mark, ...nearest }] : [];
  });
}

function pointOf(runs: readonly Run[], run: number, epoch: number | 'last'): MarkedPoint {
  const epochs = runs[run]?.epochs ?? 0;
  return { run, epoch: epoch === 'last' ? epochs : epoch, last: epoch === 'last' || epoch === epochs };
}
