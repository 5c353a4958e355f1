import { type StandardGrid, standardGrid } from './grid';
import type { Landscape, Minimum } from './landscape';
import type { PaneSnapshot } from './snapshot';

/** A dip counts from this depth on, in ln(L + 0.1) (METHOD.md, section 5). */
export const MINIMUM_DEPTH = 0.05;
/** Added to the loss before the logarithm, as for roughness. */
const LOG_SHIFT = 0.1;

/**
 * The local minima of a plane or line, in the order of its points: the ones that are counted, written down and marked. They are those it came with, else taken on its
 * standard grid; null while a point of that is still to come.
 */
export function minimaOf(landscape: Landscape): readonly Minimum[] | null {
  if (landscape.minima) return landscape.minima;
  const grid = standardGrid(landscape);
  if (!grid) return null;
  const [alpha, beta] = landscape.axes;
  const at = (axis: Landscape['axes'][number], i: number, points: number): number => axis.min + ((axis.max - axis.min) * i) / (points - 1);
  return deepMinima(grid).map((index) => ({
    alpha: at(alpha, index % grid.columns, grid.columns),
    beta: beta ? at(beta, Math.floor(index / grid.columns), grid.rows) : 0,
  }));
}

/** A pane whose numbers say where its surfaces have their minima, so that whoever gets coarser or rounded ones counts and marks the same. */
export function withMinima(pane: PaneSnapshot): PaneSnapshot {
  const minima = pane.landscape && minimaOf(pane.landscape);
  const beyond = pane.otherRange && minimaOf(pane.otherRange);
  return {
    ...pane,
    ...(minima ? { measured: { lambdaMax: pane.measured?.lambdaMax ?? null, minima } } : {}),
    ...(pane.otherRange && beyond ? { otherRange: { ...pane.otherRange, minima: beyond } } : {}),
  };
}

/**
 * Indices of the interior points that are lower than all 8 neighbours (2 on a line) and whose persistence is at least `depth`, ascending. The persistence of a minimum is
 * the height in ln(L + 0.1) from it to the lowest pass to a lower minimum, or to the border of what is known: the rim of the grid, and points beside a NaN. +∞ is higher
 * than any number. Of minima equally low, all but one count as higher than another, so their number does not depend on the order of the points. Found by joining points from the lowest up (Edelsbrunner & Harer, Computational
 * Topology, section VII.1).
 */
export function deepMinima({ loss, columns, rows }: Pick<StandardGrid, 'loss' | 'columns' | 'rows'>, depth = MINIMUM_DEPTH): number[] {
  const heights = Float64Array.from(loss, (value) => Math.log(value + LOG_SHIFT));
  const order = Int32Array.from(heights.keys()).filter((at) => !Number.isNaN(heights[at]));
  order.sort((a, b) => heights[a] - heights[b] || a - b);
  const neighbours = neighboursOn(columns, rows);
  const rankOf = (at: number): number => {
    if (isRim(at, columns, rows) || neighbours(at).some((other) => Number.isNaN(heights[other]))) return BORDER;
    return neighbours(at).every((other) => loss[at] < loss[other]) ? MINIMUM : 0;
  };

  /** What a point has been joined to: itself where it is the lowest of its basin, −1 where it is not reached yet. */
  const joined = new Int32Array(loss.length).fill(-1);
  const rank = new Uint8Array(loss.length);
  const bottomOf = (at: number): number => {
    let bottom = at;
    while (joined[bottom] !== bottom) bottom = joined[bottom];
    for (let next = at; next !== bottom; ) [joined[next], next] = [bottom, joined[next]];
    return bottom;
  };
  const isLower = (a: number, b: number): boolean => {
    if (rank[a] === BORDER || rank[b] === BORDER) return rank[a] === BORDER;
    if (heights[a] !== heights[b]) return heights[a] < heights[b];
    return rank[a] === rank[b] ? a < b : rank[a] > rank[b];
  };
  const found: number[] = [];
  for (const at of order) {
    joined[at] = at;
    rank[at] = rankOf(at);
    for (const neighbour of neighbours(at)) {
      if (joined[neighbour] < 0) continue;
      const [one, other] = [bottomOf(at), bottomOf(neighbour)];
      if (one === other) continue;
      const [lower, higher] = isLower(one, other) ? [one, other] : [other, one];
      joined[higher] = lower;
      if (rank[higher] === MINIMUM && heights[at] - heights[higher] >= depth) found.push(higher);
    }
  }
  return found.sort((a, b) => a - b);
}

/** Ranks of the lowest point of a basin, ascending: of points equally low, one lower than its neighbours stays; the border is below everything. */
const MINIMUM = 1;
const BORDER = 2;

function isRim(at: number, columns: number, rows: number): boolean {
  const column = at % columns;
  const row = (at - column) / columns;
  return column === 0 || column === columns - 1 || (rows > 1 && (row === 0 || row === rows - 1));
}

function neighboursOn(columns: number, rows: number): (at: number) => number[] {
  return (at) => {
    const column = at % columns;
    const row = (at - column) / columns;
    const around: number[] = [];
    for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
        if (r !== row || c !== column) around.push(r * columns + c);
      }
    }
    return around;
  };
}
