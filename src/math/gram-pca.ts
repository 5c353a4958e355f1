import { finish } from './steps';
import { symmetricEigen } from './symmetric-eigen';

/** Principal components of a few long rows. */
export interface Pca {
  /** Share of the variance (of the sum of squares, where not centred) in each component, descending; as many as rows. */
  readonly explained: Float64Array;
  /** Singular values of the matrix of rows, descending. */
  readonly singularValues: Float64Array;
  /**
   * `weights[k][i]`: component k is Σ_i weights[k][i]·(row_i − origin), a unit vector. The same sum of other quantities of the rows moves them
   * along with it. Of the components asked for, as far as their variance is not 0.
   */
  readonly weights: readonly Float64Array[];
  /** The components themselves, [P], 0 outside the ranges. */
  readonly components: readonly Float32Array[];
}

/** Rows of a Gram matrix come in blocks of so many, the last filled up with zeros. */
export const BLOCK_ROWS = 4;
/** Columns that are looked at together: a block of their differences stays in the first cache, those of a few hundred rows in the second. */
export const PANEL = 256;

/** What adds up a Gram matrix. There is one of plain TypeScript here, and a faster one among the engine's kernels. */
export interface GramKernel {
  /** Room for some columns of `count` rows, [count, {@link PANEL}], and of the origin, and for the Gram matrix of the rows filled up to whole blocks, which is 0. */
  reserve(count: number): { readonly rows: Float32Array; readonly origin: Float32Array; readonly gram: Float64Array };
  /** gram += D·Dᵀ of the differences D = rows − origin in their first `width` columns, less their mean where `centred`; at least the lower triangle. */
  add(count: number, width: number, centred: boolean): void;
}

export interface PcaOptions {
  /** What rows are differences from. */
  readonly origin: Float32Array;
  /** Subtracts the mean of the differences, as scikit-learn does and the paper's text does not. */
  readonly centred: boolean;
  /** Parts of the rows that count, as [start, end); the rest is taken for 0. */
  readonly ranges: readonly (readonly [number, number])[];
  /** How many components are wanted. */
  readonly components: number;
  readonly kernel?: GramKernel;
}

/** Components with a smaller share of the largest singular value are rounding: the Gram matrix holds squares. */
const NEGLIGIBLE = 1e-6;

/**
 * Principal components of rows θ_i − origin by their T × T Gram matrix (METHOD.md, section 2), in float64: O(T²P) time, and beside the rows T² numbers
 * and one panel of columns. Signs: the largest entry of a component's weights is positive. Throws a RangeError on rows of unequal lengths.
 */
export function gramPca(rows: readonly Float32Array[], options: PcaOptions): Pca {
  return finish(gramPcaSteps(rows, options));
}

/** The same in steps of some milliseconds, so that whoever pulls them can do something else in between. */
export function* gramPcaSteps(rows: readonly Float32Array[], options: PcaOptions): Generator<void, Pca> {
  const { origin, centred, ranges, components } = options;
  const count = rows.length;
  for (const row of rows) {
    if (row.length !== origin.length) throw new RangeError(`A row of ${row.length} entries does not fit an origin of ${origin.length}.`);
  }
  const kernel = options.kernel ?? plainKernel();
  const place = kernel.reserve(count);
  for (const [start, end] of panelsOf(ranges)) {
    place.origin.set(origin.subarray(start, end));
    for (let i = 0; i < count; i++) place.rows.set(rows[i].subarray(start, end), i * PANEL);
    kernel.add(count, end - start, centred);
    yield;
  }
  const stride = Math.ceil(count / BLOCK_ROWS) * BLOCK_ROWS;
  const gram = Float64Array.from({ length: count * count }, (_, k) => place.gram[Math.floor(k / count) * stride + (k % count)]);
  const { values, vectors } = symmetricEigen(gram, count);
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const descending = Float64Array.from(values, (_, k) => Math.max(0, values[count - 1 - k]));
  const singularValues = descending.map(Math.sqrt);
  const weights: Float64Array[] = [];
  for (let k = 0; k < Math.min(components, count); k++) {
    if (!(singularValues[k] > NEGLIGIBLE * singularValues[0])) break;
    weights.push(weightsOf(vectors[count - 1 - k], singularValues[k], centred));
  }
  return {
    explained: descending.map((value) => (total > 0 ? value / total : Number.NaN)),
    singularValues,
    weights,
    components: yield* combineRows(rows, origin, ranges, weights),
  };
}

function* panelsOf(ranges: PcaOptions['ranges']): Generator<readonly [start: number, end: number], void> {
  for (const [from, to] of ranges) {
    for (let start = from; start < to; start += PANEL) yield [start, Math.min(start + PANEL, to)];
  }
}

function plainKernel(): GramKernel {
  let place = { rows: new Float32Array(), origin: new Float32Array(), gram: new Float64Array() };
  let panel = new Float64Array();
  return {
    reserve(count) {
      const rowsOfBlocks = Math.ceil(count / BLOCK_ROWS) * BLOCK_ROWS;
      panel = new Float64Array(rowsOfBlocks * PANEL);
      place = {
        rows: new Float32Array(count * PANEL),
        origin: new Float32Array(PANEL),
        gram: new Float64Array(rowsOfBlocks * rowsOfBlocks),
      };
      return place;
    },
    add(count, width, centred) {
      fillPanel(panel, place.rows, place.origin, count, width, centred);
      addProducts(place.gram, panel, Math.ceil(count / BLOCK_ROWS), width);
    },
  };
}

// The loops below are functions of their own, without generators and iterators, around which engines compile loops badly.

/** Differences as [blocks, PANEL, BLOCK_ROWS]: the rows of a block lie side by side, column by column. Rows that only fill the last block stay 0. */
function fillPanel(panel: Float64Array, rows: Float32Array, origin: Float32Array, count: number, width: number, centred: boolean): void {
  const means = new Float64Array(width);
  for (let i = 0; i < count; i++) {
    const first = firstOf(i);
    for (let c = 0; c < width; c++) {
      const difference = rows[i * PANEL + c] - origin[c];
      panel[first + BLOCK_ROWS * c] = difference;
      means[c] += difference;
    }
  }
  if (!centred) return;
  for (let c = 0; c < width; c++) means[c] /= count;
  for (let i = 0; i < count; i++) {
    const first = firstOf(i);
    for (let c = 0; c < width; c++) panel[first + BLOCK_ROWS * c] -= means[c];
  }
}

/** Where a row begins in a panel. */
function firstOf(row: number): number {
  return Math.floor(row / BLOCK_ROWS) * BLOCK_ROWS * PANEL + (row % BLOCK_ROWS);
}

/** gram += panel·panelᵀ, tiles of two rows × a block on and below the diagonal, whose sums stay in registers. */
function addProducts(gram: Float64Array, panel: Float64Array, blocks: number, width: number): void {
  const stride = blocks * BLOCK_ROWS;
  for (let i = 0; i < stride; i += 2) {
    for (let j = 0; j * BLOCK_ROWS <= i; j++) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let s4 = 0;
      let s5 = 0;
      let s6 = 0;
      let s7 = 0;
      const start = j * BLOCK_ROWS * PANEL;
      for (let a = firstOf(i), b = start; b < start + width * BLOCK_ROWS; a += BLOCK_ROWS, b += BLOCK_ROWS) {
        const x0 = panel[a];
        const x1 = panel[a + 1];
        const y0 = panel[b];
        const y1 = panel[b + 1];
        const y2 = panel[b + 2];
        const y3 = panel[b + 3];
        s0 += x0 * y0;
        s1 += x0 * y1;
        s2 += x0 * y2;
        s3 += x0 * y3;
        s4 += x1 * y0;
        s5 += x1 * y1;
        s6 += x1 * y2;
        s7 += x1 * y3;
      }
      const at = i * stride + j * BLOCK_ROWS;
      gram[at] += s0;
      gram[at + 1] += s1;
      gram[at + 2] += s2;
      gram[at + 3] += s3;
      gram[at + stride] += s4;
      gram[at + stride + 1] += s5;
      gram[at + stride + 2] += s6;
      gram[at + stride + 3] += s7;
    }
  }
}

/** sum += Σ_i weights_i · (row_i − origin) in the columns from `start` on, four rows at a time; the last may come again with weight 0. */
function addRows(
  sum: Float64Array,
  weights: Float64Array,
  rows: readonly Float32Array[],
  origin: Float32Array,
  start: number,
  width: number,
): void {
  const last = rows.length - 1;
  for (let i = 0; i <= last; i += 4) {
    const [a, b, c, d] = [rows[i], rows[Math.min(i + 1, last)], rows[Math.min(i + 2, last)], rows[Math.min(i + 3, last)]];
    const [u, v, w, x] = [
      weights[i],
      i + 1 > last ? 0 : weights[i + 1],
      i + 2 > last ? 0 : weights[i + 2],
      i + 3 > last ? 0 : weights[i + 3],
    ];
    for (let k = 0, at = start; k < width; k++, at++) {
      const o = origin[at];
      sum[k] += u * (a[at] - o) + v * (b[at] - o) + w * (c[at] - o) + x * (d[at] - o);
    }
  }
}

/** A unit eigenvector of the Gram matrix as weights of the uncentred differences, with its sign fixed. */
function weightsOf(vector: Float64Array, singularValue: number, centred: boolean): Float64Array {
  const largest = vector.reduce((max, value) => (Math.abs(value) > Math.abs(max) ? value : max), 0);
  const mean = centred ? vector.reduce((sum, value) => sum + value, 0) / vector.length : 0;
  const scale = (largest < 0 ? -1 : 1) / singularValue;
  return vector.map((value) => (value - mean) * scale);
}

/** Σ_i weights_i·(row_i − origin) for each list of weights, within the ranges. */
function* combineRows(
  rows: readonly Float32Array[],
  origin: Float32Array,
  ranges: PcaOptions['ranges'],
  weights: readonly Float64Array[],
): Generator<void, Float32Array[]> {
  const sums = weights.map(() => new Float64Array(PANEL));
  const results = weights.map(() => new Float32Array(origin.length));
  for (const [start, end] of panelsOf(ranges)) {
    for (let k = 0; k < sums.length; k++) {
      sums[k].fill(0);
      addRows(sums[k], weights[k], rows, origin, start, end - start);
    }
    for (let k = 0; k < sums.length; k++) results[k].set(sums[k].subarray(0, end - start), start);
    yield;
  }
  return results;
}
