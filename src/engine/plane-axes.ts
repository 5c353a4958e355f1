import type { RunPoint } from '../catalog/directions/types';
import type { GridAxis, Recipe } from '../experiment/recipe';
import type { Plane } from './plane';
import { positionsOnPlane } from './plane-path';

/** Room on each side of the paths, as a share of their extent. */
const MARGIN = 0.25;
/** Sides of a fitted plane differ by no more than this factor, so that a nearly straight path still has ground beside it. */
const MOST_UNEQUAL = 3;

/**
 * The axes of a recipe's grid: as given, or with `fit` the ranges that hold the checkpoints' projections and the origin with room around. Points per
 * axis stay. Ranges as given where no checkpoint is known.
 */
export function planeAxes(plane: Plane, { axes, grid }: Pick<Recipe, 'axes' | 'grid'>, checkpoints: readonly RunPoint[]): GridAxis[] {
  const given = axes.length === 1 ? [grid.alpha] : [grid.alpha, grid.beta];
  if (!grid.fit || checkpoints.length === 0) return given;
  const positions = positionsOnPlane(
    plane,
    checkpoints.map(({ theta }) => theta),
  );
  const extents = given.map((_, k) => {
    const values = [0, ...positions.map(({ alpha, beta }) => (k === 0 ? alpha : beta))].filter(Number.isFinite);
    return [Math.min(...values), Math.max(...values)] as const;
  });
  const widest = Math.max(...extents.map(([low, high]) => high - low));
  if (!(widest > 0)) return given;
  return given.map(({ points }, k) => {
    const [low, high] = extents[k];
    const width = Math.max(high - low, widest / MOST_UNEQUAL);
    const middle = (low + high) / 2;
    const half = width * (0.5 + MARGIN);
    return { min: rounded(middle - half, width), max: rounded(middle + half, width), points };
  });
}

/** To about three digits of the width, so that axes read well. */
function rounded(value: number, width: number): number {
  const exponent = Number(width.toExponential().split('e')[1]);
  const step = Number(`1e${exponent - 2}`);
  return Number((Math.round(value / step) * step).toPrecision(12));
}
