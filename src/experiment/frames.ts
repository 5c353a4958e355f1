import { MAX_CHECKPOINTS, MAX_RUNS } from './fields';
import type { Boundary, Landscape, Minimum, PathPoint, PlanePath, Provenance } from './landscape';
import type { GridAxis } from './recipe';
import type { SharpnessPoint } from './sharpening';
import type { Measured } from './snapshot';

/**
 * Readers for the parts of a result that describe its numbers, from untrusted JSON. Files depend on what
 * they accept, so they may only become more generous. Links have sealed ones of their own (link/v1/frames.ts).
 */

/** A described result that is not what it should be. `at` says where, for tests and for the curious. */
export class FrameError extends Error {
  constructor(readonly at: string) {
    super(`The description of the results is not valid at ${at}.`);
  }
}

/** Longest text of a provenance that is kept. */
const MAX_TEXT = 120;
/** Points along an axis, samples of a split, and cells along a boundary. */
export const MAX_AXIS_POINTS = 513;
export const MAX_SAMPLES = 2 ** 24;
const MAX_BOUNDARY_SIDE = 256;

/** The numbers of a path's point besides its epoch. */
const PATH_NUMBERS = ['alpha', 'beta', 'length', 'distance', 'loss', 'planeLoss'] as const satisfies readonly (keyof PathPoint)[];

type PlainObject = Readonly<Record<string, unknown>>;

// Control characters and those that turn the writing direction round have no place in what is drawn on screen.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** A text as it may be shown: without control characters, at most {@link MAX_TEXT} long. */
function boundedText(text: string): string {
  return [...text.replace(UNPRINTABLE, ' ').trim()].slice(0, MAX_TEXT).join('');
}

export function readObject(value: unknown, at: string): PlainObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FrameError(at);
  return value as PlainObject;
}

export function readList(value: unknown, at: string, max: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > max) throw new FrameError(at);
  return value;
}

export function readInteger(value: unknown, at: string, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) throw new FrameError(at);
  return value;
}

function readFinite(value: unknown, at: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new FrameError(at);
  return value;
}

/** A number that JSON cannot write travels as null. */
function readNumberOrNaN(value: unknown, at: string): number {
  return value === null ? Number.NaN : readFinite(value, at);
}

function readText(value: unknown, at: string): string {
  if (typeof value !== 'string') throw new FrameError(at);
  return boundedText(value);
}

function readPair(value: unknown, at: string): readonly [unknown, unknown] {
  const list = readList(value, at, 2);
  if (list.length !== 2) throw new FrameError(at);
  return [list[0], list[1]];
}

function readRange(value: unknown, at: string): readonly [number, number] {
  const [from, to] = readPair(value, at).map((end) => readFinite(end, at)) as [number, number];
  if (!(from < to)) throw new FrameError(at);
  return [from, to];
}

/** Backends that the interface has words for: engine/device.ts's list, which experiment may not import. */
export const KNOWN_BACKENDS: readonly string[] = ['wasm', 'webgpu', 'webgl', 'cpu'];

/** How a result was made, or null where that names a backend unknown here. Texts are cut at {@link MAX_TEXT}. */
export function readProvenance(value: unknown): Provenance | null {
  const made = readObject(value, 'made');
  const seconds = (key: string) => Math.max(0, readFinite(made[key], key));
  const provenance = {
    backend: readText(made.backend, 'backend'),
    variant: readText(made.variant, 'variant'),
    engine: readText(made.engine, 'engine'),
    host: readText(made.host, 'host'),
    date: readText(made.date, 'date'),
    trainSeconds: seconds('trainSeconds'),
    gridSeconds: seconds('gridSeconds'),
    ...(made.fingerprint === undefined ? {} : { fingerprint: readText(made.fingerprint, 'fingerprint') }),
  };
  // A landscape that was completed on another backend names both, joined by a plus sign.
  return provenance.backend.split('+').every((id) => KNOWN_BACKENDS.includes(id)) ? provenance : null;
}

/** Minima told of one surface. */
const MAX_MINIMA = 1000;

/** Numbers that were measured on a net and its surface. */
export function readMeasured(value: unknown): Measured {
  const { lambdaMax, minima } = readObject(value, 'measured');
  return {
    lambdaMax: lambdaMax === null ? null : readFinite(lambdaMax, 'lambdaMax'),
    minima: minima === null ? null : readMinima(minima),
  };
}

/** Where a surface has its minima. */
export function readMinima(value: unknown): readonly Minimum[] {
  return readList(value, 'minima', MAX_MINIMA).map((place) => {
    const { alpha, beta } = readObject(place, 'minima');
    return { alpha: readFinite(alpha, 'minima'), beta: readFinite(beta, 'minima') };
  });
}

/** Sharpness along the training of a pane's runs, a row of epoch, value and bound for each checkpoint; null stands for a value that is no number. */
export function readSharpness(value: unknown, maxRuns: number, maxCheckpoints: number): readonly (readonly SharpnessPoint[])[] {
  const number = (entry: unknown): number => (entry === null ? Number.NaN : readFinite(entry, 'sharpness'));
  return readList(value, 'sharpness', maxRuns).map((run) =>
    readList(run, 'sharpness', maxCheckpoints).map((row) => {
      const [epoch, largest, bound] = readList(row, 'sharpness', 3);
      return { epoch: readInteger(epoch, 'sharpness', 0, Number.MAX_SAFE_INTEGER), value: number(largest), bound: number(bound) };
    }),
  );
}

/** What {@link readSharpness} reads. */
export function writeSharpness(runs: readonly (readonly SharpnessPoint[])[]): (readonly (number | null)[])[][] {
  const number = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return runs.map((points) => points.map(({ epoch, value, bound }) => [epoch, number(value), number(bound)]));
}

/** What says how a landscape's numbers are laid out. */
export type LandscapeFrame = Pick<Landscape, 'axes' | 'samples' | 'cosine' | 'cosineByChance' | 'explained' | 'paths'>;

/** A landscape's frame; at most `maxPoints` grid points in all. */
export function readLandscapeFrame(value: unknown, maxPoints: number): LandscapeFrame {
  const frame = readObject(value, 'landscape');
  const axes = readList(frame.axes, 'axes', 2).map(readAxis);
  if (axes.length === 0 || axes.reduce((points, axis) => points * axis.points, 1) > maxPoints) throw new FrameError('axes');
  return {
    axes,
    samples: readInteger(frame.samples, 'samples', 1, MAX_SAMPLES),
    cosine: readNumberOrNaN(frame.cosine, 'cosine'),
    cosineByChance: readNumberOrNaN(frame.cosineByChance, 'cosineByChance'),
    ...(frame.explained === undefined
      ? {}
      : { explained: readList(frame.explained, 'explained', axes.length).map((share) => readNumberOrNaN(share, 'explained')) }),
    ...(frame.paths === undefined ? {} : { paths: readList(frame.paths, 'paths', MAX_RUNS).map(readPath) }),
  };
}

/** The two axes of a curvature map; at most `maxPoints` grid points in all. */
export function readMapAxes(value: unknown, maxPoints: number): readonly GridAxis[] {
  const axes = readList(readObject(value, 'curvature').axes, 'curvature', 2).map(readAxis);
  if (axes.length !== 2 || axes.reduce((points, axis) => points * axis.points, 1) > maxPoints) throw new FrameError('curvature');
  return axes;
}

function readPath(value: unknown): PlanePath {
  const path = readObject(value, 'path');
  const points = readList(path.points, 'path', MAX_CHECKPOINTS).map((entry) => {
    const point = readObject(entry, 'path');
    const numbers = Object.fromEntries(PATH_NUMBERS.map((name) => [name, readNumberOrNaN(point[name], name)]));
    return { epoch: readInteger(point.epoch, 'epoch', 0, MAX_SAMPLES), ...numbers } as PathPoint;
  });
  return { run: readInteger(path.run, 'run', 0, MAX_RUNS - 1), points };
}

function readAxis(value: unknown): GridAxis {
  const axis = readObject(value, 'axis');
  const [min, max] = readRange([axis.min, axis.max], 'axis');
  return { min, max, points: readInteger(axis.points, 'points', 2, MAX_AXIS_POINTS) };
}

/** What says how a boundary's classes are laid out. */
export type BoundaryFrame = Omit<Boundary, 'classes'>;

export function readBoundaryFrame(value: unknown): BoundaryFrame {
  const frame = readObject(value, 'boundary');
  const [first, second] = readPair(frame.inputs, 'inputs').map((input) => readInteger(input, 'inputs', 0, 65_535)) as [number, number];
  return {
    width: readInteger(frame.width, 'width', 1, MAX_BOUNDARY_SIDE),
    height: readInteger(frame.height, 'height', 1, MAX_BOUNDARY_SIDE),
    x: readRange(frame.x, 'x'),
    y: readRange(frame.y, 'y'),
    inputs: [first, second],
  };
}
