import { disagreement } from '../experiment/agreement';
import type { CurvePoint, Metrics } from '../experiment/checkpoint';
import { MAX_CHECKPOINTS, MAX_RUNS } from '../experiment/fields';
import {
  type BoundaryFrame,
  FrameError,
  type LandscapeFrame,
  MAX_AXIS_POINTS,
  readBoundaryFrame,
  readInteger,
  readLandscapeFrame,
  readList,
  readMapAxes,
  readMeasured,
  readMinima,
  readObject,
  readProvenance,
  readSharpness,
  writeSharpness,
} from '../experiment/frames';
import type { Boundary, CompanionLine, Landscape, Provenance } from '../experiment/landscape';
import { parseDocument } from '../experiment/parse';
import type { Rebuild } from '../experiment/rebuild';
import type { Document, GridAxis, Recipe } from '../experiment/recipe';
import type { Measured, PaneSnapshot } from '../experiment/snapshot';
import { MAX_SEED } from '../math/random';
import { broken, FileError, fileProblem } from './types';

/** What the .npz and the .json file have in common: how a snapshot's parts are described, and how they are checked on the way in. */
export const FILE_FORMAT = 'loss-landscape-lab';
export const FILE_VERSION = 1;

/** Columns of a training curve, in the order in which files hold them. */
export const CURVE_COLUMNS = [
  'epoch',
  'trainLoss',
  'trainAccuracy',
  'testLoss',
  'testAccuracy',
] as const satisfies readonly (keyof CurvePoint)[];
/** Columns of a checkpoint's metrics. */
export const METRIC_COLUMNS = ['trainLoss', 'trainAccuracy', 'testLoss', 'testAccuracy'] as const satisfies readonly (keyof Metrics)[];

/** Numbers of a pane that describe its arrays. */
export interface PaneFrames {
  readonly provenance: Provenance | null;
  readonly landscape: LandscapeFrame | null;
  readonly boundary: BoundaryFrame | null;
  /** Of the lines that are drawn with the landscape. */
  readonly companions: readonly CompanionFrame[];
  readonly measured: Measured | null;
  /** Of the surface over the range that is not in view, with its minima where they are known: those of the one in view are among what was measured. */
  readonly otherRange: OtherFrame | null;
  /** Axes of the curvature map. */
  readonly curvature: { readonly axes: readonly GridAxis[] } | null;
  /** Along the training of each run; null where it was not measured. */
  readonly sharpness: NonNullable<PaneSnapshot['sharpness']> | null;
}

type OtherFrame = LandscapeFrame & Pick<Landscape, 'minima'>;
type CompanionFrame = Omit<CompanionLine, 'landscape'> & { readonly landscape: LandscapeFrame };

/** Lines drawn with one: the other split and repeats. */
const MAX_COMPANIONS = 8;
const MAX_MAP_POINTS = 129 ** 2;

/** Frames as they are written. */
type WrittenFrames = Omit<PaneFrames, 'sharpness'> & { readonly sharpness: ReturnType<typeof writeSharpness> | null };

export function framesOf({
  provenance,
  landscape,
  boundary,
  companions = [],
  measured,
  otherRange = null,
  curvature,
  sharpness,
}: PaneSnapshot): WrittenFrames {
  return {
    provenance,
    landscape: landscape && frameOfLandscape(landscape),
    boundary: boundary && frameOfBoundary(boundary),
    companions: companions.map((line) => ({ ...line, landscape: frameOfLandscape(line.landscape) })),
    measured: measured ?? null,
    otherRange: otherRange && frameOfOther(otherRange),
    curvature: curvature ? { axes: curvature.axes } : null,
    sharpness: sharpness ? writeSharpness(sharpness) : null,
  };
}

/** A landscape without its arrays. */
export function frameOfLandscape({ axes, samples, cosine, cosineByChance, explained, paths }: Landscape): LandscapeFrame {
  return {
    axes,
    samples,
    cosine,
    cosineByChance,
    ...(explained ? { explained } : {}),
    ...(paths ? { paths } : {}),
  };
}

/** The surface over the other range without its arrays. */
export function frameOfOther(landscape: Landscape): OtherFrame {
  const { minima } = landscape;
  return { ...frameOfLandscape(landscape), ...(minima ? { minima } : {}) };
}

function readOtherFrame(value: unknown): OtherFrame {
  const { minima } = readObject(value, 'otherRange');
  const frame = readLandscapeFrame(value, MAX_AXIS_POINTS ** 2);
  return minima === undefined ? frame : { ...frame, minima: readMinima(minima) };
}

/** A boundary without its classes. */
export function frameOfBoundary({ width, height, x, y, inputs }: Boundary): BoundaryFrame {
  return { width, height, x, y, inputs };
}

/** The frames of a pane from untrusted JSON. Throws a FrameError on what they cannot be. */
export function readFrames(value: unknown): PaneFrames {
  const pane = readObject(value, 'pane');
  const optional = <T>(part: unknown, read: (part: unknown) => T): T | null => (part === null || part === undefined ? null : read(part));
  return {
    provenance: optional(pane.provenance, readProvenance),
    landscape: optional(pane.landscape, (landscape) => readLandscapeFrame(landscape, MAX_AXIS_POINTS ** 2)),
    boundary: optional(pane.boundary, readBoundaryFrame),
    companions: readList(pane.companions ?? [], 'companions', MAX_COMPANIONS).map(readCompanionFrame),
    measured: optional(pane.measured, readMeasured),
    otherRange: optional(pane.otherRange, readOtherFrame),
    sharpness: optional(pane.sharpness, (runs) => readSharpness(runs, MAX_RUNS, MAX_CHECKPOINTS)),
    curvature: optional(pane.curvature, (map) => ({ axes: readMapAxes(map, MAX_MAP_POINTS) })),
  };
}

function readCompanionFrame(value: unknown): CompanionFrame {
  const { split, seed, landscape } = readObject(value, 'companion');
  if (split !== 'train' && split !== 'test') throw new FrameError('companion');
  const frame = readLandscapeFrame(landscape, MAX_AXIS_POINTS);
  if (frame.axes.length !== 1) throw new FrameError('companion');
  return { split, seed: seed === null ? null : readInteger(seed, 'companion', 0, MAX_SEED), landscape: frame };
}

/** Refuses files of a later version and of other programs. */
export function checkVersion(header: Readonly<Record<string, unknown>>): void {
  if (header.format !== FILE_FORMAT) throw broken('format');
  const version = readInteger(header.version, 'version', 1, Number.MAX_SAFE_INTEGER);
  if (version > FILE_VERSION) throw new FileError(fileProblem('newer', { version, known: FILE_VERSION }));
}

/** What {@link Rebuild} says besides its arrays. */
export function tablesOf({ arrays: _, ...tables }: Rebuild): Omit<Rebuild, 'arrays'> {
  return tables;
}

/** The document of a file, by the one parser that all documents pass. Throws its first problem. */
export function readDocument(value: unknown): Document {
  const parsed = parseDocument(value);
  if (parsed.ok) return parsed.document;
  throw new FileError(parsed.problems[0] ?? fileProblem('broken', { part: 'document' }));
}

/** Numbers of points that an axis pair or a line has: columns, rows. */
export function gridSize({ axes }: Pick<LandscapeFrame, 'axes'>): readonly [number, number] {
  return [axes[0]?.points ?? 0, axes[1]?.points ?? 1];
}

/** A pane as read, if it can have come from its recipe; otherwise throws a FileError that names the part that cannot. */
export function agreeing(pane: PaneSnapshot, recipe: Recipe): PaneSnapshot {
  const part = disagreement(recipe, pane);
  if (part) throw broken(part);
  return pane;
}
