import { foldedNormalMean } from '../../math/folded-normal';
import { square } from '../../math/portable';
import type { TensorLayout } from '../layout';
import { choiceOf, type ParamValues } from '../params';
import { euclideanNorm, filterNorms, filtersOf, type IgnoreId, type NormId } from './normalise';

interface RandomAxis {
  readonly id: string;
  readonly params: ParamValues;
}

/**
 * E|cos| of two independent random directions at these weights (METHOD.md, section 2); NaN unless both axes are random.
 *
 * With entries of variance σ² and ρ² in the two directions, the cosine has mean 0 and variance Σσ²ρ² / (Σσ²·Σρ²). For one norm this is
 * 1/P_eff with P_eff = (Σσ²)²/Σσ⁴: the count of entries not ignored without scaling, (Σ‖w_j‖²)² / Σ(‖w_j‖⁴/n_j) per filter.
 * Where 1-D tensors take the weights' values in both directions they agree there, which moves the mean.
 */
export function cosineByChance(axes: readonly RandomAxis[], layout: TensorLayout, theta: Float32Array): number {
  if (axes.length !== 2 || axes.some((axis) => axis.id !== 'random')) return Number.NaN;
  const [first, second] = axes.map((axis) => entrySpread(axis.params, layout, theta));
  let product = 0;
  let shared = 0;
  for (let i = 0; i < layout.size; i++) {
    product += first.variance[i] * second.variance[i];
    shared += first.fixed[i] * second.fixed[i];
  }
  const scale = Math.sqrt(squareLength(first) * squareLength(second));
  return foldedNormalMean(shared / scale, Math.sqrt(product) / scale);
}

/** Variance of every entry of a random direction, and what it takes for certain. */
interface Spread {
  readonly variance: Float64Array;
  readonly fixed: Float64Array;
}

function squareLength({ variance, fixed }: Spread): number {
  let sum = 0;
  for (let i = 0; i < variance.length; i++) sum += variance[i] + fixed[i] * fixed[i];
  return sum;
}

function entrySpread(params: ParamValues, layout: TensorLayout, theta: Float32Array): Spread {
  const norm = choiceOf(params, 'norm') as NormId;
  const ignore = choiceOf(params, 'ignore') as IgnoreId;
  const variance = new Float64Array(layout.size);
  const fixed = new Float64Array(layout.size);
  for (const slot of layout.slots) {
    const w = theta.subarray(slot.offset, slot.offset + slot.size);
    if (slot.shape.length > 1) variance.set(kernelVariance(w, filtersOf(slot), norm), slot.offset);
    else if (ignore === 'none') fixed.set(w, slot.offset);
  }
  return { variance, fixed };
}

function kernelVariance(w: Float32Array, filters: number, norm: NormId): Float64Array {
  const variance = new Float64Array(w.length);
  const perFilter = w.length / filters;
  const norms = filterNorms(w, filters);
  const layerNorm = euclideanNorm(w);
  const ofEntry: Record<NormId, (i: number) => number> = {
    filter: (i) => square(norms[i % filters]) / perFilter,
    layer: () => square(layerNorm) / w.length,
    weight: (i) => square(w[i]),
    dfilter: () => 1 / perFilter,
    dlayer: () => 1 / w.length,
    none: () => 1,
  };
  return variance.map((_, i) => ofEntry[norm](i));
}
