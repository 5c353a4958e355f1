import type { DrawnPath, DrawnPoint } from '../paths';
import type { HeightScale } from '../types';
import { BOX_HEIGHT, FLOOR, type Frame, xOf, zOf } from './frame';
import { type HeightField, isHidden, rawHeightAt } from './height-field';
import type { Projection, Vec3 } from './projection';

/** A stretch of a path between two checkpoints, px of the pane. */
export interface PathPiece {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly color: string;
  /** Behind or below the surface. */
  readonly hidden: boolean;
  readonly passed: boolean;
}

/** A checkpoint of a path, and the drop line from it to the surface. */
export interface PathStop {
  readonly x: number;
  readonly y: number;
  readonly footX: number;
  readonly footY: number;
  readonly hidden: boolean;
  readonly point: DrawnPoint;
}

export interface PathMarks {
  readonly key: string;
  readonly run: number;
  readonly name: string | null;
  readonly color: string;
  readonly pieces: readonly PathPiece[];
  /** Start, beads and head that lie inside the box, in this order; the last is the head if `hasHead`. */
  readonly stops: readonly PathStop[];
  readonly hasHead: boolean;
}

/** Paths float this much above the surface where they lie on it, so that it does not swallow them; scene units. */
const LIFT = 0.012;

/** Where a pane's paths run: at their true loss, over the plane of α and β; what leaves the box is left out. */
export function layoutPaths(
  paths: readonly DrawnPath[],
  frame: Frame,
  field: HeightField,
  scale: HeightScale,
  projection: Projection,
): PathMarks[] {
  const heightOf = ({ loss }: DrawnPoint): number => {
    const height = scale.normalise(loss) * BOX_HEIGHT;
    return Number.isNaN(height) ? FLOOR : Math.min(BOX_HEIGHT, Math.max(FLOOR, height));
  };
  const placeOf = (point: DrawnPoint): Vec3 => [xOf(frame, point.alpha), heightOf(point) + LIFT, zOf(frame, point.beta)];
  const isInside = ({ alpha, beta }: DrawnPoint): boolean =>
    alpha >= frame.alpha.min && alpha <= frame.alpha.max && beta >= frame.beta.min && beta <= frame.beta.max;
  const hides = (place: Vec3): boolean => isHidden(field, projection.eye, place, 0.02);

  return paths.map(({ key, run, name, color, head, points }) => {
    const places = points.map(placeOf);
    const pieces = points.slice(1).flatMap((point, i): PathPiece[] => {
      if (!isInside(point) || !isInside(points[i])) return [];
      const [a, b] = [places[i], places[i + 1]];
      const [from, to] = [projection.project(a), projection.project(b)];
      const middle: Vec3 = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
      return [{ x1: from.x, y1: from.y, x2: to.x, y2: to.y, color: point.color, hidden: hides(middle), passed: point.passed }];
    });
    const before = points.length > 1 ? [points[0], ...points.filter(({ bead, passed }) => bead && passed)] : [];
    const wanted = [...before, head];
    const stops = wanted.filter(isInside).map((point): PathStop => {
      const place = placeOf(point);
      const raw = rawHeightAt(field, place[0], place[2]);
      const ground = Number.isNaN(raw) ? FLOOR : Math.min(BOX_HEIGHT, Math.max(FLOOR, raw * BOX_HEIGHT));
      const at = projection.project(place);
      const foot = projection.project([place[0], ground, place[2]]);
      return { x: at.x, y: at.y, footX: foot.x, footY: foot.y, hidden: hides(place), point };
    });
    return { key, run, name, color, pieces, stops, hasHead: isInside(head) };
  });
}
