import { fillGrid } from './fill';
import { floorShadow } from './floor-shadow';
import { BOX_HEIGHT, CUT_BOTTOM, CUT_TOP, subdivisionOf } from './frame';
import { dropLooseParts } from './loose-parts';
import { doubleGrid } from './oblique';
import type { Vec3 } from './projection';
import { ambientOcclusion, castShadow, normalsOf, type ReliefGrid, RIPPLE_MAX, RIPPLE_MIN, ripples } from './relief';
import { resampleCells, resampleGrid, resampleMask } from './resample';

/** What a bake needs; plain data that can be posted. */
export interface BakeInput {
  /** Normalised heights, row-major iβ · nα + iα; NaN and ±∞ allowed. */
  readonly heights: Float32Array<ArrayBuffer>;
  /** The same for the colours, where they are on another scale; else null. */
  readonly colors: Float32Array<ArrayBuffer> | null;
  readonly done: Uint8Array<ArrayBuffer>;
  readonly nAlpha: number;
  readonly nBeta: number;
  readonly halfX: number;
  readonly halfZ: number;
  /** Intervals wanted along the longer side: 256 when finished, fewer while points still come. */
  readonly side: number;
  /** Direction to the key light, x, y, z. */
  readonly key: Vec3;
}

/** Everything per vertex of the mesh, ready for the GPU; row-major from the lowest α and β. */
export interface Bake {
  readonly width: number;
  readonly height: number;
  /** Normalised heights, finite. */
  readonly heights: Float32Array<ArrayBuffer>;
  /** Normalised colours, finite: the heights where they have no scale of their own. */
  readonly colors: Float32Array<ArrayBuffer>;
  /** x and z of the normal, openness, shadow; four signed 16-bit shares of 1 each. */
  readonly shade: Int16Array<ArrayBuffer>;
  /** Ripple (0 … 1 over its range), share of unfinished cells, validity, unused; four bytes each. */
  readonly marks: Uint8Array<ArrayBuffer>;
  /** Shadow on the floor (see floorShadow). */
  readonly cast: Uint8Array<ArrayBuffer>;
  /** Mesh lines of the pass before: how many coarse intervals fit along α and β. */
  readonly coarse: readonly [number, number];
  readonly hasUnfinished: boolean;
}

/** Bakes the surface step by step; each yield is a moment at which a newer bake may take over. */
export function* bakeSteps(input: BakeInput): Generator<void, Bake> {
  const { nAlpha, nBeta } = input;
  const filled = fillGrid(input.heights, input.done, nAlpha, nBeta);
  const k = subdivisionOf(nAlpha, nBeta, input.side);
  const heights = refined(filled.heights, nAlpha, nBeta, k);
  const tints = input.colors && fillGrid(input.colors, input.done, nAlpha, nBeta).heights;
  const colors = tints ? refined(tints, nAlpha, nBeta, k) : heights.slice();
  const width = (nAlpha - 1) * k + 1;
  const height = (nBeta - 1) * k + 1;
  const y = heights.map((h) => BOX_HEIGHT * Math.min(CUT_TOP, Math.max(CUT_BOTTOM, h)));
  const grid: ReliefGrid = { y, width, height, dx: (2 * input.halfX) / (width - 1), dz: (2 * input.halfZ) / (height - 1) };
  yield;
  const openness = new Float32Array(width * height);
  for (let row = 0; row < height; row += 64) {
    ambientOcclusion(grid, row, Math.min(height, row + 64), openness);
    yield;
  }
  const shadow = castShadow(grid, input.key);
  yield;
  const ripple = ripples(grid);
  yield;
  const normals = normalsOf({ ...grid, y: heights.map((h) => h * BOX_HEIGHT) });
  const valid = resampleMask(filled.valid, nAlpha, nBeta, k);
  const unfinished = resampleCells(filled.unfinished, nAlpha, nBeta, k);
  const shade = new Int16Array(width * height * 4);
  const marks = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    shade[i * 4] = Math.round(normals[i * 2] * 32767);
    shade[i * 4 + 1] = Math.round(normals[i * 2 + 1] * 32767);
    shade[i * 4 + 2] = Math.round(openness[i] * 32767);
    shade[i * 4 + 3] = Math.round(shadow[i] * 32767);
    marks[i * 4] = Math.round(((ripple[i] - RIPPLE_MIN) / (RIPPLE_MAX - RIPPLE_MIN)) * 255);
    marks[i * 4 + 1] = unfinished[i];
    marks[i * 4 + 2] = valid[i];
  }
  dropLooseParts(heights, marks, width);
  yield;
  const cast = floorShadow({ width, height, heights, marks, halfX: input.halfX, halfZ: input.halfZ }, input.key);
  const coarse = [(nAlpha - 1) / filled.coarse[0], (nBeta - 1) / filled.coarse[1]] as const;
  return { width, height, heights, colors, shade, marks, cast, coarse, hasUnfinished: filled.unfinished.includes(1) };
}

/** `k` steps per interval: the first halving keeps slanting troughs whole, the rest is a spline. */
function refined(grid: Float32Array, nAlpha: number, nBeta: number, k: number): Float32Array<ArrayBuffer> {
  if (k % 2 === 1) return resampleGrid(grid, nAlpha, nBeta, k);
  return resampleGrid(doubleGrid(grid, nAlpha, nBeta), 2 * nAlpha - 1, 2 * nBeta - 1, k / 2);
}

/** The whole bake at once, for tests and for places without workers. */
export function bake(input: BakeInput): Bake {
  const steps = bakeSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
