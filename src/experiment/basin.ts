import type { Landscape } from './landscape';
import type { GridAxis } from './recipe';

/** How far above the loss at θ* the rim of its basin lies (METHOD.md, section 5). */
const BASIN_RISE = 0.5;

/** Where a line first rises above the rim on each side of θ*; null means beyond the range. */
export interface BasinWidth {
  readonly left: number | null;
  readonly right: number | null;
}

/** Coordinate of point `i` of an axis. */
export function coordinateOf(axis: GridAxis, i: number): number {
  return axis.min + ((axis.max - axis.min) * i) / (axis.points - 1);
}

/** Where a minimum lies on a line or plane: α and β. */
export type Place = readonly [alpha: number, beta: number];

const ORIGIN: Place = [0, 0];

/** Index of the axis' point nearest to a coordinate. */
function nearestTo(coordinate: number, axis: GridAxis): number {
  const position = ((coordinate - axis.min) / (axis.max - axis.min)) * (axis.points - 1);
  return Math.min(axis.points - 1, Math.max(0, Math.round(position)));
}

/**
 * Width of the basin of θ*, or of another minimum on the plane, along axis 0 (α) or 1 (β), through the grid line nearest to it: the first crossing of
 * L₀ + 0.5 on each side, linear between grid points; a NaN or ∞ ends the basin at its own place. `centreLoss` is L₀. Null while a point of the line is
 * still to come.
 */
export function basinWidth(landscape: Landscape, along: 0 | 1, centreLoss: number, place = ORIGIN): BasinWidth | null {
  const axis = landscape.axes[along];
  if (!axis) return null;
  const columns = landscape.axes[0].points;
  const across = landscape.axes[1 - along];
  const fixed = across ? nearestTo(place[1 - along], across) : 0;
  const at = (i: number): number => (along === 0 ? fixed * columns + i : i * columns + fixed);
  for (let i = 0; i < axis.points; i++) if (landscape.done[at(i)] === 0) return null;
  const rim = centreLoss + BASIN_RISE;
  const centre = place[along];
  const start = nearestTo(centre, axis);
  const crossing = (step: 1 | -1): number | null => {
    let before = { coordinate: centre, loss: centreLoss };
    for (let i = start; i >= 0 && i < axis.points; i += step) {
      const coordinate = coordinateOf(axis, i);
      if ((coordinate - centre) * step <= 0) continue;
      const loss = landscape.loss[at(i)];
      if (!Number.isFinite(loss)) return coordinate;
      if (loss > rim) return before.coordinate + ((coordinate - before.coordinate) * (rim - before.loss)) / (loss - before.loss);
      before = { coordinate, loss };
    }
    return null;
  };
  return { left: crossing(-1), right: crossing(1) };
}

/** Area of the basin of θ*, in units of α·β. */
export interface BasinArea {
  readonly area: number;
  /** True where the basin reaches the border of the range, so that the true area is larger. */
  readonly open: boolean;
}

/**
 * The connected component (4 neighbours) of grid points with f ≤ L₀ + 0.5 that holds the point nearest to θ*, or to another minimum, each standing for one cell of the grid.
 * Null for a line or while points are still to come.
 */
export function basinArea(landscape: Landscape, centreLoss: number, place = ORIGIN): BasinArea | null {
  const [alpha, beta] = landscape.axes;
  if (!beta || landscape.done.includes(0)) return null;
  const columns = alpha.points;
  const rim = centreLoss + BASIN_RISE;
  const seen = new Uint8Array(landscape.loss.length);
  const stack: number[] = [];
  const visit = (at: number): void => {
    if (seen[at] || !(landscape.loss[at] <= rim)) return;
    seen[at] = 1;
    stack.push(at);
  };
  visit(nearestTo(place[1], beta) * columns + nearestTo(place[0], alpha));
  let cells = 0;
  let open = false;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    cells++;
    const column = at % columns;
    const row = (at - column) / columns;
    if (column === 0 || row === 0 || column === columns - 1 || row === beta.points - 1) open = true;
    if (column > 0) visit(at - 1);
    if (column < columns - 1) visit(at + 1);
    if (row > 0) visit(at - columns);
    if (row < beta.points - 1) visit(at + columns);
  }
  const cell = ((alpha.max - alpha.min) / (alpha.points - 1)) * ((beta.max - beta.min) / (beta.points - 1));
  return { area: cells * cell, open };
}
