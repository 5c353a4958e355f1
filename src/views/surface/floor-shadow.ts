import { BOX_HEIGHT, CUT_BOTTOM, CUT_TOP, FLOOR } from './frame';
import type { Vec3 } from './projection';

/** The shadow is drawn on a square of the floor's plane that reaches this far on each side of the middle, scene units; texels along its side. */
export const SHADOW_REACH = 1.9;
export const SHADOW_SIDE = 256;
/** The surface is looked at in so many places along its longer side, and a ray at steps of about as much. */
const SHEET_SIDE = 128;
/** Radius of the three box blurs that soften it, texels. */
const SOFTNESS = 5;

/** The surface that casts it: normalised heights and validity (byte 2 of four) per vertex, row-major, rows along −z. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly heights: Float32Array;
  readonly marks: Uint8Array;
  readonly halfX: number;
  readonly halfZ: number;
}

/** How much of the key light the surface takes from each place of the floor's plane, 0 … 255, row-major from −x, −z. */
export function floorShadow(sheet: Sheet, key: Vec3): Uint8Array<ArrayBuffer> {
  const coarse = thinned(sheet);
  const hard = new Float32Array(SHADOW_SIDE * SHADOW_SIDE);
  for (let row = 0; row < SHADOW_SIDE; row++) {
    for (let column = 0; column < SHADOW_SIDE; column++) {
      hard[row * SHADOW_SIDE + column] = isShaded(coarse, key, placeOf(column), placeOf(row)) ? 255 : 0;
    }
  }
  let soft = hard;
  for (let pass = 0; pass < 3; pass++) soft = blurred(blurred(soft, 1, SHADOW_SIDE), SHADOW_SIDE, 1);
  return Uint8Array.from(soft, Math.round);
}

function placeOf(index: number): number {
  return (((index + 0.5) / SHADOW_SIDE) * 2 - 1) * SHADOW_REACH;
}

/** Heights in scene units on a coarser grid; NaN where the surface is cut away or has a hole. */
interface Coarse {
  readonly width: number;
  readonly height: number;
  readonly y: Float32Array;
  readonly top: number;
  readonly halfX: number;
  readonly halfZ: number;
}

function thinned({ width, height, heights, marks, halfX, halfZ }: Sheet): Coarse {
  const step = Math.max(1, Math.round((Math.max(width, height) - 1) / SHEET_SIDE));
  const [columns, rows] = [Math.floor((width - 1) / step) + 1, Math.floor((height - 1) / step) + 1];
  const y = new Float32Array(columns * rows);
  let top = FLOOR;
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const at = j * step * width + i * step;
      const h = heights[at];
      const there = marks[at * 4 + 2] > 127 && h <= CUT_TOP && h >= CUT_BOTTOM;
      y[j * columns + i] = there ? h * BOX_HEIGHT : Number.NaN;
      if (there) top = Math.max(top, h * BOX_HEIGHT);
    }
  }
  return { width: columns, height: rows, y, top, halfX, halfZ };
}

/** Whether a ray from the floor to the light passes through the surface: over the plane, it is below it at one place and above it at the next, or the other way. */
function isShaded(sheet: Coarse, [kx, ky, kz]: Vec3, x: number, z: number): boolean {
  const { width, height, y, halfX, halfZ } = sheet;
  const run = Math.hypot(kx, kz);
  const [dx, dz, climb] = [kx / run, kz / run, ky / run];
  const [enterX, leaveX] = within(x, dx, halfX);
  const [enterZ, leaveZ] = within(z, dz, halfZ);
  const leave = Math.min(leaveX, leaveZ, (sheet.top - FLOOR) / climb + 0.05);
  const step = (2 * Math.max(halfX, halfZ)) / SHEET_SIDE;
  let before = Number.NaN;
  for (let d = Math.max(0, enterX, enterZ); d <= leave; d += step) {
    const i = Math.round((((x + dx * d) / halfX + 1) / 2) * (width - 1));
    const j = Math.round(((1 - (z + dz * d) / halfZ) / 2) * (height - 1));
    const gap = FLOOR + climb * d - y[j * width + i];
    if (before * gap < 0) return true;
    before = gap;
  }
  return false;
}

/** Between which lengths of the way a ray from `from` is within ±half along one axis; nowhere where the second is the smaller. */
function within(from: number, direction: number, half: number): [number, number] {
  if (Math.abs(direction) < 1e-9) return Math.abs(from) <= half ? [0, Infinity] : [Infinity, -Infinity];
  const [a, b] = [(-half - from) / direction, (half - from) / direction];
  return [Math.min(a, b), Math.max(a, b)];
}

/** Mean over 2 · SOFTNESS + 1 neighbours along one axis; beyond the ends there is no shadow. */
function blurred(source: Float32Array<ArrayBuffer>, along: number, between: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(source.length);
  const window = 2 * SOFTNESS + 1;
  for (let line = 0; line < SHADOW_SIDE; line++) {
    const base = line * between;
    let sum = 0;
    for (let k = 0; k < SOFTNESS; k++) sum += source[base + k * along];
    for (let k = 0; k < SHADOW_SIDE; k++) {
      if (k + SOFTNESS < SHADOW_SIDE) sum += source[base + (k + SOFTNESS) * along];
      if (k - SOFTNESS - 1 >= 0) sum -= source[base + (k - SOFTNESS - 1) * along];
      out[base + k * along] = sum / window;
    }
  }
  return out;
}
