import { euclideanNorm, filterNorms, filtersOf } from '../directions/normalise';
import type { TensorLayout } from '../layout';
import type { SharpnessMeasure } from './types';

/** Length of the step where every filter has norm 1 (METHOD.md, section 5). */
const RHO = 0.05;

/**
 * The rise along the gradient with each filter's step scaled by the filter's norm: L(θ + ρT²∇L/‖T∇L‖) − L(θ), T the norms (Kwon et al. 2021). Biases and
 * batch norm stay, as in a filter-normalised direction, so that rescaling layers changes nothing. NaN where the gradient is 0.
 */
export const adaptiveRise: SharpnessMeasure = {
  id: 'adaptiveRise',
  scale: 'invariant',
  async measure({ layout, theta, slopeAt }) {
    const { loss, gradient } = await slopeAt(theta);
    const norms = normsOf(layout, theta);
    const factor = RHO / euclideanNorm(gradient.map((slope, i) => norms[i] * slope));
    const { loss: after } = await slopeAt(theta.map((weight, i) => weight + factor * norms[i] * norms[i] * gradient[i]));
    return { value: after - loss };
  },
};

/** For each weight the norm of its filter; 0 for tensors of one dimension. */
function normsOf(layout: TensorLayout, theta: Float32Array): Float64Array {
  const norms = new Float64Array(layout.size);
  for (const slot of layout.slots) {
    if (slot.shape.length < 2) continue;
    const filters = filtersOf(slot);
    const ofFilter = filterNorms(theta.subarray(slot.offset, slot.offset + slot.size), filters);
    for (let i = 0; i < slot.size; i++) norms[slot.offset + i] = ofFilter[i % filters];
  }
  return norms;
}
