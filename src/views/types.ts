import type { FC } from 'react';
import type { Probe } from '../app/state';
import type { CompanionLine, Landscape, PathPoint } from '../experiment/landscape';
import type { LineEnd } from '../experiment/line-ends';
import type { Camera, CameraView, GridAxis, Shared, Split } from '../experiment/recipe';

/** Height and colour scale of one pane; the same object for all panes when the scale is shared. */
export interface HeightScale {
  readonly field: 'loss' | 'accuracy';
  readonly mode: 'loss' | 'log' | 'linear';
  /** What colours it, and what its maps are drawn by, where that is not the height. Of the same field. */
  readonly colors?: HeightScale;
  /** Raw values at the bottom and the top of the box. Above `max` the surface is cut away when `cut` says so. */
  readonly min: number;
  readonly max: number;
  /** True where some finite value lies above `max`; then the cut is disclosed beside the plot. */
  readonly cut: boolean;
  /** Raw tick values, readable ones, within [min, max]; `major` those that get a number where space is short. */
  readonly ticks: readonly number[];
  readonly major: readonly number[];
  /** i18n key of what it measures, where that is neither loss nor accuracy. */
  readonly name?: string;
  /** Height in 0 … 1 of a raw value, not clamped; NaN for NaN. */
  normalise(raw: number): number;
}

/** What colours a surface in place of its heights: values over the same plane, on a grid of their own, with their scale. */
export interface Drape {
  readonly landscape: Landscape;
  readonly scale: HeightScale;
}

/** A checkpoint that a plane is drawn through, at its true loss. */
export interface PlaneMark extends PathPoint {
  readonly run: number;
  /** What it is, in words: its run, and its epoch where that is not the run's last. */
  readonly name: string;
}

/** One pane as a view sees it. Typed arrays are immutable between revisions. */
export interface ViewPane {
  readonly index: number;
  readonly letter: string;
  readonly name: string;
  /** What its runs are called. */
  readonly runNames: readonly string[];
  /** The pane's body, laid out by the shell; the view draws inside its rectangle (portal, or scissored canvas). */
  readonly element: HTMLElement;
  readonly landscape: Landscape | null;
  /** The same over the range that is not in view; null where it is not known. */
  readonly otherRange: Landscape | null;
  /** The axes that its plane will have, where they are known before the first point is; null for a line, and where they are fitted to paths. */
  readonly planned: readonly [GridAxis, GridAxis] | null;
  /** What the landscape is taken on. */
  readonly split: Split;
  /** Lines that are drawn with a line; empty for a plane. */
  readonly companions: readonly CompanionLine[];
  /** The checkpoints that a plane is drawn through. */
  readonly marks: readonly PlaneMark[];
  /** The trained points of a line whose weights are here. */
  readonly ends: readonly LineEnd[];
  /** What a line goes through, in words. */
  readonly endNames: readonly { readonly at: 0 | 1; readonly name: string }[];
  readonly revision: number;
  /** True while more points are still coming. */
  readonly computing: boolean;
  /** True while its picture is being fetched or unpacked. */
  readonly coming: boolean;
  readonly scale: HeightScale;
  /** What a surface is coloured by; without it, by its heights. */
  readonly drape?: Drape;
  /** A few words about the picture, written beside it. */
  readonly note?: string;
}

/** A pane of the document as those see it that are shown without it. */
export type Companion = Pick<ViewPane, 'index' | 'landscape' | 'revision' | 'computing' | 'scale'>;

/** What every view gets. Views draw; they compute no landscape and keep no state that a link should hold. */
export interface ViewProps {
  readonly panes: readonly ViewPane[];
  /** All panes of the document, also those that are not laid out now: pictures that are seen one after another are drawn alike. */
  readonly company: readonly Companion[];
  /** Common ancestor of the panes' elements, positioned; a shared canvas fills it. */
  readonly container: HTMLElement;
  readonly shared: Shared;
  readonly probe: Probe | null;
  /** Up to which epoch paths are drawn in full; null = to their end. */
  readonly epoch: number | null;
  /** Null puts the probe back on the trained weights. */
  readonly onProbe: (probe: Probe | null) => void;
  readonly onCamera: (camera: Camera | CameraView) => void;
  readonly theme: 'light' | 'dark';
  readonly reducedMotion: boolean;
}

/** A table that says in text what a picture shows. */
export interface TextTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A way to look at landscapes; one file and one line in views/index.ts. */
export interface ViewSpec {
  readonly id: string;
  /** i18n key. */
  readonly label: string;
  accepts(landscape: Landscape): boolean;
  /** Whether this browser has what it draws with; without this, every browser has. */
  available?(): boolean;
  readonly Component: FC<ViewProps>;
  toTable(pane: ViewPane): TextTable;
}
