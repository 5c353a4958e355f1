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
  for (let y = 1; y < height; y += 2) for (let x = 1; x < width; x += 2) fill(out, width, height, x, y, 1, 1, 1, -1);
  for (let y = 0; y < height; y++) for (let x = (y + 1) % 2; x < width; x += 2) fill(out, width, height, x, y, 1, 0, 0, 1);
  return out;
}

/** Puts the point (x, y) between its neighbours at ± (ax, ay) and at ± (bx, by). Numbers alone: it is called for every point, often before it is compiled. */
function fill(
  out: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  let sum = 0;
  let weights = 0;
  for (let way = 0; way < 2; way++) {
    const dx = way === 0 ? ax : bx;
    const dy = way === 0 ? ay : by;
    const a1 = valueAt(out, width, height, x - dx, y - dy);
    const a2 = valueAt(out, width, height, x + dx, y + dy);
    if (Number.isNaN(a1) || Number.isNaN(a2)) continue;
    let a0 = valueAt(out, width, height, x - 3 * dx, y - 3 * dy);
    let a3 = valueAt(out, width, height, x + 3 * dx, y + 3 * dy);
    // Beyond the border it goes on as between the two.
    if (Number.isNaN(a0)) a0 = 2 * a1 - a2;
    if (Number.isNaN(a3)) a3 = 2 * a2 - a1;
    const uneven = bend(a0, a1, a2, a3);
    const weight = 1 / (uneven * uneven + LEVEL);
    sum += middle(a0, a1, a2, a3) * weight;
    weights += weight;
  }
  out[y * width + x] = sum / weights;
}

/** NaN beyond the border. */
function valueAt(grid: Float32Array, width: number, height: number, x: number, y: number): number {
  return x < 0 || y < 0 || x >= width || y >= height ? Number.NaN : grid[y * width + x];
}
