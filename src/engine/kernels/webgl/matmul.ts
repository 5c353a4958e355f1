import type { LaunchAttributes, MatMulKernel } from '../tfjs/kernel';
import { alignments } from './block';
import { helpers, LOCATE, loads, MAIN, toGlsl } from './glsl';
import type { TextureLayout } from './layout';

/** Products added to a running block before the block is added to the total: long sums lose fewer digits. A multiple of 4. */
export const BLOCK = 128;

/**
 * How a product's texels line up with its operands': `scalar` reads one number at a time; in the others a texel of the result is four
 * columns of one row, and B (`columns`) or both operands (`texels`) are read four numbers at a time.
 */
export type MatMulLayout = 'scalar' | 'columns' | 'texels';

/** The best layout that extents and offsets allow; it does not depend on the number of replicas. */
export function matMulLayout(kernel: MatMulKernel, attributes: LaunchAttributes, layouts: readonly TextureLayout[]): MatMulLayout {
  const [, inner, m] = attributes.step.uniforms as [number, number, number];
  const [a, b] = alignments(attributes, layouts);
  if (m % 4 !== 0 || !b || (kernel.transposeA && kernel.transposeB)) return 'scalar';
  const texels = a && inner % 4 === 0 && !kernel.transposeA;
  if (texels) return 'texels';
  return kernel.transposeB ? 'scalar' : 'columns';
}

/** Code of a product. Thread → texel of the result, four entries of one replica; `scalar` computes them one after the other. */
export function matMulCode(kernel: MatMulKernel, layouts: readonly TextureLayout[], layout: MatMulLayout): string {
  const finish = toGlsl(`fn finish(r: i32, row: i32, column: i32, product: f32) -> f32 {\n  ${kernel.finish}\n}`);
  const head = `${loads(kernel, layouts)}\n${helpers(kernel)}\n${finish}\n`;
  const loadA = `loadA(r, ${kernel.transposeA ? 'k * n + row' : 'row * inner + k'})`;
  if (layout === 'scalar') {
    const loadB = `loadB(r, ${kernel.transposeB ? 'column * inner + k' : 'k * m + column'})`;
    return `${head}float entry(int r, int i) {
  int row = i / m;
  int column = i - row * m;
  ${sum('float', 'k++', `sum += ${loadA} * ${loadB};`)}
  return finish(r, row, column, total);
}
${MAIN}`;
  }
  return `${head}void main() {
  ${LOCATE}
  int row = i / m;
  int column = i - row * m;
  int firstA = aOffset + r * aStride + row * inner;
  int firstB = bOffset + r * bStride + ${kernel.transposeB ? 'column * inner' : 'column'};
  ${sum('vec4', layout === 'texels' ? 'k += 4' : 'k++', layout === 'texels' ? texelTerms(kernel.transposeB) : `sum += ${loadA} * texelB(firstB + k * m);`)}
  result0 = vec4(${[0, 1, 2, 3].map((c) => `finish(r, row, column + ${c}, total[${c}])`).join(', ')});
}
`;
}

function texelTerms(transposeB: boolean): string {
  const four = [0, 1, 2, 3];
  const terms = transposeB
    ? [`sum += vec4(${four.map((c) => `dot(a, texelB(firstB + ${c} * inner + k))`).join(', ')});`]
    : four.map((c) => `sum += a[${c}] * texelB(firstB + (k + ${c}) * m);`);
  return ['vec4 a = texelA(firstA + k);', ...terms].join('\n      ');
}

function sum(type: string, next: string, term: string): string {
  return `${type} total = ${type}(0.0);
  for (int start = 0; start < inner; start += ${BLOCK}) {
    int end = min(start + ${BLOCK}, inner);
    ${type} sum = ${type}(0.0);
    for (int k = start; k < end; ${next}) {
      ${term}
    }
    total += sum;
  }`;
}
