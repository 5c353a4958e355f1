import type { BackendId } from '../engine/device';
import type { Landscape } from '../experiment/landscape';
import type { LinkPart } from '../experiment/link/codec';
import type { Document, Problem, RangeId } from '../experiment/recipe';
import type { Spectrum } from '../experiment/spectrum';
import type { ImageSetKind } from '../formats/images';
import type { PlaneSubject } from './run/beside';
import type { SharpnessSubject, SharpnessValue } from './run/measuring';
import type { OtherTraining } from './run/other-trainings';
import type { AppState, Probe, StepId } from './state';

/** A link to what is on the screen, or without results to the recipe alone. */
export interface MadeLink {
  readonly url: string;
  readonly characters: number;
  /** What the link had to leave out, in words: a surface travels as its 33 × 33 sub-grid, weights never travel. */
  readonly leftOut: readonly Problem[];
  /** Grid that the first surface in the link is drawn from ("33 × 33"), null where none travels. */
  readonly surface: string | null;
  /** What else the reader gets. */
  readonly parts: readonly LinkPart[];
}

/** Characters that a link may take in all, or the recipe alone. */
export const LINK_SIZES = [2000, 4096, 8000, 'recipe'] as const;
export type LinkSize = (typeof LINK_SIZES)[number];

/** Everything a person can do. Components call these; commands/ gives some of them names and keys. */
export interface AppActions {
  /**
   * Changes the document, undoably. Edits that carry the same `label` within a second of each other are one step, so a typed number or a
   * dragged slider is undone at once. The label 'camera' never discards what can be redone.
   */
  edit(change: (document: Document) => Document, label?: string): void;
  undo(): void;
  redo(): void;
  /** Opens a preset's document; the present one stays in the undo history. A ready-made result is shown where there is one. */
  openPreset(id: string): void;

  /** Trains what needs training and computes every surface; where nothing is missing, all of it again. */
  runAll(): void;
  runPane(index: number): void;
  /** Computes the surfaces that are missing where the weights are here; trains nothing. */
  runSurfaces(): void;
  /** Cancels everything; what is finished stays. */
  stop(): void;
  pause(): void;
  resume(): void;
  /** Trains every paused net (or, if nothing runs, every untrained one) by one epoch and pauses. */
  stepEpoch(): void;

  /** Shows the panes that have two ranges over one of them; computes their surfaces there where the weights are here. */
  showRange(range: RangeId): Promise<void>;
  setProbe(probe: Probe | null): void;
  setScrub(epoch: number | null): void;
  setPlaying(playing: boolean): void;
  /**
   * Computes the curvature maps of all panes whose surfaces are complete and whose weights are here; what is known already is kept. Or ends
   * the computation.
   */
  mapCurvature(on: boolean): void;
  /** What colours the contours; null for the loss. */
  showCurvature(field: AppState['curvature']): void;
  showCurve(curve: AppState['curve']): void;
  openDialog(dialog: AppState['dialog']): void;
  setOpenStep(step: StepId | null): void;
  setActivePane(index: number): void;
  setPhoneTab(tab: AppState['phoneTab']): void;
  setTheme(theme: AppState['theme']): void;
  setLanguage(language: AppState['language']): void;
  /** Null lets the app choose again. Takes effect at the next job. */
  forceBackend(backend: BackendId | null): void;
  /** This browser turned out to draw no 3-D. */
  withoutGraphics(): void;
  dismissNotice(): void;
  showToast(toast: Problem | null): void;

  /** Opens a file of any known format, or files of images. False, with a notice, when they cannot be read; nothing the person had is lost. */
  openFiles(files: readonly File[]): Promise<boolean>;
  /** Opens the images that a data set asked for: those of CIFAR-10, or a person's own. What is wrong with them is said in their status. */
  openImages(files: readonly File[], expected: ImageSetKind): Promise<boolean>;
  /** Stops reading images; what was there before stays. */
  cancelImages(): void;
  /** Removes opened images from this device. */
  forgetImages(asset: string): Promise<void>;
  /** Hands the person a file in the format of that id. */
  saveFile(formatId: string): Promise<void>;
  makeLink(size: LinkSize): Promise<MadeLink>;
  /** Measures how sharp a checkpoint is, each number as it comes. Rejects with an AbortError once `signal` aborts, with a JobFailure when it fails. */
  measureSharpness(subject: SharpnessSubject, onValue: (value: SharpnessValue) => void, signal: AbortSignal): Promise<void>;
  /** Measures λ_max at the point that a pane's plane is drawn around; it comes with the pane's results. */
  measureLambdaMax(pane: number): void;
  /**
   * Takes the Hessian's spectrum at a point of a pane's plane, with every part as it comes. Resolves with false where the weights are not here. Rejects with
   * an AbortError once `signal` aborts, with a JobFailure when it fails.
   */
  takeSpectrum(pane: number, at: Probe, onSpectrum: (spectrum: Spectrum) => void, signal: AbortSignal): Promise<boolean>;
  /**
   * Evaluates planes around trained weights that are here, after all that the panes want: each landscape, by its index, as it grows, and at once what is known of it.
   * Rejects with an AbortError once `signal` aborts, with a JobFailure when it fails.
   */
  evaluatePlanes(
    planes: readonly PlaneSubject[],
    onLandscape: (index: number, landscape: Landscape, complete: boolean) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Trains nets that no pane shows and evaluates their planes, while the page computes nothing itself: each, by its index, as it comes along. Nets that are trained already are not trained again. Rejects with an AbortError
   * once `signal` aborts, with a JobFailure when one fails.
   */
  computeTrainings(
    planes: readonly PlaneSubject[],
    onTraining: (index: number, training: OtherTraining) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Gives a surface that is to be computed the points of a coarser one of the same plane, where that is complete. */
  refineSurface(coarse: PlaneSubject, fine: PlaneSubject): void;
}
