import { type Pointwise, real } from './definition';

export type ArithmeticFunction = 'add' | 'subtract' | 'multiply';

const SYMBOL: Record<ArithmeticFunction, string> = { add: '+', subtract: '-', multiply: '*' };

/** a ∘ b of one shape. */
export function binary(fn: ArithmeticFunction): Pointwise {
  return { access: ['entry', 'entry'], uniforms: [], functions: [], expression: ([a, b]) => `${a} ${SYMBOL[fn]} ${b}` };
}

/** x [rows, columns] ∘ v [columns]. */
export function columns(fn: ArithmeticFunction): Pointwise {
  return { ...binary(fn), access: ['entry', 'column'] };
}

/** v [columns] on every row. */
export function broadcastRows(): Pointwise {
  return { access: ['column'], uniforms: [], functions: [], expression: ([v]) => v as string };
}

/** factor · a. */
export function scale(factor: number): Pointwise {
  return { access: ['entry'], uniforms: [real(factor)], functions: [], expression: ([a], [by]) => `${by} * ${a}` };
}
