import { BOX_HEIGHT, CUT_BOTTOM, CUT_TOP, FLOOR } from './frame';
import type { Vec3 } from './projection';

/** The baked mesh as the main thread reads it: for picking, for hiding marks behind the surface, for labels on iso-lines. */
export interface HeightField {
  readonly width: number;
  readonly height: number;
  readonly halfX: number;
  readonly halfZ: number;
  /** Normalised heights, row-major, rows along −z. */
  readonly heights: Float32Array;
  /** As in Bake.marks; byte 2 of four is the validity. */
  readonly marks: Uint8Array;
}

/** Normalised height at a place of the plane; null outside, in a hole and where the surface is cut away. */
export function heightAt(field: HeightField, x: number, z: number): number | null {
  const h = rawHeightAt(field, x, z);
  return Number.isNaN(h) || h > CUT_TOP || h < CUT_BOTTOM ? null : h;
}

/** The same before the cut; NaN outside and in holes. */
export function rawHeightAt(field: HeightField, x: number, z: number): number {
  const { width, height, heights, marks } = field;
  const u = ((x / field.halfX + 1) / 2) * (width - 1);
  const v = ((1 - z / field.halfZ) / 2) * (height - 1);
  if (!(u >= -1e-6 && v >= -1e-6 && u <= width - 1 + 1e-6 && v <= height - 1 + 1e-6)) return Number.NaN;
  const i = Math.max(0, Math.min(width - 2, Math.floor(u)));
  const j = Math.max(0, Math.min(height - 2, Math.floor(v)));
  const fu = u - i;
  const fv = v - j;
  const at = j * width + i;
  const blend = (a: number, b: number, c: number, d: number): number => (a + (b - a) * fu) * (1 - fv) + (c + (d - c) * fu) * fv;
  const valid = blend(marks[at * 4 + 2], marks[(at + 1) * 4 + 2], marks[(at + width) * 4 + 2], marks[(at + width + 1) * 4 + 2]);
  if (valid < 127.5) return Number.NaN;
  return blend(heights[at], heights[at + 1], heights[at + width], heights[at + width + 1]);
}

/** Interval of `t` in which a ray is inside the box; null where it misses. */
function boxInterval(field: HeightField, origin: Vec3, direction: Vec3, tMax: number): [number, number] | null {
  const low: Vec3 = [-field.halfX, FLOOR, -field.halfZ];
  const high: Vec3 = [field.halfX, BOX_HEIGHT, field.halfZ];
  let near = 0;
  let far = tMax;
  for (let axis = 0; axis < 3; axis++) {
    if (Math.abs(direction[axis]) < 1e-12) {
      if (origin[axis] < low[axis] || origin[axis] > high[axis]) return null;
      continue;
    }
    const a = (low[axis] - origin[axis]) / direction[axis];
    const b = (high[axis] - origin[axis]) / direction[axis];
    near = Math.max(near, Math.min(a, b));
    far = Math.min(far, Math.max(a, b));
  }
  return near < far ? [near, far] : null;
}

/** Height of the ray above the surface; null over holes, outside, and where the surface is cut away. */
function gapAt(field: HeightField, origin: Vec3, direction: Vec3, t: number): number | null {
  const h = heightAt(field, origin[0] + direction[0] * t, origin[2] + direction[2] * t);
  return h === null ? null : origin[1] + direction[1] * t - h * BOX_HEIGHT;
}

/**
 * First place, within `tMax`, at which a ray passes through the surface, from above or from below; null where it passes none. Marches in
 * steps of about one mesh cell, then halves.
 */
export function castRay(field: HeightField, origin: Vec3, direction: Vec3, tMax = Infinity): { t: number; x: number; z: number } | null {
  const interval = boxInterval(field, origin, direction, tMax);
  if (!interval) return null;
  const run = Math.max(Math.hypot(direction[0], direction[2]), 0.05);
  const step = ((2 * Math.max(field.halfX, field.halfZ)) / Math.max(field.width, field.height) / run) * 0.9;
  let t = interval[0];
  let before = gapAt(field, origin, direction, t);
  while (t < interval[1]) {
    const next = Math.min(interval[1], t + step);
    const after = gapAt(field, origin, direction, next);
    if (before !== null && after !== null && before > 0 !== after > 0) {
      let low = t;
      let high = next;
      for (let k = 0; k < 24; k++) {
        const middle = (low + high) / 2;
        const gap = gapAt(field, origin, direction, middle);
        if (gap === null) break;
        if (gap > 0 === before > 0) low = middle;
        else high = middle;
      }
      return { t: high, x: origin[0] + direction[0] * high, z: origin[2] + direction[2] * high };
    }
    t = next;
    before = after;
  }
  return null;
}

/** Whether the surface lies between the eye and a point; `slack` in scene units keeps a point on the surface from hiding itself. */
export function isHidden(field: HeightField, eye: Vec3, point: Vec3, slack = 0.012): boolean {
  const length = Math.hypot(point[0] - eye[0], point[1] - eye[1], point[2] - eye[2]);
  const direction: Vec3 = [(point[0] - eye[0]) / length, (point[1] - eye[1]) / length, (point[2] - eye[2]) / length];
  return castRay(field, eye, direction, length - slack) !== null;
}
