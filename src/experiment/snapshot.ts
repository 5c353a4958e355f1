import type { Checkpoint, CurvePoint } from './checkpoint';
import type { CurvatureMap } from './curvature-map';
import type { Boundary, CompanionLine, Landscape, Minimum, Provenance } from './landscape';
import type { Document } from './recipe';
import type { SharpnessPoint } from './sharpening';

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
  /** Numbers that were measured on the net and its surface; absent where none were. */
  readonly measured?: Measured;
  /** The recipe's surface over the range that is not in view; absent or null where it is not known. */
  readonly otherRange?: Landscape | null;
  /** The complete curvature map of the landscape's plane; absent where none was computed. */
  readonly curvature?: CurvatureMap;
  /** Of each run: its sharpness along the training, where that was measured at all its checkpoints; else an empty list. Absent where no run has it. */
  readonly sharpness?: readonly (readonly SharpnessPoint[])[];
}

/** Numbers that travel with a picture, so that it can be read without computing them again. */
export interface Measured {
  /** Largest eigenvalue of the loss's Hessian at the origin; null where it was not measured. */
  readonly lambdaMax: number | null;
  /** Where the surface has its minima, on its axes; null where they were not looked for. */
  readonly minima: readonly Minimum[] | null;
}

/** A pane with nothing computed. */
export const EMPTY_PANE: PaneSnapshot = { curves: [], checkpoints: [], landscape: null, boundary: null, provenance: null };

/** A document with its results: what a file holds whole and a link holds thinned. */
export interface Snapshot {
  readonly document: Document;
  readonly panes: readonly PaneSnapshot[];
}
