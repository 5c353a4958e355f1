import { strFromU8, strToU8 } from 'fflate';
import type { Checkpoint, CurvePoint, Metrics } from '../experiment/checkpoint';
import { type CurvatureMap, finishedMap, MAP_ARRAYS } from '../experiment/curvature-map';
import { MAX_CHECKPOINTS, MAX_RUNS } from '../experiment/fields';
import { FrameError, type LandscapeFrame, readInteger, readList, readObject, writeSharpness } from '../experiment/frames';
import type { Boundary, CompanionLine, Landscape } from '../experiment/landscape';
import type { Rebuild } from '../experiment/rebuild';
import type { GridAxis, Recipe } from '../experiment/recipe';
import type { PaneSnapshot, Snapshot } from '../experiment/snapshot';
import { EMPTY_PANE } from '../experiment/snapshot';
import { weightSizes } from '../experiment/weight-sizes';
import {
  agreeing,
  CURVE_COLUMNS,
  checkVersion,
  FILE_FORMAT,
  FILE_VERSION,
  frameOfBoundary,
  frameOfLandscape,
  frameOfOther,
  gridSize,
  METRIC_COLUMNS,
  type PaneFrames,
  readDocument,
  readFrames,
  tablesOf,
} from './contents';
import { broken, FileError, type FileResult, type Format, MAX_BYTES, tooLarge } from './types';

/**
 * Everything as readable JSON. NaN and infinities are the texts "NaN", "Infinity" and "-Infinity". Grids are rows of columns, from the lowest β;
 * float32 values have the fewest digits that give them back. A bare document, or {document} alone, is read as well.
 */
export const json: Format = {
  id: 'json',
  extensions: ['json'],
  mime: 'application/json',
  label: 'share.format.json',
  recognises: (bytes) => /^\s*\{/.test(strFromU8(withoutMark(bytes).subarray(0, 256), true)),
  encode(snapshot, rebuild = []) {
    const head = `{\n"format": "${FILE_FORMAT}",\n"version": ${FILE_VERSION},\n"document": ${JSON.stringify(snapshot.document, null, 2)},\n`;
    const tail = rebuild.length > 0 ? `,\n"rebuild": ${list(rebuild.map((one) => (one ? writeRebuild(one) : 'null')))}` : '';
    return strToU8(`${head}"panes": [\n${snapshot.panes.map(writePane).join(',\n')}\n]${tail}\n}\n`);
  },
  decode(bytes): FileResult {
    if (bytes.length > MAX_BYTES) return { ok: false, problem: tooLarge(bytes.length).problem };
    try {
      return { ok: true, snapshot: read(JSON.parse(strFromU8(withoutMark(bytes)))) };
    } catch (error) {
      if (error instanceof FileError) return { ok: false, problem: error.problem };
      if (error instanceof FrameError) return { ok: false, problem: broken(error.at).problem };
      // Nested deeper than the engine's stack allows is a RangeError.
      if (error instanceof SyntaxError || error instanceof RangeError) return { ok: false, problem: broken('JSON').problem };
      throw error;
    }
  },
};

/** Some editors put a byte order mark in front. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function writePane(pane: PaneSnapshot): string {
  const { provenance, landscape, boundary, checkpoints, curves, companions = [], measured, otherRange, curvature, sharpness } = pane;
  return object({
    provenance: JSON.stringify(provenance),
    landscape: landscape ? writeLandscape(landscape) : 'null',
    boundary: boundary ? writeBoundary(boundary) : 'null',
    curves: list(curves.map((curve) => list(curve.map((point) => writeRecord(point, CURVE_COLUMNS))))),
    checkpoints: list(checkpoints.map(writeCheckpoint)),
    ...(companions.length > 0 ? { companions: list(companions.map(writeCompanion)) } : {}),
    ...(measured ? { measured: JSON.stringify(measured) } : {}),
    ...(otherRange ? { otherRange: writeLandscape(otherRange, frameOfOther(otherRange)) } : {}),
    ...(curvature ? { curvature: writeMap(curvature) } : {}),
    ...(sharpness ? { sharpness: JSON.stringify(writeSharpness(sharpness)) } : {}),
  });
}

/** Eigenvalues as rows of columns, like a landscape's losses. */
function writeMap(map: CurvatureMap): string {
  const arrays = MAP_ARRAYS.map((field) => [field, writeRows(map[field], map.axes, writeFloat32)] as const);
  return object({ axes: JSON.stringify(map.axes), ...Object.fromEntries(arrays) });
}

function writeCompanion({ split, seed, landscape }: CompanionLine): string {
  return object({ split: JSON.stringify(split), seed: JSON.stringify(seed), landscape: writeLandscape(landscape) });
}

function writeLandscape(landscape: Landscape, frame: LandscapeFrame = frameOfLandscape(landscape)): string {
  const rows = (values: ArrayLike<number>, write: (value: number) => string) => writeRows(values, landscape.axes, write);
  return object({
    ...parts(frame),
    loss: rows(landscape.loss, writeFloat32),
    accuracy: rows(landscape.accuracy, writeFloat32),
    done: rows(landscape.done, String),
  });
}

function writeRows(values: ArrayLike<number>, axes: readonly GridAxis[], write: (value: number) => string): string {
  const [columns] = gridSize({ axes });
  const lines = Array.from({ length: values.length / columns }, (_, row) =>
    list(Array.from({ length: columns }, (_, column) => write(values[row * columns + column] as number))),
  );
  return axes.length === 1 ? (lines[0] as string) : `[\n${lines.join(',\n')}]`;
}

function writeBoundary(boundary: Boundary): string {
  const rows = Array.from({ length: boundary.height }, (_, row) =>
    list(Array.from(boundary.classes.subarray(row * boundary.width, (row + 1) * boundary.width), String)),
  );
  return object({ ...parts(frameOfBoundary(boundary)), classes: `[\n${rows.join(',\n')}]` });
}

function writeCheckpoint({ run, epoch, theta, state, metrics }: Checkpoint): string {
  return object({
    run: writeNumber(run),
    epoch: writeNumber(epoch),
    metrics: writeRecord(metrics, METRIC_COLUMNS),
    theta: list(Array.from(theta, writeFloat32)),
    state: list(Array.from(state, writeFloat32)),
  });
}

/** Arrays as one row of numbers with their shapes beside. */
function writeRebuild(rebuild: Rebuild): string {
  const arrays = rebuild.arrays.map(({ name, data, shape }) => {
    const values = list(Array.from(data, data instanceof Float32Array ? writeFloat32 : String));
    return `${JSON.stringify(name)}: {"shape": ${JSON.stringify(shape)}, "values": ${values}}`;
  });
  return object({ ...parts(tablesOf(rebuild)), arrays: `{\n${arrays.join(',\n')}}` });
}

function writeRecord<K extends string>(record: Readonly<Record<K, number>>, columns: readonly K[]): string {
  return `{${columns.map((column) => `"${column}": ${writeNumber(record[column])}`).join(', ')}}`;
}

function parts(frame: object): Record<string, string> {
  return Object.fromEntries(Object.entries(frame).map(([key, value]) => [key, JSON.stringify(value)]));
}

function object(values: Readonly<Record<string, string>>): string {
  return `{${Object.entries(values)
    .map(([key, value]) => `\n"${key}": ${value}`)
    .join(',')}\n}`;
}

function list(values: readonly string[]): string {
  return `[${values.join(',')}]`;
}

/** A double; JSON keeps −0 and has no word for NaN and infinities. */
function writeNumber(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A float32 with the fewest digits that give it back; nine always do. */
function writeFloat32(value: number): string {
  if (!Number.isFinite(value) || value === 0) return writeNumber(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

function read(value: unknown): Snapshot {
  const file = readObject(value, 'file');
  // A bare document has panes with recipes, and no "document" of its own.
  if (!Object.hasOwn(file, 'document')) return recipeOnly(file);
  if (!Object.hasOwn(file, 'panes')) return recipeOnly(file.document);
  checkVersion(file);
  const document = readDocument(file.document);
  const panes = readList(file.panes, 'panes', document.panes.length);
  if (panes.length !== document.panes.length) throw new FrameError('panes');
  return { document, panes: panes.map((pane, i) => agreeing(readPane(pane, document.panes[i] as Recipe), document.panes[i] as Recipe)) };
}

function recipeOnly(value: unknown): Snapshot {
  const document = readDocument(value);
  return { document, panes: document.panes.map(() => EMPTY_PANE) };
}

function readPane(value: unknown, recipe: Recipe): PaneSnapshot {
  const pane = readObject(value, 'pane');
  const frames = readFrames(value);
  const { landscape, boundary } = frames;
  return {
    provenance: frames.provenance,
    landscape: landscape && readLandscape(landscape, pane.landscape),
    ...(frames.companions.length > 0 ? { companions: readCompanions(frames.companions, pane.companions) } : {}),
    ...(frames.measured ? { measured: frames.measured } : {}),
    ...(frames.otherRange ? { otherRange: readLandscape(frames.otherRange, pane.otherRange) } : {}),
    ...(frames.sharpness ? { sharpness: frames.sharpness } : {}),
    ...(frames.curvature ? { curvature: readMap(frames.curvature.axes, pane.curvature) } : {}),
    boundary: boundary && {
      ...boundary,
      classes: readRows(readObject(pane.boundary, 'boundary').classes, 'boundary', [boundary.width, boundary.height], Uint8Array),
    },
    curves: readList(pane.curves ?? [], 'curves', MAX_RUNS).map((curve) =>
      readList(curve, 'curve', Number.MAX_SAFE_INTEGER).map((point) => readRecord(point, 'curve', CURVE_COLUMNS) as unknown as CurvePoint),
    ),
    checkpoints: readCheckpoints(pane.checkpoints ?? [], recipe),
  };
}

function readLandscape(frame: LandscapeFrame, value: unknown): Landscape {
  return { ...frame, ...readGrids(value, gridSize(frame), frame.axes.length === 1) };
}

function readMap(axes: readonly GridAxis[], value: unknown): CurvatureMap {
  const map = readObject(value, 'curvature');
  const of = (field: (typeof MAP_ARRAYS)[number]) => readRows(map[field], 'curvature', gridSize({ axes }), Float32Array);
  return finishedMap(axes, {
    largest: of('largest'),
    smallest: of('smallest'),
    largestBound: of('largestBound'),
    smallestBound: of('smallestBound'),
  });
}

function readCompanions(frames: PaneFrames['companions'], value: unknown): CompanionLine[] {
  const lines = readList(value, 'companions', frames.length);
  return frames.map((frame, i) => ({ ...frame, landscape: readLandscape(frame.landscape, readObject(lines[i], 'companion').landscape) }));
}

function readGrids(value: unknown, size: readonly [number, number], isLine: boolean): Pick<Landscape, 'loss' | 'accuracy' | 'done'> {
  const landscape = readObject(value, 'landscape');
  const rows = (part: unknown) => (isLine ? [part] : part);
  return {
    loss: readRows(rows(landscape.loss), 'loss', size, Float32Array),
    accuracy: readRows(rows(landscape.accuracy), 'accuracy', size, Float32Array),
    done: readRows(rows(landscape.done), 'done', size, Uint8Array),
  };
}

function readRows<T extends Float32Array | Uint8Array>(
  value: unknown,
  at: string,
  [columns, rows]: readonly [number, number],
  type: new (length: number) => T,
): T {
  const lines = readList(value, at, rows);
  if (lines.length !== rows) throw new FrameError(at);
  const data = new type(columns * rows);
  lines.forEach((line, row) => {
    data.set(readVector(line, at, columns, data instanceof Uint8Array), row * columns);
  });
  return data;
}

function readVector(value: unknown, at: string, length: number, areBytes = false): number[] {
  const values = readList(value, at, length);
  if (values.length !== length) throw new FrameError(at);
  return values.map((entry) => (areBytes ? readInteger(entry, at, 0, 255) : readNumber(entry, at)));
}

function readNumber(value: unknown, at: string): number {
  if (typeof value === 'number') return value;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  throw new FrameError(at);
}

function readRecord(value: unknown, at: string, columns: readonly string[]): Record<string, number> {
  const record = readObject(value, at);
  return Object.fromEntries(columns.map((column) => [column, readNumber(record[column], at)]));
}

function readCheckpoints(value: unknown, recipe: Recipe): Checkpoint[] {
  const list = readList(value, 'checkpoints', MAX_RUNS * MAX_CHECKPOINTS);
  const sizes = weightSizes(recipe);
  return list.map((entry) => {
    const checkpoint = readObject(entry, 'checkpoint');
    return {
      run: readInteger(checkpoint.run, 'run', 0, recipe.runs.length - 1),
      epoch: readInteger(checkpoint.epoch, 'epoch', 0, Number.MAX_SAFE_INTEGER),
      theta: Float32Array.from(readVector(checkpoint.theta, 'theta', sizes.theta)),
      state: Float32Array.from(readVector(checkpoint.state, 'state', sizes.state)),
      metrics: readRecord(checkpoint.metrics, 'metrics', METRIC_COLUMNS) as unknown as Metrics,
    };
  });
}
