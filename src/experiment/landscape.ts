import type { GridAxis, Split } from './recipe';

export type FieldId = 'loss' | 'accuracy';

/** How and on what a result was computed. All of it travels with a link or file. */
export interface Provenance {
  readonly backend: string;
  /** Kernel variant, e.g. "relaxed-simd": training and grids are bit-identical only within one. */
  readonly variant: string;
  readonly engine: string;
  /** Browser or Node, in words. */
  readonly host: string;
  /** ISO date of the run. */
  readonly date: string;
  /** Seconds spent training, and on the grid; 0 where not done here. */
  readonly trainSeconds: number;
  readonly gridSeconds: number;
  /** Short fingerprint of the trained weights; absent where the result was made before there were any. */
  readonly fingerprint?: string;
}

/**
 * Loss over a line or plane. Raw values, row-major: index = iβ · nα + iα. NaN and ±∞ are results, not gaps:
 * what has not been evaluated yet is told by `done`.
 */
export interface Landscape {
  readonly axes: readonly GridAxis[];
  readonly loss: Float32Array;
  /** Share of correct samples, 0 … 1, an exact multiple of 1/samples. */
  readonly accuracy: Float32Array;
  /** 0 = not evaluated, else 1 + the refinement level that evaluated it. */
  readonly done: Uint8Array;
  readonly samples: number;
  /** Cosine of the two axes and what chance gives (METHOD.md, section 2); NaN for a line. */
  readonly cosine: number;
  readonly cosineByChance: number;
  /** Shares of the paths' variance that the axes explain, 0 … 1, NaN for an axis that is no principal one; absent where none is. */
  readonly explained?: readonly number[];
  /** The shares that a random walk of the same length, dimensions and centring would give (METHOD.md, section 6); absent where there is no such walk. */
  readonly explainedByChance?: readonly number[];
  /** Shares of the first principal components, descending, where the principal axes are of one decomposition. */
  readonly scree?: readonly number[];
  /** Those of the same random walk, as far as {@link scree} goes. */
  readonly screeByChance?: readonly number[];
  /** The runs' ways beside it, where their checkpoints are known. */
  readonly paths?: readonly PlanePath[];
  /** Where its minima lie, as they were counted before it was thinned or rounded; absent where these points say it. */
  readonly minima?: readonly Minimum[];
}

/** A local minimum of a landscape: where it lies; β is 0 on a line. */
export interface Minimum {
  readonly alpha: number;
  readonly beta: number;
}

/** A line drawn with a line: the same one on the other split, or that of another random direction. */
export interface CompanionLine {
  readonly split: Split;
  /** Seed of its random direction; null where the direction is that of the line it goes with. */
  readonly seed: number | null;
  readonly landscape: Landscape;
}

/** What a net makes of the images that a grid is evaluated on, in their order. */
export interface Predictions {
  readonly split: 'train' | 'test';
  /** [n]: the class it chooses. Where NaN or a tie decides, as in the accuracy. */
  readonly predicted: Uint8Array;
  /** [n, classes]: softmax of its logits; NaN where they are not finite. */
  readonly probabilities: Float32Array;
}

/** The classes a net assigns over two of its inputs, row-major from the lowest second input. */
export interface Boundary {
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly inputs: readonly [number, number];
  readonly classes: Uint8Array;
}

/** A checkpoint of a run as a line or plane sees it (METHOD.md, sections 2 and 6). */
export interface PathPoint {
  readonly epoch: number;
  /** Least-squares coordinates of its weights; β is 0 on a line. NaN where the axes are parallel. */
  readonly alpha: number;
  readonly beta: number;
  /** How far its weights are from the origin's, and how much of that lies off the plane. */
  readonly length: number;
  readonly distance: number;
  /** Its own loss on the surface's samples, with its own batch-norm statistics. */
  readonly loss: number;
  /** The loss of the plane under it, at (α, β). */
  readonly planeLoss: number;
}

/** A run's way through weight space, in the order of training. */
export interface PlanePath {
  readonly run: number;
  readonly points: readonly PathPoint[];
}
