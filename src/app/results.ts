import { useSyncExternalStore } from 'react';
import type { Dataset } from '../catalog/datasets/types';
import type { CurvatureMap } from '../experiment/curvature-map';
import type { Boundary, Predictions } from '../experiment/landscape';
import type { Recipe } from '../experiment/recipe';
import { EMPTY_PANE, type PaneSnapshot } from '../experiment/snapshot';
import type { NetIdentity } from './net-identity';

/** What a line or plane depends on. */
export interface PictureOf {
  readonly recipe: Recipe;
  readonly directionSeed: number;
}

/** The numbers of one pane, outside React. `snapshot` is replaced, never mutated, when something arrives. */
export interface PaneResult {
  readonly snapshot: PaneSnapshot;
  /** What the picture in the snapshot is of: the recipe, or the one before as long as its own picture is not there. */
  readonly of: PictureOf | null;
  /** The data set of its recipe, once loaded. */
  readonly dataset: Dataset | null;
  /** What the net does at the probe or at the scrubbed checkpoint; null while not known. */
  readonly underProbe: ProbeReading | null;
  /** Which net its runs ended with; null where that is not known. */
  readonly net: NetIdentity | null;
  /** The curvature map of its plane as far as it is known; null where none was asked for. */
  readonly curvature: CurvatureMap | null;
  /** Whether λ_max at its origin is being measured. */
  readonly measuring: boolean;
}

/** What the net does at (α, β), or at the checkpoint of `epoch` (then α and β are 0). */
export interface ProbeReading {
  readonly alpha: number;
  readonly beta: number;
  readonly epoch: number | null;
  readonly loss: number;
  readonly accuracy: number;
  /** False where the weights are not here: loss and accuracy are then those of the grid point nearest, and there is no boundary away from the origin. */
  readonly exact: boolean;
  /** The weights are here, but this device could not read the point. */
  readonly failed?: boolean;
  readonly boundary: Boundary | null;
  /** What the net makes of each image; null on other data, and where the weights are not here. */
  readonly predictions: Predictions | null;
}

const EMPTY: PaneResult = { snapshot: EMPTY_PANE, of: null, dataset: null, underProbe: null, net: null, curvature: null, measuring: false };

/** The results of all panes. Reading is for everyone; setting is for the run controller and its kin. */
export interface Results {
  /** The same object until something of that pane changes. */
  pane(index: number): PaneResult;
  set(index: number, part: Partial<PaneResult>): void;
  /** Calls `listener` with the pane that changed. Returns what ends it. */
  subscribe(listener: (index: number) => void): () => void;
}

export function createResults(): Results {
  const panes: PaneResult[] = [];
  const listeners = new Set<(index: number) => void>();
  return {
    pane: (index) => panes[index] ?? EMPTY,
    set(index, part) {
      const before = panes[index] ?? EMPTY;
      const changed = (Object.keys(part) as (keyof PaneResult)[]).some((key) => part[key] !== before[key]);
      if (!changed) return;
      panes[index] = { ...before, ...part };
      for (const listener of listeners) listener(index);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The results behind the page. */
export const results = createResults();

/** A pane's results in a component, which renders again when they change. */
export function useResult(index: number): PaneResult {
  return useSyncExternalStore(results.subscribe, () => results.pane(index));
}
