import { coordinateOf } from './basin';
import type { Landscape } from './landscape';
import type { GridAxis } from './recipe';

/** A place on a plane. */
interface Place {
  readonly alpha: number;
  readonly beta: number;
}

/** Steps along the way: finer than any grid's cells. */
const STEPS = 512;

/**
 * The highest loss on the straight way between two places of a plane, read between its grid points by bilinear interpolation. Null where a point of the way is
 * not evaluated yet, is no finite number, or lies outside.
 */
export function highestBetween(landscape: Landscape, from: Place, to: Place): number | null {
  let highest = Number.NEGATIVE_INFINITY;
  for (let step = 0; step <= STEPS; step++) {
    const share = step / STEPS;
    const loss = lossAt(landscape, from.alpha + share * (to.alpha - from.alpha), from.beta + share * (to.beta - from.beta));
    if (!Number.isFinite(loss)) return null;
    highest = Math.max(highest, loss);
  }
  return highest;
}

function lossAt({ axes, loss, done }: Landscape, alpha: number, beta: number): number {
  const [columns, rows] = axes;
  const [x, y] = [positionOn(columns, alpha), positionOn(rows, beta)];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const [i, j] = [Math.min(columns.points - 2, Math.floor(x)), Math.min(rows.points - 2, Math.floor(y))];
  const at = (column: number, row: number): number => {
    const index = row * columns.points + column;
    return done[index] === 0 ? Number.NaN : loss[index];
  };
  const along = (row: number): number => mixed(at(i, row), at(i + 1, row), x - i);
  return mixed(along(j), along(j + 1), y - j);
}

/** A value with no share in the mixture may be missing. */
function mixed(a: number, b: number, share: number): number {
  return share === 0 ? a : share === 1 ? b : a * (1 - share) + b * share;
}

/** Fractional index on an axis; NaN outside. Rounding at the ends is forgiven. */
function positionOn(axis: GridAxis, coordinate: number): number {
  const position = (coordinate - axis.min) / (coordinateOf(axis, 1) - axis.min);
  const nearest = Math.round(position);
  const snapped = Math.abs(position - nearest) < 1e-6 ? nearest : position;
  return snapped >= 0 && snapped <= axis.points - 1 ? snapped : Number.NaN;
}
