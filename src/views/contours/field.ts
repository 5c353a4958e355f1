import type { Landscape } from '../../experiment/landscape';
import type { HeightScale } from '../types';

/** What a map of a plane draws: heights of all grid points, row-major as in the landscape, and which cells still wait for points. */
export interface HeightField {
  readonly columns: number;
  readonly rows: number;
  /** 0 = bottom of the scale, 1 = top (not clamped above); NaN where the loss is not finite or no finished point is near. */
  readonly heights: Float32Array;
  /** One per cell, row-major (columns − 1) × (rows − 1): 1 where a corner is interpolated, not evaluated yet; 2 where nothing is known of a corner. */
  readonly waiting: Uint8Array;
  /** Points that were evaluated and are NaN or infinite. */
  readonly holes: number;
  /** Points that lie above the scale. */
  readonly above: number;
  /** Points not evaluated yet. */
  readonly missing: number;
}

/** Heights of a plane's stored values; points still to come are interpolated linearly between the finest finished neighbours. */
export function heightField(landscape: Landscape, scale: HeightScale): HeightField {
  const [columns, rows] = [landscape.axes[0].points, landscape.axes[1]?.points ?? 1];
  const raw = scale.field === 'loss' ? landscape.loss : landscape.accuracy;
  const { done } = landscape;
  const heights = new Float32Array(columns * rows).fill(Number.NaN);
  let [holes, above, missing] = [0, 0, 0];
  for (let i = 0; i < heights.length; i++) {
    if (done[i] === 0) missing++;
    else if (Number.isFinite(raw[i])) {
      heights[i] = scale.normalise(raw[i]);
      if (raw[i] > scale.max) above++;
    } else holes++;
  }
  const known = missing > 0 ? fillMissing(heights, done, columns, rows) : done;
  return { columns, rows, heights, waiting: waitingCells(done, known, columns, rows, missing), holes, above, missing };
}

/** Steps of the refinement levels over n points, finest first: ⌈(n − 1) / 2^k⌉, each once. */
export function latticeSteps(n: number): number[] {
  const steps = new Set<number>();
  for (let k = Math.ceil(Math.log2(Math.max(1, n - 1))); k >= 0; k--) steps.add(Math.max(1, Math.ceil((n - 1) / 2 ** k)));
  return [...steps];
}

/**
 * Bilinear between the four corners of the finest lattice cell whose corners are all finished; a NaN corner spreads over its cell.
 * Returns a flag per point: 0 where there is no such cell.
 */
function fillMissing(heights: Float32Array, done: Uint8Array, columns: number, rows: number): Uint8Array {
  const known = Uint8Array.from(done);
  const stepsX = latticeSteps(columns);
  const stepsY = latticeSteps(rows);
  const levels = Math.max(stepsX.length, stepsY.length);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      if (done[j * columns + i] !== 0) continue;
      for (let level = 0; level < levels; level++) {
        const stepX = stepsX[Math.min(level, stepsX.length - 1)];
        const stepY = stepsY[Math.min(level, stepsY.length - 1)];
        const x0 = i - (i % stepX);
        const y0 = j - (j % stepY);
        const x1 = x0 === i ? i : Math.min(columns - 1, x0 + stepX);
        const y1 = y0 === j ? j : Math.min(rows - 1, y0 + stepY);
        const [low, high] = [y0 * columns, y1 * columns];
        if (done[low + x0] === 0 || done[low + x1] === 0 || done[high + x0] === 0 || done[high + x1] === 0) continue;
        const fx = x1 > x0 ? (i - x0) / (x1 - x0) : 0;
        const fy = y1 > y0 ? (j - y0) / (y1 - y0) : 0;
        const below = heights[low + x0] * (1 - fx) + heights[low + x1] * fx;
        const above = heights[high + x0] * (1 - fx) + heights[high + x1] * fx;
        heights[j * columns + i] = below * (1 - fy) + above * fy;
        known[j * columns + i] = 1;
        break;
      }
    }
  }
  return known;
}

function waitingCells(done: Uint8Array, known: Uint8Array, columns: number, rows: number, missing: number): Uint8Array {
  const waiting = new Uint8Array(Math.max(0, (columns - 1) * (rows - 1)));
  if (missing === 0) return waiting;
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const k = j * columns + i;
      const all = (flags: Uint8Array) => flags[k] !== 0 && flags[k + 1] !== 0 && flags[k + columns] !== 0 && flags[k + columns + 1] !== 0;
      if (!all(known)) waiting[j * (columns - 1) + i] = 2;
      else if (!all(done)) waiting[j * (columns - 1) + i] = 1;
    }
  }
  return waiting;
}

/** Value at fractional grid position (x, y), bilinear; NaN outside or beside a hole. */
export function heightAt(field: HeightField, x: number, y: number): number {
  const { columns, rows, heights } = field;
  if (!(x >= 0 && y >= 0 && x <= columns - 1 && y <= rows - 1)) return Number.NaN;
  const i = Math.min(columns - 2, Math.floor(x));
  const j = Math.min(rows - 2, Math.floor(y));
  const [fx, fy] = [x - i, y - j];
  const k = j * columns + i;
  const low = heights[k] * (1 - fx) + heights[k + 1] * fx;
  const high = heights[k + columns] * (1 - fx) + heights[k + columns + 1] * fx;
  return low * (1 - fy) + high * fy;
}
