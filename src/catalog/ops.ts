import type { ActivationKind } from './activations';
import type { TensorRole } from './layout';

/**
 * The replica operations that nets are written against. `T` is a tensor handle: in the engine a node of
 * the traced graph. Every parameter, and everything that depends on one, has a leading axis R of replicas
 * that is implied and never named here; shapes below leave it out.
 */
export interface NetOps<T> {
  /** x [n, in] · kernel [in, out] → [n, out]. */
  dense(x: T, kernel: T): T;
  /** x [n, h, w, in] with kernel [kh, kw, in, out] → [n, h', w', out]; `padding` zeros on every side. */
  conv2d(x: T, kernel: T, options: { readonly stride: number; readonly padding: number }): T;
  /** Means over windows of `size` × `size`, which stay inside. */
  averagePool(x: T, window: { readonly size: number; readonly stride: number }): T;
  /** Largest entries of windows of `size` × `size`, which stay inside. */
  maxPool(x: T, window: { readonly size: number; readonly stride: number }): T;
  /** [n, h, w, c] → [n, c], the mean over h and w. */
  globalAveragePool(x: T): T;
  /** [n, …] → [n, product of the rest], rows, then columns, then channels. */
  flatten(x: T): T;
  /** Joined along the last axis. */
  concatenate(parts: readonly T[]): T;
  /** x [..., c] + bias [c]. */
  addBias(x: T, bias: T): T;
  /**
   * Batch normalisation over all but the last axis, eps 1e-5, biased variance. Which statistics are used (the batch's,
   * frozen, interpolated, recomputed) is the engine's choice, never the net's.
   */
  batchNorm(x: T, norm: BatchNormTensors<T>): T;
  /** Element-wise activation. */
  activation(x: T, kind: ActivationKind): T;
  /** Element-wise sum of two tensors of one shape (a skip connection). */
  add(a: T, b: T): T;
}

/** The four tensors of one batch-norm layer, each [c]. */
export interface BatchNormTensors<T> {
  readonly scale: T;
  readonly shift: T;
  readonly mean: T;
  readonly variance: T;
}

/** A per-replica scalar. Wrapped, so that it is never mistaken for a plain number. */
export interface Scalar<T> {
  readonly scalar: T;
}

/** A number for all replicas, or one for each. */
export type Coefficient<T> = number | Scalar<T>;

/**
 * The vector operations that optimizers are written against, on flat vectors [P] (replica axis implied).
 * Scalars that change with the step or differ between runs arrive as handles from `hyper`.
 */
export interface OptimizerOps<T> {
  /** ca·a + cb·b. */
  mix(ca: Coefficient<T>, a: T, cb: Coefficient<T>, b: T): T;
  /** ca·a + cb·b². */
  mixSquare(ca: Coefficient<T>, a: T, cb: Coefficient<T>, b: T): T;
  /** (cm·m) / (√(cv·v) + eps): Adam's direction, bias corrections in cm and cv. */
  adamDirection(cm: Coefficient<T>, m: T, cv: Coefficient<T>, v: T, eps: number): T;
  /** The vector with every entry zeroed whose tensor's role is not in `roles`. */
  keepRoles(vector: T, roles: readonly TensorRole[]): T;
}
