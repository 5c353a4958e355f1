import type { BackendId } from '../engine/device';
import type { CurvatureField } from '../experiment/curvature-map';
import type { ImageTable } from '../experiment/images';
import type { Document, Problem } from '../experiment/recipe';

/** What a pane is doing. Its numbers live outside React (results.ts); `revision` says that they changed. */
export interface PaneStatus {
  /**
   * empty: nothing computed; ready-made: a stored result; shared: came with a link or file; queued; training; paused; evaluating: its surface is being
   * computed; done; stopped: cancelled, what is finished stays; failed: `failure` says why; stale: the recipe changed since it was computed.
   */
  readonly phase:
    | 'empty'
    | 'ready-made'
    | 'shared'
    | 'queued'
    | 'training'
    | 'paused'
    | 'evaluating'
    | 'done'
    | 'stopped'
    | 'failed'
    | 'stale';
  /**
   * What pressing the button would have to do before the picture is that of the recipe: train (weights are missing), only evaluate the surface anew
   * (the checkpoints are kept), or nothing. A picture that came with a link is complete although its weights are not here: null.
   */
  readonly need: 'training' | 'surface' | null;
  /** Grows whenever results.pane(i) has new numbers. */
  readonly revision: number;
  /** Share of the phase that is done, 0 … 1. */
  readonly fraction: number;
  /** While training: epochs done and all. While evaluating: refinement pass (1 …), of how many, and that pass's grid points per axis. */
  readonly epoch: number;
  readonly epochs: number;
  readonly pass: number;
  readonly passes: number;
  readonly passPoints: readonly [number, number];
  readonly failure: Problem | null;
  /** The picture is that of the recipe before: its own is not there yet. */
  readonly old: boolean;
}

/** What runs for all panes together, as the foot of the rail shows it. */
export interface RunStatus {
  readonly kind: 'idle' | 'training' | 'evaluating' | 'paused';
  readonly fraction: number;
  /** Null until it can be estimated. */
  readonly secondsLeft: number | null;
  /** Wall time of the last complete run, null before one. */
  readonly lastSeconds: number | null;
  /** The last run was ended by hand, and nothing was changed since. */
  readonly stopped: boolean;
}

/** The device chip. `rate` is grid points per second of the present or last evaluation, null before one. */
export interface DeviceStatus {
  readonly backend: BackendId;
  /** Backend that the person asked for; null = chosen by the app. */
  readonly forced: BackendId | null;
  readonly workers: number;
  readonly rate: number | null;
  /** Backends that a probe found usable here, with what it found. */
  readonly available: readonly {
    readonly backend: BackendId;
    readonly adapter: string;
    readonly hardware: boolean;
    /** Why it is not used: it was lost, computes wrong results, or failed when it was tried. */
    readonly trouble?: 'lost' | 'wrong' | 'failed';
  }[];
}

/** A strip above the panes: what arrived and what did not, and the ways out. */
export interface Notice {
  readonly tone: 'warning' | 'error';
  readonly title: Problem;
  readonly detail: Problem;
  /** The link as it came, to copy; null when it was no link. */
  readonly link: string | null;
}

/** Images that a person opened. */
export interface OpenedImages extends Pick<ImageTable, 'side' | 'channels' | 'classes'> {
  /** Images of the two splits. */
  readonly train: number;
  readonly test: number;
  /** Whether the next visit finds them: kept; or there is no room; or the browser does not allow it. */
  readonly storage: 'kept' | 'full' | 'denied';
}

/** Where a data set's file is. `fraction`: the share of its bytes that was read. `problem`: why the last try to open one failed. */
export type AssetStatus =
  | { readonly phase: 'loading'; readonly fraction: number }
  | { readonly phase: 'missing'; readonly problem: Problem | null }
  | { readonly phase: 'reading'; readonly fraction: number; readonly file: string }
  | { readonly phase: 'opened'; readonly images: OpenedImages; readonly problem: Problem | null };

export type Probe = { readonly alpha: number; readonly beta: number };

/** State of the app. Actions are in store.ts; anything undoable is in `document`. */
export interface AppState {
  readonly document: Document;
  readonly past: readonly Document[];
  readonly future: readonly Document[];
  readonly panes: readonly PaneStatus[];
  readonly run: RunStatus;
  readonly device: DeviceStatus;
  /** Files of data sets by name: those on their way from the site, and those that a person opens. */
  readonly assets: Readonly<Record<string, AssetStatus>>;
  readonly notice: Notice | null;
  readonly toast: Problem | null;
  /** What the link that was just opened has to say beside its picture, shown as the toast is. */
  readonly linkNotes: readonly Problem[];
  /** Whether what was asked for is still being read, fetched or unpacked: its pictures may come any moment. */
  readonly opening: boolean;
  /** Where the probe stands; null = at the trained weights. */
  readonly probe: Probe | null;
  /** Epoch under the scrubber; null = the last. */
  readonly scrubEpoch: number | null;
  readonly playing: boolean;
  /** What of the curvature maps colours the contours; null = nothing, they show the surface. */
  readonly curvature: CurvatureField | null;
  /** What of the training is drawn by epoch. Sharpness is measured as long as it is shown. */
  readonly curve: CurveField;
  readonly dialog: 'share' | 'device' | 'help' | null;
  /** Open step of the rail; null = all closed. */
  readonly openStep: StepId | null;
  /** Pane shown on a phone. */
  readonly activePane: number;
  readonly phoneTab: 'recipe' | 'surface' | 'training' | 'run';
  /** False once this browser turned out to draw no 3-D: contours stand in for surfaces, and the document keeps what it says. */
  readonly draws3d: boolean;
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'zh';
}

export type CurveField = 'loss' | 'accuracy' | 'sharpness';

export type StepId = 'data' | 'net' | 'training' | 'directions' | 'surface';
