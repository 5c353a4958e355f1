import { type ElementKernel, uniforms } from '../kernel';

/** Code and operands of two coefficients: each is a uniform, or the replica's entry of the next scalar operand after A and B. */
export function coefficients(
  first: number | null,
  second: number | null,
): { key: string; scalars: 'f32'[]; first: string; second: string } {
  const scalars = [first, second].filter((c) => c === null).map(() => 'f32' as const);
  return {
    key: `${first === null ? 'R' : '1'}${second === null ? 'R' : '1'}`,
    scalars,
    first: first === null ? 'loadC(r, 0)' : 'uniforms.first',
    second: second === null ? `load${first === null ? 'D' : 'C'}(r, 0)` : 'uniforms.second',
  };
}

/** ca·a + cb·b, or ca·a + cb·b². Thread → entry. */
export function mixKernel(ca: number | null, cb: number | null, square: boolean): ElementKernel {
  const { key, scalars, first, second } = coefficients(ca, cb);
  return {
    kind: 'element',
    name: 'ReplicaMix',
    key: `${key}${square ? ' squared' : ''}`,
    operands: ['f32', 'f32', ...scalars],
    result: 'f32',
    uniforms: uniforms.reals('first', 'second'),
    functions: [],
    body: `let b: f32 = loadB(r, i);
  return ${first} * loadA(r, i) + ${second} * b${square ? ' * b' : ''};`,
  };
}
