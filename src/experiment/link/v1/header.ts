import type { CurvePoint } from '../../checkpoint';
import type { Provenance } from '../../landscape';
import type { PaneSnapshot, Snapshot } from '../../snapshot';
import { withAbsent, withoutAbsent } from './absent';
import {
  type BoundaryFrame,
  boundedText,
  FrameError,
  type LandscapeFrame,
  MAX_RUNS,
  MAX_SAMPLES,
  readBoundaryFrame,
  readInteger,
  readLandscapeFrame,
  readList,
  readObject,
  readProvenance,
} from './frames';
import { shortPaths } from './path-frames';
import { areWholeEpochs, type CurveFrame, type ShareFrame } from './results';

/** The readable part of link version 1, frozen: the document, and what describes each pane's numbers. It is JSON, deflated. */
export interface Header {
  readonly document: unknown;
  /** One for each pane, or null where the link has the recipe alone. */
  readonly panes: readonly PaneHeader[] | null;
}

export interface PaneHeader {
  readonly made: Provenance | null;
  readonly landscape: LandscapeFrame | null;
  readonly boundary: (BoundaryFrame & { readonly kinds: number }) | null;
  readonly curves: readonly CurveFrame[];
}

/** Most that a link, and one pane of it, may hold. Bounds memory and time whatever a link claims. */
const MAX_PANES = 4;
const MAX_GRID_POINTS = 33 * 33;
const MAX_CURVE_POINTS = 256;
const MAX_BOUNDARY_CELLS = 128 * 128;

/** The header of a snapshot that fits version 1 (see link/cut.ts). */
export function headerOf(snapshot: Snapshot, results: boolean): Header {
  return { document: withoutAbsent(snapshot.document), panes: results ? snapshot.panes.map(paneHeader) : null };
}

export function paneHeader({ curves, landscape, boundary, provenance }: PaneSnapshot): PaneHeader {
  return {
    made: provenance && tidy(provenance),
    landscape: landscape && {
      axes: landscape.axes.map(({ min, max, points }) => ({ min, max, points })),
      samples: landscape.samples,
      cosine: shortCosine(landscape.cosine),
      cosineByChance: shortCosine(landscape.cosineByChance),
      ...(landscape.explained ? { explained: landscape.explained.map(shortCosine) } : {}),
      ...(landscape.paths ? { paths: shortPaths(landscape.paths, PATH_DIGITS) } : {}),
    },
    boundary: boundary && {
      width: boundary.width,
      height: boundary.height,
      x: boundary.x,
      y: boundary.y,
      inputs: boundary.inputs,
      kinds: Math.max(2, boundary.classes.reduce((most, value) => Math.max(most, value), 0) + 1),
    },
    curves: curves.map(curveFrame),
  };
}

/** More than a path's line on a screen can show. */
const PATH_DIGITS = 4;

/** Six digits are more than a cosine can be told apart by. */
function shortCosine(cosine: number): number {
  return Number(cosine.toPrecision(6));
}

function tidy(made: Provenance): Provenance {
  const seconds = (value: number) => (Number.isFinite(value) ? Number(value.toFixed(2)) : 0);
  return {
    backend: boundedText(made.backend),
    variant: boundedText(made.variant),
    engine: boundedText(made.engine),
    host: boundedText(made.host),
    date: boundedText(made.date),
    trainSeconds: seconds(made.trainSeconds),
    gridSeconds: seconds(made.gridSeconds),
  };
}

function curveFrame(curve: readonly CurvePoint[]): CurveFrame {
  return {
    points: curve.length,
    wholeEpochs: areWholeEpochs(curve.map((point) => point.epoch)),
    train: shareFrame(curve.map((point) => point.trainAccuracy)),
    test: shareFrame(curve.map((point) => point.testAccuracy)),
  };
}

/** Most samples that a curve's accuracies are tried with before they travel as plain doubles. */
const MAX_TRIED = 20_000;

/** The smallest number of samples whose shares are these values exactly. k/n in doubles depends on the fraction alone, so any such n will do. */
function shareFrame(shares: readonly number[]): ShareFrame {
  const known = [...new Set(shares.filter((share) => !Number.isNaN(share)))];
  if (known.every((share) => share >= 0 && share <= 1)) {
    for (let whole = 1; whole <= MAX_TRIED; whole++) {
      if (known.every((share) => Math.round(share * whole) / whole === share)) return { mode: 0, whole };
    }
    for (let whole = 1; whole <= MAX_TRIED; whole++) {
      if (known.every((share) => Math.fround(Math.round(share * whole) / whole) === share)) return { mode: 1, whole };
    }
  }
  return { mode: 2, whole: 1 };
}

/** The header as JSON, keys in alphabetical order so that equal snapshots give equal links. Numbers that JSON lacks become null. */
export function writeHeader({ document, panes }: Header): string {
  return JSON.stringify(inOrder(panes ? { document, results: panes } : { document }));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, inOrder(part)]));
}

/** The header from JSON. Throws a FrameError on anything that it should not hold; the document, completed, is left to its own parser. */
export function readHeader(json: unknown): Header {
  const object = readObject(json, 'header');
  const panes = object.results === undefined ? null : readList(object.results, 'results', MAX_PANES).map(readPaneHeader);
  return { document: withAbsent(object.document), panes };
}

export function readPaneHeader(value: unknown): PaneHeader {
  const pane = readObject(value, 'pane');
  return {
    made: pane.made === null ? null : readProvenance(pane.made),
    landscape: pane.landscape === null ? null : readLandscapeFrame(pane.landscape, MAX_GRID_POINTS),
    boundary: pane.boundary === null ? null : readClassesFrame(pane.boundary),
    curves: readList(pane.curves, 'curves', MAX_RUNS).map(readCurveFrame),
  };
}

function readClassesFrame(value: unknown): PaneHeader['boundary'] {
  const frame = readBoundaryFrame(value);
  if (frame.width * frame.height > MAX_BOUNDARY_CELLS) throw new FrameError('boundary');
  return { ...frame, kinds: readInteger(readObject(value, 'boundary').kinds, 'kinds', 2, 256) };
}

function readCurveFrame(value: unknown): CurveFrame {
  const frame = readObject(value, 'curve');
  if (typeof frame.wholeEpochs !== 'boolean') throw new FrameError('wholeEpochs');
  return {
    points: readInteger(frame.points, 'points', 0, MAX_CURVE_POINTS),
    wholeEpochs: frame.wholeEpochs,
    train: readShareFrame(frame.train),
    test: readShareFrame(frame.test),
  };
}

function readShareFrame(value: unknown): ShareFrame {
  const frame = readObject(value, 'shares');
  return { mode: readInteger(frame.mode, 'mode', 0, 2) as 0 | 1 | 2, whole: readInteger(frame.whole, 'whole', 1, MAX_SAMPLES) };
}
