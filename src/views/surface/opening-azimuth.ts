import { BOX_HEIGHT, CUT_BOTTOM, CUT_TOP, type Frame } from './frame';

/** A plane of heights as the search for a side to look from sees it. */
export interface Plane {
  /** Normalised heights, row-major from the lowest α and β; NaN where there is none. */
  readonly heights: Float32Array;
  readonly columns: number;
  readonly rows: number;
  readonly frame: Frame;
}

/** Where a picture without a surface is looked at from, degrees. */
export const USUAL_AZIMUTH = -17;
/** Nearer to a face of the box than this, one of its floor's edges is seen end-on. */
const OFF_FACES = 15;
/** Degrees between two sides that are tried. */
const TURN = 3;
/** Scene units between two looks along a way, and the first of them. */
const STEP = 0.04;
/** Walls lower than this hide nothing from any camera that one starts with, degrees; and what a degree away from the usual side counts. */
const LOW = 9;
const FAR_AWAY = 0.02;

/**
 * The side to look from, degrees around y from +z: the one at which the highest wall between the trained weights and the eye, over all planes, is lowest, at least
 * 15° off the faces of the box. Between equals the one nearest to the usual side.
 */
export function openingAzimuth(planes: readonly Plane[]): number {
  if (planes.length === 0) return USUAL_AZIMUTH;
  let best = USUAL_AZIMUTH;
  let least = Number.POSITIVE_INFINITY;
  for (let azimuth = -180; azimuth < 180; azimuth += TURN) {
    if (isNearFace(azimuth)) continue;
    const wall = Math.max(...planes.map((plane) => wallTowards(plane, azimuth)));
    const away = Math.abs(((azimuth - USUAL_AZIMUTH + 540) % 360) - 180);
    const cost = Math.max(wall, LOW) + FAR_AWAY * away;
    if (cost >= least) continue;
    least = cost;
    best = azimuth;
  }
  return best;
}

/** Whether an edge of the floor is seen too nearly end-on from there. */
export function isNearFace(azimuth: number): boolean {
  const off = Math.abs(azimuth % 90);
  return Math.min(off, 90 - off) < OFF_FACES;
}

/** How high the surface stands between the trained weights and an eye at this azimuth, as they see it: degrees above level. */
export function wallTowards(plane: Plane, azimuth: number): number {
  const { frame } = plane;
  const angle = (azimuth * Math.PI) / 180;
  const [dx, dz] = [Math.sin(angle), Math.cos(angle)];
  const [x0, z0] = [placeOf(frame.alpha, frame.halfX), -placeOf(frame.beta, frame.halfZ)];
  const own = yAt(plane, x0, z0);
  let steepest = 0;
  for (let d = STEP; ; d += STEP) {
    const [x, z] = [x0 + dx * d, z0 + dz * d];
    if (Math.abs(x) > frame.halfX || Math.abs(z) > frame.halfZ) break;
    const rise = (yAt(plane, x, z) - own) / d;
    if (rise > steepest) steepest = rise;
  }
  return (Math.atan(steepest) * 180) / Math.PI;
}

/** Where 0 lies along an axis, −half … half; at the end that is nearer where it lies outside. */
function placeOf({ min, max }: Frame['alpha'], half: number): number {
  return (Math.min(1, Math.max(0, -min / (max - min))) * 2 - 1) * half;
}

function yAt({ heights, columns, rows, frame }: Plane, x: number, z: number): number {
  const i = Math.round(((x / frame.halfX + 1) / 2) * (columns - 1));
  const j = Math.round(((1 - z / frame.halfZ) / 2) * (rows - 1));
  return Math.min(CUT_TOP, Math.max(CUT_BOTTOM, heights[j * columns + i])) * BOX_HEIGHT;
}
