import type { FilterGradientKernel } from '../tfjs/kernel';
import { type FilterTile, LANES } from './tiling';
import { loads } from './wgsl';

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k);
const each = (lines: readonly string[], indent: string): string => lines.join(`\n${indent}`);

/** Scalars of a thread's units as one value: f32, vec2<f32>, vec4<f32>, or two of them. */
function vectorsOf(units: number): { readonly count: number; readonly size: number; readonly type: string } {
  const size = Math.min(units, 4);
  return { count: units / size, size, type: size === 1 ? 'f32' : `vec${size}<f32>` };
}

/** sum + x · v in one instruction, which not every compiler finds by itself. */
function multiplyAdd(sum: string, x: string, v: string, type: string): string {
  return `${sum} = fma(${type}(${x}), ${v}, ${sum});`;
}

/**
 * A filter gradient in which each thread holds a row of taps × channels × units and walks over a block of images. Along a row of positions the
 * entries of x that the next window shares stay in registers.
 * Thread index → (replica, block, row of taps, channels, group of units); what lies past the edge is computed and not stored.
 */
export function filterGradientCode(kernel: FilterGradientKernel, tile: FilterTile): string {
  const { kernelRows, kernelColumns: taps, stride } = kernel;
  const { count, size, type } = vectorsOf(tile.units);
  const channels = range(tile.channels);
  const cells = range(taps).flatMap((j) => channels.map((k) => ({ j, k })));
  const read = (j: number, k: number, column: string): string[] => [
    `z = ${column} * ${stride} + ${j} - uniforms.padLeft;`,
    `x${j}_${k} = select(0.0, A[line + clamp(z, 0, uniforms.width - 1) * uniforms.channels + channel${k}], isRow && z >= 0 && z < uniforms.width);`,
  ];
  const shifted = cells.filter(({ j }) => j + stride < taps);
  const loaded = cells.filter(({ j }) => j + stride >= taps);
  const isShared = shifted.length > 0;
  const gradients = range(count).map((v) => {
    const values = range(size).map((t) => `B[base + unit${v * size + t}]`);
    return `let g${v} = ${size === 1 ? values[0] : `${type}(${values.join(', ')})`};`;
  });
  const stores = cells.flatMap(({ j, k }) =>
    range(tile.units).map((t) => {
      const value = `sum${j}_${k}_${Math.floor(t / size)}${size === 1 ? '' : `[${t % size}]`}`;
      return `if (channel + ${k} < uniforms.channels && unit + ${t * LANES} < uniforms.units) { result[to + (${j} * uniforms.channels + channel + ${k}) * uniforms.units + unit + ${t * LANES}] = ${value}; }`;
    }),
  );
  return `${loads(kernel)}
fn main(index: i32) {
  let lanes: i32 = ((uniforms.units + ${LANES * tile.units - 1}) / ${LANES * tile.units}) * ${LANES};
  let groups: i32 = (uniforms.channels + ${tile.channels - 1}) / ${tile.channels};
  let blocks: i32 = (uniforms.images + uniforms.imagesPerBlock - 1) / uniforms.imagesPerBlock;
  let threads: i32 = blocks * ${kernelRows} * groups * lanes;
  let r: i32 = index / threads;
  if (r >= uniforms.replicas) { return; }
  let part: i32 = (index - r * threads) / lanes;
  let lane: i32 = index - r * threads - part * lanes;
  let blockRow: i32 = part / groups;
  let channel: i32 = (part - blockRow * groups) * ${tile.channels};
  let block: i32 = blockRow / ${kernelRows};
  let i: i32 = blockRow - block * ${kernelRows};
  let unit: i32 = (lane / ${LANES}) * ${LANES * tile.units} + lane % ${LANES};
  ${each(
    [
      ...range(tile.units).map((t) => `let unit${t}: i32 = min(unit + ${t * LANES}, uniforms.units - 1);`),
      ...channels.map((k) => `let channel${k}: i32 = min(channel + ${k}, uniforms.channels - 1);`),
      ...cells.flatMap(({ j, k }) => range(count).map((v) => `var sum${j}_${k}_${v} = ${type}(0.0);`)),
    ],
    '  ',
  )}
  let last: i32 = min((block + 1) * uniforms.imagesPerBlock, uniforms.images);
  for (var image: i32 = block * uniforms.imagesPerBlock; image < last; image++) {
    for (var row: i32 = 0; row < uniforms.rows; row++) {
      let y: i32 = row * ${stride} + i - uniforms.padTop;
      let isRow: bool = y >= 0 && y < uniforms.height;
      let line: i32 = uniforms.aOffset + r * uniforms.aStride + (image * uniforms.height + clamp(y, 0, uniforms.height - 1)) * uniforms.width * uniforms.channels;
      let lineOfG: i32 = uniforms.bOffset + r * uniforms.bStride + (image * uniforms.rows + row) * uniforms.columns * uniforms.units;
      var z: i32 = 0;
      ${each(
        [...cells.map(({ j, k }) => `var x${j}_${k}: f32 = 0.0;`), ...(isShared ? shifted.flatMap(({ j, k }) => read(j, k, '0')) : [])],
        '      ',
      )}
      for (var column: i32 = 0; column < uniforms.columns; column++) {
        let base: i32 = lineOfG + column * uniforms.units;
        ${each(
          [
            ...loaded.flatMap(({ j, k }) => read(j, k, 'column')),
            ...gradients,
            ...cells.flatMap(({ j, k }) => range(count).map((v) => multiplyAdd(`sum${j}_${k}_${v}`, `x${j}_${k}`, `g${v}`, type))),
            ...shifted.map(({ j, k }) => `x${j}_${k} = x${j + stride}_${k};`),
          ],
          '        ',
        )}
      }
    }
  }
  let to: i32 = r * uniforms.entries + (block * ${kernelRows} + i) * ${taps} * uniforms.channels * uniforms.units;
  ${each(stores, '  ')}
}
`;
}
