import { tridiagonalEigen } from './tridiagonal-eigen';

/** Eigenvalues in ascending order, and a unit eigenvector of each. */
export interface EigenSystem {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
}

/**
 * Eigenvalues and eigenvectors of a symmetric n × n matrix, row-major: Householder's reduction to tridiagonal form, then QL (Golub and Van
 * Loan, Matrix Computations, sections 8.3.1 and 8.3.3). O(n³). Reads the lower triangle. Throws a RangeError where the matrix is not square or has an entry that is not
 * finite.
 */
export function symmetricEigen(matrix: Float64Array, n: number): EigenSystem {
  if (matrix.length !== n * n) throw new RangeError(`A matrix of ${n} rows has ${n * n} entries, not ${matrix.length}.`);
  if (!matrix.every(Number.isFinite)) throw new RangeError('A matrix with entries that are not finite has no eigenvalues.');
  const a = matrix.slice();
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(Math.max(0, n - 1));
  const reflectors: Reflector[] = [];
  for (let k = 0; k < n - 2; k++) {
    const reflector = reflectorOf(a, n, k);
    offDiagonal[k] = reflector.subdiagonal;
    if (reflector.scale !== 0) applyBothSides(a, n, k + 1, reflector);
    reflectors.push(reflector);
  }
  if (n > 1) offDiagonal[n - 2] = a[(n - 1) * n + n - 2];
  for (let i = 0; i < n; i++) diagonal[i] = a[i * n + i];
  const { values, vectors } = tridiagonalEigen(diagonal, offDiagonal);
  for (const vector of vectors) {
    for (let k = reflectors.length - 1; k >= 0; k--) reflect(vector, k + 1, reflectors[k]);
  }
  return { values, vectors };
}

/** I − scale·v·vᵀ on the entries from k + 1 on. */
interface Reflector {
  readonly v: Float64Array;
  readonly scale: number;
  /** What the column below the diagonal becomes. */
  readonly subdiagonal: number;
}

/** The reflection that zeroes column k below its first subdiagonal entry. */
function reflectorOf(a: Float64Array, n: number, k: number): Reflector {
  const v = new Float64Array(n - k - 1);
  let tail = 0;
  for (let i = 0; i < v.length; i++) {
    v[i] = a[(k + 1 + i) * n + k];
    if (i > 0) tail += v[i] * v[i];
  }
  const first = v[0];
  if (tail === 0) return { v, scale: 0, subdiagonal: first };
  const length = Math.sqrt(first * first + tail);
  const subdiagonal = first > 0 ? -length : length;
  v[0] = first - subdiagonal;
  return { v, scale: 2 / (v[0] * v[0] + tail), subdiagonal };
}

/** A ← H·A·H on the block from `start` on, lower triangle kept. */
function applyBothSides(a: Float64Array, n: number, start: number, { v, scale }: Reflector): void {
  const size = v.length;
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const row = (start + i) * n + start;
    let sum = a[row + i] * v[i];
    for (let j = 0; j < i; j++) {
      sum += a[row + j] * v[j];
      product[j] += a[row + j] * v[i];
    }
    product[i] += sum;
  }
  let inner = 0;
  for (let i = 0; i < size; i++) inner += product[i] * v[i];
  for (let i = 0; i < size; i++) product[i] = scale * (product[i] - (scale / 2) * inner * v[i]);
  for (let i = 0; i < size; i++) {
    const row = (start + i) * n + start;
    for (let j = 0; j <= i; j++) a[row + j] -= v[i] * product[j] + product[i] * v[j];
  }
}

function reflect(x: Float64Array, start: number, { v, scale }: Reflector): void {
  let dot = 0;
  for (let i = 0; i < v.length; i++) dot += v[i] * x[start + i];
  for (let i = 0; i < v.length; i++) x[start + i] -= scale * dot * v[i];
}
