import { type ElementKernel, uniforms } from '../kernel';

/** origin [P], deltas [K, P], coords [K] → origin + Σ_k coords_k · deltas_k, in k order. Thread → parameter of a replica. */
export function composeKernel(): ElementKernel {
  return {
    kind: 'element',
    name: 'ReplicaCompose',
    key: '',
    operands: ['f32', 'f32', 'f32'],
    result: 'f32',
    uniforms: uniforms.integers('directions', 'parameters'),
    functions: [],
    body: `var value: f32 = loadA(r, i);
  for (var k: i32 = 0; k < uniforms.directions; k++) {
    value = value + loadC(r, k) * loadB(r, k * uniforms.parameters + i);
  }
  return value;`,
  };
}
