import { libraryCode } from '../tfjs/functions';
import { type ElementKernel, type Kernel, OPERAND_NAMES } from '../tfjs/kernel';
import { isTexelwise, LAYERED_WIDTH_BITS, ONE_LAYER, TEXTURE_WIDTH_BITS, type TextureLayout } from './layout';

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

/**
 * What reads the operands: `loadA(r, i)`; `fourA(r, i)`, the entries i … i + 3 of what lies one after the other; and where four entries are a
 * texel, `texelA(at)`, those from `at` on, a multiple of 4.
 */
export function loads(kernel: Kernel, layouts: readonly TextureLayout[]): string {
  return kernel.operands.map((dtype, k) => loadsOf(OPERAND_NAMES[k] as string, TYPES[dtype] as string, layouts[k] ?? ONE_LAYER)).join('\n');
}

function loadsOf(name: string, type: string, layout: TextureLayout): string {
  const prefix = name.toLowerCase();
  const at = `${prefix}Offset + r * ${prefix}Stride + i`;
  if (!isTexelwise(layout)) {
    const { units } = layout;
    return `vec4 piece${name}(int row, int unit) {
  ${fetchOfRow(name, layout, 'row', 'unit >> 2')}
}
${type} load${name}(int r, int i) {
  int at = ${at};
  int row = at / ${units};
  int unit = at - row * ${units};
  return ${type}(piece${name}(row, unit)[unit & 3]);
}
vec4 four${name}(int r, int i) {
  return vec4(load${name}(r, i), load${name}(r, i + 1), load${name}(r, i + 2), load${name}(r, i + 3));
}`;
  }
  return `vec4 texel${name}(int at) {
  int texel = at >> 2;
  ${layout.layers === 1 ? `return ${plainFetch(name, 'texel')};` : fetchOfTexel(name, layout)}
}
${type} load${name}(int r, int i) {
  int at = ${at};
  return ${type}(texel${name}(at)[at & 3]);
}
vec4 four${name}(int r, int i) {
  int at = ${at};
  int past = at & 3;
  vec4 first = texel${name}(at);
  if (past == 0) { return first; }
  vec4 next = texel${name}(at + 4);
  if (past == 1) { return vec4(first.yzw, next.x); }
  if (past == 2) { return vec4(first.zw, next.xy); }
  return vec4(first.w, next.xyz);
}`;
}

/** Code that returns texel `texel` of a tensor in several layers. */
function fetchOfTexel(name: string, layout: TextureLayout): string {
  const groups = layout.units / 4;
  const bits = Math.log2(groups);
  const isPower = Number.isInteger(bits);
  return `int row = texel ${isPower ? `>> ${bits}` : `/ ${groups}`};
  ${fetchOfRow(name, layout, 'row', isPower ? `(texel & ${groups - 1})` : `texel - row * ${groups}`)}`;
}

/** Code that returns a texel of a row of a tensor in several layers. */
function fetchOfRow(name: string, { layers, units }: TextureLayout, row: string, group: string): string {
  return `int pixel = (${row} >> ${Math.log2(layers)}) * ${Math.ceil(units / 4)} + (${group});
  return ${layeredFetch(name, 'pixel', `${row} & ${layers - 1}`)};`;
}

/** Expression of a texel of a tensor in one layer. */
export function plainFetch(name: string, texel: string): string {
  return `texelFetch(${name}, ivec2(${texel} & ${2 ** TEXTURE_WIDTH_BITS - 1}, ${texel} >> ${TEXTURE_WIDTH_BITS}), 0)`;
}

/** Expression of a texel of a tensor in several layers. */
export function layeredFetch(name: string, pixel: string, layer: string): string {
  return `texelFetch(${name}, ivec3(${pixel} & ${2 ** LAYERED_WIDTH_BITS - 1}, ${pixel} >> ${LAYERED_WIDTH_BITS}, ${layer}), 0)`;
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
  result0 = values;
}
`;

/** Code of an element kernel: thread → texel of the output texture, whose four entries it computes one after the other. */
export function elementCode(kernel: ElementKernel, layouts: readonly TextureLayout[]): string {
  const entry = toGlsl(`fn entry(r: i32, i: i32) -> ${kernel.result} {\n  ${kernel.body}\n}`);
  return `${loads(kernel, layouts)}\n${helpers(kernel)}\n${entry}\n${MAIN}`;
}
