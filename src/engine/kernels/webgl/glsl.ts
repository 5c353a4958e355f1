import { libraryCode } from '../tfjs/functions';
import { type ElementKernel, type Kernel, OPERAND_NAMES } from '../tfjs/kernel';

const TYPES: Record<string, string> = { f32: 'float', i32: 'int', u32: 'uint', bool: 'bool' };

/**
 * GLSL ES 3.00 of kernel code in the subset of WGSL that kernels are written in: typed `let` and `var`, functions, `for` over an i32,
 * `if`/`else`, arithmetic, bit operations, casts f32(), i32(), u32(), and bitcast of an f32 to u32 or i32 and of a u32 to f32.
 */
export function toGlsl(code: string): string {
  return code
    .replace(/fn (\w+)\(([^)]*)\) -> (\w+) \{/g, (_, name: string, parameters: string, result: string) => {
      const typed = parameters
        .split(', ')
        .map((parameter) => parameter.replace(/(\w+): (\w+)/, (__, p: string, type: string) => `${TYPES[type]} ${p}`));
      return `${TYPES[result]} ${name}(${typed.join(', ')}) {`;
    })
    .replace(/\b(?:let|var) (\w+): (\w+) =/g, (_, name: string, type: string) => `${TYPES[type]} ${name} =`)
    .replaceAll('bitcast<u32>(', 'floatBitsToUint(')
    .replaceAll('bitcast<i32>(', 'floatBitsToInt(')
    .replaceAll('bitcast<f32>(', 'uintBitsToFloat(')
    .replace(/\b(f32|i32|u32)\(/g, (_, type: string) => `${TYPES[type]}(`)
    .replaceAll('uniforms.', '');
}

/** `loadA(r, i)` for every operand: one number per texel, row after row of the texture. */
export function loads(kernel: Kernel): string {
  return kernel.operands
    .map((dtype, k) => {
      const name = OPERAND_NAMES[k] as string;
      const prefix = name.toLowerCase();
      const type = TYPES[dtype] as string;
      return `${type} load${name}(int r, int i) {
  int at = ${prefix}Offset + r * ${prefix}Stride + i;
  int width = ${name}TexShape.y;
  int y = at / width;
  return ${type}(texelFetch(${name}, ivec2(at - y * width, y), 0).r);
}`;
    })
    .join('\n');
}

/** The kernel's library functions and, for a fused product, its activation. */
export function helpers(kernel: Kernel): string {
  const activate = kernel.kind === 'matmul' && kernel.activate ? `fn activate(x: f32) -> f32 {\n  ${kernel.activate}\n}` : '';
  return toGlsl(`${libraryCode(kernel.functions)}\n${activate}`);
}

/** `main` that computes `entry(r, i)` of the texel's thread index = replica · entries + entry. */
export const MAIN = `
void main() {
  int index = int(gl_FragCoord.y) * outTexShape.y + int(gl_FragCoord.x);
  int r = index / entries;
  setOutput(float(entry(r, index - r * entries)));
}
`;

/** Code of a kernel of one entry per thread: a texel of the output texture. */
export function elementCode(kernel: ElementKernel): string {
  const entry = toGlsl(`fn entry(r: i32, i: i32) -> ${kernel.result} {\n  ${kernel.body}\n}`);
  return `${loads(kernel)}\n${helpers(kernel)}\n${entry}\n${MAIN}`;
}
