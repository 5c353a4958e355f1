import type { Landscape } from './landscape';

/** Intervals per axis of the grid that roughness and minima are always taken on, so that panes compare (METHOD.md, section 9). */
const STANDARD_INTERVALS = 32;
/** Added to the loss before the logarithm, so that tiny losses do not rule the roughness (METHOD.md, section 5). */
const LOG_SHIFT = 0.1;

/** Numbers that say how rough a landscape is. Both depend on range and resolution: `columns` × `rows` is quoted with them. */
export interface SurfaceStatistics {
  /** Mean |second difference| of log(L + 0.1); NaN where no three points in a row are finite. */
  readonly roughness: number;
  /** Interior points lower than all their neighbours. */
  readonly minima: number;
  readonly columns: number;
  readonly rows: number;
  /** False where the stored grid has no 33-point sub-grid, so that all its points were used and panes may not compare. */
  readonly standard: boolean;
}

/**
 * Roughness and local minima of a plane on its 33 × 33 sub-grid, or of a line on its 33 points; on the whole stored grid where its points do not
 * contain one. Null while any of those points is still to come.
 *
 * A triple with a NaN or an infinity in it is left out of the roughness. A point is a minimum only where it and all its 8
 * neighbours (2 on a line) are numbers; +∞ is higher than any number, NaN is neither higher nor lower.
 */
export function surfaceStatistics(landscape: Landscape): SurfaceStatistics | null {
  const grid = standardGrid(landscape);
  if (!grid) return null;
  return {
    roughness: roughness(grid),
    minima: grid.rows === 1 ? lineMinima(grid) : planeMinima(grid),
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

interface Grid {
  /** Row-major [rows, columns]. */
  readonly loss: Float64Array;
  readonly columns: number;
  readonly rows: number;
  readonly standard: boolean;
}

function standardGrid({ axes, loss, done }: Landscape): Grid | null {
  const standard = axes.every((axis) => (axis.points - 1) % STANDARD_INTERVALS === 0);
  const storedColumns = axes[0].points;
  const [columnStep, rowStep] = axes.map((axis) => (standard ? (axis.points - 1) / STANDARD_INTERVALS : 1));
  const [columns, rows] = axes.map((axis) => (standard ? STANDARD_INTERVALS + 1 : axis.points));
  const grid = { loss: new Float64Array(columns * (rows ?? 1)), columns, rows: rows ?? 1, standard };
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < columns; column++) {
      const stored = row * (rowStep ?? 0) * storedColumns + column * columnStep;
      if (done[stored] === 0) return null;
      grid.loss[row * columns + column] = loss[stored];
    }
  }
  return grid;
}

function roughness({ loss, columns, rows }: Grid): number {
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

function planeMinima({ loss, columns, rows }: Grid): number {
  const neighbours = [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1];
  let minima = 0;
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const at = row * columns + column;
      if (neighbours.every((offset) => loss[at] < loss[at + offset])) minima++;
    }
  }
  return minima;
}

function lineMinima({ loss, columns }: Grid): number {
  let minima = 0;
  for (let at = 1; at < columns - 1; at++) if (loss[at] < loss[at - 1] && loss[at] < loss[at + 1]) minima++;
  return minima;
}
