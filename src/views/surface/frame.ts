import type { GridAxis } from '../../experiment/recipe';

/** Height of the box above the plane of lowest loss, and depth of the floor below it; scene units, longest side 2 (LOOK, "Surface"). */
export const BOX_HEIGHT = 1.12;
export const FLOOR = -0.16;

/** Normalised heights outside this range are cut away: above the cap, or below the floor of the box. */
export const CUT_TOP = 1;
export const CUT_BOTTOM = FLOOR / BOX_HEIGHT;

/** Where a plane of α and β lies in the scene: x = α, y up, z = −β, centred on the middle of the ranges. */
export interface Frame {
  readonly alpha: GridAxis;
  readonly beta: GridAxis;
  /** Half sides in scene units; the longer is 1. */
  readonly halfX: number;
  readonly halfZ: number;
}

export function frameOf(alpha: GridAxis, beta: GridAxis): Frame {
  const spanA = alpha.max - alpha.min;
  const spanB = beta.max - beta.min;
  const longest = Math.max(spanA, spanB);
  return { alpha, beta, halfX: spanA / longest, halfZ: spanB / longest };
}

/** The box of a pane that has nothing to show yet. */
export const EMPTY_FRAME = frameOf({ min: -1, max: 1, points: 2 }, { min: -1, max: 1, points: 2 });

/** Position in 0 … 1 along an axis. */
function unitOf(axis: GridAxis, value: number): number {
  return (value - axis.min) / (axis.max - axis.min);
}

export function xOf(frame: Frame, alpha: number): number {
  return (unitOf(frame.alpha, alpha) * 2 - 1) * frame.halfX;
}

export function zOf(frame: Frame, beta: number): number {
  return (1 - unitOf(frame.beta, beta) * 2) * frame.halfZ;
}

export function alphaAt(frame: Frame, x: number): number {
  return frame.alpha.min + ((x / frame.halfX + 1) / 2) * (frame.alpha.max - frame.alpha.min);
}

export function betaAt(frame: Frame, z: number): number {
  return frame.beta.min + ((1 - z / frame.halfZ) / 2) * (frame.beta.max - frame.beta.min);
}

/** Number of intervals of the mesh per interval of the grid, so that the longer side has at least `side` + 1 vertices. */
export function subdivisionOf(nAlpha: number, nBeta: number, side: number): number {
  return Math.max(1, Math.ceil(side / (Math.max(nAlpha, nBeta) - 1)));
}
