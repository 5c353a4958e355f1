import { libraryCode } from '../tfjs/functions';
import type { MatMulKernel } from '../tfjs/kernel';
import { finishFunction, storesOneByOne, unitOperands } from './finish';
import { BLOCK_SIDE, type ProductTile, QUAD, WORKGROUP } from './tiling';
import { loads } from './wgsl';

/** Products added to a running block before the block is added to the total: long sums lose fewer digits. */
const BLOCK = 128;
/** Steps of the inner sum that are written out one after the other: as many as the threads of a quad load for each other. */
const UNROLLED = QUAD;
/** Entries of the inner axis that lie in the workgroup's memory at a time. */
const SHARED_DEPTH = 16;

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k);
const each = (lines: readonly string[], indent: string): string => lines.join(`\n${indent}`);

/**
 * Product of which each thread holds rows × units in registers: per step of the inner sum it loads an entry of A for each row and one of B for each
 * unit. A thread's units lie as far apart as there are threads side by side, so that these read neighbouring entries of B together. Several steps are
 * written out in the loop: software adapters pay for every value that a loop carries, each time around.
 * Thread index → (replica, tile of rows, units); rows and columns past the edge read the last one and are not stored.
 */
export function matMulCode(kernel: MatMulKernel, tile: ProductTile): string {
  return `${loads(kernel)}
${libraryCode(kernel.functions)}
${finishFunction(kernel)}
${tile.sharesOperands ? sharedMemory(kernel, tile) : ''}fn main(index: i32) {
${tile.sharesOperands ? sharedBody(kernel, tile) : body(kernel, tile)}
}
`;
}

/** An entry of A at inner index `k`, given where the thread's row begins. */
const entryOfA = ({ transposeA }: MatMulKernel, line: string, k: string): string =>
  transposeA ? `A[${line} + (${k}) * uniforms.n]` : `A[${line} + ${k}]`;
const entryOfB = ({ transposeB }: MatMulKernel, line: string, k: string): string =>
  transposeB ? `B[${line} + ${k}]` : `B[${line} + (${k}) * uniforms.m]`;
const lineOfA = ({ transposeA }: MatMulKernel, row: string): string =>
  `uniforms.aOffset + r * uniforms.aStride + ${row}${transposeA ? '' : ' * uniforms.inner'}`;
const lineOfB = ({ transposeB }: MatMulKernel, column: string): string =>
  `uniforms.bOffset + r * uniforms.bStride + ${column}${transposeB ? ' * uniforms.inner' : ''}`;

function body(kernel: MatMulKernel, tile: ProductTile): string {
  const { rows, units, sharesRows } = tile;
  const cells = range(rows).flatMap((i) => range(units).map((t) => `${i}_${t}`));
  const ownOfA = (i: number): string => `let own${i} = ${entryOfA(kernel, `lineA${i}`, `k + index % ${QUAD}`)};`;
  const ofA = (i: number, u: number, isShared: boolean): string =>
    isShared ? `quadBroadcast(own${i}, ${u}u)` : entryOfA(kernel, `lineA${i}`, `k + ${u}`);
  /** Some steps of the inner sum: all their loads, then all products of each entry. */
  const steps = (count: number, isShared: boolean): string[] => [
    ...(isShared ? range(rows).map(ownOfA) : []),
    ...range(count).flatMap((u) => [
      ...range(rows).map((i) => `let a${u}_${i} = ${ofA(i, u, isShared)};`),
      ...range(units).map((t) => `let b${u}_${t} = ${entryOfB(kernel, `lineB${t}`, `k + ${u}`)};`),
    ]),
    ...range(rows).flatMap((i) =>
      range(units).flatMap((t) => range(count).map((u) => `sum${i}_${t} = fma(a${u}_${i}, b${u}_${t}, sum${i}_${t});`)),
    ),
  ];
  const loop = (end: string, indent: string): string => `for (; k + ${UNROLLED} <= ${end}; k += ${UNROLLED}) {
  ${indent}${each(steps(UNROLLED, sharesRows), `  ${indent}`)}
${indent}}
${indent}for (; k < ${end}; k++) {
  ${indent}${each(steps(1, false), `  ${indent}`)}
${indent}}`;
  const start = cells.map((cell) => `var sum${cell}: f32 = 0.0;`);
  const sums = tile.isLong
    ? `${each(
        cells.map((cell) => `var total${cell}: f32 = 0.0;`),
        '  ',
      )}
  for (; k < uniforms.inner;) {
    let end: i32 = min(k + ${BLOCK}, uniforms.inner);
    ${each(start, '    ')}
    ${loop('end', '    ')}
    ${each(
      cells.map((cell) => `total${cell} += sum${cell};`),
      '    ',
    )}
  }`
    : `${each(start, '  ')}
  ${loop('uniforms.inner', '  ')}`;
  return `  let side: i32 = (uniforms.m + ${units - 1}) / ${units};
  let threads: i32 = ((uniforms.n + ${rows - 1}) / ${rows}) * side;
  let r: i32 = index / threads;
  if (r >= uniforms.replicas) { return; }
  let row: i32 = ((index - r * threads) / side) * ${rows};
  let column: i32 = (index - r * threads) % side;
  ${each(
    [
      ...range(rows).map((i) => `let lineA${i}: i32 = ${lineOfA(kernel, `min(row + ${i}, uniforms.n - 1)`)};`),
      ...range(units).map((t) => `let lineB${t}: i32 = ${lineOfB(kernel, `min(column + ${t} * side, uniforms.m - 1)`)};`),
    ],
    '  ',
  )}
  var k: i32 = 0;
  ${sums}
  ${stores(kernel, tile, tile.isLong ? 'total' : 'sum', 'side', '1')}`;
}

/** Stores of a tile whose columns lie `columnStep` and whose rows lie `rowStep` apart. What the epilogue reads at a column is loaded once for all rows. */
function stores(kernel: MatMulKernel, { rows, units, isWhole }: ProductTile, sum: string, columnStep: string, rowStep: string): string {
  const operands = unitOperands(kernel);
  const store = (i: string, product: string): string => `${isWhole ? '' : `if (row + ${i} * ${rowStep} < uniforms.n) `}{
      let y: i32 = row + ${i} * ${rowStep};
      result[r * uniforms.entries + y * uniforms.m + x] = finish(${['r', 'y', 'x', product, ...operands.map((name) => `of${name}`)].join(', ')});
    }`;
  const column = (t: string, inner: readonly string[]): string => `${isWhole ? '' : `if (column + ${t} * ${columnStep} < uniforms.m) `}{
    let x: i32 = column + ${t} * ${columnStep};
    ${each([...operands.map((name) => `let of${name} = load${name}(r, x);`), ...inner], '    ')}
  }`;
  if (storesOneByOne(kernel, rows * units, isWhole)) {
    return each(
      range(units).map((t) =>
        column(
          `${t}`,
          range(rows).map((i) => store(`${i}`, `${sum}${i}_${t}`)),
        ),
      ),
      '  ',
    );
  }
  const products = range(units).flatMap((t) => range(rows).map((i) => `${sum}${i}_${t}`));
  return `var products = array<f32, ${rows * units}>(${products.join(', ')});
  for (var t: i32 = 0; t < ${units}; t++) {
    ${column('t', [`for (var i: i32 = 0; i < ${rows}; i++) {\n      ${store('i', `products[t * ${rows} + i]`)}\n    }`])}
  }`;
}

/** The workgroup's memory, [depth, rows] and [depth, columns], and how its threads fill it together; what lies past an edge is filled with others and not used. */
function sharedMemory(kernel: MatMulKernel, { rows, units }: ProductTile): string {
  const [high, wide] = [BLOCK_SIDE * rows, BLOCK_SIDE * units];
  const fill = (
    name: string,
    width: number,
    entry: string,
  ): string => `for (var at: i32 = local; at < ${SHARED_DEPTH * width}; at += ${WORKGROUP}) {
    let k: i32 = min(start + at / ${width}, uniforms.inner - 1);
    shared_${name}[at] = ${entry};
  }`;
  return `var<workgroup> shared_a: array<f32, ${SHARED_DEPTH * high}>;
var<workgroup> shared_b: array<f32, ${SHARED_DEPTH * wide}>;
fn fillShared(local: i32, r: i32, start: i32, firstRow: i32, firstColumn: i32) {
  ${fill('a', high, entryOfA(kernel, `(${lineOfA(kernel, `min(firstRow + at % ${high}, uniforms.n - 1)`)})`, 'k'))}
  ${fill('b', wide, entryOfB(kernel, `(${lineOfB(kernel, `min(firstColumn + at % ${wide}, uniforms.m - 1)`)})`, 'k'))}
}
`;
}

/** A workgroup is a square of threads, whose rows and columns are interleaved. */
function sharedBody(kernel: MatMulKernel, tile: ProductTile): string {
  const { rows, units } = tile;
  const [high, wide] = [BLOCK_SIDE * rows, BLOCK_SIDE * units];
  const cells = range(rows).flatMap((i) => range(units).map((t) => `${i}_${t}`));
  const name = tile.isLong ? 'total' : 'sum';
  const group = tile.isLong ? BLOCK : SHARED_DEPTH;
  const steps = [
    ...range(rows).map((i) => `let a${i} = shared_a[k * ${high} + local / ${BLOCK_SIDE} + ${i * BLOCK_SIDE}];`),
    ...range(units).map((t) => `let b${t} = shared_b[k * ${wide} + local % ${BLOCK_SIDE} + ${t * BLOCK_SIDE}];`),
    ...range(rows).flatMap((i) => range(units).map((t) => `sum${i}_${t} = fma(a${i}, b${t}, sum${i}_${t});`)),
  ];
  const flush = `if ((start + ${SHARED_DEPTH}) % ${group} == 0 || start + ${SHARED_DEPTH} >= uniforms.inner) {
      ${each(
        cells.flatMap((cell) => [`total${cell} += sum${cell};`, `sum${cell} = 0.0;`]),
        '      ',
      )}
    }`;
  return `  let wide: i32 = (uniforms.m + ${wide - 1}) / ${wide};
  let blocks: i32 = ((uniforms.n + ${high - 1}) / ${high}) * wide;
  let workgroup: i32 = index / ${WORKGROUP};
  let local: i32 = index - workgroup * ${WORKGROUP};
  let r: i32 = min(workgroup / blocks, uniforms.replicas - 1);
  let firstRow: i32 = ((workgroup % blocks) / wide) * ${high};
  let firstColumn: i32 = (workgroup % blocks % wide) * ${wide};
  ${each(
    cells.flatMap((cell) => [`var sum${cell}: f32 = 0.0;`, ...(tile.isLong ? [`var total${cell}: f32 = 0.0;`] : [])]),
    '  ',
  )}
  for (var start: i32 = 0; start < uniforms.inner; start += ${SHARED_DEPTH}) {
    workgroupBarrier();
    fillShared(local, r, start, firstRow, firstColumn);
    workgroupBarrier();
    let end: i32 = min(${SHARED_DEPTH}, uniforms.inner - start);
    for (var k: i32 = 0; k < end; k++) {
      ${each(steps, '      ')}
    }
    ${tile.isLong ? flush : ''}
  }
  if (workgroup / blocks >= uniforms.replicas) { return; }
  let row: i32 = firstRow + local / ${BLOCK_SIDE};
  let column: i32 = firstColumn + local % ${BLOCK_SIDE};
  ${stores(kernel, tile, name, `${BLOCK_SIDE}`, `${BLOCK_SIDE}`)}`;
}
