import type { Pointwise } from './definition';

/** x [rows, columns] → (x − mean)·scale + shift, per column. */
export function normalize(): Pointwise {
  return {
    access: ['entry', 'column', 'column', 'column'],
    uniforms: [],
    functions: [],
    expression: ([x, mean, scale, shift]) => `(${x} - ${mean}) * ${scale} + ${shift}`,
  };
}
