import type { Landscape } from './landscape';

/** Beyond one minimum the loss rises this many times as far as beyond the other, and by at least so much. */
const CLEAR_RATIO = 2;
const CLEAR_RISE = 0.1;

/**
 * The end of a line between two minima, at 0 and at 1, beyond which the loss rises clearly more, over equal distances from both: the one that looks
 * sharper (the paper's Figure 2). Null where neither does, for a plane, for a line that does not reach beyond both, and while points are missing.
 */
export function sharperEnd({ axes, loss, done }: Landscape): 0 | 1 | null {
  const [axis] = axes;
  const reach = Math.min(-axis.min, axis.max - 1);
  if (axes.length !== 1 || !(reach > 0) || done.includes(0)) return null;
  const step = (axis.max - axis.min) / (axis.points - 1);
  const at = (wanted: number): number => {
    const distances = Array.from({ length: axis.points }, (_, i) => Math.abs(axis.min + i * step - wanted));
    return loss[distances.indexOf(Math.min(...distances))];
  };
  const [first, second] = [at(-reach) - at(0), at(1 + reach) - at(1)];
  if (Number.isNaN(first - second)) return null;
  const [less, more] = [Math.min(first, second), Math.max(first, second)];
  if (more < CLEAR_RISE || more < CLEAR_RATIO * less) return null;
  return first > second ? 0 : 1;
}
