import type { Boundary, Landscape } from '../landscape';
import type { GridAxis } from '../recipe';

/** Which of an axis's points stay: `count` of them, every `step`-th from `first`. */
interface Picks {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

/** Fewest points along an axis for which the ends are kept at the price of points between. */
const FEWEST_WITH_ENDS = 17;

/**
 * At most `max` equally spaced points of n: every (n − 1)/d-th with both ends, for the largest divisor d of n − 1 that allows it. Where that
 * leaves too few (n − 1 is prime, say), every s-th about the middle, and the range shrinks by less than one step at each end.
 */
function pick(n: number, max: number): Picks {
  if (n <= max) return { first: 0, step: 1, count: n };
  for (let intervals = max - 1; intervals >= 1 && intervals + 1 >= Math.min(FEWEST_WITH_ENDS, max); intervals--) {
    if ((n - 1) % intervals === 0) return { first: 0, step: (n - 1) / intervals, count: intervals + 1 };
  }
  const step = Math.ceil((n - 1) / (max - 1));
  const count = Math.floor((n - 1) / step) + 1;
  return { first: Math.floor((n - 1 - (count - 1) * step) / 2), step, count };
}

function pickedAxis({ min, max, points }: GridAxis, { first, step, count }: Picks): GridAxis {
  const at = (index: number) => (index === 0 ? min : index === points - 1 ? max : min + ((max - min) * index) / (points - 1));
  return { min: at(first), max: at(first + (count - 1) * step), points: count };
}

/**
 * A landscape on points of its own grid only: itself if it has at most side² points, else at most `side` along each axis. Values are untouched.
 */
export function thinLandscape(landscape: Landscape, side: number): Landscape {
  const { axes, loss, accuracy, done } = landscape;
  if (loss.length <= side * side) return landscape;
  const picks = axes.map((axis) => pick(axis.points, axes.length === 1 ? side * side : side));
  const [columns, rows = { first: 0, step: 1, count: 1 }] = picks as [Picks, Picks?];
  const width = (axes[0] as GridAxis).points;
  const indices: number[] = [];
  for (let row = 0; row < rows.count; row++) {
    for (let column = 0; column < columns.count; column++) {
      indices.push((rows.first + row * rows.step) * width + columns.first + column * columns.step);
    }
  }
  return {
    ...landscape,
    axes: axes.map((axis, i) => pickedAxis(axis, picks[i] as Picks)),
    loss: Float32Array.from(indices, (i) => loss[i] as number),
    accuracy: Float32Array.from(indices, (i) => accuracy[i] as number),
    done: Uint8Array.from(indices, (i) => done[i] as number),
  };
}

/**
 * A boundary of cells of its own raster only, at least half of `side` and at most `side` along each direction. Classes are those at the
 * cells' centres, so the ranges move to keep the centres that stay where they were.
 */
export function coarsenBoundary(boundary: Boundary, side: number): Boundary {
  const { width, height, classes } = boundary;
  if (width <= side && height <= side) return boundary;
  const columns = pickCells(width, side, boundary.x);
  const rows = pickCells(height, side, boundary.y);
  return {
    ...boundary,
    width: columns.count,
    height: rows.count,
    x: columns.range,
    y: rows.range,
    classes: Uint8Array.from({ length: columns.count * rows.count }, (_, i) => {
      const column = columns.first + (i % columns.count) * columns.step;
      const row = rows.first + Math.floor(i / columns.count) * rows.step;
      return classes[row * width + column] as number;
    }),
  };
}

function pickCells(n: number, side: number, [from, to]: readonly [number, number]) {
  const step = Math.ceil(n / side);
  const count = Math.floor(n / step);
  // The middle cell of each group of `step`; of an even group the lower middle one.
  const first = Math.floor((n - count * step) / 2) + Math.floor((step - 1) / 2);
  const cell = (to - from) / n;
  const start = from + (first + 0.5 - step / 2) * cell;
  return { first, step, count, range: [start, start + count * step * cell] as const };
}
