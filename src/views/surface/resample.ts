/**
 * Slopes of a Catmull-Rom spline through equally spaced values, limited so that no interval overshoots its two ends (Fritsch and Carlson
 * 1980): the picture must not show a minimum that was not computed. Per interval, i.e. in units of the spacing.
 */
export function limitedSlopes(values: Float32Array, slopes: Float32Array): void {
  const n = values.length;
  for (let i = 0; i < n; i++) {
    const before = i > 0 ? values[i] - values[i - 1] : values[1] - values[0];
    const after = i < n - 1 ? values[i + 1] - values[i] : before;
    if (before * after <= 0) {
      slopes[i] = 0;
      continue;
    }
    const limit = 3 * Math.min(Math.abs(before), Math.abs(after));
    const central = (before + after) / 2;
    slopes[i] = Math.sign(central) * Math.min(Math.abs(central), limit);
  }
}

/** `k` cubic steps per interval: n values become (n − 1) · k + 1; stored points are hit exactly. */
export function resampleRow(values: Float32Array, k: number, slopes: Float32Array, out: Float32Array): void {
  limitedSlopes(values, slopes);
  const last = values.length - 1;
  for (let i = 0; i < last; i++) {
    const a = values[i];
    const d = values[i + 1] - a;
    for (let s = 0; s < k; s++) {
      const t = s / k;
      out[i * k + s] = a + t * (slopes[i] + t * (3 * d - 2 * slopes[i] - slopes[i + 1] + t * (slopes[i] + slopes[i + 1] - 2 * d)));
    }
  }
  out[last * k] = values[last];
}

/** Separable cubic refinement of a row-major grid: `k` steps per interval in both directions. */
export function resampleGrid(grid: Float32Array, nAlpha: number, nBeta: number, k: number): Float32Array<ArrayBuffer> {
  const width = (nAlpha - 1) * k + 1;
  const height = (nBeta - 1) * k + 1;
  const wide = new Float32Array(width * nBeta);
  const rowSlopes = new Float32Array(nAlpha);
  for (let j = 0; j < nBeta; j++) {
    resampleRow(grid.subarray(j * nAlpha, (j + 1) * nAlpha), k, rowSlopes, wide.subarray(j * width, (j + 1) * width));
  }
  const out = new Float32Array(width * height);
  const column = new Float32Array(nBeta);
  const columnSlopes = new Float32Array(nBeta);
  const tall = new Float32Array(height);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < nBeta; j++) column[j] = wide[j * width + i];
    resampleRow(column, k, columnSlopes, tall);
    for (let j = 0; j < height; j++) out[j * width + i] = tall[j];
  }
  return out;
}

/** Bilinear refinement of a 0/1 mask to 0 … 255. */
export function resampleMask(mask: Uint8Array, nAlpha: number, nBeta: number, k: number): Uint8Array<ArrayBuffer> {
  const width = (nAlpha - 1) * k + 1;
  const height = (nBeta - 1) * k + 1;
  const out = new Uint8Array(width * height).fill(255);
  if (!mask.includes(0)) return out;
  for (let j = 0; j < height; j++) {
    const y0 = Math.min(nBeta - 2, Math.floor(j / k));
    const fy = j / k - y0;
    for (let i = 0; i < width; i++) {
      const x0 = Math.min(nAlpha - 2, Math.floor(i / k));
      const fx = i / k - x0;
      const at = y0 * nAlpha + x0;
      const low = mask[at] * (1 - fx) + mask[at + 1] * fx;
      const high = mask[at + nAlpha] * (1 - fx) + mask[at + nAlpha + 1] * fx;
      out[j * width + i] = Math.round(255 * (low * (1 - fy) + high * fy));
    }
  }
  return out;
}

/** Share of the grid cells around each mesh vertex that are marked, 0 … 255. */
export function resampleCells(cells: Uint8Array, nAlpha: number, nBeta: number, k: number): Uint8Array<ArrayBuffer> {
  const width = (nAlpha - 1) * k + 1;
  const height = (nBeta - 1) * k + 1;
  const out = new Uint8Array(width * height);
  if (!cells.includes(1)) return out;
  for (let j = 0; j < height; j++) {
    const above = Math.min(nBeta - 2, Math.floor(j / k));
    const below = j % k === 0 ? Math.max(0, above - (j === height - 1 ? 0 : 1)) : above;
    for (let i = 0; i < width; i++) {
      const right = Math.min(nAlpha - 2, Math.floor(i / k));
      const left = i % k === 0 ? Math.max(0, right - (i === width - 1 ? 0 : 1)) : right;
      const sum =
        cells[above * (nAlpha - 1) + right] +
        cells[above * (nAlpha - 1) + left] +
        cells[below * (nAlpha - 1) + right] +
        cells[below * (nAlpha - 1) + left];
      out[j * width + i] = Math.round((sum / 4) * 255);
    }
  }
  return out;
}
