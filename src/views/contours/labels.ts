import { contours } from 'd3-contour';
import { labelWidth } from '../ticks';
import type { Level } from './levels';

/** A number on an iso-line, middle of its text in plot pixels. */
export interface LineLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly height: number;
}

/** A box given by its middle and size, plot pixels. */
export interface Box {
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
 * clear of the plot's edge, of each other and of the `keepClear` boxes. `heights` is a coarse raster (width × height, `pixel` plot pixels each, top row first).
 */
export function placeLabels(
  heights: Float32Array,
  width: number,
  height: number,
  pixel: number,
  levels: readonly Level[],
  format: (raw: number) => string,
  fontSize: number,
  focus: Point,
  keepClear: readonly Box[],
): LineLabel[] {
  const trace = contours().size([width, height]).smooth(true);
  const values = Array.from(heights);
  const taken: Box[] = [...keepClear];
  const labels: LineLabel[] = [];
  for (const level of levels) {
    if (!level.major) continue;
    const rings = trace
      .contour(values, level.height)
      .coordinates.flat()
      .map((ring) => ring.map(([x, y]): Point => [x * pixel, y * pixel]));
    const isLine = ([x, y]: Point) => !nearHole(heights, width, height, Math.floor(x / pixel), Math.floor(y / pixel));
    const text = format(level.raw);
    const box = { w: labelWidth(text, fontSize) + 6, h: fontSize + 4 };
    const bounds = { width: width * pixel, height: height * pixel };
    const spot = bestSpot(rings, box, bounds, fontSize, focus, taken, isLine);
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
  isLine: (point: Point) => boolean,
): Point | null {
  const free = ([x, y]: Point) =>
    x > box.w / 2 + 4 &&
    x < bounds.width - box.w / 2 - 4 &&
    y > box.h / 2 + 4 &&
    y < bounds.height - box.h / 2 - 4 &&
    taken.every((other) => Math.abs(other.x - x) > (other.w + box.w) / 2 || Math.abs(other.y - y) > (other.h + box.h) / 2);
  const long = rings
    .map((ring) => ({ ring, length: lineLength(ring, bounds, isLine) }))
    .filter(({ length }) => length > SHORTEST_RING * fontSize)
    .sort((a, b) => b.length - a.length);
  for (const { ring } of long.slice(0, 3)) {
    let best: Point | null = null;
    let bestScore = Number.POSITIVE_INFINITY;
    for (const point of ring) {
      const score = Math.abs(angleBetween(point, focus));
      if (score < bestScore && free(point) && isLine(point)) [best, bestScore] = [point, score];
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

/** Length of a ring without the stretches along the plot's edge or a hole, which are no iso-line. */
function lineLength(
  ring: readonly Point[],
  bounds: { readonly width: number; readonly height: number },
  isLine: (point: Point) => boolean,
): number {
  const onEdge = ([x, y]: Point) => x < 2 || y < 2 || x > bounds.width - 2 || y > bounds.height - 2;
  let length = 0;
  for (let i = 1; i < ring.length; i++) {
    if (onEdge(ring[i]) || onEdge(ring[i - 1]) || !isLine(ring[i])) continue;
    length += Math.hypot(ring[i][0] - ring[i - 1][0], ring[i][1] - ring[i - 1][1]);
  }
  return length;
}

function nearHole(heights: Float32Array, width: number, height: number, i: number, j: number): boolean {
  for (let y = Math.max(0, j - 1); y <= Math.min(height - 1, j + 1); y++) {
    for (let x = Math.max(0, i - 1); x <= Math.min(width - 1, i + 1); x++) if (Number.isNaN(heights[y * width + x])) return true;
  }
  return false;
}
