import { type ElementKernel, uniforms } from '../kernel';

/**
 * (v + shift)^(halves / 2) by roots and products, as GPUs' own pow is coarse: halves is twice the exponent.
 * Thread → entry.
 */
export function powerKernel(): ElementKernel {
  return {
    kind: 'element',
    name: 'ReplicaPower',
    key: '',
    operands: ['f32'],
    result: 'f32',
    uniforms: [...uniforms.reals('shift'), ...uniforms.integers('halves')],
    functions: ['squareRoot'],
    body: `let base: f32 = loadA(r, i) + uniforms.shift;
  let count: i32 = abs(uniforms.halves);
  var value: f32 = 1.0;
  if (count % 2 == 1) { value = squareRoot(base); }
  for (var k: i32 = 0; k < count / 2; k++) { value = value * base; }
  if (uniforms.halves < 0) { return 1.0 / value; }
  return value;`,
  };
}
