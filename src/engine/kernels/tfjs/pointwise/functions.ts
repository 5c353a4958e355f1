import type { ActivationKind } from '../../../../catalog/activations';
import { activationFunction } from '../activations';
import { type Pointwise, real } from './definition';

/** An activation or its first or second derivative. */
export function activation(kind: ActivationKind, order: 0 | 1 | 2): Pointwise {
  const name = activationFunction(kind, order);
  return { access: ['entry'], uniforms: [], functions: [name], expression: ([x]) => `${name}(${x})` };
}

/** (v + shift)^exponent; the exponent is a multiple of ½ and given as its double. */
export function power(shift: number, exponent: number): Pointwise {
  return {
    access: ['entry'],
    uniforms: [real(shift), { type: 'i32', value: 2 * exponent }],
    functions: ['power'],
    expression: ([v], [by, halves]) => `power(${v} + ${by}, ${halves})`,
  };
}
