import { ceilDiv } from '../shapes';
import type { ConvolutionKernel, FilterGradientKernel, Step } from '../tfjs/kernel';

/** What one thread of a convolution computes: a rectangle of positions, and some units of each. */
export interface Tile {
  readonly rows: number;
  readonly columns: number;
  readonly units: number;
  readonly sharesWeights: boolean;
}

/** What one thread of a filter gradient computes: all taps of a row of the filters, some channels and some units. */
export interface FilterTile {
  readonly channels: number;
  readonly units: number;
}

/** How convolutions are cut into threads. Results are bit-identical only within one. */
export interface Tiling {
  readonly name: string;
  /** Positions of a tile: 4 or 8. With 16 the software adapter takes minutes over the program of a training step, and is given up for lost. */
  readonly positions: number;
  /** Units of a tile at most: 2, 4 or 8. */
  readonly units: number;
  /** Whether the threads of a workgroup read the weights from its memory, which takes barriers. */
  readonly sharesWeights: boolean;
}

/** The tilings that a device may choose from; the first is what it uses until it has measured. */
export const TILINGS: readonly [Tiling, ...Tiling[]] = [
  { name: 'register-8x4', positions: 8, units: 4, sharesWeights: false },
  { name: 'register-4x4', positions: 4, units: 4, sharesWeights: false },
  { name: 'register-8x8', positions: 8, units: 8, sharesWeights: false },
  { name: 'workgroup-4x4', positions: 4, units: 4, sharesWeights: true },
  { name: 'workgroup-8x4', positions: 8, units: 4, sharesWeights: true },
];

/** Tilings that an adapter is asked to try: barriers are ruinous where threads are run one after the other, as software adapters do. */
export function candidates(hardware: boolean): readonly Tiling[] {
  return TILINGS.filter(({ sharesWeights }) => hardware || !sharesWeights);
}

export function tilingNamed(name: string | undefined): Tiling {
  return TILINGS.find((tiling) => tiling.name === name) ?? TILINGS[0];
}

export const WORKGROUP = 64;

/** Threads side by side that share positions: thread k of them has units k, k + 4, …, so that they read neighbouring weights together. */
export const LANES = 4;

/** Threads that share a tile's positions. */
function unitThreads(units: number, tileUnits: number): number {
  return LANES * ceilDiv(units, LANES * tileUnits);
}

/** The tile of a convolution: no more units than there are, and the rectangle of positions that wastes least. It does not depend on replicas. */
export function tileOf(step: Step, tiling: Tiling): Tile {
  const kernel = step.kernel as ConvolutionKernel;
  const [, , , , rows, columns, units] = step.uniforms as number[];
  const tileUnits = unitsOfTile(units, tiling);
  const { positions } = tiling;
  if (kernel.transposed) return { rows: 1, columns: positions, units: tileUnits, sharesWeights: false };
  const shapes = [1, 2, 4].filter((high) => high <= positions).map((high) => ({ rows: high, columns: positions / high }));
  const waste = (tile: { rows: number; columns: number }): number =>
    ceilDiv(rows, tile.rows) * tile.rows * ceilDiv(columns, tile.columns) * tile.columns;
  const best = shapes.reduce((found, shape) => (waste(shape) < waste(found) ? shape : found));
  return { ...best, units: tileUnits, sharesWeights: tiling.sharesWeights };
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
  return tilesRun * unitThreads(units, tile.units) * replicas;
}

/** Threads of a filter gradient. */
export function filterGradientThreads(step: Step, replicas: number, tiling: Tiling): number {
  const { kernelRows } = step.kernel as FilterGradientKernel;
  const [images, , , channels, , , units, , , perBlock] = step.uniforms as number[];
  const tile = filterTileOf(step, tiling);
  return ceilDiv(images, perBlock) * kernelRows * ceilDiv(channels, tile.channels) * unitThreads(units, tile.units) * replicas;
}
