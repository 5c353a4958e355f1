import type { Landscape } from './landscape';
import type { GridAxis } from './recipe';

/** Every how many points of a finer axis one of a coarser one lies, where their ends are the same; 0 where points do not fall together. */
function stepOf(fine: GridAxis, points: number): number {
  const step = (fine.points - 1) / (points - 1);
  return Number.isInteger(step) ? step : 0;
}

/** Flat indices, row by row, of a plane's points that lie on a grid of so many along each axis; null where they do not fall together. */
export function subGrid(axes: readonly GridAxis[], points: number): Uint32Array | null {
  const [columns, rows] = axes.map((axis) => stepOf(axis, points));
  if (!columns || !rows) return null;
  return Uint32Array.from({ length: points * points }, (_, i) => Math.floor(i / points) * rows * axes[0].points + (i % points) * columns);
}

/** A plane's landscape on fewer points along both axes; null where it has not got all of those yet. */
export function thinned(landscape: Landscape, points: number): Landscape | null {
  const at = subGrid(landscape.axes, points);
  if (!at || at.some((index) => landscape.done[index] === 0)) return null;
  const { paths: _, ...rest } = landscape;
  return {
    ...rest,
    axes: landscape.axes.map((axis) => ({ ...axis, points })),
    loss: Float32Array.from(at, (index) => landscape.loss[index]),
    accuracy: Float32Array.from(at, (index) => landscape.accuracy[index]),
    done: Uint8Array.from(at, (index) => landscape.done[index]),
  };
}
