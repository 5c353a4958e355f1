import type { TensorLayout, TensorSlot } from '../layout';

export const NORM_IDS = ['filter', 'layer', 'weight', 'dfilter', 'dlayer', 'none'] as const;
export type NormId = (typeof NORM_IDS)[number];
export const IGNORE_IDS = ['biasbn', 'none'] as const;
export type IgnoreId = (typeof IGNORE_IDS)[number];

/** Keeps a filter of zeros from dividing by zero, as the reference does. */
const FILTER_EPSILON = 1e-10;

/**
 * A raw direction scaled to the weights it is drawn at (METHOD.md, section 2; section 4 of the paper), [P] → [P]. Norms are
 * taken in float64. A filter is one index of a kernel's last axis. Tensors of one dimension become 0 with `ignore` "biasbn",
 * else they take the weights' own values, as in the reference.
 */
export function normaliseDirection(
  delta: Float32Array,
  weights: Float32Array,
  layout: TensorLayout,
  norm: NormId,
  ignore: IgnoreId,
): Float32Array {
  const result = new Float32Array(layout.size);
  for (const slot of layout.slots) {
    const d = delta.subarray(slot.offset, slot.offset + slot.size);
    const w = weights.subarray(slot.offset, slot.offset + slot.size);
    const out = result.subarray(slot.offset, slot.offset + slot.size);
    if (slot.shape.length > 1) normaliseKernel(d, w, out, filtersOf(slot), norm);
    else if (ignore === 'none') out.set(w);
  }
  return result;
}

/** Number of filters of a kernel: the extent of its last axis. */
export function filtersOf(slot: TensorSlot): number {
  return slot.shape[slot.shape.length - 1];
}

/** Euclidean norm of each filter of a kernel whose last axis has `filters` entries. */
export function filterNorms(values: Float32Array, filters: number): Float64Array {
  const squares = new Float64Array(filters);
  for (let i = 0; i < values.length; i++) squares[i % filters] += values[i] * values[i];
  return squares.map(Math.sqrt);
}

/** Euclidean norm in float64. */
export function euclideanNorm(values: Float32Array): number {
  let square = 0;
  for (const value of values) square += value * value;
  return Math.sqrt(square);
}

function normaliseKernel(d: Float32Array, w: Float32Array, out: Float32Array, filters: number, norm: NormId): void {
  const factors = filterFactors(d, w, filters, norm);
  for (let i = 0; i < d.length; i++) out[i] = norm === 'weight' ? d[i] * w[i] : d[i] * factors[i % filters];
}

/** What each filter of d is multiplied by. */
function filterFactors(d: Float32Array, w: Float32Array, filters: number, norm: NormId): Float64Array {
  switch (norm) {
    case 'filter': {
      const target = filterNorms(w, filters);
      return filterNorms(d, filters).map((length, j) => target[j] / (length + FILTER_EPSILON));
    }
    case 'dfilter':
      return filterNorms(d, filters).map((length) => 1 / (length + FILTER_EPSILON));
    case 'layer':
      return new Float64Array(filters).fill(euclideanNorm(w) / euclideanNorm(d));
    case 'dlayer':
      return new Float64Array(filters).fill(1 / euclideanNorm(d));
    case 'weight':
    case 'none':
      return new Float64Array(filters).fill(1);
  }
}
