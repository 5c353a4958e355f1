import type { TensorLayout } from '../layout';

/** What the sharpness at one point is measured with. The engine supplies it; all of it is of the mean loss over the samples of the picture. */
export interface SharpnessContext {
  readonly layout: TensorLayout;
  readonly theta: Float32Array;
  /** Loss and gradient over all parameters at other weights, with the point's statistics. */
  slopeAt(theta: Float32Array): Promise<{ readonly loss: number; readonly gradient: Float32Array }>;
  /** Largest eigenvalue of the Hessian of the kernels. */
  largestEigenvalue(): Promise<number>;
  /** Trace of that Hessian, by random probes. */
  trace(): Promise<Measurement>;
}

/** A number, and its standard error where it is an estimate. NaN where the loss is not finite. */
export interface Measurement {
  readonly value: number;
  readonly standardError?: number;
}

/** One number that says how sharp a minimum is (METHOD.md, section 5). */
export interface SharpnessMeasure {
  readonly id: string;
  /**
   * Whether it stays when two layers are rescaled so that the function does not change (METHOD.md, section 5): a number that does not says
   * as much about the scale of the weights as about the function.
   */
  readonly scale: 'dependent' | 'invariant';
  measure(context: SharpnessContext): Promise<Measurement>;
}
