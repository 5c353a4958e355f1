import type { LaunchAttributes, MatMulKernel } from '../tfjs/kernel';
import { alignments, locateBlock, readFour, rowsOfBlock, weightReader } from './block';
import { blockEpilogue } from './block-epilogue';
import { helpers, loads } from './glsl';
import { LAYERED_WIDTH_BITS, type TextureLayout } from './layout';
import { BLOCK } from './matmul';

/**
 * How rows of A are read: `layers` where they are those of its layers, so that one place serves the whole block; `texels` four numbers at a time;
 * `numbers` one at a time.
 */
type Rows = 'layers' | 'texels' | 'numbers';

/** What the code of a product in blocks depends on, beside its kernel. */
export interface BlockMatMul {
  readonly layers: number;
  readonly rows: Rows;
  /** For each operand whether texels hold entries that are read together. */
  readonly aligned: readonly boolean[];
}

/** The best way to read what extents and offsets allow. */
export function blockMatMulPlan(attributes: LaunchAttributes, layouts: readonly TextureLayout[], layers: number): BlockMatMul {
  const [, inner, m] = attributes.step.uniforms as [number, number, number];
  const aligned = alignments(attributes, layouts);
  const [a] = layouts;
  const isLayered = a?.layers === layers && a.units === inner && attributes.placements[0]?.offset === 0;
  const isTexels = inner % 4 === 0 && aligned[0] === true;
  const rows = !isTexels ? 'numbers' : isLayered ? 'layers' : 'texels';
  const rowwise = aligned.map((each, k) => each && (m % 4 === 0 || isVector(k, attributes.step.kernel as MatMulKernel)));
  return { layers, rows, aligned: [aligned[0] === true, ...rowwise.slice(1)] };
}

/** Whether an operand of the epilogue is one row for all rows. */
function isVector(operand: number, { epilogue }: MatMulKernel): boolean {
  return operand >= 2 && operand < 2 + (epilogue.bias ? 1 : 0) + (epilogue.normalize ? 3 : 0);
}

/** Code of a product whose fragment computes four columns of each row of a block. */
export function blockMatMulCode(kernel: MatMulKernel, layouts: readonly TextureLayout[], { layers, rows, aligned }: BlockMatMul): string {
  const block = rowsOfBlock(layers);
  const epilogue = blockEpilogue(kernel.epilogue, (operand, at) => readFour(operand, at, aligned[operand] === true));
  const step = rows === 'numbers' ? 1 : 4;
  const weights = weightReader('b', '0', 'm', step, aligned[1] === true, layouts[1]);
  const terms =
    rows === 'numbers'
      ? block.map((j) => `sum${j} += loadA(r, row${j} * inner + k) * b0;`)
      : [
          `vec4 a; ${rows === 'layers' ? `ivec2 at = ivec2(from & ${2 ** LAYERED_WIDTH_BITS - 1}, from >> ${LAYERED_WIDTH_BITS}); from++;` : ''}`,
          ...block.map(
            (j) => `a = ${rows === 'layers' ? `texelFetch(A, ivec3(at, ${j}), 0)` : `texelA(from${j} + k)`};
      sum${j} += a.x * b0 + a.y * b1 + a.z * b2 + a.w * b3;`,
          ),
        ];
  return `${loads(kernel, layouts)}
${helpers(kernel)}
${epilogue.functions}
void main() {
  ${locateBlock(layers, 'm')}
  ${block.map((j) => `int row${j} = min(first + ${j}, n - 1);`).join('\n  ')}
  ${rowStarts(rows, layers)}
  ${weights.start}
  ${epilogue.shared}
  ${block.map((j) => `vec4 total${j} = vec4(0.0);`).join('\n  ')}
  for (int start = 0; start < inner; start += ${BLOCK}) {
    int end = min(start + ${BLOCK}, inner);
    ${block.map((j) => `vec4 sum${j} = vec4(0.0);`).join('\n    ')}
    for (int k = start; k < end; k += ${step}) {
      ${weights.read}
      ${terms.join('\n      ')}
      ${weights.advance}
    }
    ${block.map((j) => `total${j} += sum${j};`).join('\n    ')}
  }
  ${block.map((j) => `result${j} = ${epilogue.finish(`total${j}`, `row${j} * m + column`)};`).join('\n  ')}
}
`;
}

/** Where the block's rows of A begin: in the layers, or each by itself. */
function rowStarts(rows: Rows, layers: number): string {
  if (rows === 'layers') return `int from = (r * aStride + first * inner) / ${4 * layers};`;
  if (rows === 'numbers') return '';
  return rowsOfBlock(layers)
    .map((j) => `int from${j} = aOffset + r * aStride + row${j} * inner;`)
    .join('\n  ');
}
