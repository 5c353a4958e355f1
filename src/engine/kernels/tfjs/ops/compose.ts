import { type ElementKernel, uniforms } from '../kernel';

/**
 * origin [P], deltas [K, P], coords [K] → origin + Σ_k coords_k · deltas_k, in k order. Thread → parameter of a replica. The few directions are
 * written out: a loop costs software adapters more than what is in it.
 */
export function composeKernel(directions: number): ElementKernel {
  const terms = Array.from({ length: directions }, (_, k) => `value = value + loadC(r, ${k}) * loadB(r, ${k} * uniforms.parameters + i);`);
  return {
    kind: 'element',
    name: 'ReplicaCompose',
    key: `${directions}`,
    operands: ['f32', 'f32', 'f32'],
    result: 'f32',
    uniforms: uniforms.integers('parameters'),
    functions: [],
    body: ['var value: f32 = loadA(r, i);', ...terms, 'return value;'].join('\n  '),
  };
}
