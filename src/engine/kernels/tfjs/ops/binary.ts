import type { ElementKernel } from '../kernel';

export type ArithmeticFunction = 'add' | 'subtract' | 'multiply';

export const SYMBOL: Record<ArithmeticFunction, string> = { add: '+', subtract: '-', multiply: '*' };

/** a ∘ b, entry by entry. Thread → entry. */
export function binaryKernel(fn: ArithmeticFunction): ElementKernel {
  return {
    kind: 'element',
    name: 'ReplicaBinary',
    key: fn,
    operands: ['f32', 'f32'],
    result: 'f32',
    uniforms: [],
    functions: [],
    body: `return loadA(r, i) ${SYMBOL[fn]} loadB(r, i);`,
  };
}
