import type { BelowZero } from '../math/below-zero';
import type { Estimate } from '../math/estimate';
import type { Density } from '../math/spectral-density';

/** A density of the Hessian's eigenvalues with what the same probes say about their signs. */
export interface SpectralDensity extends Density {
  readonly belowZero: BelowZero;
  /** Weights that the Hessian is taken over: how many eigenvalues there are. */
  readonly weights: number;
}

/** What is known of the Hessian's spectrum at one point: null is still to come. NaN ends: the Hessian is not finite there. */
export interface Spectrum {
  /** The extreme eigenvalues, and bounds on their errors. */
  readonly ends: {
    readonly largest: number;
    readonly largestBound: number;
    readonly smallest: number;
    readonly smallestBound: number;
  } | null;
  /** Of the probes so far; null before the first. */
  readonly density: SpectralDensity | null;
  readonly probes: number;
  readonly trace: Estimate | null;
}

/** Probes that a finished density is the mean of. */
export const PROBES = 8;

export const EMPTY_SPECTRUM: Spectrum = { ends: null, density: null, probes: 0, trace: null };
