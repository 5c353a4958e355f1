import { tridiagonalEigen } from './tridiagonal-eigen';

/** An approximate eigenvalue and the norm of its residual, which bounds its distance from an eigenvalue of the matrix as far as the products were exact. */
export interface RitzValue {
  readonly value: number;
  readonly residual: number;
}

/** What a Lanczos run found. */
export interface LanczosResult {
  readonly largest: RitzValue;
  readonly smallest: RitzValue;
  /** All Ritz values, ascending; with `weights`, the squared first components, they are a Gauss quadrature of the start vector's spectral measure. */
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly products: number;
  /** Whether `isDone` ended it, or the space was exhausted; else the basis was full. */
  readonly converged: boolean;
  /** A unit Ritz vector: the k-th from the top (k = 0, 1, …), or from the bottom (k = −1, −2, …). */
  vector(k: number): Float64Array;
}

export interface LanczosOptions {
  /** Most vectors of the basis, so most products. Each takes 8 bytes an entry. */
  readonly maxBasis: number;
  /** Looked at every few products; true ends the run. */
  isDone(largest: RitzValue, smallest: RitzValue): boolean;
}

/** Entries of the basis that are negligible beside the matrix. */
const BREAKDOWN = 1e-13;
/** A second orthogonalisation is made where the first took more than this share of the vector. */
const KEPT = 0.7;

/**
 * Lanczos' iteration with full reorthogonalisation on a symmetric matrix that is known by its products (METHOD.md, section 4): yields a unit vector, takes
 * the matrix times it, until both ends of the spectrum are known well enough. The generator holds no matrix, so many runs can share batched
 * products. Products that are not finite end it with NaN. Throws a RangeError where the start is zero.
 */
export function* lanczos(start: Float64Array, { maxBasis, isDone }: LanczosOptions): Generator<Float64Array, LanczosResult, Float64Array> {
  const length = norm(start);
  if (!(length > 0)) throw new RangeError('Lanczos needs a start vector that is not zero.');
  const basis: Float64Array[] = [start.map((value) => value / length)];
  const alphas: number[] = [];
  const betas: number[] = [];
  for (let nextLook = 4; ; ) {
    const q = basis[basis.length - 1];
    const w = Float64Array.from(yield q);
    const alpha = dot(w, q);
    alphas.push(alpha);
    if (!Number.isFinite(alpha)) return undefinedResult(alphas.length);
    orthogonalise(w, basis);
    const beta = norm(w);
    if (!Number.isFinite(beta)) return undefinedResult(alphas.length);
    const scale = alphas.reduce((max, value) => Math.max(max, Math.abs(value)), 0) + betas.reduce((max, value) => Math.max(max, value), 0);
    const isExhausted = beta <= BREAKDOWN * scale || basis.length === start.length;
    const isFull = basis.length >= maxBasis;
    if (isExhausted || isFull || basis.length >= nextLook) {
      nextLook = Math.ceil(1.15 * basis.length) + 2;
      const ends = ritzEnds(alphas, betas, isExhausted ? 0 : beta);
      if (isExhausted || isFull || isDone(ends.largest, ends.smallest)) {
        const converged = isExhausted || isDone(ends.largest, ends.smallest);
        return resultOf(basis, alphas, betas, ends, converged);
      }
    }
    betas.push(beta);
    for (let i = 0; i < w.length; i++) w[i] /= beta;
    basis.push(w);
  }
}

/** Both extreme Ritz values with their residual norms |β·s_m| (Parlett, The Symmetric Eigenvalue Problem, section 13.2). */
function ritzEnds(alphas: readonly number[], betas: readonly number[], beta: number): { largest: RitzValue; smallest: RitzValue } {
  const m = alphas.length;
  const { values, vectors } = tridiagonalEigen(Float64Array.from(alphas), Float64Array.from(betas), [m - 1]);
  const ritz = (k: number): RitzValue => ({ value: values[k], residual: beta * Math.abs(vectors[k][0]) });
  return { largest: ritz(m - 1), smallest: ritz(0) };
}

function resultOf(
  basis: readonly Float64Array[],
  alphas: readonly number[],
  betas: readonly number[],
  ends: { largest: RitzValue; smallest: RitzValue },
  converged: boolean,
): LanczosResult {
  const [diagonal, offDiagonal] = [Float64Array.from(alphas), Float64Array.from(betas)];
  const { values, vectors } = tridiagonalEigen(diagonal, offDiagonal, [0]);
  return {
    ...ends,
    values,
    weights: Float64Array.from(vectors, ([first]) => first * first),
    products: alphas.length,
    converged,
    vector(k) {
      const system = tridiagonalEigen(diagonal, offDiagonal);
      const coefficients = system.vectors.at(-1 - k);
      if (!coefficients) throw new RangeError(`A basis of ${basis.length} vectors has no Ritz vector ${k}.`);
      const sum = new Float64Array(basis[0].length);
      basis.forEach((q, j) => {
        for (let i = 0; i < sum.length; i++) sum[i] += coefficients[j] * q[i];
      });
      const length = norm(sum);
      return sum.map((value) => value / length);
    },
  };
}

function undefinedResult(products: number): LanczosResult {
  const unknown = { value: Number.NaN, residual: Number.NaN };
  return {
    largest: unknown,
    smallest: unknown,
    values: new Float64Array(),
    weights: new Float64Array(),
    products,
    converged: false,
    vector: () => {
      throw new RangeError('A matrix with products that are not finite has no eigenvectors.');
    },
  };
}

/** Takes the basis out of w; again where that took most of it, since what is left then has errors along the basis (Kahan: twice is enough). */
function orthogonalise(w: Float64Array, basis: readonly Float64Array[]): void {
  for (let before = norm(w), after = 0; ; before = after) {
    for (const q of basis) {
      const overlap = dot(w, q);
      for (let i = 0; i < w.length; i++) w[i] -= overlap * q[i];
    }
    after = norm(w);
    if (!(after < KEPT * before) || after === 0) return;
  }
}

/** Four sums at once: one alone waits for each addition before the next. */
function dot(a: Float64Array, b: Float64Array): number {
  const whole = a.length - (a.length % 4);
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (let i = whole; i < a.length; i++) s0 += a[i] * b[i];
  return s0 + s1 + (s2 + s3);
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}
