import type { ActivationKind } from '../../../catalog/activations';
import { activationFunction } from '../tfjs/activations';
import { OPERAND_NAMES } from '../tfjs/kernel';
import type { Epilogue } from '../tfjs/ops/epilogue';

/** GLSL of activations of four numbers at a time, without branches: NaN and ±∞ as in tfjs/activations.ts, and equal to it in every bit. */
const ACTIVATIONS: Partial<Record<ActivationKind, string>> = {
  relu: `uvec4 bits = floatBitsToUint(x);
  uvec4 kept = uvec4(lessThan(bits, uvec4(0x80000000u))) | uvec4(greaterThan(bits, uvec4(0xff800000u)));
  return uintBitsToFloat(bits & (0u - kept));`,
  tanh: `uvec4 bits = floatBitsToUint(x);
  uvec4 size = bits & 0x7fffffffu;
  vec4 twice = 2.0 * uintBitsToFloat(min(size, uvec4(0x41200000u)));
  vec4 n = floor(twice * 1.44269504 + 0.5);
  vec4 r = (twice - n * 0.693359375) + n * 2.12194440e-4;
  vec4 p = vec4(1.9875691500e-4);
  p = p * r + 1.3981999507e-3;
  p = p * r + 8.3334519073e-3;
  p = p * r + 4.1665795894e-2;
  p = p * r + 1.6666665459e-1;
  p = p * r + 5.0000001201e-1;
  vec4 scale = uintBitsToFloat(uvec4(ivec4(n) + 127) << 23u);
  vec4 e = (p * r * r + r) * scale + (scale - 1.0);
  uvec4 nan = uvec4(ivec4(uvec4(0x7f800000u) - size) >> 31u) & 0x7fc00000u;
  return uintBitsToFloat(floatBitsToUint(e / (e + 2.0)) | (bits & 0x80000000u) | nan);`,
};

/** What a fragment of several rows does to its products. */
export interface BlockEpilogue {
  /** Functions, before `main`. */
  readonly functions: string;
  /** Statements that read what all rows share, at `column`. */
  readonly shared: string;
  /** Expression of a finished row from its product and the index of its first entry. */
  finish(product: string, at: string): string;
}

/** An epilogue on four units at a time. `read` gives an expression of the four entries of an operand from an index on. */
export function blockEpilogue(epilogue: Epilogue, read: (operand: number, at: string) => string): BlockEpilogue {
  const { bias, normalize, activation, residual } = epilogue;
  const vectors = (bias ? 1 : 0) + (normalize ? 3 : 0);
  const names = OPERAND_NAMES.slice(2, 2 + vectors).map((name) => `all${name}`);
  const [mean, scale, shift] = names.slice(-3);
  const add = '  x = x + skip;';
  const lines = [
    ...(bias ? [`  x = x + ${names[0]};`] : []),
    ...(normalize ? [`  x = (x - ${mean}) * ${scale} + ${shift};`] : []),
    ...(residual === 'before' ? [add] : []),
    ...(activation ? ['  x = activate(x);'] : []),
    ...(residual === 'after' ? [add] : []),
  ];
  const skips = residual !== 'none';
  const parameters = ['x', ...names, ...(skips ? ['skip'] : [])].map((name) => `vec4 ${name}`).join(', ');
  return {
    functions: `${activation ? activateCode(activation) : ''}vec4 finish(${parameters}) {\n${[...lines, '  return x;'].join('\n')}\n}\n`,
    shared: names.map((name, k) => `vec4 ${name} = ${read(2 + k, 'column')};`).join('\n  '),
    finish: (product, at) => `finish(${[product, ...names, ...(skips ? [read(2 + vectors, at)] : [])].join(', ')})`,
  };
}

function activateCode(kind: ActivationKind): string {
  const name = activationFunction(kind, 0);
  const body = ACTIVATIONS[kind] ?? `return vec4(${['x', 'y', 'z', 'w'].map((c) => `${name}(x.${c})`).join(', ')});`;
  return `vec4 activate(vec4 x) {\n  ${body}\n}\n`;
}
