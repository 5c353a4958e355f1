import { libraryCode } from '../tfjs/functions';
import type { ConvolutionKernel } from '../tfjs/kernel';
import { LANES, type Tile } from './tiling';
import { loads } from './wgsl';

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k);
const each = (lines: readonly string[], indent: string): string => lines.join(`\n${indent}`);

/** Scalars of a thread's units as one value: f32, vec2<f32>, vec4<f32>, or two of them. */
export function vectorsOf(units: number): { readonly count: number; readonly size: number; readonly type: string } {
  const size = Math.min(units, 4);
  return { count: units / size, size, type: size === 1 ? 'f32' : `vec${size}<f32>` };
}

/**
 * Convolution as a product whose left matrix is read in place. Each thread holds a rectangle of positions × units in registers; per channel it
 * loads every entry of the source that the rectangle's windows cover in a row of the filters once, and every weight of that row once.
 * Thread index → (replica, tile of positions, group of units); what lies past the edge is computed and not stored.
 */
export function convolutionCode(kernel: ConvolutionKernel, tile: Tile): string {
  return `${loads(kernel)}
${libraryCode(kernel.functions)}
fn finish(r: i32, row: i32, column: i32, product: f32) -> f32 {
  ${kernel.finish}
}
${store(tile)}
fn main(index: i32) {
${kernel.transposed ? transposedBody(kernel, tile) : forwardBody(kernel, tile)}
}
`;
}

function store({ units }: Tile): string {
  const { count, size, type } = vectorsOf(units);
  const lines = range(units).map((t) => {
    const value = `sum${Math.floor(t / size)}${size === 1 ? '' : `[${t % size}]`}`;
    const unit = `unit + ${t * LANES}`;
    return `if (${unit} < uniforms.units) { result[to + ${unit}] = finish(r, position, ${unit}, ${value}); }`;
  });
  return `fn store(r: i32, image: i32, row: i32, column: i32, unit: i32, ${range(count)
    .map((v) => `sum${v}: ${type}`)
    .join(', ')}) {
  if (row >= uniforms.rows || column >= uniforms.columns) { return; }
  let position: i32 = (image * uniforms.rows + row) * uniforms.columns + column;
  let to: i32 = r * uniforms.entries + position * uniforms.units;
  ${each(lines, '  ')}
}`;
}

/** From the thread's index to its replica, image, tile and units. */
function locate({ rows, units }: Tile, tileColumns: string): string {
  return `  let lanes: i32 = ((uniforms.units + ${LANES * units - 1}) / ${LANES * units}) * ${LANES};
  let tileColumns: i32 = ${tileColumns};
  let tilesOfImage: i32 = ((uniforms.rows + ${rows - 1}) / ${rows}) * tileColumns;
  let threads: i32 = uniforms.images * tilesOfImage * lanes;
  let r: i32 = index / threads;
  if (r >= uniforms.replicas) { return; }
  let tile: i32 = (index - r * threads) / lanes;
  let lane: i32 = index - r * threads - tile * lanes;
  let image: i32 = tile / tilesOfImage;
  let tileRow: i32 = (tile - image * tilesOfImage) / tileColumns;
  let tileColumn: i32 = tile - image * tilesOfImage - tileRow * tileColumns;
  let unit: i32 = (lane / ${LANES}) * ${LANES * units} + lane % ${LANES};
  let source: i32 = uniforms.aOffset + r * uniforms.aStride + image * uniforms.height * uniforms.width * uniforms.channels;
  let weights: i32 = uniforms.bOffset + r * uniforms.bStride;
  ${each(
    range(units).map((t) => `let unit${t}: i32 = min(unit + ${t * LANES}, uniforms.units - 1);`),
    '  ',
  )}`;
}

const accumulator = (p: number, v: number): string => `sum${p}_${v}`;

function accumulators(tile: Tile): string[] {
  const { count, type } = vectorsOf(tile.units);
  return range(tile.rows * tile.columns).flatMap((p) => range(count).map((v) => `var ${accumulator(p, v)} = ${type}(0.0);`));
}

/** The weights of the thread's units at `from`. */
function weightVectors(units: number, name: string, from: string): string[] {
  const { count, size, type } = vectorsOf(units);
  return range(count).map((v) => {
    const values = range(size).map((k) => `B[${from} + unit${v * size + k}]`);
    return `let ${name}_${v} = ${size === 1 ? values[0] : `${type}(${values.join(', ')})`};`;
  });
}

function stores({ rows, columns, units }: Tile, stride: number): string[] {
  const { count } = vectorsOf(units);
  return range(rows * columns).map((p) => {
    const sums = range(count).map((v) => accumulator(p, v));
    return `store(r, image, row + ${Math.floor(p / columns)}, column + ${(p % columns) * stride}, unit, ${sums.join(', ')});`;
  });
}

function forwardBody({ kernelRows, kernelColumns, stride }: ConvolutionKernel, tile: Tile): string {
  const { count } = vectorsOf(tile.units);
  const offsets = [...new Set(range(tile.columns).flatMap((p) => range(kernelColumns).map((j) => p * stride + j)))].sort((a, b) => a - b);
  const rowLines = range(tile.rows).flatMap((p) => [
    `let y${p}: i32 = (row + ${p}) * ${stride} + i - uniforms.padTop;`,
    `let isRow${p}: bool = y${p} >= 0 && y${p} < uniforms.height;`,
    `let line${p}: i32 = source + clamp(y${p}, 0, uniforms.height - 1) * uniforms.width * uniforms.channels;`,
  ]);
  const loadLines = range(tile.rows).flatMap((p) =>
    offsets.map((o) => `let x${p}_${o} = select(0.0, A[line${p} + at${o} + c], isRow${p} & isColumn${o});`),
  );
  const products = range(kernelColumns).flatMap((j) => [
    ...weightVectors(tile.units, `w${j}`, `base + ${j} * uniforms.channels * uniforms.units`),
    ...range(tile.rows * tile.columns).flatMap((p) => {
      const x = `x${Math.floor(p / tile.columns)}_${(p % tile.columns) * stride + j}`;
      return range(count).map((v) => `${accumulator(p, v)} += ${x} * w${j}_${v};`);
    }),
  ]);
  return `${locate(tile, `(uniforms.columns + ${tile.columns - 1}) / ${tile.columns}`)}
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
    for (var c: i32 = 0; c < uniforms.channels; c++) {
      let base: i32 = weights + (i * ${kernelColumns} * uniforms.channels + c) * uniforms.units;
      ${each([...loadLines, ...products], '      ')}
    }
  }
  ${each(stores(tile, 1), '  ')}`;
}

/** The positions of a tile lie a stride apart, so that they share their taps. */
function transposedBody({ kernelRows, kernelColumns, stride }: ConvolutionKernel, tile: Tile): string {
  const { count } = vectorsOf(tile.units);
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
        ${each(weightVectors(tile.units, 'w', 'base'), '        ')}
        ${each(
          positions.flatMap((p) => [
            `let x${p} = select(0.0, A[at${p} + c], is${p});`,
            ...range(count).map((v) => `${accumulator(p, v)} += x${p} * w_${v};`),
          ]),
          '        ',
        )}
      }
    }
  }
  ${each(stores(tile, stride), '  ')}`;
}
