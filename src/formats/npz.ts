import { strFromU8, strToU8 } from 'fflate';
import { coordinateOf } from '../experiment/basin';
import type { Checkpoint, CurvePoint, Metrics } from '../experiment/checkpoint';
import { type CurvatureMap, finishedMap, MAP_ARRAYS } from '../experiment/curvature-map';
import { MAX_CHECKPOINTS, MAX_RUNS } from '../experiment/fields';
import { FrameError, readInteger, readList, readObject } from '../experiment/frames';
import type { Boundary, Landscape } from '../experiment/landscape';
import type { GridAxis, Recipe } from '../experiment/recipe';
import type { PaneSnapshot, Snapshot } from '../experiment/snapshot';
import { weightSizes } from '../experiment/weight-sizes';
import {
  agreeing,
  CURVE_COLUMNS,
  checkVersion,
  FILE_FORMAT,
  FILE_VERSION,
  framesOf,
  gridSize,
  METRIC_COLUMNS,
  type PaneFrames,
  readDocument,
  readFrames,
  tablesOf,
} from './contents';
import { decodeNpy, encodeNpy, type Numbers } from './npy';
import { broken, FileError, type FileResult, type Format } from './types';
import { type Archive, openZip, zip } from './zip';

/**
 * The file that holds everything: a zip that `numpy.load` reads. Per pane X (A, B, …), where computed:
 *
 * | array | shape | what |
 * | --- | --- | --- |
 * | alpha_X, beta_X | [n], [m] | coordinates along the axes |
 * | loss_X, accuracy_X, done_X | [m, n] or [n] | raw values; done 0 = not evaluated |
 * | loss_X_line1, …, accuracy_X_line1, …, done_X_line1, … | [n] | lines drawn with it: the other split, other random directions |
 * | alpha_X_other, …, loss_X_other, … | as without | the surface over the range that is not in view |
 * | hessian_largest_X, hessian_smallest_X, …_bound_X | [m', n'] | extreme eigenvalues over the plane, at alpha_X_hessian, beta_X_hessian, and bounds on their errors |
 * | boundary_X | [height, width] | classes, from the lowest second input |
 * | theta_X, state_X | [checkpoints, P], [checkpoints, S] | weights and running statistics |
 * | checkpoint_run_X, checkpoint_epoch_X, checkpoint_metrics_X | [checkpoints], …, [checkpoints, 4] | METRIC_COLUMNS |
 * | curve_X_r | [points, 5] | training curve of run r, CURVE_COLUMNS |
 *
 * and, in files that the command line writes, what another program needs to compute the same surface (experiment/rebuild.ts):
 *
 * | array | shape | what |
 * | --- | --- | --- |
 * | x_train_X, y_train_X, x_test_X, y_test_X | [n, …], [n] | the samples in order, standardised as the net sees them |
 * | origin_X, origin_state_X | [P], [S] | weights and running statistics at the middle of the plane |
 * | direction_alpha_X, direction_beta_X | [P] | the axes; …_state_X where an axis moves the statistics |
 *
 * `experiment.json` has the document, how the results were made and how the arrays are laid out; under `rebuild`, names and shapes of the tensors.
 */
const HEADER = 'experiment.json';
const LETTERS = 'ABCD';

export const npz: Format = {
  id: 'npz',
  extensions: ['npz'],
  mime: 'application/zip',
  label: 'share.format.npz',
  recognises: (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4,
  encode(snapshot, rebuild = []) {
    const files: Record<string, Uint8Array<ArrayBuffer>> = {};
    const panes = snapshot.panes.map((pane) => ({
      ...framesOf(pane),
      curves: pane.curves.length,
      checkpoints: pane.checkpoints.length,
    }));
    const tables = rebuild.map((one) => one && tablesOf(one));
    files[HEADER] = strToU8(
      `${JSON.stringify({ format: FILE_FORMAT, version: FILE_VERSION, document: snapshot.document, panes, ...(tables.length > 0 ? { rebuild: tables } : {}) }, null, 2)}\n`,
    );
    snapshot.panes.forEach((pane, i) => {
      writePane(pane, LETTERS[i] as string, (name, data, shape) => {
        files[`${name}.npy`] = encodeNpy(data, shape);
      });
    });
    rebuild.forEach((one, i) => {
      for (const { name, data, shape } of one?.arrays ?? []) files[`${name}_${LETTERS[i]}.npy`] = encodeNpy(data, shape);
    });
    return zip(files);
  },
  decode(bytes): FileResult {
    try {
      return { ok: true, snapshot: read(openZip(bytes)) };
    } catch (error) {
      if (error instanceof FileError) return { ok: false, problem: error.problem };
      if (error instanceof FrameError) return { ok: false, problem: broken(`${HEADER}, ${error.at}`).problem };
      throw error;
    }
  },
};

type Put = (name: string, data: Numbers, shape: readonly number[]) => void;

function writePane(
  { landscape, otherRange, boundary, checkpoints, curves, companions = [], curvature }: PaneSnapshot,
  letter: string,
  put: Put,
): void {
  if (landscape) writeLandscape(landscape, letter, put);
  if (otherRange) writeLandscape(otherRange, otherName(letter), put);
  companions.forEach((line, i) => {
    writeLandscape(line.landscape, lineName(letter, i), put);
  });
  if (curvature) writeMap(curvature, letter, put);
  if (boundary) put(`boundary_${letter}`, Uint8Array.from(boundary.classes), [boundary.height, boundary.width]);
  if (checkpoints.length > 0) writeCheckpoints(checkpoints, letter, put);
  curves.forEach((curve, run) => {
    const rows = curve.flatMap((point) => CURVE_COLUMNS.map((column) => point[column]));
    put(`curve_${letter}_${run}`, Float64Array.from(rows), [curve.length, CURVE_COLUMNS.length]);
  });
}

function otherName(letter: string): string {
  return `${letter}_other`;
}

function lineName(letter: string, index: number): string {
  return `${letter}_line${index + 1}`;
}

function writeLandscape(landscape: Landscape, name: string, put: Put): void {
  const [columns, rows] = gridSize(landscape);
  const shape = landscape.axes.length === 1 ? [columns] : [rows, columns];
  landscape.axes.forEach((axis, i) => {
    put(`${i === 0 ? 'alpha' : 'beta'}_${name}`, coordinates(axis), [axis.points]);
  });
  put(`loss_${name}`, Float32Array.from(landscape.loss), shape);
  put(`accuracy_${name}`, Float32Array.from(landscape.accuracy), shape);
  put(`done_${name}`, Uint8Array.from(landscape.done), shape);
}

/** What the arrays of a map are called. */
const MAP_NAMES = {
  largest: 'hessian_largest',
  smallest: 'hessian_smallest',
  largestBound: 'hessian_largest_bound',
  smallestBound: 'hessian_smallest_bound',
} as const satisfies Record<(typeof MAP_ARRAYS)[number], string>;

function mapName(letter: string): string {
  return `${letter}_hessian`;
}

function writeMap(map: CurvatureMap, letter: string, put: Put): void {
  const [columns, rows] = gridSize(map);
  map.axes.forEach((axis, i) => {
    put(`${i === 0 ? 'alpha' : 'beta'}_${mapName(letter)}`, coordinates(axis), [axis.points]);
  });
  for (const field of MAP_ARRAYS) put(`${MAP_NAMES[field]}_${letter}`, Float32Array.from(map[field]), [rows, columns]);
}

function coordinates(axis: GridAxis): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: axis.points }, (_, i) => coordinateOf(axis, i));
}

function writeCheckpoints(checkpoints: readonly Checkpoint[], letter: string, put: Put): void {
  const count = checkpoints.length;
  put(`theta_${letter}`, ...stack(checkpoints.map((checkpoint) => checkpoint.theta)));
  put(`state_${letter}`, ...stack(checkpoints.map((checkpoint) => checkpoint.state)));
  put(
    `checkpoint_run_${letter}`,
    Int32Array.from(checkpoints, (checkpoint) => checkpoint.run),
    [count],
  );
  put(
    `checkpoint_epoch_${letter}`,
    Float64Array.from(checkpoints, (checkpoint) => checkpoint.epoch),
    [count],
  );
  const metrics = checkpoints.flatMap((checkpoint) => METRIC_COLUMNS.map((column) => checkpoint.metrics[column]));
  put(`checkpoint_metrics_${letter}`, Float64Array.from(metrics), [count, METRIC_COLUMNS.length]);
}

/** Vectors of one length as the rows of a matrix. Throws a RangeError where one is longer or shorter: they would not be one net's. */
function stack(rows: readonly Float32Array[]): [Numbers, readonly number[]] {
  const width = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== width)) throw new RangeError('Checkpoints of one pane have different lengths.');
  const data = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    data.set(row, i * width);
  });
  return [data, [rows.length, width]];
}

function read(files: Archive): Snapshot {
  const header = readHeader(files.get(HEADER));
  checkVersion(header);
  const document = readDocument(header.document);
  const panes = readList(header.panes, 'panes', document.panes.length);
  if (panes.length !== document.panes.length) throw new FrameError('panes');
  return {
    document,
    panes: panes.map((pane, i) =>
      agreeing(readPane(files, pane, document.panes[i] as Recipe, LETTERS[i] as string), document.panes[i] as Recipe),
    ),
  };
}

function readHeader(bytes: Uint8Array | undefined): Readonly<Record<string, unknown>> {
  if (!bytes) throw broken(HEADER);
  try {
    return readObject(JSON.parse(strFromU8(bytes)), HEADER);
  } catch (error) {
    // Nested deeper than the engine's stack allows is a RangeError.
    if (error instanceof SyntaxError || error instanceof RangeError) throw broken(HEADER);
    throw error;
  }
}

function readPane(files: Archive, value: unknown, recipe: Recipe, letter: string): PaneSnapshot {
  const frames = readFrames(value);
  const { curves, checkpoints } = readObject(value, 'pane');
  const runs = readInteger(curves, 'curves', 0, MAX_RUNS);
  const count = readInteger(checkpoints, 'checkpoints', 0, MAX_RUNS * MAX_CHECKPOINTS);
  return {
    provenance: frames.provenance,
    landscape: frames.landscape && readLandscape(files, frames.landscape, letter),
    ...(frames.companions.length > 0
      ? {
          companions: frames.companions.map((line, i) => ({
            ...line,
            landscape: readLandscape(files, line.landscape, lineName(letter, i)),
          })),
        }
      : {}),
    ...(frames.measured ? { measured: frames.measured } : {}),
    ...(frames.otherRange ? { otherRange: readLandscape(files, frames.otherRange, otherName(letter)) } : {}),
    ...(frames.sharpness ? { sharpness: frames.sharpness } : {}),
    ...(frames.curvature ? { curvature: readMap(files, frames.curvature.axes, letter) } : {}),
    boundary: frames.boundary && readBoundary(files, frames.boundary, letter),
    checkpoints: count > 0 ? readCheckpoints(files, recipe, letter, count) : [],
    curves: Array.from({ length: runs }, (_, run) => readCurve(files, `curve_${letter}_${run}`)),
  };
}

type Constructor<T extends Numbers> = abstract new (...args: never[]) => T;

/** An array of the given type and shape; null stands for a size that is free. */
function take<T extends Numbers>(
  files: Archive,
  name: string,
  type: Constructor<T>,
  shape: readonly (number | null)[],
): { data: T; rows: number } {
  const bytes = files.get(`${name}.npy`);
  if (!bytes) throw broken(name);
  const array = decodeNpy(bytes, name);
  const fits = array.shape.length === shape.length && shape.every((size, i) => size === null || size === array.shape[i]);
  if (!fits || !(array.data instanceof type)) throw broken(name);
  return { data: array.data, rows: array.shape[0] as number };
}

function readLandscape(files: Archive, frame: NonNullable<PaneFrames['landscape']>, letter: string): Landscape {
  const [columns, rows] = gridSize(frame);
  const shape = frame.axes.length === 1 ? [columns] : [rows, columns];
  frame.axes.forEach((axis, i) => {
    checkCoordinates(files, `${i === 0 ? 'alpha' : 'beta'}_${letter}`, axis);
  });
  return {
    ...frame,
    loss: take(files, `loss_${letter}`, Float32Array, shape).data,
    accuracy: take(files, `accuracy_${letter}`, Float32Array, shape).data,
    done: take(files, `done_${letter}`, Uint8Array, shape).data,
  };
}

function readMap(files: Archive, axes: readonly GridAxis[], letter: string): CurvatureMap {
  const [columns, rows] = gridSize({ axes });
  axes.forEach((axis, i) => {
    checkCoordinates(files, `${i === 0 ? 'alpha' : 'beta'}_${mapName(letter)}`, axis);
  });
  const of = (field: (typeof MAP_ARRAYS)[number]) => take(files, `${MAP_NAMES[field]}_${letter}`, Float32Array, [rows, columns]).data;
  return finishedMap(axes, {
    largest: of('largest'),
    smallest: of('smallest'),
    largestBound: of('largestBound'),
    smallestBound: of('smallestBound'),
  });
}

/** The coordinates are written for people's own programs; a file in which they disagree with its axes was put together wrongly. */
function checkCoordinates(files: Archive, name: string, axis: GridAxis): void {
  const { data } = take(files, name, Float64Array, [axis.points]);
  const tolerance = 1e-9 * (axis.max - axis.min);
  if (!data.every((value, i) => Math.abs(value - coordinateOf(axis, i)) <= tolerance)) throw broken(name);
}

function readBoundary(files: Archive, frame: NonNullable<PaneFrames['boundary']>, letter: string): Boundary {
  return { ...frame, classes: take(files, `boundary_${letter}`, Uint8Array, [frame.height, frame.width]).data };
}

function readCheckpoints(files: Archive, recipe: Recipe, letter: string, count: number): Checkpoint[] {
  const sizes = weightSizes(recipe);
  const { data: theta } = take(files, `theta_${letter}`, Float32Array, [count, sizes.theta]);
  const { data: state } = take(files, `state_${letter}`, Float32Array, [count, sizes.state]);
  const { data: run } = take(files, `checkpoint_run_${letter}`, Int32Array, [count]);
  const { data: epoch } = take(files, `checkpoint_epoch_${letter}`, Float64Array, [count]);
  const { data: metrics } = take(files, `checkpoint_metrics_${letter}`, Float64Array, [count, METRIC_COLUMNS.length]);
  return Array.from({ length: count }, (_, i) => ({
    run: readInteger(run[i], `checkpoint_run_${letter}`, 0, recipe.runs.length - 1),
    epoch: readInteger(epoch[i], `checkpoint_epoch_${letter}`, 0, Number.MAX_SAFE_INTEGER),
    theta: theta.slice(i * sizes.theta, (i + 1) * sizes.theta),
    state: state.slice(i * sizes.state, (i + 1) * sizes.state),
    metrics: row(metrics, METRIC_COLUMNS, i) as unknown as Metrics,
  }));
}

function readCurve(files: Archive, name: string): CurvePoint[] {
  const { data, rows } = take(files, name, Float64Array, [null, CURVE_COLUMNS.length]);
  return Array.from({ length: rows }, (_, i) => row(data, CURVE_COLUMNS, i) as unknown as CurvePoint);
}

function row(data: Float64Array, columns: readonly string[], i: number): Record<string, number> {
  return Object.fromEntries(columns.map((column, k) => [column, data[i * columns.length + k] as number]));
}
