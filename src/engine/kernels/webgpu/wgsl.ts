import { libraryCode } from '../tfjs/functions';
import { type ElementKernel, type Kernel, OPERAND_NAMES } from '../tfjs/kernel';

/** `loadA(r, i)` for every operand. */
export function loads(kernel: Kernel): string {
  return kernel.operands
    .map((dtype, k) => {
      const name = OPERAND_NAMES[k] as string;
      const prefix = `uniforms.${name.toLowerCase()}`;
      return `fn load${name}(r: i32, i: i32) -> ${dtype} {\n  return ${name}[${prefix}Offset + r * ${prefix}Stride + i];\n}`;
    })
    .join('\n');
}

/** Code of a kernel of one entry per thread: thread index = replica · entries + entry. */
export function elementCode(kernel: ElementKernel): string {
  return `${loads(kernel)}
${libraryCode(kernel.functions)}
${kernel.term ? `fn term(r: i32, i: i32) -> f32 {\n  ${kernel.term}\n}\n` : ''}fn entry(r: i32, i: i32) -> ${kernel.result} {
  ${kernel.body}
}
fn main(index: i32) {
  if (index >= uniforms.size) { return; }
  let r: i32 = index / uniforms.entries;
  result[index] = entry(r, index - r * uniforms.entries);
}
`;
}
