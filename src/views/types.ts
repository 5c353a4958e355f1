import type { FC } from 'react';
import type { Probe } from '../app/state';
import type { Landscape } from '../experiment/landscape';
import type { Camera, Shared } from '../experiment/recipe';

/** Height and colour scale of one pane; the same object for all panes when the scale is shared. */
export interface HeightScale {
  readonly field: 'loss' | 'accuracy';
  readonly mode: 'log' | 'linear';
  /** Raw values at the bottom and the top of the box. Above `max` the surface is cut away when `cut` says so. */
  readonly min: number;
  readonly max: number;
  /** True where some finite value lies above `max`; then the cut is disclosed beside the plot. */
  readonly cut: boolean;
  /** Raw tick values, readable ones, within [min, max]; `major` those that get a number where space is short. */
  readonly ticks: readonly number[];
  readonly major: readonly number[];
  /** Height in 0 … 1 of a raw value, not clamped; NaN for NaN. */
  normalise(raw: number): number;
}

/** One pane as a view sees it. Typed arrays are immutable between revisions. */
export interface ViewPane {
  readonly index: number;
  readonly letter: string;
  readonly name: string;
  /** The pane's body, laid out by the shell; the view draws inside its rectangle (portal, or scissored canvas). */
  readonly element: HTMLElement;
  readonly landscape: Landscape | null;
  readonly revision: number;
  /** True while more points are still coming. */
  readonly computing: boolean;
  readonly scale: HeightScale;
}

/** What every view gets. Views draw; they compute no landscape and keep no state that a link should hold. */
export interface ViewProps {
  readonly panes: readonly ViewPane[];
  /** Common ancestor of the panes' elements, positioned; a shared canvas fills it. */
  readonly container: HTMLElement;
  readonly shared: Shared;
  readonly probe: Probe | null;
  /** Null puts the probe back on the trained weights. */
  readonly onProbe: (probe: Probe | null) => void;
  readonly onCamera: (camera: Camera) => void;
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
  readonly Component: FC<ViewProps>;
  toTable(pane: ViewPane): TextTable;
}
