/**
 * A grid of heights at the centres of width × height pixels, row 0 on top (the grid's last row). Catmull-Rom along each axis, kept within its two neighbours so
 * that no minimum appears which the grid does not have; linear beside a NaN, NaN in cells that touch one.
 */
export function resample(heights: Float32Array, columns: number, rows: number, width: number, height: number): Float32Array {
  const across = taps(columns, width);
  const narrow = new Float32Array(width * rows);
  for (let j = 0; j < rows; j++) {
    for (let x = 0; x < width; x++)
      narrow[j * width + x] = interpolate(heights, j * columns, 1, columns, across.index[x], across.fraction[x]);
  }
  const down = taps(rows, height);
  const result = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const source = height - 1 - y;
    for (let x = 0; x < width; x++) result[y * width + x] = interpolate(narrow, x, width, rows, down.index[source], down.fraction[source]);
  }
  return result;
}

/** For each of `size` pixel centres over n points: the point below it and how far it is towards the next. */
function taps(n: number, size: number): { index: Int32Array; fraction: Float32Array } {
  const index = new Int32Array(size);
  const fraction = new Float32Array(size);
  for (let x = 0; x < size; x++) {
    const position = ((x + 0.5) / size) * (n - 1);
    index[x] = Math.min(n - 2, Math.floor(position));
    fraction[x] = position - index[x];
  }
  return { index, fraction };
}

function interpolate(values: Float32Array, offset: number, stride: number, n: number, i: number, f: number): number {
  const at = offset + i * stride;
  const b = values[at];
  const c = values[at + stride];
  const a = i > 0 ? values[at - stride] : 2 * b - c;
  const d = i + 2 < n ? values[at + 2 * stride] : 2 * c - b;
  const cubic = b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)));
  if (Number.isNaN(cubic)) return b + f * (c - b);
  return b < c ? Math.min(c, Math.max(b, cubic)) : Math.min(b, Math.max(c, cubic));
}
