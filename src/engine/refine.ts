/** One pass of a refinement: the grid it completes, and the points it adds. */
export interface RefinementLevel {
  /** Points per axis of the completed grid: [nα, nβ], or [nα] for a line. */
  readonly points: readonly number[];
  /** Flat indices (iβ · nα + iα) that no earlier pass visited, from the centre outwards. */
  readonly indices: Uint32Array;
}

/**
 * A coarse-to-fine order of a grid's own points (DESIGN.md, "Refinement"): level k visits every ⌈(n−1)/2ᵏ⌉-th index of each axis plus both
 * ends, and skips what is done. All levels together visit each point exactly once. Works for any n ≥ 2, one or two axes.
 */
export function refinementLevels(points: readonly number[]): RefinementLevel[] {
  const [nAlpha, nBeta = 1] = points as [number, number?];
  const done = new Uint8Array(nAlpha * nBeta);
  const levels: RefinementLevel[] = [];
  for (let k = 1; ; k++) {
    const alphas = axisIndices(nAlpha, k);
    const betas = nBeta === 1 ? [0] : axisIndices(nBeta, k);
    const fresh = new Uint32Array(alphas.length * betas.length);
    let count = 0;
    for (const beta of betas) {
      for (const alpha of alphas) {
        const index = beta * nAlpha + alpha;
        if (done[index] === 0) fresh[count++] = index;
        done[index] = 1;
      }
    }
    const completed = points.length === 1 ? [alphas.length] : [alphas.length, betas.length];
    if (count > 0) levels.push({ points: completed, indices: fromCentre(fresh.subarray(0, count), nAlpha, nBeta) });
    if (alphas.length === nAlpha && betas.length === nBeta) return levels;
  }
}

function axisIndices(n: number, level: number): number[] {
  const stride = Math.ceil((n - 1) / 2 ** level);
  const indices: number[] = [];
  for (let i = 0; i < n - 1; i += stride) indices.push(i);
  return [...indices, n - 1];
}

/** Sorted by distance from the centre, in units of each axis's half length; ties by index, so the order is fixed. */
function fromCentre(indices: Uint32Array, nAlpha: number, nBeta: number): Uint32Array {
  const [alphaScale, betaScale] = [Math.max(1, nBeta - 1), nAlpha - 1];
  const total = nAlpha * nBeta;
  // Distance and index in one integer below 2⁵³, so that numbers are sorted and no objects.
  const keys = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const alpha = Math.abs(2 * (indices[i] % nAlpha) - (nAlpha - 1)) * alphaScale;
    const beta = nBeta === 1 ? 0 : Math.abs(2 * Math.floor(indices[i] / nAlpha) - (nBeta - 1)) * betaScale;
    keys[i] = Math.max(alpha, beta) * total + indices[i];
  }
  keys.sort();
  const sorted = new Uint32Array(indices.length);
  for (let i = 0; i < indices.length; i++) sorted[i] = keys[i] % total;
  return sorted;
}
