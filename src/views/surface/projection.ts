import { CAMERA_FIELDS } from '../../experiment/fields';
import type { Camera } from '../../experiment/recipe';
import { tickSize } from '../use-size';
import { BOX_HEIGHT, FLOOR } from './frame';

export type Vec3 = readonly [number, number, number];

/** A camera that looks at nothing in particular. */
export const DEFAULT_CAMERA: Camera = {
  azimuth: CAMERA_FIELDS.azimuth.default,
  elevation: CAMERA_FIELDS.elevation.default,
  distance: CAMERA_FIELDS.distance.default,
};
/** Scene units from the eye to what it aims at, where a camera's distance is the one at which the picture fills its pane. */
const EYE_DISTANCE = 6.2;
const FILLS = CAMERA_FIELDS.distance.default;
/** Px, at 11 px labels, between what is fitted and the sides of the pane: room for the labels. */
const MARGIN = { left: 58, right: 22, top: 14, bottom: 40 };
/** The same where a pane is narrower than this: every pixel goes to the picture, and labels that need more get it as `Room`. */
const NARROW = { below: 440, left: 30, right: 12, top: 14, bottom: 36 };
/** What a height label takes besides its text: tick and gaps. */
const BESIDE_TICK = 16;
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
function unitFor(width: number, height: number): number {
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
  /** Px per unit of size at unit distance. */
  readonly focal: number;
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

/** Px that labels need beyond the margins of a pane. */
export interface Room {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const NO_ROOM: Room = { left: 0, right: 0, top: 0, bottom: 0 };

/** The corners of the whole box: what is fitted where nothing else is known. x, y, z one after another. */
const BOX_CORNERS = Float32Array.from([-1, 1].flatMap((x) => [-1, 1].flatMap((z) => [FLOOR, BOX_HEIGHT].flatMap((y) => [x, y, z]))));

/**
 * The view of `camera` on a pane of `width` × `height` CSS px. Azimuth turns around y from the +z side, elevation is above the
 * floor. `widestTick`, px of the longest height label at 11 px, gets its room on the left. `subject`, x, y, z one after another, is what has to be inside,
 * seen from the distance at which a camera fills its pane; give all panes the same to have them alike. `room` is what labels need besides.
 */
export function projectionOf(
  camera: Camera,
  width: number,
  height: number,
  widestTick = 0,
  subject = BOX_CORNERS,
  room = NO_ROOM,
): Projection {
  const azimuth = (camera.azimuth * Math.PI) / 180;
  const elevation = (camera.elevation * Math.PI) / 180;
  const back: Vec3 = [Math.cos(elevation) * Math.sin(azimuth), Math.sin(elevation), Math.cos(elevation) * Math.cos(azimuth)];
  const right: Vec3 = [Math.cos(azimuth), 0, -Math.sin(azimuth)];
  const up: Vec3 = [-Math.sin(elevation) * Math.sin(azimuth), Math.cos(elevation), -Math.sin(elevation) * Math.cos(azimuth)];
  const d = (EYE_DISTANCE * camera.distance) / FILLS;
  const eye: Vec3 = [AIM[0] + back[0] * d, AIM[1] + back[1] * d, AIM[2] + back[2] * d];
  const unit = unitFor(width, height);
  const { focal, centre, middle } = fitted(
    extentOf(subject, { back, right, up }),
    width,
    height,
    marginOf(width, unit, widestTick, room),
    unit,
  );
  return {
    width,
    height,
    unit,
    eye,
    aim: AIM,
    fov: (Math.atan(height / 2 / focal) * 360) / Math.PI,
    focal,
    raise: height / 2 - middle,
    shift: centre - width / 2,
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

interface Axes {
  readonly back: Vec3;
  readonly right: Vec3;
  readonly up: Vec3;
}

/** How far the subject reaches across and up, per unit of focal length. */
interface Extent {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
  /** How far up the lid of the box reaches: it may stand out over the margin, but is not cut off. */
  readonly lid: number;
}

const LID: readonly Vec3[] = [-1, 1].flatMap((x) => [-1, 1].map((z): Vec3 => [x, BOX_HEIGHT - AIM[1], z]));
/** Px between the lid and the upper side of the pane. */
const LID_MARGIN = 5;

function extentOf(subject: Float32Array, { back, right, up }: Axes): Extent {
  const extent = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity, lid: -Infinity };
  for (let k = 0; k < subject.length; k += 3) {
    const [x, y, z] = [subject[k] - AIM[0], subject[k + 1] - AIM[1], subject[k + 2] - AIM[2]];
    const depth = EYE_DISTANCE - (x * back[0] + y * back[1] + z * back[2]);
    const across = (x * right[0] + z * right[2]) / depth;
    const above = (x * up[0] + y * up[1] + z * up[2]) / depth;
    extent.left = Math.min(extent.left, across);
    extent.right = Math.max(extent.right, across);
    extent.low = Math.min(extent.low, above);
    extent.high = Math.max(extent.high, above);
  }
  for (const corner of LID) extent.lid = Math.max(extent.lid, dot(corner, up) / (EYE_DISTANCE - dot(corner, back)));
  return extent;
}

/** Px free at the sides of a pane. */
function marginOf(width: number, unit: number, widestTick: number, room: Room): Room {
  const least = width < NARROW.below ? NARROW : MARGIN;
  return {
    left: Math.max(least.left, widestTick + BESIDE_TICK) * unit + room.left,
    right: least.right * unit + room.right,
    top: least.top * unit + room.top,
    bottom: least.bottom * unit + room.bottom,
  };
}

/** The longest focal length, px, at which that is inside the pane's margins, and the point of the pane that the eye looks at, so that it is in their middle. */
function fitted(extent: Extent, width: number, height: number, margin: Room, unit: number) {
  const across = Math.max(width - margin.left - margin.right, width / 2);
  const upright = Math.max(height - margin.top - margin.bottom, height / 2);
  const uncut = Math.max(height - LID_MARGIN * unit - margin.bottom, height / 2);
  const focal = Math.min(
    across / Math.max(0.05, extent.right - extent.left),
    upright / Math.max(0.05, extent.high - extent.low),
    uncut / Math.max(0.05, extent.lid - extent.low),
  );
  const middle = height - margin.bottom - upright / 2 + (focal * (extent.low + extent.high)) / 2;
  const below = height - margin.bottom - (middle - focal * extent.low);
  const over = LID_MARGIN * unit - (middle - focal * extent.lid);
  return {
    focal,
    centre: width - margin.right - across / 2 - (focal * (extent.left + extent.right)) / 2,
    middle: middle + Math.max(0, Math.min(over, below)),
  };
}
