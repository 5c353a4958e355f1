import type { Landscape } from './landscape';

/** How far above the loss at θ* a point still counts as flat (METHOD.md, section 5: flatness over the near view). */
export const FLAT_RISE = 0.1;

/**
 * The share of a plane's points, each standing for one cell, whose loss is below L₀ + 0.1, 0 … 1; L₀ is `centreLoss`. NaN and ∞ are not. Null for a line or while points are
 * still to come. Says how flat a minimum is over the near range only (range.ts): far, a plane shows how rough it is.
 */
export function flatShare({ axes, loss, done }: Landscape, centreLoss: number): number | null {
  if (axes.length < 2 || done.includes(0)) return null;
  let flat = 0;
  for (const value of loss) if (value < centreLoss + FLAT_RISE) flat++;
  return flat / loss.length;
}

/** The loss at the middle of a plane around θ*, which is L₀ where both axes have a point there; null where one has none, or it is still to come. */
export function middleLoss({ axes, loss, done }: Landscape): number | null {
  const middles = axes.map(({ min, max, points }) => (min === -max && points % 2 === 1 ? (points - 1) / 2 : -1));
  if (middles.includes(-1)) return null;
  const at = middles[0] + (middles[1] ?? 0) * axes[0].points;
  return done[at] === 0 ? null : loss[at];
}
