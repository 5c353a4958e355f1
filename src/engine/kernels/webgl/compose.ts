import type { ElementKernel } from '../tfjs/kernel';
import { LOCATE, loads, toGlsl } from './glsl';
import type { TextureLayout } from './layout';

/** Code of tfjs/ops/compose.ts, its origin and directions read four parameters at a time; equal to it in every bit. Thread → texel of θ. */
export function composeCode(kernel: ElementKernel, layouts: readonly TextureLayout[]): string {
  const body = toGlsl(kernel.body)
    .replace('float value', 'vec4 value')
    .replaceAll(/load([AB])\(/g, 'four$1(');
  return `${loads(kernel, layouts)}
vec4 four(int r, int i) {
  ${body}
}
void main() {
  ${LOCATE}
  result0 = four(r, i);
}
`;
}
