import { formatHeight, labelWidth } from '../ticks';
import type { HeightScale } from '../types';
import { contourSpacing } from './contour-spacing';
import { BOX_HEIGHT, CUT_BOTTOM, CUT_TOP } from './frame';
import { type HeightField, isHidden, rawHeightAt } from './height-field';
import type { Projection, Vec3 } from './projection';

export interface ContourLabel {
  readonly key: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Normalised height, to tint the halo. */
  readonly h: number;
}

/** Directions from the screen's right, degrees counter-clockwise in the plane, tried in this order: one ray reads like a scale. */
const DIRECTIONS = [12, -8, 34, 168, 188, 58, 146, 210, 90, -34, 270];
/** Clearances in px: between centres of labels, between labels in one line, to the pane's border. */
const BETWEEN = 19;
const BESIDE = 4;
export const LABEL_SIZE = 10.5;
const BORDER = 14;
/** Lines this near to the floor of the box, where all low losses lie, have no numbers. */
const LEAST_HEIGHT = 0.02;
/** Height of a label. */
const LINE = 13;

interface Level {
  readonly raw: number;
  readonly h: number;
  readonly text: string;
}

interface Crossing extends Level {
  readonly x: number;
  readonly y: number;
}

/**
 * Places for the numbers of the major iso-lines: along the ray from the middle of the plane on which most of them can be seen. `avoid` are
 * px that other marks hold, [x, y, half width, half height].
 */
export function layoutContourLabels(
  field: HeightField,
  projection: Projection,
  scale: HeightScale,
  origin: readonly [number, number],
  avoid: readonly (readonly [number, number, number, number])[],
): ContourLabel[] {
  // Where the height is the loss, its axis has the numbers, and most lines crowd at the floor.
  const levels = scale.mode === 'loss' ? [] : majorLevels(scale);
  if (levels.length === 0) return [];
  const azimuth = Math.atan2(projection.eye[0], projection.eye[2]);
  let best: Crossing[] = [];
  for (const degrees of DIRECTIONS) {
    const angle = azimuth + (degrees * Math.PI) / 180;
    const found = along(field, projection, levels, origin, [Math.cos(angle), -Math.sin(angle)]);
    if (found.length > best.length) best = found;
    if (best.length >= Math.min(levels.length, 4)) break;
  }
  // The probe hides a number rather than sending all of them elsewhere: labels must not jump while it moves.
  const isFree = ({ text, x, y }: Crossing): boolean => {
    const half = labelWidth(text, LABEL_SIZE * projection.unit) / 2;
    return !avoid.some(([cx, cy, w, h]) => Math.abs(cx - x) < w + half + 4 && Math.abs(cy - y) < h + 9 * projection.unit);
  };
  return best.filter(isFree).map(({ raw, text, h, x, y }) => ({ key: `level ${raw}`, text, x, y, h }));
}

/** The heights of the major iso-lines inside the box, with the raw value that each stands for. */
function majorLevels(scale: HeightScale): Level[] {
  const { perMajor, offset, rawOf } = contourSpacing(scale);
  const levels: Level[] = [];
  for (let k = Math.ceil(offset + 0.02 * perMajor); k <= offset + 0.98 * perMajor; k++) {
    const raw = rawOf(k);
    const h = scale.normalise(raw);
    if (h > LEAST_HEIGHT && h < 0.98) levels.push({ raw, h, text: formatHeight(scale.field, raw) });
  }
  return levels;
}

function along(
  field: HeightField,
  projection: Projection,
  levels: readonly Level[],
  origin: readonly [number, number],
  direction: readonly [number, number],
): Crossing[] {
  const found = new Map<number, Crossing>();
  const kept: Crossing[] = [];
  const step = (field.halfX * 2) / (field.width - 1);
  let before = rawHeightAt(field, origin[0], origin[1]);
  for (let d = step; ; d += step) {
    const x = origin[0] + direction[0] * d;
    const z = origin[1] + direction[1] * d;
    const h = rawHeightAt(field, x, z);
    if (Math.abs(x) > field.halfX * 0.97 || Math.abs(z) > field.halfZ * 0.97) break;
    if (!Number.isNaN(h) && !Number.isNaN(before)) {
      for (const level of levels) {
        if (found.has(level.raw) || before < level.h === h < level.h) continue;
        const share = (level.h - before) / (h - before);
        const point: Vec3 = [x - direction[0] * step * (1 - share), level.h * BOX_HEIGHT, z - direction[1] * step * (1 - share)];
        const crossing = visibleAt(field, projection, point, level, kept);
        if (!crossing) continue;
        found.set(level.raw, crossing);
        kept.push(crossing);
      }
    }
    before = h;
    if (h > CUT_TOP || h < CUT_BOTTOM) break;
  }
  return kept;
}

function visibleAt(field: HeightField, projection: Projection, point: Vec3, level: Level, kept: readonly Crossing[]): Crossing | null {
  const { x, y } = projection.project(point);
  const half = labelWidth(level.text, LABEL_SIZE * projection.unit) / 2;
  if (x < BORDER + half || y < BORDER || x > projection.width - BORDER - half || y > projection.height - BORDER) return null;
  const isNear = (other: Crossing): boolean => {
    const [dx, dy] = [Math.abs(other.x - x), Math.abs(other.y - y)];
    const beside = half + labelWidth(other.text, LABEL_SIZE * projection.unit) / 2 + BESIDE;
    return Math.hypot(dx, dy) < BETWEEN * projection.unit || (dx < beside && dy < LINE * projection.unit);
  };
  if (kept.some(isNear)) return null;
  if (isHidden(field, projection.eye, point, 0.03)) return null;
  if (isFolded(field, projection, point)) return null;
  return { ...level, x, y };
}

/** Whether the surface turns its back on the eye, or nearly: a number would lie across lines that crowd together. */
function isFolded(field: HeightField, projection: Projection, point: Vec3): boolean {
  const e = 0.03;
  const dx = ((rawHeightAt(field, point[0] + e, point[2]) - rawHeightAt(field, point[0] - e, point[2])) * BOX_HEIGHT) / (2 * e);
  const dz = ((rawHeightAt(field, point[0], point[2] + e) - rawHeightAt(field, point[0], point[2] - e)) * BOX_HEIGHT) / (2 * e);
  if (Number.isNaN(dx) || Number.isNaN(dz)) return true;
  const { eye } = projection;
  const [vx, vy, vz] = [eye[0] - point[0], eye[1] - point[1], eye[2] - point[2]];
  return (-dx * vx + vy - dz * vz) / (Math.hypot(vx, vy, vz) * Math.hypot(dx, 1, dz)) < 0.22;
}
