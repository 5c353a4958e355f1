import { flagOf, numberOf } from '../params';
import { DECAY_SCOPE, decaying, weightDecayParam } from './decay';
import type { OptimizerSpec } from './types';

/**
 * Stochastic gradient descent as PyTorch's `SGD` has it (no dampening): g += λθ; b ← μb + g (b₁ = g); θ ← θ − lr·b,
 * with Nesterov θ ← θ − lr·(g + μb).
 */
export const sgd: OptimizerSpec = {
  id: 'sgd',
  label: 'catalog.optimizer.sgd',
  params: {
    momentum: { kind: 'number', label: 'catalog.param.momentum', min: 0, max: 0.999, default: 0.9, step: 0.01 },
    nesterov: { kind: 'flag', label: 'catalog.param.nesterov', default: true, when: (values) => values.momentum !== 0 },
    weightDecay: weightDecayParam(0),
    decayScope: DECAY_SCOPE,
  },
  typicalRate: 0.05,
  decayInGradient: true,
  // Cohen et al. 2021, appendix B: the eigenvalues of one step on a quadratic leave the unit circle beyond it.
  stableUpTo(params, learningRate) {
    const momentum = numberOf(params, 'momentum');
    const ahead = flagOf(params, 'nesterov') ? 1 + 2 * momentum : 1;
    return (2 * (1 + momentum)) / (learningRate * ahead);
  },
  slots: () => ['velocity'],
  hyper: (params, _t, learningRate) => ({
    minusRate: -learningRate,
    momentum: numberOf(params, 'momentum'),
    weightDecay: numberOf(params, 'weightDecay'),
  }),
  step(ops, params, { theta, slots, hyper, gradient }) {
    const decayed = ops.mix(1, gradient(theta), hyper.weightDecay, decaying(ops, params, theta));
    // The velocity starts at zero, so the first one is the gradient itself.
    const velocity = ops.mix(hyper.momentum, slots.velocity, 1, decayed);
    const direction = flagOf(params, 'nesterov') ? ops.mix(1, decayed, hyper.momentum, velocity) : velocity;
    return { theta: ops.mix(1, theta, hyper.minusRate, direction), slots: { velocity } };
  },
};
