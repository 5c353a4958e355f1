import { libraryCode } from '../tfjs/functions';
import { type ElementKernel, type Kernel, OPERAND_NAMES } from '../tfjs/kernel';
import { TEXTURE_WIDTH, TEXTURE_WIDTH_BITS } from './layout';

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

/** `loadA(r, i)` for every operand, and `texelA(at)` for the four entries from `at`, a multiple of 4. Layout: see layout.ts. */
export function loads(kernel: Kernel): string {
  return kernel.operands
    .map((dtype, k) => {
      const name = OPERAND_NAMES[k] as string;
      const prefix = name.toLowerCase();
      const type = TYPES[dtype] as string;
      return `vec4 texel${name}(int at) {
  int texel = at >> 2;
  return texelFetch(${name}, ivec2(texel & ${TEXTURE_WIDTH - 1}, texel >> ${TEXTURE_WIDTH_BITS}), 0);
}
${type} load${name}(int r, int i) {
  int at = ${prefix}Offset + r * ${prefix}Stride + i;
  return ${type}(texel${name}(at)[at & 3]);
}`;
    })
    .join('\n');
}

/** The kernel's library functions and its own `term`. */
export function helpers(kernel: Kernel): string {
  const term = kernel.kind === 'element' && kernel.term ? `\nfn term(r: i32, i: i32) -> f32 {\n  ${kernel.term}\n}` : '';
  return toGlsl(`${libraryCode(kernel.functions)}${term}`);
}

/** The first of a texel's four entries: replica r, entry i. Entries are padded to multiples of 4, so all four are of one replica. */
export const LOCATE = `int index = 4 * ((int(gl_FragCoord.y) << ${TEXTURE_WIDTH_BITS}) + int(gl_FragCoord.x));
  int r = index / entries;
  int i = index - r * entries;`;

/** `main` that computes `entry(r, i)` for the texel's four entries. */
export const MAIN = `void main() {
  ${LOCATE}
  vec4 values;
  for (int c = 0; c < 4; c++) { values[c] = float(entry(r, i + c)); }
  setOutput(values);
}
`;

/** Code of an element kernel: thread → texel of the output texture, whose four entries it computes one after the other. */
export function elementCode(kernel: ElementKernel): string {
  const entry = toGlsl(`fn entry(r: i32, i: i32) -> ${kernel.result} {\n  ${kernel.body}\n}`);
  return `${loads(kernel)}\n${helpers(kernel)}\n${entry}\n${MAIN}`;
}
