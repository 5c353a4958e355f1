import type { Landscape } from './landscape';

/** Intervals per axis of the grid that roughness and minima are always taken on, so that panes compare (METHOD.md, section 9). */
const STANDARD_INTERVALS = 32;

/** The losses that the numbers of a surface are taken on. */
export interface StandardGrid {
  /** Row-major [rows, columns]; one row for a line. */
  readonly loss: Float64Array;
  readonly columns: number;
  readonly rows: number;
  /** False where the stored grid has no 33-point sub-grid, so that all its points are used and panes may not compare. */
  readonly standard: boolean;
}

/**
 * The 33 × 33 sub-grid of a plane, or the 33 points of a line; the whole stored grid where its points do not contain one. Null while any of those points is
 * still to come.
 */
export function standardGrid({ axes, loss, done }: Landscape): StandardGrid | null {
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
