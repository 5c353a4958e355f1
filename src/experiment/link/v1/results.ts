import type { CurvePoint } from '../../checkpoint';
import type { Boundary, Landscape } from '../../landscape';
import { codeField } from './field-model';
import { BitModel, type Coder } from './range-coder';
import {
  CURVE_LOSS,
  codeSubnormal,
  KIND,
  KindCoder,
  kindOf,
  LEVEL_LIMIT,
  levelOf,
  lossOf,
  type Quantiser,
  SURFACE_LOSS,
  specialLoss,
} from './surface-quantiser';

/**
 * The bulk of a pane's results in link version 1, frozen. What describes the numbers (axes, samples, sizes) is known from the readable part
 * of the link (header.ts) before any of this is read. Each function serves both ways: `source` is null where a decoder reads.
 */

/** Losses of a grid (or of a curve, with height 1). Returns them as they arrive, and levels at all points for use as a companion. */
function codeLosses(
  coder: Coder,
  source: ArrayLike<number> | null,
  width: number,
  height: number,
  done: Uint8Array,
  quantiser: Quantiser,
  companion: Float64Array | null,
): { losses: Float32Array; levels: Float64Array } {
  const points = width * height;
  const losses = new Float32Array(points).fill(Number.NaN);
  const values = new Int32Array(points);
  const present = new Uint8Array(points);
  const kinds = new Uint8Array(points);
  const kindCoder = new KindCoder();
  for (let i = 0; i < points; i++) {
    if (!done[i]) continue;
    const loss = source ? Math.fround(source[i] as number) : 0;
    const west = i % width > 0 ? (kinds[i - 1] as number) : KIND.level;
    const north = i >= width ? (kinds[i - width] as number) : KIND.level;
    const kind = kindCoder.code(coder, kindOf(loss) ?? KIND.nan, west, north);
    kinds[i] = kind;
    if (kind === KIND.level) {
      present[i] = 1;
      values[i] = source ? levelOf(loss, quantiser) : 0;
    } else {
      losses[i] = specialLoss(kind, kind === KIND.subnormal ? codeSubnormal(coder, loss) : 0);
    }
  }
  const levels = codeBounded(coder, width, height, values, present, -LEVEL_LIMIT, LEVEL_LIMIT, companion);
  for (let i = 0; i < points; i++) if (present[i]) losses[i] = lossOf(values[i] as number, quantiser);
  return { losses, levels };
}

/** A field of integers after its own bounds, which lie within [from, to]. */
function codeBounded(
  coder: Coder,
  width: number,
  height: number,
  values: Int32Array,
  present: Uint8Array,
  from: number,
  to: number,
  companion: Float64Array | null,
): Float64Array {
  let lowest = to;
  let highest = from;
  for (let i = 0; i < values.length; i++) {
    if (!present[i]) continue;
    lowest = Math.min(lowest, values[i] as number);
    highest = Math.max(highest, values[i] as number);
  }
  if (highest < lowest) {
    lowest = from;
    highest = from;
  }
  const min = from + coder.uniform(lowest - from, to - from + 1);
  const max = min + coder.uniform(highest - min, to - min + 1);
  return codeField(coder, { width, height, min, max, present, values, companion });
}

/** Shares that are exact multiples of 1/`whole`; NaN where there is none. */
function codeShares(
  coder: Coder,
  source: ArrayLike<number> | null,
  width: number,
  height: number,
  done: Uint8Array,
  whole: number,
  companion: Float64Array,
): { counts: Int32Array; present: Uint8Array } {
  const points = width * height;
  const present = new Uint8Array(points);
  const counts = new Int32Array(points);
  const model = [new BitModel(), new BitModel(), new BitModel()];
  for (let i = 0; i < points; i++) {
    if (!done[i]) continue;
    const share = source ? (source[i] as number) : 0;
    const context = (i % width > 0 && present[i - 1] ? 1 : 0) + (i >= width && present[i - width] ? 1 : 0);
    present[i] = coder.bit(Number.isNaN(share) ? 0 : 1, model[context] as BitModel);
    if (present[i] && source) counts[i] = Math.round(share * whole);
  }
  codeBounded(coder, width, height, counts, present, 0, whole, companion);
  return { counts, present };
}

/** Which points are done, and by which pass. */
function codeDone(coder: Coder, source: Uint8Array | null, width: number, height: number): Uint8Array {
  const points = width * height;
  const done = new Uint8Array(points);
  let least = 255;
  let most = 0;
  for (let i = 0; i < points && source; i++) {
    least = Math.min(least, source[i] as number);
    most = Math.max(most, source[i] as number);
  }
  // A complete surface needs no passes: all points count as reached by the last.
  if (coder.uniform(least > 0 ? 1 : 0, 2) === 1) return done.fill(Math.max(1, coder.uniform(most, 256)));
  const values = source ? Int32Array.from(source) : new Int32Array(points);
  codeBounded(coder, width, height, values, new Uint8Array(points).fill(1), 0, 255, null);
  return Uint8Array.from(values);
}

/** A line or plane whose axes, samples and cosines the readable part gave. Losses to 0.2 %, accuracies exact. */
export function codeLandscape(
  coder: Coder,
  source: Landscape | null,
  frame: Pick<Landscape, 'axes' | 'samples' | 'cosine' | 'cosineByChance'>,
): Landscape {
  const width = frame.axes[0]?.points ?? 0;
  const height = frame.axes[1]?.points ?? 1;
  const done = codeDone(coder, source?.done ?? null, width, height);
  const { losses, levels } = codeLosses(coder, source?.loss ?? null, width, height, done, SURFACE_LOSS, null);
  const { counts, present } = codeShares(coder, source?.accuracy ?? null, width, height, done, frame.samples, levels);
  const accuracy = Float32Array.from(counts, (count, i) => (present[i] ? count / frame.samples : Number.NaN));
  return { ...frame, loss: losses, accuracy, done };
}

/** Columns east and rows north of a cell that its class is judged by, besides its western and northern neighbours. */
const AROUND = [
  [-1, 1],
  [1, 1],
  [-2, 0],
  [0, 2],
  [1, 2],
  [2, 1],
] as const;

/** Classes over two inputs: is it the western neighbour's class, else the northern one's, else which. */
export function codeBoundary(
  coder: Coder,
  source: Uint8Array | null,
  frame: Omit<Boundary, 'classes'> & { readonly kinds: number },
): Boundary {
  const { width, height, kinds, ...rest } = frame;
  const classes = new Uint8Array(width * height);
  const asWest = Array.from({ length: 128 }, () => new BitModel());
  const asNorth = Array.from({ length: 4 }, () => new BitModel());
  for (let i = 0; i < classes.length; i++) {
    const x = i % width;
    const first = i < width;
    const west = x > 0 ? (classes[i - 1] as number) : first ? 0 : (classes[i - width] as number);
    const north = first ? west : (classes[i - width] as number);
    let alike = north === west ? 0 : 1;
    // Neighbours outside the raster count as like the western one.
    for (const [dx, dy] of AROUND) {
      const inside = x + dx >= 0 && x + dx < width && i - dy * width >= 0;
      alike = 2 * alike + (!inside || classes[i - dy * width + dx] === west ? 0 : 1);
    }
    const value = source ? (source[i] as number) : 0;
    if (coder.bit(value === west ? 1 : 0, asWest[alike] as BitModel) === 1) classes[i] = west;
    else if (kinds === 2) classes[i] = 1 - west;
    else if (north !== west && coder.bit(value === north ? 1 : 0, asNorth[alike & 3] as BitModel) === 1) classes[i] = north;
    else classes[i] = coder.uniform(value, kinds);
  }
  return { width, height, ...rest, classes };
}

/** How a curve's accuracies become whole counts: 0 = exact doubles k/n, 1 = float32 k/n, 2 = each double bit for bit. */
export interface ShareFrame {
  readonly mode: 0 | 1 | 2;
  readonly whole: number;
}

/** What the readable part says of a curve. `wholeEpochs` is false where epochs are no ascending whole numbers. */
export interface CurveFrame {
  readonly points: number;
  readonly wholeEpochs: boolean;
  readonly train: ShareFrame;
  readonly test: ShareFrame;
}

const LONGEST_STEP = 2 ** 20;

/** A training curve: losses to 0.5 %, accuracies and epochs exact. */
export function codeCurve(coder: Coder, source: readonly CurvePoint[] | null, frame: CurveFrame): CurvePoint[] {
  const { points } = frame;
  const all = new Uint8Array(points).fill(1);
  const column = (field: keyof CurvePoint) => source?.map((point) => point[field]) ?? null;
  const epochs = codeEpochs(coder, column('epoch'), points, frame.wholeEpochs);
  const train = codeLosses(coder, column('trainLoss'), points, 1, all, CURVE_LOSS, null);
  const test = codeLosses(coder, column('testLoss'), points, 1, all, CURVE_LOSS, train.levels);
  const trainAccuracy = codeCurveShares(coder, column('trainAccuracy'), points, frame.train, train.levels);
  const testAccuracy = codeCurveShares(coder, column('testAccuracy'), points, frame.test, test.levels);
  return epochs.map((epoch, i) => ({
    epoch,
    trainLoss: train.losses[i] as number,
    trainAccuracy: trainAccuracy[i] as number,
    testLoss: test.losses[i] as number,
    testAccuracy: testAccuracy[i] as number,
  }));
}

function codeEpochs(coder: Coder, source: readonly number[] | null, points: number, whole: boolean): number[] {
  if (!whole) return Array.from({ length: points }, (_, i) => codeDouble(coder, source?.[i] ?? 0));
  const steps = new Int32Array(points);
  for (let i = 0; i < points && source; i++) steps[i] = (source[i] as number) - (i > 0 ? (source[i - 1] as number) : 0);
  codeBounded(coder, points, 1, steps, new Uint8Array(points).fill(1), 0, LONGEST_STEP, null);
  let epoch = 0;
  return Array.from(steps, (step) => {
    epoch += step;
    return epoch;
  });
}

function codeCurveShares(
  coder: Coder,
  source: readonly number[] | null,
  points: number,
  { mode, whole }: ShareFrame,
  levels: Float64Array,
): number[] {
  if (mode === 2) return Array.from({ length: points }, (_, i) => codeDouble(coder, source?.[i] ?? 0));
  const { counts, present } = codeShares(coder, source, points, 1, new Uint8Array(points).fill(1), whole, levels);
  return Array.from(counts, (count, i) => {
    if (!present[i]) return Number.NaN;
    return mode === 1 ? Math.fround(count / whole) : count / whole;
  });
}

/** Whether epochs are whole, ascending and close enough for {@link codeCurve}'s short form. */
export function areWholeEpochs(epochs: readonly number[]): boolean {
  return epochs.every((epoch, i) => {
    const step = epoch - (i > 0 ? (epochs[i - 1] as number) : 0);
    return Number.isSafeInteger(epoch) && step >= 0 && step <= LONGEST_STEP;
  });
}

/** A double, bit for bit (one NaN stands for all). */
function codeDouble(coder: Coder, value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  for (let i = 0; i < 8; i += 2) view.setUint16(i, coder.uniform(view.getUint16(i), 65_536));
  return view.getFloat64(0);
}
