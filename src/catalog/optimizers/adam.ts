import { numberOf } from '../params';
import { DECAY_SCOPE, decaying, weightDecayParam } from './decay';
import { MOMENT_PARAMS, MOMENT_SLOTS, momentHyper, updateMoments } from './moments';
import type { OptimizerSpec } from './types';

/** Adam (Kingma & Ba 2015) as PyTorch's `Adam` has it: weight decay is added to the gradient. */
export const adam: OptimizerSpec = {
  id: 'adam',
  label: 'catalog.optimizer.adam',
  params: { ...MOMENT_PARAMS, weightDecay: weightDecayParam(0), decayScope: DECAY_SCOPE },
  typicalRate: 3e-3,
  decayInGradient: true,
  slots: () => MOMENT_SLOTS,
  hyper: (params, t, learningRate) => ({
    ...momentHyper(params, t),
    minusRate: -learningRate,
    weightDecay: numberOf(params, 'weightDecay'),
  }),
  step(ops, params, { theta, slots, hyper, gradient }) {
    const decayed = ops.mix(1, gradient(theta), hyper.weightDecay, decaying(ops, params, theta));
    const moments = updateMoments(ops, params, slots, hyper, decayed);
    return { theta: ops.mix(1, theta, hyper.minusRate, moments.direction), slots: moments.slots };
  },
};
