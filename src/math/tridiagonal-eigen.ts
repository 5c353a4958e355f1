import { hypot } from './portable';
import type { EigenSystem } from './symmetric-eigen';

const MOST_SWEEPS = 60;

/**
 * Eigenvalues (ascending) and eigenvectors of a symmetric tridiagonal matrix, from its n diagonal and n − 1 off-diagonal entries: QL with
 * implicit Wilkinson shifts (Golub and Van Loan, section 8.3.3). O(n³); with `components`, only those entries of each vector are computed, in
 * O(n²). Throws where it does not converge, as with entries that are not finite.
 */
export function tridiagonalEigen(diagonal: Float64Array, offDiagonal: Float64Array, components?: readonly number[]): EigenSystem {
  const n = diagonal.length;
  const d = diagonal.slice();
  const e = new Float64Array(n);
  e.set(offDiagonal);
  const kept = components ?? Array.from({ length: n }, (_, k) => k);
  const rows = Array.from({ length: n }, (_, k) => Float64Array.from(kept, (component) => (component === k ? 1 : 0)));
  for (let first = 0; first < n; first++) {
    for (let sweep = 0; ; sweep++) {
      const last = endOfBlock(d, e, first);
      if (last === first) break;
      if (sweep === MOST_SWEEPS) throw new Error('The eigenvalues of a tridiagonal matrix did not converge.');
      sweepBlock(d, e, rows, first, last);
    }
  }
  const order = Array.from({ length: n }, (_, k) => k).sort((a, b) => d[a] - d[b]);
  return { values: Float64Array.from(order, (k) => d[k]), vectors: order.map((k) => rows[k]) };
}

/** The last index of the block from `first` on that no negligible entry cuts. */
function endOfBlock(d: Float64Array, e: Float64Array, first: number): number {
  let last = first;
  while (last < d.length - 1 && !(Math.abs(e[last]) <= Number.EPSILON * (Math.abs(d[last]) + Math.abs(d[last + 1])))) last++;
  return last;
}

/** One implicit QL step on the block [first, last]. */
function sweepBlock(d: Float64Array, e: Float64Array, rows: readonly Float64Array[], first: number, last: number): void {
  const half = (d[first + 1] - d[first]) / (2 * e[first]);
  const root = hypot(half, 1);
  let g = d[last] - d[first] + e[first] / (half + (half >= 0 ? root : -root));
  let [sine, cosine, p] = [1, 1, 0];
  for (let i = last - 1; i >= first; i--) {
    const f = sine * e[i];
    const b = cosine * e[i];
    const r = hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= p;
      e[last] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = d[i + 1] - p;
    const s = (d[i] - g) * sine + 2 * cosine * b;
    p = sine * s;
    d[i + 1] = g + p;
    g = cosine * s - b;
    rotate(rows[i], rows[i + 1], cosine, sine);
  }
  d[first] -= p;
  e[first] = g;
  e[last] = 0;
}

function rotate(lower: Float64Array, upper: Float64Array, cosine: number, sine: number): void {
  for (let k = 0; k < lower.length; k++) {
    const value = upper[k];
    upper[k] = sine * lower[k] + cosine * value;
    lower[k] = cosine * lower[k] - sine * value;
  }
}
