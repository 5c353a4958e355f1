import { numberOf } from '../params';
import { DECAY_SCOPE, decaying, weightDecayParam } from './decay';
import { MOMENT_PARAMS, MOMENT_SLOTS, momentHyper, updateMoments } from './moments';
import type { OptimizerSpec } from './types';

/** Adam with decoupled weight decay (Loshchilov & Hutter 2019) as PyTorch's `AdamW` has it: θ shrinks by lr·λ before the step. */
export const adamw: OptimizerSpec = {
  id: 'adamw',
  label: 'catalog.optimizer.adamw',
  params: { ...MOMENT_PARAMS, weightDecay: weightDecayParam(0.01), decayScope: DECAY_SCOPE },
  typicalRate: 3e-3,
  decayInGradient: false,
  slots: () => MOMENT_SLOTS,
  hyper: (params, t, learningRate) => ({
    ...momentHyper(params, t),
    minusRate: -learningRate,
    minusShrinkage: -learningRate * numberOf(params, 'weightDecay'),
  }),
  step(ops, params, { theta, slots, hyper, gradient }) {
    const shrunk = ops.mix(1, theta, hyper.minusShrinkage, decaying(ops, params, theta));
    const moments = updateMoments(ops, params, slots, hyper, gradient(theta));
    return { theta: ops.mix(1, shrunk, hyper.minusRate, moments.direction), slots: moments.slots };
  },
};
