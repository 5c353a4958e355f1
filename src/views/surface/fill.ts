import { CUT_BOTTOM, CUT_TOP } from './frame';

/** A grid with something at every point, ready to be drawn. */
export interface FilledGrid {
  /** Heights, row-major iβ · nα + iα; finite everywhere `valid` is 1 and a neighbour's guess elsewhere. */
  readonly heights: Float32Array<ArrayBuffer>;
  /** 0 = a hole: NaN, or nothing near has been evaluated. */
  readonly valid: Uint8Array;
  /** Per cell, (nα − 1) × (nβ − 1): 1 = the newest pass has not finished it. */
  readonly unfinished: Uint8Array;
  /** Grid intervals between the lines of the pass before: [α, β]. */
  readonly coarse: readonly [number, number];
}

/** Heights further out than this only steepen the cliff at the cut. */
const OVER_TOP = CUT_TOP + 0.35;
const UNDER_BOTTOM = CUT_BOTTOM - 0.35;

function drawable(height: number): number {
  return Number.isNaN(height) ? height : Math.min(OVER_TOP, Math.max(UNDER_BOTTOM, height));
}

function strideAt(n: number, pass: number): number {
  return Math.max(1, Math.ceil((n - 1) / 2 ** pass));
}

function onLattice(index: number, n: number, stride: number): boolean {
  return index % stride === 0 || index === n - 1;
}

/** The coarsest pass whose lattice holds every point that level `level` evaluated: told from the points, so any numbering of levels works. */
function passOf(done: Uint8Array, level: number, nAlpha: number, nBeta: number): number {
  for (let pass = 1; ; pass++) {
    const sa = strideAt(nAlpha, pass);
    const sb = strideAt(nBeta, pass);
    if (sa === 1 && sb === 1) return pass;
    let fits = true;
    for (let i = 0; i < done.length && fits; i++) {
      if (done[i] === level) fits = onLattice(i % nAlpha, nAlpha, sa) && onLattice(Math.floor(i / nAlpha), nBeta, sb);
    }
    if (fits) return pass;
  }
}

/** Whether the coarsest pass is whole: before that there is no surface, only points. */
export function hasFirstPass(done: Uint8Array, nAlpha: number, nBeta: number): boolean {
  let lowest = 0;
  for (const level of done) if (level > 0 && (lowest === 0 || level < lowest)) lowest = level;
  if (lowest === 0) return false;
  const pass = passOf(done, lowest, nAlpha, nBeta);
  const columns = latticeIndices(nAlpha, strideAt(nAlpha, pass));
  return latticeIndices(nBeta, strideAt(nBeta, pass)).every((row) => columns.every((column) => done[row * nAlpha + column] > 0));
}

function latticeIndices(n: number, stride: number): number[] {
  const indices: number[] = [];
  for (let i = 0; i < n - 1; i += stride) indices.push(i);
  indices.push(n - 1);
  return indices;
}

/** Straight lines between the lattice's points, at every point of the grid. `field` holds lattice values on entry and all values on return. */
function spread(field: Float64Array, columns: readonly number[], rows: readonly number[], nAlpha: number): void {
  for (const row of rows) {
    for (let c = 0; c + 1 < columns.length; c++) {
      const from = columns[c];
      const to = columns[c + 1];
      const a = field[row * nAlpha + from];
      const b = field[row * nAlpha + to];
      for (let i = from + 1; i < to; i++) field[row * nAlpha + i] = a + ((b - a) * (i - from)) / (to - from);
    }
  }
  for (let r = 0; r + 1 < rows.length; r++) {
    const from = rows[r];
    const to = rows[r + 1];
    for (let j = from + 1; j < to; j++) {
      const f = (j - from) / (to - from);
      for (let i = 0; i < nAlpha; i++) {
        const a = field[from * nAlpha + i];
        field[j * nAlpha + i] = a + (field[to * nAlpha + i] - a) * f;
      }
    }
  }
}

/** Gives each hole its neighbours' mean, outwards, so that interpolation beside a hole has something to lean on. */
function bridgeHoles(heights: Float32Array, valid: Uint8Array, nAlpha: number, nBeta: number): void {
  let open = Array.from(heights.keys()).filter((i) => valid[i] === 0);
  const known = Uint8Array.from(valid);
  while (open.length > 0) {
    const settled: [number, number][] = [];
    for (const i of open) {
      const x = i % nAlpha;
      const y = Math.floor(i / nAlpha);
      let sum = 0;
      let count = 0;
      for (const [dx, dy] of NEIGHBOURS) {
        const xx = x + dx;
        const yy = y + dy;
        if (xx < 0 || yy < 0 || xx >= nAlpha || yy >= nBeta || known[yy * nAlpha + xx] === 0) continue;
        sum += heights[yy * nAlpha + xx];
        count++;
      }
      if (count > 0) settled.push([i, sum / count]);
    }
    if (settled.length === 0) {
      for (const i of open) heights[i] = 0;
      return;
    }
    for (const [i, value] of settled) {
      heights[i] = value;
      known[i] = 1;
    }
    open = open.filter((i) => known[i] === 0);
  }
}

const NEIGHBOURS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

/**
 * Fills what a refinement has not reached by straight lines between the points that the passes before evaluated (DESIGN.md, "Refinement").
 * `heights` are normalised, NaN and ±∞ allowed: NaN stays a hole, ±∞ lies beyond the cut. `done` as in Landscape.
 */
export function fillGrid(heights: Float32Array, done: Uint8Array, nAlpha: number, nBeta: number): FilledGrid {
  const size = nAlpha * nBeta;
  const unfinished = new Uint8Array((nAlpha - 1) * (nBeta - 1));
  const levels = [...new Set(done)].filter((level) => level > 0).sort((a, b) => a - b);
  let field = new Float64Array(size).fill(Number.NaN);
  let stride: [number, number] = [nAlpha - 1, nBeta - 1];
  let coarse: readonly [number, number] = stride;
  const complete = levels.length > 0 && !done.includes(0);
  if (complete) {
    for (let i = 0; i < size; i++) field[i] = drawable(heights[i]);
  } else {
    for (const [order, level] of levels.entries()) {
      const pass = passOf(done, level, nAlpha, nBeta);
      coarse = order === 0 ? [strideAt(nAlpha, pass), strideAt(nBeta, pass)] : stride;
      stride = [strideAt(nAlpha, pass), strideAt(nBeta, pass)];
      const columns = latticeIndices(nAlpha, stride[0]);
      const rows = latticeIndices(nBeta, stride[1]);
      const next = new Float64Array(size);
      for (const row of rows) {
        for (const column of columns) {
          const i = row * nAlpha + column;
          next[i] = done[i] > 0 && done[i] <= level ? drawable(heights[i]) : field[i];
        }
      }
      spread(next, columns, rows, nAlpha);
      field = next;
    }
    markUnfinished(unfinished, done, nAlpha, nBeta, stride);
  }
  const filled = new Float32Array(size);
  const valid = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    valid[i] = Number.isNaN(field[i]) ? 0 : 1;
    filled[i] = valid[i] ? field[i] : 0;
  }
  if (valid.includes(0)) bridgeHoles(filled, valid, nAlpha, nBeta);
  return { heights: filled, valid, unfinished, coarse };
}

function markUnfinished(unfinished: Uint8Array, done: Uint8Array, nAlpha: number, nBeta: number, stride: readonly [number, number]): void {
  const columns = latticeIndices(nAlpha, stride[0]);
  const rows = latticeIndices(nBeta, stride[1]);
  for (let r = 0; r + 1 < rows.length; r++) {
    for (let c = 0; c + 1 < columns.length; c++) {
      const [x0, x1, y0, y1] = [columns[c], columns[c + 1], rows[r], rows[r + 1]];
      if (done[y0 * nAlpha + x0] && done[y0 * nAlpha + x1] && done[y1 * nAlpha + x0] && done[y1 * nAlpha + x1]) continue;
      for (let y = y0; y < y1; y++) unfinished.fill(1, y * (nAlpha - 1) + x0, y * (nAlpha - 1) + x1);
    }
  }
}
