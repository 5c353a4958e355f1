import type { BackendId } from '../engine/device';
import type { Document, Problem } from '../experiment/recipe';
import type { AppState, Probe, StepId } from './state';

/** A link to what is on the screen, or without results to the recipe alone. */
export interface MadeLink {
  readonly url: string;
  readonly characters: number;
  /** What the link had to leave out, in words: a surface travels as its 33 × 33 sub-grid, weights never travel. */
  readonly leftOut: readonly Problem[];
  /** Grid that the first surface in the link is drawn from ("33 × 33"), null where none travels. */
  readonly surface: string | null;
}

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
  /** Cancels everything; what is finished stays. */
  stop(): void;
  pause(): void;
  resume(): void;
  /** Trains every paused net (or, if nothing runs, every untrained one) by one epoch and pauses. */
  stepEpoch(): void;

  setProbe(probe: Probe | null): void;
  setScrub(epoch: number | null): void;
  setPlaying(playing: boolean): void;
  openDialog(dialog: AppState['dialog']): void;
  setOpenStep(step: StepId | null): void;
  setActivePane(index: number): void;
  setPhoneTab(tab: AppState['phoneTab']): void;
  setTheme(theme: AppState['theme']): void;
  setLanguage(language: AppState['language']): void;
  /** Null lets the app choose again. Takes effect at the next job. */
  forceBackend(backend: BackendId | null): void;
  dismissNotice(): void;
  showToast(toast: Problem | null): void;

  /** Opens a file of any known format. False, with a notice, when it cannot be read; nothing the person had is lost. */
  openFile(name: string, bytes: Uint8Array): Promise<boolean>;
  /** Hands the person a file in the format of that id. */
  saveFile(formatId: string): Promise<void>;
  makeLink(withResults: boolean): Promise<MadeLink>;
}
