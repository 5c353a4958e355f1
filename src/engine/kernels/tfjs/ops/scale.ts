import { type ElementKernel, uniforms } from '../kernel';

/** factor · a. Thread → entry. */
export function scaleKernel(): ElementKernel {
  return {
    kind: 'element',
    name: 'ReplicaScale',
    key: '',
    operands: ['f32'],
    result: 'f32',
    uniforms: uniforms.reals('factor'),
    functions: [],
    body: 'return uniforms.factor * loadA(r, i);',
  };
}
