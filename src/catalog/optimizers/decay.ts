import type { TensorRole } from '../layout';
import type { OptimizerOps } from '../ops';
import { type ChoiceParam, choiceOf, type NumberParam, type ParamValues } from '../params';

/** Strength of weight decay. */
export function weightDecayParam(byDefault: number): NumberParam {
  return { kind: 'number', label: 'catalog.param.weightDecay', min: 0, max: 1, default: byDefault, scale: 'log' };
}

/** Which tensors weight decay pulls on: all of them as in the reference, or kernels only. */
export const DECAY_SCOPE: ChoiceParam = {
  kind: 'choice',
  label: 'catalog.param.decayScope',
  options: [
    { id: 'all', label: 'catalog.decayScope.all' },
    { id: 'kernels', label: 'catalog.decayScope.kernels' },
  ],
  default: 'all',
  when: (values) => values.weightDecay !== 0,
};

const DECAYING_ROLES: readonly TensorRole[] = ['kernel'];

/** The part of θ that decays under the chosen scope. */
export function decaying<T>(ops: OptimizerOps<T>, params: ParamValues, theta: T): T {
  return choiceOf(params, 'decayScope') === 'kernels' ? ops.keepRoles(theta, DECAYING_ROLES) : theta;
}
