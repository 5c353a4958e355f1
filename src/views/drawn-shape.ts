/** How a surface looks that is drawn at these heights: measures of the picture, for choosing how heights are drawn, not of the net. */
export interface DrawnShape {
  /** Share of the plane within a quarter of the box above the surface's own lowest point. */
  readonly open: number;
  /** Mean size of the second differences of neighbouring heights along both axes. */
  readonly ripple: number;
}

/** Every how many points of a row and column are looked at, so that grids of all sizes compare on about 33 × 33. */
const SIDE = 32;

/** Of `heights`, 0 … 1 within the box, row-major in rows of `columns`. NaN and infinite ones are left out. NaN where nothing is left. */
export function drawnShape(heights: Float32Array, columns: number): DrawnShape {
  const rows = heights.length / columns;
  const finite = heights.filter(Number.isFinite);
  const lowest = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const open = finite.filter((value) => value - lowest <= 0.25).length / finite.length;
  const [across, along] = [stepOf(columns), stepOf(rows)];
  let [sum, count] = [0, 0];
  const add = (before: number, here: number, after: number): void => {
    const bend = Math.abs(heights[before] - 2 * heights[here] + heights[after]);
    if (!Number.isFinite(bend)) return;
    sum += bend;
    count++;
  };
  for (let j = 0; j < rows; j += along) {
    for (let i = 0; i < columns; i += across) {
      const here = j * columns + i;
      if (i >= across && i + across < columns) add(here - across, here, here + across);
      if (j >= along && j + along < rows) add(here - along * columns, here, here + along * columns);
    }
  }
  return { open, ripple: sum / count };
}

function stepOf(points: number): number {
  return Math.max(1, Math.round((points - 1) / SIDE));
}
