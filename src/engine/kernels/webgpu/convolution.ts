import { libraryCode } from '../tfjs/functions';
import type { ConvolutionKernel } from '../tfjs/kernel';
import { LANES, type Tile, WORKGROUP } from './tiling';
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
${finishFunction(kernel)}
${tile.sharesWeights ? weightMemory(kernel, tile) : ''}fn main(index: i32) {
${kernel.transposed ? transposedBody(kernel, tile) : forwardBody(kernel, tile)}
}
`;
}

/** Operands that the epilogue reads at a unit, whatever the position: each thread loads them once. */
function unitOperands({ finish }: ConvolutionKernel): string[] {
  return [...finish.matchAll(/load(\w)\(r, column\)/g)].map(([, name]) => name);
}

/** The epilogue as a function that is given what it reads at a unit. */
function finishFunction(kernel: ConvolutionKernel): string {
  const parameters = unitOperands(kernel).map((name) => `, of${name}: f32`);
  return `fn finish(r: i32, row: i32, column: i32, product: f32${parameters.join('')}) -> f32 {
  ${kernel.finish.replace(/load(\w)\(r, column\)/g, 'of$1')}
}`;
}

/** Stores of a tile whose neighbouring columns lie `step` apart. */
function stores(kernel: ConvolutionKernel, { rows, columns, units }: Tile, step: number): string[] {
  const { size } = vectorsOf(units);
  const operands = unitOperands(kernel);
  const loaded = range(units).flatMap((t) => operands.map((name) => `let of${name}${t} = load${name}(r, unit${t});`));
  return [
    ...loaded,
    ...range(rows * columns).flatMap((p) => {
      const [row, column] = [`row + ${Math.floor(p / columns)}`, `column + ${(p % columns) * step}`];
      return [
        `if (${row} < uniforms.rows && ${column} < uniforms.columns) {`,
        `  let position: i32 = (image * uniforms.rows + ${row}) * uniforms.columns + ${column};`,
        '  let to: i32 = r * uniforms.entries + position * uniforms.units + unit;',
        ...range(units).map((t) => {
          const value = `${accumulator(p, Math.floor(t / size))}${size === 1 ? '' : `[${t % size}]`}`;
          const given = ['r', 'position', `unit${t}`, value, ...operands.map((name) => `of${name}${t}`)];
          return `  if (unit + ${t * LANES} < uniforms.units) { result[to + ${t * LANES}] = finish(${given.join(', ')}); }`;
        }),
        '}',
      ];
    }),
  ];
}

function unitLines(units: number): string[] {
  return range(units).map((t) => `let unit${t}: i32 = min(unit + ${t * LANES}, uniforms.units - 1);`);
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
  ${each(unitLines(units), '  ')}`;
}

const accumulator = (p: number, v: number): string => `sum${p}_${v}`;

function accumulators(tile: Tile): string[] {
  const { count, type } = vectorsOf(tile.units);
  return range(tile.rows * tile.columns).flatMap((p) => range(count).map((v) => `var ${accumulator(p, v)} = ${type}(0.0);`));
}

/** sum + x · v in one instruction, which not every compiler finds by itself. */
export function multiplyAdd(sum: string, x: string, v: string, type: string): string {
  return `${sum} = fma(${type}(${x}), ${v}, ${sum});`;
}

/** The weights of the thread's units at `from`. */
function weightVectors(units: number, name: string, from: string): string[] {
  const { count, size, type } = vectorsOf(units);
  return range(count).map((v) => {
    const values = range(size).map((k) => `B[${from} + unit${v * size + k}]`);
    return `let ${name}_${v} = ${size === 1 ? values[0] : `${type}(${values.join(', ')})`};`;
  });
}

function forwardBody(kernel: ConvolutionKernel, tile: Tile): string {
  const { kernelRows, kernelColumns, stride } = kernel;
  const { count, type } = vectorsOf(tile.units);
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
  const weights = (j: number): string[] =>
    tile.sharesWeights
      ? sharedWeightVectors(tile.units, `w${j}`, `${j}`)
      : weightVectors(tile.units, `w${j}`, `base + ${j} * uniforms.channels * uniforms.units`);
  const products = range(kernelColumns).flatMap((j) => [
    ...weights(j),
    ...range(tile.rows * tile.columns).flatMap((p) => {
      const x = `x${Math.floor(p / tile.columns)}_${(p % tile.columns) * stride + j}`;
      return range(count).map((v) => multiplyAdd(accumulator(p, v), x, `w${j}_${v}`, type));
    }),
  ]);
  const plainLoop = `for (var c: i32 = 0; c < uniforms.channels; c++) {
      let base: i32 = weights + (i * ${kernelColumns} * uniforms.channels + c) * uniforms.units;
      ${each([...loadLines, ...products], '      ')}
    }`;
  const sharedLoop = `for (var start: i32 = 0; start < uniforms.channels; start += ${CHANNELS_SHARED}) {
      workgroupBarrier();
      fillWeights(local, weights + i * ${kernelColumns} * uniforms.channels * uniforms.units, start, firstUnit);
      workgroupBarrier();
      let end: i32 = min(start + ${CHANNELS_SHARED}, uniforms.channels);
      for (var c: i32 = start; c < end; c++) {
        ${each([...loadLines, ...products], '        ')}
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
  ${each(stores(kernel, tile, 1), '  ')}`;
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

function sharedWeightVectors(units: number, name: string, tap: string): string[] {
  const { count, size, type } = vectorsOf(units);
  return range(count).map((v) => {
    const values = range(size).map(
      (k) => `shared_weights[(${tap} * ${CHANNELS_SHARED} + c - start) * ${LANES * units} + lane + ${(v * size + k) * LANES}]`,
    );
    return `let ${name}_${v} = ${size === 1 ? values[0] : `${type}(${values.join(', ')})`};`;
  });
}

/** As {@link locate}, with workgroups of one replica and one group of units; no thread leaves before the last barrier. */
function locateShared({ rows, units }: Tile, tileColumns: string): string {
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
  ${each(unitLines(units), '  ')}
  let source: i32 = uniforms.aOffset + r * uniforms.aStride + image * uniforms.height * uniforms.width * uniforms.channels;
  let weights: i32 = uniforms.bOffset + r * uniforms.bStride;`;
}

/** The positions of a tile lie a stride apart, so that they share their taps. */
function transposedBody(kernel: ConvolutionKernel, tile: Tile): string {
  const { kernelRows, kernelColumns, stride } = kernel;
  const { count, type } = vectorsOf(tile.units);
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
            ...range(count).map((v) => multiplyAdd(accumulator(p, v), `x${p}`, `w_${v}`, type)),
          ]),
          '        ',
        )}
      }
    }
  }
  ${each(stores(kernel, tile, stride), '  ')}`;
}
