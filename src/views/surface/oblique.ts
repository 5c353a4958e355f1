/** Squared bend, in heights of the box, below which two ways count as equally smooth. */
const LEVEL = 1e-6;

/** Middle of a1 and a2 on the limited cubic through four equally spaced values: never outside the two. */
function middle(a0: number, a1: number, a2: number, a3: number): number {
  const step = a2 - a1;
  return (a1 + a2) / 2 + (slope(a1 - a0, step) - slope(step, a3 - a2)) / 8;
}

/** Slope between two steps, as in resample.ts. */
function slope(before: number, after: number): number {
  if (before * after <= 0) return 0;
  return Math.sign(before) * Math.min(Math.abs(before + after) / 2, 3 * Math.abs(before), 3 * Math.abs(after));
}

/** How uneven four values in a row are. */
function bend(a0: number, a1: number, a2: number, a3: number): number {
  return Math.abs(a0 - a1 - a2 + a3) + Math.abs(a1 - a2);
}

/**
 * A grid with twice as many intervals along both axes. A new point lies between its neighbours along the smoother of two ways, diagonal in the middle of a cell, upright or level
 * on its sides: a narrow trough that runs aslant stays one trough, where a spline along rows and columns makes a string of hollows of it. Where both ways are alike they count alike;
 * no new point lies outside the values that it is taken from.
 */
export function doubleGrid(grid: Float32Array, columns: number, rows: number): Float32Array<ArrayBuffer> {
  const [width, height] = [2 * columns - 1, 2 * rows - 1];
  const out = new Float32Array(width * height);
  for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++) out[2 * j * width + 2 * i] = grid[j * columns + i];
  /** Between two known points at a step from (x, y); beyond the border it goes on as between them. */
  const along = (x: number, y: number, dx: number, dy: number): { readonly value: number; readonly weight: number } | null => {
    const at = (steps: number): number => {
      const [u, v] = [x + steps * dx, y + steps * dy];
      return u < 0 || v < 0 || u >= width || v >= height ? Number.NaN : out[v * width + u];
    };
    const [a1, a2] = [at(-1), at(1)];
    if (Number.isNaN(a1) || Number.isNaN(a2)) return null;
    const [a0, a3] = [at(-3), at(3)].map((value, end) => (Number.isNaN(value) ? (end === 0 ? 2 * a1 - a2 : 2 * a2 - a1) : value));
    const uneven = bend(a0, a1, a2, a3);
    return { value: middle(a0, a1, a2, a3), weight: 1 / (uneven * uneven + LEVEL) };
  };
  const fill = (x: number, y: number, ways: readonly (readonly [number, number])[]): void => {
    let [sum, weights] = [0, 0];
    for (const [dx, dy] of ways) {
      const found = along(x, y, dx, dy);
      if (!found) continue;
      sum += found.value * found.weight;
      weights += found.weight;
    }
    out[y * width + x] = sum / weights;
  };
  for (let y = 1; y < height; y += 2) for (let x = 1; x < width; x += 2) fill(x, y, DIAGONALS);
  for (let y = 0; y < height; y++) for (let x = (y + 1) % 2; x < width; x += 2) fill(x, y, STRAIGHT);
  return out;
}

const DIAGONALS = [
  [1, 1],
  [1, -1],
] as const;
const STRAIGHT = [
  [1, 0],
  [0, 1],
] as const;
