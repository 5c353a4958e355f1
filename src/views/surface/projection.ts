import { CAMERA_FIELDS } from '../../experiment/fields';
import type { Camera } from '../../experiment/recipe';
import { tickSize } from '../use-size';
import { BOX_HEIGHT, FLOOR } from './frame';

export type Vec3 = readonly [number, number, number];

/** Where a document's camera starts. */
export const DEFAULT_CAMERA: Camera = {
  azimuth: CAMERA_FIELDS.azimuth.default,
  elevation: CAMERA_FIELDS.elevation.default,
  distance: CAMERA_FIELDS.distance.default,
};
/** Degrees; LOOK, "Surface". */
const FIELD_OF_VIEW = 22;
/** The plot fills this much more than its pane's height; it may, since the corners of the box are what would stick out. */
const ZOOM = 1.085;
/** Px, at 11 px labels, that they need left of, right of, above and below the box, besides the widest height label on the left. */
const MARGIN = { left: 11, right: 22, top: 0, bottom: 30 };
/** Labels hang below the box, so the box stands a little higher than the middle; per px of focal length. */
const RAISE_PER_FOCAL = 0.0155;
const AIM: Vec3 = [0, BOX_HEIGHT / 3, 0];

const ELEVATION = [4, 89] as const;
const DISTANCE = [3.2, 18] as const;

/** The nearest camera that keeps the floor below and the plot in sight; azimuth in (−180, 180]. */
export function boundedCamera(camera: Camera): Camera {
  const turns = Math.ceil((camera.azimuth - 180) / 360);
  return {
    azimuth: camera.azimuth - turns * 360,
    elevation: Math.min(ELEVATION[1], Math.max(ELEVATION[0], camera.elevation)),
    distance: Math.min(DISTANCE[1], Math.max(DISTANCE[0], camera.distance)),
  };
}

/** How much larger than at 11 px the labels and marks of a pane are: 1 except on a large screen. */
export function unitFor(width: number, height: number): number {
  return tickSize(Math.min(width, height)) / 11;
}

/** A point on the screen: CSS px from the pane's top left; `depth` along the line of sight. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

/** One pane's camera, resolved for its size. */
export interface Projection {
  readonly width: number;
  readonly height: number;
  /** See unitFor. */
  readonly unit: number;
  readonly eye: Vec3;
  readonly aim: Vec3;
  /** Vertical field of view, degrees, and how far the picture is moved up, px. */
  readonly fov: number;
  readonly raise: number;
  /** And to the right, px. */
  readonly shift: number;
  project(point: Vec3): ScreenPoint;
  /** Unit direction from the eye through a pixel. */
  rayThrough(x: number, y: number): Vec3;
}

function subtract(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function normalize(a: Vec3): Vec3 {
  const length = Math.hypot(a[0], a[1], a[2]);
  return [a[0] / length, a[1] / length, a[2] / length];
}

/**
 * The view of `camera` on a pane of `width` × `height` CSS px. Azimuth turns around y from the +z side, elevation is above the
 * floor. `widestTick`, px of the longest height label at 11 px, gets its room on the left.
 */
export function projectionOf(camera: Camera, width: number, height: number, widestTick = 0): Projection {
  const azimuth = (camera.azimuth * Math.PI) / 180;
  const elevation = (camera.elevation * Math.PI) / 180;
  const back: Vec3 = [Math.cos(elevation) * Math.sin(azimuth), Math.sin(elevation), Math.cos(elevation) * Math.cos(azimuth)];
  const right: Vec3 = [Math.cos(azimuth), 0, -Math.sin(azimuth)];
  const up: Vec3 = [-Math.sin(elevation) * Math.sin(azimuth), Math.cos(elevation), -Math.sin(elevation) * Math.cos(azimuth)];
  const d = camera.distance;
  const eye: Vec3 = [AIM[0] + back[0] * d, AIM[1] + back[1] * d, AIM[2] + back[2] * d];
  const unit = unitFor(width, height);
  const shift = Math.min(24, Math.max(0, widestTick - 36) * 0.7) * unit;
  const centre = width / 2 + shift;
  const focal = fittingFocal(width, height, centre, unit, widestTick, { back, right, up });
  const raise = focal * RAISE_PER_FOCAL;
  const middle = height / 2 - raise;
  return {
    width,
    height,
    unit,
    eye,
    aim: AIM,
    fov: (Math.atan(height / 2 / focal) * 360) / Math.PI,
    raise,
    shift,
    project(point) {
      const from = subtract(point, eye);
      const depth = -dot(from, back);
      return { x: centre + (dot(from, right) / depth) * focal, y: middle - (dot(from, up) / depth) * focal, depth };
    },
    rayThrough(x, y) {
      const a = (x - centre) / focal;
      const b = (middle - y) / focal;
      return normalize([-back[0] + right[0] * a + up[0] * b, -back[1] + right[1] * a + up[1] * b, -back[2] + right[2] * a + up[2] * b]);
    },
  };
}

/** The longest focal length, px, at which the whole box and its labels are inside the pane from this side, seen from the distance of the default camera. */
function fittingFocal(
  width: number,
  height: number,
  centre: number,
  unit: number,
  widestTick: number,
  { back, right, up }: { readonly back: Vec3; readonly right: Vec3; readonly up: Vec3 },
): number {
  let focal = (height / 2 / Math.tan((FIELD_OF_VIEW * Math.PI) / 360)) * ZOOM;
  const room = (px: number): number => Math.max(px, Math.min(width, height) / 4);
  for (const x of [-1, 1]) {
    for (const z of [-1, 1]) {
      for (const y of [FLOOR, BOX_HEIGHT]) {
        const from = subtract([x, y, z], AIM);
        const depth = DEFAULT_CAMERA.distance - dot(from, back);
        const across = dot(from, right) / depth;
        const above = dot(from, up) / depth + RAISE_PER_FOCAL;
        const aside = across > 0 ? width - MARGIN.right * unit - centre : centre - (MARGIN.left + widestTick) * unit;
        const upright = height / 2 - (above > 0 ? MARGIN.top : MARGIN.bottom) * unit;
        focal = Math.min(focal, room(aside) / Math.max(1e-6, Math.abs(across)), room(upright) / Math.max(1e-6, Math.abs(above)));
      }
    }
  }
  return focal;
}
