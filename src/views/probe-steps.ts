import type { Probe } from '../app/state';
import type { GridAxis } from '../experiment/recipe';

/** Coordinate of grid point i of an axis. */
export function coordinateOf(axis: GridAxis, i: number): number {
  return axis.min + ((axis.max - axis.min) * i) / (axis.points - 1);
}

/** Fractional grid index of a coordinate. */
export function indexOf(axis: GridAxis, coordinate: number): number {
  return ((coordinate - axis.min) / (axis.max - axis.min)) * (axis.points - 1);
}

/** Indices of at most `most` points of an axis, evenly spread, both ends included. */
export function spread(points: number, most: number): number[] {
  const n = Math.min(points, most);
  return Array.from({ length: n }, (_, i) => Math.round((i * (points - 1)) / (n - 1)));
}

/** `steps` grid points further along an axis, from wherever the probe stands; never outside the range. */
export function stepAlong(axis: GridAxis, from: number, steps: number): number {
  const index = indexOf(axis, from);
  const snapped = steps > 0 ? Math.floor(index + 1e-6) : steps < 0 ? Math.ceil(index - 1e-6) : Math.round(index);
  return tidy(coordinateOf(axis, Math.min(axis.points - 1, Math.max(0, snapped + steps))));
}

/** A pointed-at coordinate rounded to a readable one (0.01 on [−1, 1]), so that the number shown is the number evaluated. */
export function roundTo(axis: GridAxis, coordinate: number): number {
  const step = 10 ** Math.floor(Math.log10((axis.max - axis.min) / 150));
  return tidy(Math.min(axis.max, Math.max(axis.min, Math.round(coordinate / step) * step)));
}

/** Where a key takes the probe: arrows by a grid step, with Shift by five; Escape back to the trained weights (null). Undefined for other keys. */
export function probeForKey(
  key: string,
  shift: boolean,
  probe: Probe | null,
  alpha: GridAxis | null,
  beta: GridAxis | null,
): Probe | null | undefined {
  if (key === 'Escape') return null;
  const size = shift ? 5 : 1;
  const [right, up] = { ArrowRight: [size, 0], ArrowLeft: [-size, 0], ArrowUp: [0, size], ArrowDown: [0, -size] }[key] ?? [0, 0];
  if (right === 0 && up === 0) return undefined;
  const { alpha: a, beta: b } = probe ?? { alpha: 0, beta: 0 };
  if ((right !== 0 && !alpha) || (up !== 0 && !beta)) return undefined;
  return { alpha: right !== 0 && alpha ? stepAlong(alpha, a, right) : a, beta: up !== 0 && beta ? stepAlong(beta, b, up) : b };
}

/** Removes binary dust: 0.30000000000000004 → 0.3, −0 → 0. */
function tidy(value: number): number {
  return Number(value.toFixed(10)) + 0;
}
