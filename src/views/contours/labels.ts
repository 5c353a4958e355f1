import { contours } from 'd3-contour';
import { formatTick, labelWidth } from '../ticks';
import type { Level } from './levels';

/** A number on an iso-line, middle of its text in plot pixels. */
export interface LineLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly height: number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

type Point = readonly [number, number];

/** Rings shorter than this carry no number, times the type size. */
const SHORTEST_RING = 7;

/**
 * One number per major level, on its longest ring, as near as can be to the ray from `focus` towards the lower right (so that the numbers read as a row),
 * clear of the plot's edge, of each other and of `keepClear` circles. `heights` is a coarse raster (width × height, `pixel` plot pixels each, top row first).
 */
export function placeLabels(
  heights: Float32Array,
  width: number,
  height: number,
  pixel: number,
  levels: readonly Level[],
  fontSize: number,
  focus: Point,
  keepClear: readonly Point[],
): LineLabel[] {
  const trace = contours().size([width, height]).smooth(true);
  const values = Array.from(heights);
  const taken: Box[] = keepClear.map(([x, y]) => ({ x, y, w: fontSize * 3, h: fontSize * 3 }));
  const labels: LineLabel[] = [];
  for (const level of levels) {
    if (!level.major) continue;
    const rings = trace
      .contour(values, level.height)
      .coordinates.flat()
      .map((ring) => ring.map(([x, y]): Point => [x * pixel, y * pixel]));
    const text = formatTick(level.raw);
    const box = { w: labelWidth(text, fontSize) + 6, h: fontSize + 4 };
    const bounds = { width: width * pixel, height: height * pixel };
    const spot = bestSpot(rings, box, bounds, fontSize, focus, taken);
    if (!spot) continue;
    taken.push({ x: spot[0], y: spot[1], w: box.w + fontSize * 2, h: box.h + fontSize });
    labels.push({ x: spot[0], y: spot[1], text, height: level.height });
  }
  return labels;
}

function bestSpot(
  rings: readonly (readonly Point[])[],
  box: { readonly w: number; readonly h: number },
  bounds: { readonly width: number; readonly height: number },
  fontSize: number,
  focus: Point,
  taken: readonly Box[],
): Point | null {
  const free = ([x, y]: Point) =>
    x > box.w / 2 + 4 &&
    x < bounds.width - box.w / 2 - 4 &&
    y > box.h / 2 + 4 &&
    y < bounds.height - box.h / 2 - 4 &&
    taken.every((other) => Math.abs(other.x - x) > (other.w + box.w) / 2 || Math.abs(other.y - y) > (other.h + box.h) / 2);
  const long = rings
    .map((ring) => ({ ring, length: innerLength(ring, bounds) }))
    .filter(({ length }) => length > SHORTEST_RING * fontSize)
    .sort((a, b) => b.length - a.length);
  for (const { ring } of long.slice(0, 3)) {
    let best: Point | null = null;
    let bestScore = Number.POSITIVE_INFINITY;
    for (const point of ring) {
      const score = Math.abs(angleBetween(point, focus));
      if (score < bestScore && free(point)) [best, bestScore] = [point, score];
    }
    if (best) return best;
  }
  return null;
}

/** Angle of a point as seen from the focus, measured from a ray 20° below the horizontal, radians. */
function angleBetween([x, y]: Point, [cx, cy]: Point): number {
  const angle = Math.atan2(y - cy, x - cx) - Math.PI / 9;
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

/** Length of a ring without the stretches along the plot's edge, which are no iso-line. */
function innerLength(ring: readonly Point[], bounds: { readonly width: number; readonly height: number }): number {
  const onEdge = ([x, y]: Point) => x < 2 || y < 2 || x > bounds.width - 2 || y > bounds.height - 2;
  let length = 0;
  for (let i = 1; i < ring.length; i++) {
    if (!(onEdge(ring[i]) && onEdge(ring[i - 1]))) length += Math.hypot(ring[i][0] - ring[i - 1][0], ring[i][1] - ring[i - 1][1]);
  }
  return length;
}
