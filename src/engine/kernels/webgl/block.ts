import { type LaunchAttributes, OPERAND_NAMES, type Placement } from '../tfjs/kernel';
import { plainFetch } from './glsl';
import { isTexelwise, LAYERED_WIDTH_BITS, ONE_LAYER, type TextureLayout } from './layout';

/**
 * A block is as many consecutive rows of a result as its texture has layers. Its fragment computes four units of each of them, so that what the
 * rows share is fetched once: fetches, not arithmetic, are what products on WebGL wait for.
 */
export const rowsOfBlock = (layers: number): readonly number[] => Array.from({ length: layers }, (_, j) => j);

/** Where a fragment finds its block: replica r, the block's first row, and the first of its units, whose number is `units`. */
export function locateBlock(layers: number, units: string): string {
  return `int pixel = (int(gl_FragCoord.y) << ${LAYERED_WIDTH_BITS}) + int(gl_FragCoord.x);
  int groups = (${units} + 3) >> 2;
  int line = pixel / groups;
  int column = 4 * (pixel - line * groups);
  int blocks = entries / (${units} * ${layers});
  int r = line / blocks;
  int first = (line - r * blocks) * ${layers};`;
}

/** Neighbours in a row of an image of so many columns that a block has together: the largest common divisor, since layers are a power of two. */
export function runOf(layers: number, columns: number): number {
  return Math.min(layers, columns & -columns);
}

/** Whether entries of an operand whose index is a multiple of 4 begin a texel, for every replica. */
function isAligned({ offset, stride }: Placement, layout: TextureLayout): boolean {
  return offset % 4 === 0 && stride % 4 === 0 && isTexelwise(layout);
}

/** For each operand of a launch whether {@link isAligned}. */
export function alignments({ placements }: LaunchAttributes, layouts: readonly TextureLayout[]): boolean[] {
  return placements.map((placement, k) => isAligned(placement, layouts[k] ?? ONE_LAYER));
}

/** Expression of an operand's entries at … at + 3; one fetch where `aligned`, which `at` must then be too. */
export function readFour(operand: number, at: string, aligned: boolean): string {
  const name = OPERAND_NAMES[operand] as string;
  const prefix = name.toLowerCase();
  return aligned ? `texel${name}(${prefix}Offset + r * ${prefix}Stride + ${at})` : `four${name}(r, ${at})`;
}

/** How a loop reads rows of four weights each, in turn: statements before it, in it before they are read, and after. */
export interface WeightReader {
  readonly start: string;
  readonly read: string;
  readonly advance: string;
}

/**
 * Reads rows of B, [rows, units], at `column`: `count` of them in each turn of a loop, as `name0`, `name1`, …, from row `first` on. What
 * does not change in the loop is computed before it: whole numbers are no cheaper than fractions, and drivers leave loops as they are.
 */
export function weightReader(
  name: string,
  first: string,
  units: string,
  count: number,
  aligned: boolean,
  layout = ONE_LAYER,
): WeightReader {
  const rows = rowsOfBlock(count);
  const at = `${name}At`;
  if (!aligned || layout.layers > 1)
    return {
      start: `int ${at} = (${first}) * ${units} + column;`,
      read: rows.map((k) => `vec4 ${name}${k} = ${readFour(1, k === 0 ? at : `(${at} + ${k} * ${units})`, aligned)};`).join(' '),
      advance: `${at} += ${count} * ${units};`,
    };
  return {
    start: `int ${at} = (bOffset + r * bStride + (${first}) * ${units} + column) >> 2;`,
    read: rows.map((k) => `vec4 ${name}${k} = ${plainFetch('B', at)}; ${at} += ${units} >> 2;`).join(' '),
    advance: '',
  };
}
