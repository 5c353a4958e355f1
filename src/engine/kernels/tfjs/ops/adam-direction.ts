import { type ElementKernel, uniforms } from '../kernel';
import { coefficients } from './mix';

/** (cm·m) / (√(cv·v) + eps). Thread → entry. */
export function adamDirectionKernel(cm: number | null, cv: number | null): ElementKernel {
  const { key, scalars, first, second } = coefficients(cm, cv);
  return {
    kind: 'element',
    name: 'ReplicaAdamDirection',
    key,
    operands: ['f32', 'f32', ...scalars],
    result: 'f32',
    uniforms: uniforms.reals('first', 'second', 'eps'),
    functions: ['squareRoot'],
    body: `return (${first} * loadA(r, i)) / (squareRoot(${second} * loadB(r, i)) + uniforms.eps);`,
  };
}
