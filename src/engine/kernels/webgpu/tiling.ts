import { ceilDiv } from '../shapes';
import type { ConvolutionKernel, FilterGradientKernel, Step } from '../tfjs/kernel';

/** What one thread of a convolution computes: a rectangle of positions, and some units of each. */
export interface Tile {
  readonly rows: number;
  readonly columns: number;
  readonly units: number;
  readonly sharesWeights: boolean;
  /** Whether tiles fill the result exactly, so that nothing lies past an edge. */
  readonly isWhole: boolean;
}

/** What one thread of a filter gradient computes: all taps of a row of the filters, some channels and some units. */
export interface FilterTile {
  readonly channels: number;
  readonly units: number;
}

/** What one thread of a product computes: some rows and some units of each. */
export interface ProductTile {
  readonly rows: number;
  readonly units: number;
  readonly sharesOperands: boolean;
  /** Whether four neighbouring threads have the same rows, and each loads every fourth entry of these for all. */
  readonly sharesRows: boolean;
  /** Whether its sums are so long that they are added up in blocks. */
  readonly isLong: boolean;
  /** Whether tiles fill the result exactly, so that nothing lies past an edge. */
  readonly isWhole: boolean;
}

/** How products and convolutions are cut into threads. Results are bit-identical only within one. */
export interface Tiling {
  readonly name: string;
  /** Rows of a product's tile: 4, 8 or 16. */
  readonly rows: number;
  /** Positions of a convolution's tile: 4 or 8. With 16 the software adapter takes so long over some programs that it is given up for lost. */
  readonly positions: number;
  /** Units of a tile at most: 2, 4 or 8. */
  readonly units: number;
  /** Whether the threads of a workgroup read the weights from its memory, which takes barriers. */
  readonly sharesWeights: boolean;
  /**
   * Units of a product's tile where the threads of a quad pass each other what they load of its rows; null where each loads its
   * own.
   */
  readonly unitsInQuads: number | null;
}

/** The tilings that a device may choose from. */
export const TILINGS: readonly [Tiling, ...Tiling[]] = [
  { name: 'register-8x4', rows: 8, positions: 8, units: 4, sharesWeights: false, unitsInQuads: null },
  { name: 'register-4x4', rows: 4, positions: 4, units: 4, sharesWeights: false, unitsInQuads: null },
  { name: 'register-8x8', rows: 8, positions: 8, units: 8, sharesWeights: false, unitsInQuads: null },
  { name: 'register-16x8', rows: 16, positions: 8, units: 8, sharesWeights: false, unitsInQuads: null },
  { name: 'quad-16x4', rows: 16, positions: 8, units: 8, sharesWeights: false, unitsInQuads: 4 },
  { name: 'workgroup-4x4', rows: 4, positions: 4, units: 4, sharesWeights: true, unitsInQuads: null },
  { name: 'workgroup-8x4', rows: 8, positions: 8, units: 4, sharesWeights: true, unitsInQuads: null },
];

/** Tilings that an adapter is asked to try: barriers are ruinous where threads are run one after the other, as software adapters do. */
export function candidates(hardware: boolean, hasQuads: boolean): readonly Tiling[] {
  return TILINGS.filter(({ sharesWeights, unitsInQuads }) => (hardware || !sharesWeights) && (hasQuads || unitsInQuads === null));
}

/** What an adapter uses until it has measured: software adapters spend most of their time on loads, of which large tiles need the fewest. */
export function defaultTiling(hardware: boolean, hasQuads: boolean): Tiling {
  return hardware ? TILINGS[0] : tilingNamed(hasQuads ? 'quad-16x4' : 'register-16x8');
}

export function tilingNamed(name: string | undefined): Tiling {
  return TILINGS.find((tiling) => tiling.name === name) ?? TILINGS[0];
}

export const WORKGROUP = 64;

/** Threads side by side that share positions where weights lie in the workgroup's memory, and in filter gradients: thread k has units k, k + 4, …. */
export const LANES = 4;

/** A workgroup that shares what it reads of a product is a square of this many threads a side. */
export const BLOCK_SIDE = 8;
/** Threads of a quad, which have neighbouring indices. */
export const QUAD = 4;
/** Longest sum of a product that is added up in one go. */
const LONGEST_SUM = 128;

/**
 * The tile of a product: rows and units spread evenly over threads, so that few are wasted. It does not depend on replicas.
 * Long sums take twice the registers.
 */
export function productTileOf({ uniforms }: Step, { rows, units, sharesWeights, unitsInQuads }: Tiling): ProductTile {
  const [n, inner, m] = uniforms as [number, number, number];
  const isLong = inner > LONGEST_SUM;
  if (sharesWeights) return { rows, units, sharesOperands: true, sharesRows: false, isLong, isWhole: false };
  const inQuads = even(ceilDiv(m, QUAD), unitsInQuads ?? units);
  const sharesRows = unitsInQuads !== null && ceilDiv(m, inQuads) % QUAD === 0;
  const [high, wide] = [even(n, isLong ? Math.min(rows, 8) : rows), sharesRows ? inQuads : even(m, units)];
  return { rows: high, units: wide, sharesOperands: false, sharesRows, isLong, isWhole: n % high === 0 && m % wide === 0 };
}

/** Threads of a product. */
export function productThreads(step: Step, replicas: number, tiling: Tiling): number {
  const [n, , m] = step.uniforms as [number, number, number];
  const { rows, units, sharesOperands } = productTileOf(step, tiling);
  if (!sharesOperands) return ceilDiv(n, rows) * ceilDiv(m, units) * replicas;
  return ceilDiv(n, BLOCK_SIDE * rows) * ceilDiv(m, BLOCK_SIDE * units) * WORKGROUP * replicas;
}

/** At most `most` of an extent for each thread, so that few are wasted. */
function even(extent: number, most: number): number {
  return ceilDiv(extent, ceilDiv(extent, most));
}

/** Threads that share a tile's positions, where units lie {@link LANES} apart. */
function unitThreads(units: number, tileUnits: number): number {
  return LANES * ceilDiv(units, LANES * tileUnits);
}

/** The tile of a convolution: no more units than there are, and the rectangle of positions that wastes least. It does not depend on replicas. */
export function tileOf(step: Step, tiling: Tiling): Tile {
  const kernel = step.kernel as ConvolutionKernel;
  const [, , , , rows, columns, units] = step.uniforms as number[];
  const { positions } = tiling;
  const spread = even(units, tiling.units);
  if (kernel.transposed) return { rows: 1, columns: positions, units: spread, sharesWeights: false, isWhole: false };
  const shapes = [1, 2, 4].filter((high) => high <= positions).map((high) => ({ rows: high, columns: positions / high }));
  const waste = (tile: { rows: number; columns: number }): number =>
    ceilDiv(rows, tile.rows) * tile.rows * ceilDiv(columns, tile.columns) * tile.columns;
  const best = shapes.reduce((found, shape) => (waste(shape) < waste(found) ? shape : found));
  if (tiling.sharesWeights) return { ...best, units: unitsOfTile(units, tiling), sharesWeights: true, isWhole: false };
  const isWhole = rows % best.rows === 0 && columns % best.columns === 0 && units % spread === 0;
  return { ...best, units: spread, sharesWeights: false, isWhole };
}

export function filterTileOf(step: Step, tiling: Tiling): FilterTile {
  const { kernelColumns } = step.kernel as FilterGradientKernel;
  const [, , , channels, , , units] = step.uniforms as number[];
  return { channels: Math.min(channels, kernelColumns === 1 ? 4 : 2), units: unitsOfTile(units, { ...tiling, units: 4 }) };
}

function unitsOfTile(units: number, tiling: Tiling): number {
  return [1, 2, 4].find((count) => count < tiling.units && units <= LANES * count) ?? tiling.units;
}

/** Threads of a convolution. */
export function convolutionThreads(step: Step, replicas: number, tiling: Tiling): number {
  const { transposed, stride } = step.kernel as ConvolutionKernel;
  const [images, , , , rows, columns, units] = step.uniforms as number[];
  const tile = tileOf(step, tiling);
  const tileColumns = transposed ? stride * ceilDiv(ceilDiv(columns, stride), tile.columns) : ceilDiv(columns, tile.columns);
  const tiles = images * ceilDiv(rows, tile.rows) * tileColumns;
  const tilesRun = tile.sharesWeights ? ceilDiv(tiles, WORKGROUP / LANES) * (WORKGROUP / LANES) : tiles;
  return tilesRun * (tile.sharesWeights ? unitThreads(units, tile.units) : ceilDiv(units, tile.units)) * replicas;
}

/** Threads of a filter gradient. */
export function filterGradientThreads(step: Step, replicas: number, tiling: Tiling): number {
  const { kernelRows } = step.kernel as FilterGradientKernel;
  const [images, , , channels, , , units, , , perBlock] = step.uniforms as number[];
  const tile = filterTileOf(step, tiling);
  return ceilDiv(images, perBlock) * kernelRows * ceilDiv(channels, tile.channels) * unitThreads(units, tile.units) * replicas;
}
