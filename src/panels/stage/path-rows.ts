import { nearestByEpoch } from '../../app/memory';
import type { Landscape, PathPoint, PlanePath } from '../../experiment/landscape';
import { marksOn } from '../../experiment/plane-marks';
import type { Recipe } from '../../experiment/recipe';
import { formatLoss } from '../../i18n/format';

/** A run's numbers at one checkpoint, as text: true loss, the plane's loss under it, distance off the plane. */
export type PathCells = readonly [loss: string, planeLoss: string, distance: string];

/** A run at one of its epochs. */
export interface PathRow {
  readonly run: number;
  readonly epoch: number;
  readonly cells: PathCells;
}

/** Where each run stands at an epoch, null for the end. */
export function pathRows(paths: readonly PlanePath[], epoch: number | null): PathRow[] {
  return paths.flatMap(({ run, points }) => {
    const at: PathPoint | null = epoch === null ? (points.at(-1) ?? null) : nearestByEpoch(points, epoch);
    return at ? [{ run, epoch: at.epoch, cells: pathCells(at) }] : [];
  });
}

/** The checkpoints that a plane is drawn through. */
export function markRows(landscape: Pick<Landscape, 'paths'>, recipe: Recipe): PathRow[] {
  return marksOn(landscape, recipe).map((mark) => ({ run: mark.run, epoch: mark.epoch, cells: pathCells(mark) }));
}

/** What lies on the plane but for rounding has no distance. */
export function pathCells({ loss, planeLoss, distance, length }: PathPoint): PathCells {
  return [formatLoss(loss), formatLoss(planeLoss), formatLoss(distance < ROUNDING * length ? 0 : distance)];
}

/** Of weights in float32, as a share of how far they are. */
const ROUNDING = 1e-5;
