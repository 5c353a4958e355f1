/** A cell counts as non-convex where λ_min/λ_max is below this (METHOD.md, section 5). */
const THRESHOLD = -0.05;

/**
 * The share of a Hessian map's cells that are clearly not convex: λ_min/λ_max < −0.05, or no positive eigenvalue beside a negative one. Of the cells whose eigenvalues
 * are numbers; NaN where there is none. `largest` and `smallest` are of one length, cell by cell.
 */
export function nonConvexShare(largest: ArrayLike<number>, smallest: ArrayLike<number>): number {
  let [known, nonConvex] = [0, 0];
  for (let i = 0; i < largest.length; i++) {
    const [high, low] = [largest[i], smallest[i]];
    if (!Number.isFinite(high) || !Number.isFinite(low)) continue;
    known++;
    if (low < 0 && low < THRESHOLD * Math.max(0, high)) nonConvex++;
  }
  return known > 0 ? nonConvex / known : Number.NaN;
}
