import { type ElementKernel, uniforms } from '../kernel';

/** x [rows, columns] → (x − mean)·scale + shift, per column. Thread → entry of x. */
export function normalizeKernel(): ElementKernel {
  return {
    kind: 'element',
    name: 'ReplicaNormalize',
    key: '',
    operands: ['f32', 'f32', 'f32', 'f32'],
    result: 'f32',
    uniforms: uniforms.integers('columns'),
    functions: [],
    body: `let column: i32 = i % uniforms.columns;
  return (loadA(r, i) - loadB(r, column)) * loadC(r, column) + loadD(r, column);`,
  };
}
