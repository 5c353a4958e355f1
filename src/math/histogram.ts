/** Counts of several sets of numbers over the same bins of equal width. */
export interface Histograms {
  readonly min: number;
  readonly max: number;
  /** One for each set, [bins]. */
  readonly counts: readonly Uint32Array[];
}

/**
 * Histograms of sets of numbers over `bins` shared bins, symmetric around 0 and as wide as the largest finite absolute value. NaN and infinities are left out.
 * Null where no number is finite.
 */
export function histograms(sets: readonly ArrayLike<number>[], bins: number): Histograms | null {
  let reach = Number.NEGATIVE_INFINITY;
  for (const values of sets) {
    for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) reach = Math.max(reach, Math.abs(values[i]));
  }
  if (reach < 0) return null;
  const edge = reach === 0 ? 1 : reach;
  const counts = sets.map((values) => {
    const count = new Uint32Array(bins);
    for (let i = 0; i < values.length; i++) {
      if (Number.isFinite(values[i])) count[Math.min(bins - 1, Math.floor(((values[i] + edge) / (2 * edge)) * bins))]++;
    }
    return count;
  });
  return { min: -edge, max: edge, counts };
}
