import { type ElementKernel, uniforms } from '../kernel';
import { type ArithmeticFunction, SYMBOL } from './binary';

/** x [rows, columns] ∘ v [columns]. Thread → entry of x. */
export function columnsKernel(fn: ArithmeticFunction): ElementKernel {
  return {
    kind: 'element',
    name: 'ReplicaColumns',
    key: fn,
    operands: ['f32', 'f32'],
    result: 'f32',
    uniforms: uniforms.integers('columns'),
    functions: [],
    body: `return loadA(r, i) ${SYMBOL[fn]} loadB(r, i % uniforms.columns);`,
  };
}
