import { type StandardGrid, standardGrid } from './grid';
import type { Landscape } from './landscape';
import { minimaOf } from './minima';

/** Added to the loss before the logarithm, so that tiny losses do not rule the roughness (METHOD.md, section 5). */
const LOG_SHIFT = 0.1;

/** Numbers that say how rough a landscape is. All depend on range and resolution: `columns` × `rows` is quoted with them. */
export interface SurfaceStatistics {
  /** Mean |second difference| of log(L + 0.1); NaN where no three points in a row are finite. */
  readonly roughness: number;
  /** How many local minima there are ({@link minimaOf}). */
  readonly minima: number;
  /** Share of the grid's points whose loss is no finite number, 0 … 1. */
  readonly holes: number;
  readonly columns: number;
  readonly rows: number;
  /** False where the stored grid has no 33-point sub-grid, so that all its points were used and panes may not compare. */
  readonly standard: boolean;
}

/**
 * Roughness and local minima of a plane or a line on its standard grid. Null while any of those points is still to come. A triple with a NaN or an infinity in it is
 * left out of the roughness.
 */
export function surfaceStatistics(landscape: Landscape): SurfaceStatistics | null {
  const grid = standardGrid(landscape);
  if (!grid) return null;
  return {
    roughness: roughness(grid),
    minima: minimaOf(landscape)?.length ?? 0,
    holes: grid.loss.filter((value) => !Number.isFinite(value)).length / grid.loss.length,
    columns: grid.columns,
    rows: grid.rows,
    standard: grid.standard,
  };
}

/** Points with a NaN or infinite loss among those evaluated, which a surface shows as holes. */
export function holesOf(landscape: Landscape): number {
  let holes = 0;
  for (let i = 0; i < landscape.loss.length; i++) if (landscape.done[i] !== 0 && !Number.isFinite(landscape.loss[i])) holes++;
  return holes;
}

function roughness({ loss, columns, rows }: StandardGrid): number {
  const height = loss.map((value) => Math.log(value + LOG_SHIFT));
  let sum = 0;
  let triples = 0;
  const add = (before: number, at: number, after: number): void => {
    const difference = Math.abs(height[before] - 2 * height[at] + height[after]);
    if (!Number.isFinite(difference)) return;
    sum += difference;
    triples++;
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      if (column > 0 && column < columns - 1) add(at - 1, at, at + 1);
      if (row > 0 && row < rows - 1) add(at - columns, at, at + columns);
    }
  }
  return sum / triples;
}
