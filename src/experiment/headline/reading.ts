import type { Landscape } from '../landscape';
import type { Sharpening } from '../sharpening';
import type { SurfaceStatistics } from '../statistics';

/** How the training of the net in the middle ended; NaN and ∞ where it diverged. */
export interface TrainingEnd {
  readonly loss: number;
  /** Share of training samples answered correctly, 0 … 1. */
  readonly accuracy: number;
}

/** What is known of one pane. Nulls while it is not. */
export interface PaneReading {
  readonly statistics: SurfaceStatistics | null;
  /** 1 − test accuracy at the origin, 0 … 1. */
  readonly testError: number | null;
  /** Share of the drawn paths' movement that lies in the plane, 0 … 1; null where no path is drawn. */
  readonly inPlane: number | null;
  /** The end of a line between two minima beyond which the loss rises clearly more. */
  readonly sharperEnd: 0 | 1 | null;
  /** Share of the near view that rises less than 0.1 above the trained net (flatness.ts), 0 … 1; null over the far one. */
  readonly flatShare: number | null;
  /** Of each run, in their order. */
  readonly ends: readonly (TrainingEnd | null)[];
  /** Area within L₀ + 0.5 around the trained weights, in units of α·β. */
  readonly basin: number | null;
  /** The picture itself, once complete. */
  readonly landscape: Landscape | null;
  readonly sharpening: Sharpening | null;
  /** Share of a curvature map that is clearly not convex, 0 … 1. */
  readonly nonConvex: number | null;
}

/** Nothing is known. */
export const NO_READING: PaneReading = {
  statistics: null,
  testError: null,
  inPlane: null,
  sharperEnd: null,
  flatShare: null,
  ends: [],
  basin: null,
  landscape: null,
  sharpening: null,
  nonConvex: null,
};

export type Known = PaneReading & { readonly statistics: SurfaceStatistics };
