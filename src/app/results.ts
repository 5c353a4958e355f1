import type { Dataset } from '../catalog/datasets/types';
import type { Boundary } from '../experiment/landscape';
import type { PaneSnapshot } from '../experiment/snapshot';

/** The numbers of one pane, outside React. `snapshot` is replaced, never mutated, when something arrives. */
export interface PaneResult {
  readonly snapshot: PaneSnapshot;
  /** The data set of its recipe, once loaded. */
  readonly dataset: Dataset | null;
  /** What the net does at the probe or at the scrubbed checkpoint; null while not known. */
  readonly underProbe: ProbeReading | null;
}

/** Evaluated exactly at (α, β), not interpolated from the grid. */
export interface ProbeReading {
  readonly alpha: number;
  readonly beta: number;
  readonly epoch: number | null;
  readonly loss: number;
  readonly accuracy: number;
  readonly boundary: Boundary | null;
}
