import { power } from '../../math/portable';
import type { OptimizerOps, Scalar } from '../ops';
import { type ChoiceParam, choiceOf, type NumberParam, numberOf, type ParamSpecs, type ParamValues } from '../params';

const BETA1: NumberParam = { kind: 'number', label: 'catalog.param.beta1', min: 0, max: 0.9999, default: 0.9, step: 0.01 };
const BETA2: NumberParam = { kind: 'number', label: 'catalog.param.beta2', min: 0, max: 0.99999, default: 0.999, step: 0.001 };

/** A choice and not a number, because it is a constant of the traced graph: runs with different ones train apart. */
const EPSILON: ChoiceParam = {
  kind: 'choice',
  label: 'catalog.param.epsilon',
  options: ['1e-8', '1e-7', '1e-5', '1e-3'].map((id) => ({ id, label: `catalog.epsilon.${id}` })),
  default: '1e-8',
};

/** What Adam and AdamW have in common. */
export const MOMENT_PARAMS = { beta1: BETA1, beta2: BETA2, epsilon: EPSILON } satisfies ParamSpecs;
export const MOMENT_SLOTS = ['mean', 'square'] as const;

/** Scalars of step `t` (1, 2, …): decay rates, their complements and the bias corrections. */
export function momentHyper(params: ParamValues, t: number) {
  const beta1 = numberOf(params, 'beta1');
  const beta2 = numberOf(params, 'beta2');
  return {
    beta1,
    beta2,
    gain1: 1 - beta1,
    gain2: 1 - beta2,
    correction1: 1 / (1 - power(beta1, t)),
    correction2: 1 / (1 - power(beta2, t)),
  };
}

/** m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², and the bias-corrected m̂ / (√v̂ + ε). */
export function updateMoments<T>(
  ops: OptimizerOps<T>,
  params: ParamValues,
  slots: Readonly<Record<string, T>>,
  hyper: Readonly<Record<string, Scalar<T>>>,
  gradient: T,
): { direction: T; slots: { mean: T; square: T } } {
  const mean = ops.mix(hyper.beta1, slots.mean, hyper.gain1, gradient);
  const square = ops.mixSquare(hyper.beta2, slots.square, hyper.gain2, gradient);
  const epsilon = Number(choiceOf(params, 'epsilon'));
  return { direction: ops.adamDirection(hyper.correction1, mean, hyper.correction2, square, epsilon), slots: { mean, square } };
}
