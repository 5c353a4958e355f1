import type { Landscape } from '../../experiment/landscape';
import type { GridAxis } from '../../experiment/recipe';
import { coordinateOf, indexOf } from '../probe-steps';

/** One stored line of a landscape: all values along one axis. */
export interface StoredLine {
  readonly axis: 'alpha' | 'beta';
  readonly range: GridAxis;
  readonly coordinates: Float64Array;
  /** Raw values; NaN and ±∞ are results. Meaningless where `done` is 0. */
  readonly loss: Float32Array;
  readonly accuracy: Float32Array;
  readonly done: Uint8Array;
  /** Coordinate on the other axis, null for a landscape of one axis. Exactly 0 where a stored row passes through it. */
  readonly other: number | null;
}

/** The line along α (axis 0) or β (axis 1) through the stored row or column nearest to 0; a landscape of one axis is that line itself. */
export function storedLine(landscape: Landscape, lineAxis: 0 | 1): StoredLine {
  const [alpha, beta] = landscape.axes;
  const along = beta ? lineAxis : 0;
  const range = along === 0 ? alpha : beta;
  const across = beta ? (along === 0 ? beta : alpha) : null;
  const fixed = across ? Math.min(across.points - 1, Math.max(0, Math.round(indexOf(across, 0)))) : 0;
  const index = (i: number) => (along === 0 ? fixed * alpha.points + i : i * alpha.points + fixed);
  const pick = <T extends Float32Array | Uint8Array>(from: T, to: T): T => {
    for (let i = 0; i < range.points; i++) to[i] = from[index(i)];
    return to;
  };
  return {
    axis: along === 0 ? 'alpha' : 'beta',
    range,
    coordinates: Float64Array.from({ length: range.points }, (_, i) => coordinateOf(range, i)),
    loss: pick(landscape.loss, new Float32Array(range.points)),
    accuracy: pick(landscape.accuracy, new Float32Array(range.points)),
    done: pick(landscape.done, new Uint8Array(range.points)),
    other: across ? Number(coordinateOf(across, fixed).toFixed(10)) + 0 : null,
  };
}

/**
 * SVG path through points in order: waiting points (`done` 0) are skipped over, a NaN or infinite value breaks the line, and a single point between two breaks
 * becomes a dot (a zero-length stroke). `x` and `y` give pixels.
 */
export function linePath(count: number, done: (i: number) => boolean, x: (i: number) => number, y: (i: number) => number): string {
  const parts: string[] = [];
  let open = false;
  for (let i = 0; i < count; i++) {
    if (!done(i)) continue;
    const value = y(i);
    if (!Number.isFinite(value)) {
      if (open && parts[parts.length - 1].startsWith('M')) parts.push('h0');
      open = false;
      continue;
    }
    parts.push(`${open ? 'L' : 'M'}${x(i).toFixed(2)},${value.toFixed(2)}`);
    open = true;
  }
  if (open && parts[parts.length - 1].startsWith('M')) parts.push('h0');
  return parts.join('');
}
