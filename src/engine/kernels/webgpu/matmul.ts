import { libraryCode } from '../tfjs/functions';
import type { MatMulKernel } from '../tfjs/kernel';
import { loads } from './wgsl';

/** Rows and columns of the tile that one thread computes. */
export const TILE = 4;
/** Products added to a running block before the block is added to the total: long sums lose fewer digits. */
const BLOCK = 128;

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

/**
 * Product of which each thread holds a 4×4 tile in registers: per step of the inner sum it loads 4 numbers of A and 4 of B and does
 * 16 multiply-adds, without workgroup memory or barriers (ruinous on software adapters).
 * Thread index → (replica, tile row, tile column); rows and columns past the edge read the last one and are not stored.
 */
export function matMulCode(kernel: MatMulKernel): string {
  const at = (row: string, column: string, columns: string): string => `${row} * uniforms.${columns} + ${column}`;
  const rows = range(TILE).map((i) => `let row${i}: i32 = min(row + ${i}, uniforms.n - 1);`);
  const columns = range(TILE).map((j) => `let column${j}: i32 = min(column + ${j}, uniforms.m - 1);`);
  const loadA = (i: number): string => (kernel.transposeA ? at('k', `row${i}`, 'n') : at(`row${i}`, 'k', 'inner'));
  const loadB = (j: number): string => (kernel.transposeB ? at(`column${j}`, 'k', 'inner') : at('k', `column${j}`, 'm'));
  const vector = (load: string, index: (k: number) => string): string =>
    `vec4<f32>(${range(TILE)
      .map((k) => `${load}(r, ${index(k)})`)
      .join(', ')})`;
  return `${loads(kernel)}
${libraryCode(kernel.functions)}
fn finish(r: i32, row: i32, column: i32, product: f32) -> f32 {
  ${kernel.finish}
}
fn store(r: i32, row: i32, column: i32, products: vec4<f32>) {
  if (row >= uniforms.n) { return; }
  for (var j: i32 = 0; j < ${TILE}; j++) {
    if (column + j < uniforms.m) {
      result[r * uniforms.entries + row * uniforms.m + column + j] = finish(r, row, column + j, products[j]);
    }
  }
}
fn main(index: i32) {
  let tileColumns: i32 = (uniforms.m + ${TILE - 1}) / ${TILE};
  let tiles: i32 = ((uniforms.n + ${TILE - 1}) / ${TILE}) * tileColumns;
  let r: i32 = index / tiles;
  if (r >= uniforms.replicas) { return; }
  let tile: i32 = index - r * tiles;
  let row: i32 = (tile / tileColumns) * ${TILE};
  let column: i32 = (tile % tileColumns) * ${TILE};
  ${[...rows, ...columns].join('\n  ')}
  ${range(TILE)
    .map((i) => `var total${i} = vec4<f32>(0.0);`)
    .join('\n  ')}
  for (var start: i32 = 0; start < uniforms.inner; start += ${BLOCK}) {
    let end: i32 = min(start + ${BLOCK}, uniforms.inner);
    ${range(TILE)
      .map((i) => `var sum${i} = vec4<f32>(0.0);`)
      .join('\n    ')}
    for (var k: i32 = start; k < end; k++) {
      let a = ${vector('loadA', loadA)};
      let b = ${vector('loadB', loadB)};
      ${range(TILE)
        .map((i) => `sum${i} += a[${i}] * b;`)
        .join('\n      ')}
    }
    ${range(TILE)
      .map((i) => `total${i} += sum${i};`)
      .join('\n    ')}
  }
  ${range(TILE)
    .map((i) => `store(r, row + ${i}, column, total${i});`)
    .join('\n  ')}
}
`;
}
