import { type ElementKernel, uniforms } from '../kernel';

/** v [columns] on every row. Thread → entry of the result. */
export function broadcastRowsKernel(): ElementKernel {
  return {
    kind: 'element',
    name: 'ReplicaBroadcastRows',
    key: '',
    operands: ['f32'],
    result: 'f32',
    uniforms: uniforms.integers('columns'),
    functions: [],
    body: 'return loadA(r, i % uniforms.columns);',
  };
}
