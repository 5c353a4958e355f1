import { contours } from 'd3-contour';
import type { Boundary } from '../../experiment/landscape';

/** Outlines of one class, in units of the plot: x and y in 0 … 1 from the lower left. */
export interface Region {
  readonly cls: number;
  /** Rings, holes among them: fill with the even-odd rule. */
  readonly rings: readonly (readonly (readonly [number, number])[])[];
}

/** Least margin of the net's class in its own cell, so that smoothing the outline never flips a cell. */
const LEAST_MARGIN = 0.1;

/**
 * How much each class leads at each cell: its share among the neighbours (weights 1-2-1 along both axes) less the best other share; positive exactly
 * where the net chose it. Row-major like `classes`.
 */
export function classMargins(boundary: Boundary): Map<number, Float32Array> {
  const { width, height, classes } = boundary;
  const present = [...new Set(classes)].sort((a, b) => a - b);
  const shares = present.map((cls) =>
    blur(
      Float32Array.from(classes, (c) => (c === cls ? 1 : 0)),
      width,
      height,
    ),
  );
  return new Map(
    present.map((cls, c) => {
      const margin = new Float32Array(classes.length);
      for (let i = 0; i < margin.length; i++) {
        let best = 0;
        for (let other = 0; other < present.length; other++) if (other !== c) best = Math.max(best, shares[other][i]);
        const lead = shares[c][i] - best;
        margin[i] = classes[i] === cls ? Math.max(lead, LEAST_MARGIN) : Math.min(lead, -LEAST_MARGIN);
      }
      return [cls, margin];
    }),
  );
}

/**
 * Smooth outlines of every class region by marching squares on the margins, so that a coarse grid shows no blocks. The raster is continued by one cell on
 * all sides: rings close outside the plot.
 */
export function classRegions(boundary: Boundary): Region[] {
  const { width, height } = boundary;
  const trace = contours()
    .size([width + 2, height + 2])
    .smooth(true);
  return [...classMargins(boundary)].map(([cls, margin]) => {
    const rings = trace.contour(continued(margin, width, height), 0).coordinates.flat();
    return { cls, rings: rings.map((ring) => ring.map(([x, y]) => [(x - 1) / width, (y - 1) / height] as const)) };
  });
}

/** The class the net gives at a point of the plane, in input units: its cell's, or the nearest cell's outside. */
export function classAt(boundary: Boundary, x: number, y: number): number {
  const { width, height, classes } = boundary;
  const i = Math.floor(((x - boundary.x[0]) / (boundary.x[1] - boundary.x[0])) * width);
  const j = Math.floor(((y - boundary.y[0]) / (boundary.y[1] - boundary.y[0])) * height);
  return classes[Math.min(height - 1, Math.max(0, j)) * width + Math.min(width - 1, Math.max(0, i))];
}

/** A raster with its outermost cells repeated once on each side. */
function continued(values: Float32Array, width: number, height: number): number[] {
  const inside = (position: number, n: number) => Math.min(n - 1, Math.max(0, position));
  return Array.from({ length: (width + 2) * (height + 2) }, (_, k) => {
    const i = inside((k % (width + 2)) - 1, width);
    const j = inside(Math.floor(k / (width + 2)) - 1, height);
    return values[j * width + i];
  });
}

function blur(values: Float32Array, width: number, height: number): Float32Array {
  const across = new Float32Array(values.length);
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width; i++) {
      const at = j * width;
      across[at + i] = (values[at + Math.max(0, i - 1)] + 2 * values[at + i] + values[at + Math.min(width - 1, i + 1)]) / 4;
    }
  }
  const result = new Float32Array(values.length);
  for (let j = 0; j < height; j++) {
    const [up, down] = [Math.max(0, j - 1) * width, Math.min(height - 1, j + 1) * width];
    for (let i = 0; i < width; i++) result[j * width + i] = (across[up + i] + 2 * across[j * width + i] + across[down + i]) / 4;
  }
  return result;
}
