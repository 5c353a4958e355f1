import type { Checkpoint, CurvePoint } from './checkpoint';
import type { Boundary, CompanionLine, Landscape, Provenance } from './landscape';
import type { Document } from './recipe';

/** What was computed for one pane. Every part may be missing, because nothing was run yet or a link left it out. */
export interface PaneSnapshot {
  /** Curves of each run. */
  readonly curves: readonly (readonly CurvePoint[])[];
  readonly checkpoints: readonly Checkpoint[];
  readonly landscape: Landscape | null;
  /** What is drawn with a line, as far as it is known; absent where nothing is. */
  readonly companions?: readonly CompanionLine[];
  /** The decision boundary at the origin of the plane. */
  readonly boundary: Boundary | null;
  readonly provenance: Provenance | null;
}

/** A document with its results: what a file holds whole and a link holds thinned. */
export interface Snapshot {
  readonly document: Document;
  readonly panes: readonly PaneSnapshot[];
}
