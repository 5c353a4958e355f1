import { libraryCode } from '../tfjs/functions';
import type { ConvolutionKernel } from '../tfjs/kernel';
import { finishFunction, storesOneByOne, unitOperands } from './finish';
import { LANES, type Tile, WORKGROUP } from './tiling';
import { loads } from './wgsl';

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k);
const each = (lines: readonly string[], indent: string): string => lines.join(`\n${indent}`);

/**
 * Convolution as a product whose left matrix is read in place. Each thread holds a rectangle of positions × units in registers; per channel it
 * loads every entry of the source that the rectangle's windows cover in a row of the filters once, and every weight of that row once.
 * A thread's units lie as far apart as there are threads side by side, so that these read neighbouring weights together.
 * Thread index → (replica, tile of positions, units); what lies past the edge is computed and not stored.
 */
export function convolutionCode(kernel: ConvolutionKernel, tile: Tile): string {
  return `${loads(kernel)}
${libraryCode(kernel.functions)}
${finishFunction(kernel)}
${tile.sharesWeights ? weightMemory(kernel, tile) : ''}fn main(index: i32) {
${kernel.transposed ? transposedBody(kernel, tile) : forwardBody(kernel, tile)}
}
`;
}

/** How far apart a thread's units lie: the threads that share positions. */
const unitStep = ({ sharesWeights }: Tile): string => (sharesWeights ? `${LANES}` : 'side');

/** Stores of a tile whose neighbouring columns lie `step` apart. What the epilogue reads at a unit is loaded once for all positions. */
function stores(kernel: ConvolutionKernel, tile: Tile, step: number): string {
  const { rows, columns, units, isWhole } = tile;
  const operands = unitOperands(kernel);
  const store = (
    row: string,
    column: string,
    product: string,
  ): string => `${isWhole ? '' : `if ((${row} < uniforms.rows) & (${column} < uniforms.columns)) `}{
      let position: i32 = (image * uniforms.rows + ${row}) * uniforms.columns + ${column};
      result[to + position * uniforms.units] = finish(${['r', 'position', 'u', product, ...operands.map((name) => `of${name}`)].join(', ')});
    }`;
  const ofUnit = (
    t: string,
    inner: readonly string[],
  ): string => `${isWhole ? '' : `if (unit + ${t} * ${unitStep(tile)} < uniforms.units) `}{
    let u: i32 = unit + ${t} * ${unitStep(tile)};
    let to: i32 = r * uniforms.entries + u;
    ${each([...operands.map((name) => `let of${name} = load${name}(r, u);`), ...inner], '    ')}
  }`;
  if (storesOneByOne(kernel, rows * columns * units, isWhole)) {
    const position = (p: number, t: number): string =>
      store(`row + ${Math.floor(p / columns)}`, `column + ${(p % columns) * step}`, accumulator(p, t));
    return each(
      range(units).map((t) =>
        ofUnit(
          `${t}`,
          range(rows * columns).map((p) => position(p, t)),
        ),
      ),
      '  ',
    );
  }
  const products = range(units).flatMap((t) => range(rows * columns).map((p) => accumulator(p, t)));
  const ofPosition = store(`row + p / ${columns}`, `column + p % ${columns} * ${step}`, `products[t * ${rows * columns} + p]`);
  return `var products = array<f32, ${products.length}>(${products.join(', ')});
  for (var t: i32 = 0; t < ${units}; t++) {
    ${ofUnit('t', [`for (var p: i32 = 0; p < ${rows * columns}; p++) {\n      ${ofPosition}\n    }`])}
  }`;
}

function unitLines(tile: Tile): string[] {
  return range(tile.units).map((t) => `let unit${t}: i32 = min(unit + ${t} * ${unitStep(tile)}, uniforms.units - 1);`);
}

/** From the thread's index to its replica, image, tile and units. */
function locate(tile: Tile, tileColumns: string): string {
  const { rows, units } = tile;
  return `  let side: i32 = (uniforms.units + ${units - 1}) / ${units};
  let tileColumns: i32 = ${tileColumns};
  let tilesOfImage: i32 = ((uniforms.rows + ${rows - 1}) / ${rows}) * tileColumns;
  let threads: i32 = uniforms.images * tilesOfImage * side;
  let r: i32 = index / threads;
  if (r >= uniforms.replicas) { return; }
  let tile: i32 = (index - r * threads) / side;
  let unit: i32 = index - r * threads - tile * side;
  let image: i32 = tile / tilesOfImage;
  let tileRow: i32 = (tile - image * tilesOfImage) / tileColumns;
  let tileColumn: i32 = tile - image * tilesOfImage - tileRow * tileColumns;
  let source: i32 = uniforms.aOffset + r * uniforms.aStride + image * uniforms.height * uniforms.width * uniforms.channels;
  let weights: i32 = uniforms.bOffset + r * uniforms.bStride;
  ${each(unitLines(tile), '  ')}`;
}

const accumulator = (p: number, t: number): string => `sum${p}_${t}`;

function accumulators({ rows, columns, units }: Tile): string[] {
  return range(rows * columns).flatMap((p) => range(units).map((t) => `var ${accumulator(p, t)}: f32 = 0.0;`));
}

/** Each position's products with some taps' weights, `x` and `weight` naming the factors at a tap: all those of one sum in a row, so that it stays in a register. */
function products(
  { rows, columns, units }: Tile,
  taps: number,
  x: (p: number, tap: number) => string,
  weight: (t: number, tap: number) => string,
): string[] {
  return range(rows * columns).flatMap((p) =>
    range(units).flatMap((t) =>
      range(taps).map((tap) => `${accumulator(p, t)} = fma(${x(p, tap)}, ${weight(t, tap)}, ${accumulator(p, t)});`),
    ),
  );
}

function forwardBody(kernel: ConvolutionKernel, tile: Tile): string {
  const { kernelRows, kernelColumns, stride } = kernel;
  const offsets = [...new Set(range(tile.columns).flatMap((p) => range(kernelColumns).map((j) => p * stride + j)))].sort((a, b) => a - b);
  const tileColumns = `(uniforms.columns + ${tile.columns - 1}) / ${tile.columns}`;
  const rowLines = range(tile.rows).flatMap((p) => [
    `let y${p}: i32 = (row + ${p}) * ${stride} + i - uniforms.padTop;`,
    `let isRow${p}: bool = y${p} >= 0 && y${p} < uniforms.height;`,
    `let line${p}: i32 = source + clamp(y${p}, 0, uniforms.height - 1) * uniforms.width * uniforms.channels;`,
  ]);
  const loadLines = range(tile.rows).flatMap((p) =>
    offsets.map((o) => `let x${p}_${o} = select(0.0, A[line${p} + at${o} + c], isRow${p} & isColumn${o});`),
  );
  const weight = (j: number, t: number): string =>
    tile.sharesWeights
      ? `shared_weights[(${j * CHANNELS_SHARED} + c - start) * ${LANES * tile.units} + lane + ${t * LANES}]`
      : `B[base + ${j} * uniforms.channels * uniforms.units + unit${t}]`;
  const taps = [
    ...range(kernelColumns).flatMap((j) => range(tile.units).map((t) => `let w${j}_${t} = ${weight(j, t)};`)),
    ...products(
      tile,
      kernelColumns,
      (p, j) => `x${Math.floor(p / tile.columns)}_${(p % tile.columns) * stride + j}`,
      (t, j) => `w${j}_${t}`,
    ),
  ];
  const plainLoop = `for (var c: i32 = 0; c < uniforms.channels; c++) {
      let base: i32 = weights + (i * ${kernelColumns} * uniforms.channels + c) * uniforms.units;
      ${each([...loadLines, ...taps], '      ')}
    }`;
  const sharedLoop = `for (var start: i32 = 0; start < uniforms.channels; start += ${CHANNELS_SHARED}) {
      workgroupBarrier();
      fillWeights(local, weights + i * ${kernelColumns} * uniforms.channels * uniforms.units, start, firstUnit);
      workgroupBarrier();
      let end: i32 = min(start + ${CHANNELS_SHARED}, uniforms.channels);
      for (var c: i32 = start; c < end; c++) {
        ${each([...loadLines, ...taps], '        ')}
      }
    }`;
  return `${tile.sharesWeights ? locateShared(tile, tileColumns) : locate(tile, tileColumns)}
  let row: i32 = tileRow * ${tile.rows};
  let column: i32 = tileColumn * ${tile.columns};
  ${each(
    offsets.flatMap((o) => [
      `let z${o}: i32 = column * ${stride} + ${o} - uniforms.padLeft;`,
      `let isColumn${o}: bool = z${o} >= 0 && z${o} < uniforms.width;`,
      `let at${o}: i32 = clamp(z${o}, 0, uniforms.width - 1) * uniforms.channels;`,
    ]),
    '  ',
  )}
  ${each(accumulators(tile), '  ')}
  for (var i: i32 = 0; i < ${kernelRows}; i++) {
    ${each(rowLines, '    ')}
    ${tile.sharesWeights ? sharedLoop : plainLoop}
  }
  ${tile.sharesWeights ? 'if (!isActive) { return; }' : ''}
  ${stores(kernel, tile, 1)}`;
}

/** Channels whose weights, for a row of taps and the units of a group, lie in the workgroup's memory at a time. */
const CHANNELS_SHARED = 8;

/** The workgroup's memory, and how its threads fill it together. What lies past the last channel or unit is filled with others and not used. */
function weightMemory({ kernelColumns }: ConvolutionKernel, { units }: Tile): string {
  const width = LANES * units;
  const size = kernelColumns * CHANNELS_SHARED * width;
  return `var<workgroup> shared_weights: array<f32, ${size}>;
fn fillWeights(local: i32, first: i32, start: i32, firstUnit: i32) {
  for (var k: i32 = local; k < ${size}; k += ${WORKGROUP}) {
    let j: i32 = k / ${CHANNELS_SHARED * width};
    let c: i32 = min(start + (k / ${width}) % ${CHANNELS_SHARED}, uniforms.channels - 1);
    let u: i32 = min(firstUnit + k % ${width}, uniforms.units - 1);
    shared_weights[k] = B[first + (j * uniforms.channels + c) * uniforms.units + u];
  }
}
`;
}

/** As {@link locate}, with workgroups of one replica and one group of units; no thread leaves before the last barrier. */
function locateShared(tile: Tile, tileColumns: string): string {
  const { rows, units } = tile;
  const tiles = WORKGROUP / LANES;
  return `  let tileColumns: i32 = ${tileColumns};
  let tilesOfImage: i32 = ((uniforms.rows + ${rows - 1}) / ${rows}) * tileColumns;
  let tiles: i32 = uniforms.images * tilesOfImage;
  let blocks: i32 = (tiles + ${tiles - 1}) / ${tiles};
  let workgroups: i32 = blocks * ((uniforms.units + ${LANES * units - 1}) / ${LANES * units});
  let workgroup: i32 = index / ${WORKGROUP};
  let local: i32 = index - workgroup * ${WORKGROUP};
  let r: i32 = min(workgroup / workgroups, uniforms.replicas - 1);
  let group: i32 = (workgroup % workgroups) / blocks;
  let wanted: i32 = (workgroup % blocks) * ${tiles} + local / ${LANES};
  let isActive: bool = workgroup / workgroups < uniforms.replicas && wanted < tiles;
  let tile: i32 = min(wanted, tiles - 1);
  let lane: i32 = local % ${LANES};
  let image: i32 = tile / tilesOfImage;
  let tileRow: i32 = (tile - image * tilesOfImage) / tileColumns;
  let tileColumn: i32 = tile - image * tilesOfImage - tileRow * tileColumns;
  let firstUnit: i32 = group * ${LANES * units};
  let unit: i32 = firstUnit + lane;
  ${each(unitLines(tile), '  ')}
  let source: i32 = uniforms.aOffset + r * uniforms.aStride + image * uniforms.height * uniforms.width * uniforms.channels;
  let weights: i32 = uniforms.bOffset + r * uniforms.bStride;`;
}

/** The positions of a tile lie a stride apart, so that they share their taps. */
function transposedBody(kernel: ConvolutionKernel, tile: Tile): string {
  const { kernelRows, kernelColumns, stride } = kernel;
  const positions = range(tile.columns);
  return `${locate(tile, `${stride} * (((uniforms.columns + ${stride - 1}) / ${stride} + ${tile.columns - 1}) / ${tile.columns})`)}
  let row: i32 = tileRow;
  let column: i32 = (tileColumn / ${stride}) * ${stride * tile.columns} + tileColumn % ${stride};
  let bottom: i32 = (row + uniforms.padTop) / ${stride};
  let right: i32 = (column + uniforms.padLeft) / ${stride};
  ${each(accumulators(tile), '  ')}
  for (var i: i32 = (row + uniforms.padTop) % ${stride}; i < ${kernelRows}; i += ${stride}) {
    let y: i32 = bottom - i / ${stride};
    let isRow: bool = y >= 0 && y < uniforms.height;
    let line: i32 = source + clamp(y, 0, uniforms.height - 1) * uniforms.width * uniforms.channels;
    for (var j: i32 = (column + uniforms.padLeft) % ${stride}; j < ${kernelColumns}; j += ${stride}) {
      ${each(
        positions.flatMap((p) => [
          `let z${p}: i32 = right + ${p} - j / ${stride};`,
          `let is${p}: bool = isRow && z${p} >= 0 && z${p} < uniforms.width;`,
          `let at${p}: i32 = line + clamp(z${p}, 0, uniforms.width - 1) * uniforms.channels;`,
        ]),
        '      ',
      )}
      for (var c: i32 = 0; c < uniforms.channels; c++) {
        let base: i32 = weights + ((i * ${kernelColumns} + j) * uniforms.channels + c) * uniforms.units;
        ${each(
          [
            ...range(tile.units).map((t) => `let w${t} = B[base + unit${t}];`),
            ...positions.map((p) => `let x${p} = select(0.0, A[at${p} + c], is${p});`),
            ...products(
              tile,
              1,
              (p) => `x${p}`,
              (t) => `w${t}`,
            ),
          ],
          '        ',
        )}
      }
    }
  }
  ${stores(kernel, tile, stride)}`;
}
