/** Two triangles per cell over every `stride`-th row and column and the last of each, counter-clockwise seen from above. */
export function meshIndex(width: number, height: number, stride: number): Uint32Array<ArrayBuffer> {
  const steps = (n: number): number[] => {
    const out: number[] = [];
    for (let i = 0; i < n - 1; i += stride) out.push(i);
    return [...out, n - 1];
  };
  const columns = steps(width);
  const rows = steps(height);
  const index = new Uint32Array((columns.length - 1) * (rows.length - 1) * 6);
  let k = 0;
  for (let r = 0; r + 1 < rows.length; r++) {
    for (let c = 0; c + 1 < columns.length; c++) {
      const a = rows[r] * width + columns[c];
      const b = rows[r] * width + columns[c + 1];
      const d = rows[r + 1] * width + columns[c];
      const e = rows[r + 1] * width + columns[c + 1];
      index[k++] = a;
      index[k++] = b;
      index[k++] = e;
      index[k++] = a;
      index[k++] = e;
      index[k++] = d;
    }
  }
  return index;
}
