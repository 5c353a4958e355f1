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

/** What the net does at (α, β), or at the checkpoint of `epoch` (then α and β are 0). */
export interface ProbeReading {
  readonly alpha: number;
  readonly beta: number;
  readonly epoch: number | null;
  readonly loss: number;
  readonly accuracy: number;
  /** False where the weights are not here: loss and accuracy are then those of the grid point nearest, and there is no boundary away from the origin. */
  readonly exact: boolean;
  readonly boundary: Boundary | null;
}
