import { disagreement } from '../../experiment/agreement';
import type { Checkpoint, CurvePoint } from '../../experiment/checkpoint';
import { MAX_CHECKPOINTS } from '../../experiment/fields';
import {
  FrameError,
  MAX_AXIS_POINTS,
  readInteger,
  readLandscapeFrame,
  readList,
  readMinima,
  readObject,
  readProvenance,
} from '../../experiment/frames';
import type { Landscape } from '../../experiment/landscape';
import type { Recipe } from '../../experiment/recipe';
import { EMPTY_PANE } from '../../experiment/snapshot';
import { weightSizes } from '../../experiment/weight-sizes';
import type { RunRecord, Source, SurfaceRecord } from '../memory';

/** How results lie in the store. What comes out of it is checked like a file from a stranger: another version, or another page of this host, may have written it. */
interface KeptRun {
  readonly source: Source;
  /** JSON: the provenance and the checkpoints' epochs. */
  readonly head: string;
  /** [points, 5] and [checkpoints, 4], in the order of the columns below. */
  readonly curve: Float64Array;
  readonly metrics: Float64Array;
  readonly theta: readonly Float32Array[];
  readonly state: readonly Float32Array[];
}

interface KeptSurface extends Pick<Landscape, 'loss' | 'accuracy' | 'done'> {
  readonly source: Source;
  /** JSON: the provenance, and the landscape without its arrays. */
  readonly head: string;
}

const METRICS = ['trainLoss', 'trainAccuracy', 'testLoss', 'testAccuracy'] as const;
const COLUMNS = ['epoch', ...METRICS] as const;
const MAX_CURVE = 5001;
const MAX_COMPONENTS = 64;

export function writeRun({ curve, checkpoints, source, provenance }: RunRecord): { value: KeptRun; bytes: number } {
  const value = {
    source,
    head: JSON.stringify({ provenance, epochs: checkpoints.map(({ epoch }) => epoch) }),
    curve: Float64Array.from(curve.flatMap((point) => COLUMNS.map((column) => point[column]))),
    metrics: Float64Array.from(checkpoints.flatMap(({ metrics }) => METRICS.map((column) => metrics[column]))),
    theta: checkpoints.map(({ theta }) => theta),
    state: checkpoints.map(({ state }) => state),
  };
  const weights = checkpoints.reduce((sum, { theta, state }) => sum + theta.byteLength + state.byteLength, 0);
  return { value, bytes: weights + value.curve.byteLength + value.metrics.byteLength + value.head.length };
}

/** A run that may belong to a recipe; null where it cannot. */
export function readRun(value: unknown, recipe: Recipe, run: number): RunRecord | null {
  return attempt(() => {
    const kept = readObject(value, 'run');
    const { provenance, epochs } = readObject(JSON.parse(text(kept.head)), 'head');
    const known = readList(epochs, 'epochs', MAX_CHECKPOINTS).map((epoch) => readInteger(epoch, 'epochs', 0, recipe.runs[run].epochs));
    const thetas = readList(kept.theta, 'theta', known.length);
    const states = readList(kept.state, 'state', known.length);
    const curve = rows(kept.curve, COLUMNS.length, MAX_CURVE).map(
      ([epoch, trainLoss, trainAccuracy, testLoss, testAccuracy]): CurvePoint => ({
        epoch,
        trainLoss,
        trainAccuracy,
        testLoss,
        testAccuracy,
      }),
    );
    const metrics = rows(kept.metrics, METRICS.length, known.length);
    const sizes = known.length > 0 ? weightSizes(recipe) : { theta: 0, state: 0 };
    const checkpoints = known.map((epoch, i): Checkpoint => {
      const [trainLoss, trainAccuracy, testLoss, testAccuracy] = metrics[i] ?? fail('metrics');
      const theta = floats(thetas[i], sizes.theta);
      return { run, epoch, theta, state: floats(states[i], sizes.state), metrics: { trainLoss, trainAccuracy, testLoss, testAccuracy } };
    });
    const curves = recipe.runs.map((_, i) => (i === run ? curve : []));
    const last = checkpoints.at(-1)?.epoch ?? curve.at(-1)?.epoch;
    if (last !== recipe.runs[run].epochs || disagreement(recipe, { ...EMPTY_PANE, curves, checkpoints })) fail('run');
    const made = provenance === null ? null : readProvenance(provenance);
    return { curve, checkpoints, complete: true, live: null, source: sourceOf(kept.source), provenance: made };
  });
}

export function writeSurface({ landscape, source, provenance }: SurfaceRecord): { value: KeptSurface; bytes: number } {
  const { loss, accuracy, done, ...frame } = landscape;
  const head = JSON.stringify({ provenance, frame });
  return { value: { source, head, loss, accuracy, done }, bytes: loss.byteLength + accuracy.byteLength + done.byteLength + head.length };
}

/** A surface that may belong to a recipe; null where it cannot. */
export function readSurface(value: unknown, recipe: Recipe): SurfaceRecord | null {
  return attempt(() => {
    const kept = readObject(value, 'surface');
    const { provenance, frame } = readObject(JSON.parse(text(kept.head)), 'head');
    const read = readLandscapeFrame(frame, MAX_AXIS_POINTS ** 2);
    const points = read.axes.reduce((product, axis) => product * axis.points, 1);
    const { done } = kept;
    if (!(done instanceof Uint8Array) || done.length !== points || !done.every((mark) => mark > 0)) fail('done');
    const shares = ['explainedByChance', 'scree', 'screeByChance'].flatMap((key) => {
      const given = readObject(frame, 'frame')[key];
      return given === undefined ? [] : [[key, readList(given, key, MAX_COMPONENTS).map(share)] as const];
    });
    const { minima } = readObject(frame, 'frame');
    const landscape: Landscape = {
      ...read,
      ...(minima === undefined ? {} : { minima: readMinima(minima) }),
      ...Object.fromEntries(shares),
      loss: floats(kept.loss, points),
      accuracy: floats(kept.accuracy, points),
      done: done as Uint8Array,
    };
    if (disagreement(recipe, { ...EMPTY_PANE, landscape })) fail('landscape');
    const made = provenance === null ? null : readProvenance(provenance);
    return { landscape, complete: true, source: sourceOf(kept.source), provenance: made };
  });
}

/** What a reader gives; null where what was kept is not what it should be. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FrameError || error instanceof SyntaxError) return null;
    throw error;
  }
}

function fail(at: string): never {
  throw new FrameError(at);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : fail('head');
}

function sourceOf(value: unknown): Source {
  return value === 'here' || value === 'shared' ? value : fail('source');
}

function floats(value: unknown, length: number): Float32Array {
  return value instanceof Float32Array && value.length === length ? value : fail('numbers');
}

/** A share, 0 … 1; null stands for NaN. */
function share(value: unknown): number {
  if (value === null) return Number.NaN;
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : fail('share');
}

/** A table's rows. */
function rows(value: unknown, columns: number, most: number): number[][] {
  if (!(value instanceof Float64Array) || value.length % columns !== 0 || value.length > columns * most) return fail('table');
  return Array.from({ length: value.length / columns }, (_, i) => [...value.subarray(i * columns, (i + 1) * columns)]);
}
