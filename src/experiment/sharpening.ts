import type { Problem } from './recipe';

/** How sharp the training loss was at one checkpoint of a run. */
export interface SharpnessPoint {
  readonly epoch: number;
  /** λ_max, the largest eigenvalue of the Hessian over all trained weights of what training on all samples descends; NaN where the loss is not finite. */
  readonly value: number;
  /** Bound on its error. */
  readonly bound: number;
}

/** Sharpness along the training of a pane's runs, as far as it is known. */
export interface Sharpening {
  /** Of each run, in order of epoch. */
  readonly runs: readonly (readonly SharpnessPoint[])[];
  /** Checkpoints that are here and not measured yet. */
  readonly left: number;
  /** Why some of them cannot be measured. */
  readonly problem: Problem | null;
}
