import { operand } from './command';
import { addEight, madd, storeLanes } from './simd';
import { block, ENTRY, images, outChannels, outImage, pixelsOf, readGeometry, run, skip, sourceBlock, table, tapRows } from './windows';

/** Pixels that are summed in registers before they are added to the gradient: few enough for what they read to stay in the first cache. */
const CHUNK: i32 = 128;

/** Adds to four entries of the windows' rows × eight units the sum over `count` pixels. Only `rows` rows are stored. */
function tile4x8(entry: usize, count: i32, source: usize, g: usize, gRow: usize, out: usize, rows: i32): void {
  const zero = f32x4.splat(0);
  let c00 = zero;
  let c01 = zero;
  let c10 = zero;
  let c11 = zero;
  let c20 = zero;
  let c21 = zero;
  let c30 = zero;
  let c31 = zero;
  for (let k = count; k > 0; k--) {
    const a = source + load<u32>(entry);
    const p = v128.load(g);
    const q = v128.load(g, 16);
    let s = v128.load32_splat(a);
    c00 = madd(s, p, c00);
    c01 = madd(s, q, c01);
    s = v128.load32_splat(a, 4);
    c10 = madd(s, p, c10);
    c11 = madd(s, q, c11);
    s = v128.load32_splat(a, 8);
    c20 = madd(s, p, c20);
    c21 = madd(s, q, c21);
    s = v128.load32_splat(a, 12);
    c30 = madd(s, p, c30);
    c31 = madd(s, q, c31);
    entry += ENTRY;
    g += gRow;
  }
  addEight(out, c00, c01);
  if (rows < 2) return;
  out += gRow;
  addEight(out, c10, c11);
  if (rows < 3) return;
  out += gRow;
  addEight(out, c20, c21);
  if (rows < 4) return;
  out += gRow;
  addEight(out, c30, c31);
}

/** As above for up to four units. */
function tile4x4(entry: usize, count: i32, source: usize, g: usize, gRow: usize, out: usize, rows: i32, lanes: i32): void {
  let c0 = f32x4.splat(0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  for (let k = count; k > 0; k--) {
    const a = source + load<u32>(entry);
    const p = v128.load(g);
    c0 = madd(v128.load32_splat(a), p, c0);
    c1 = madd(v128.load32_splat(a, 4), p, c1);
    c2 = madd(v128.load32_splat(a, 8), p, c2);
    c3 = madd(v128.load32_splat(a, 12), p, c3);
    entry += ENTRY;
    g += gRow;
  }
  storeLanes(out, f32x4.add(v128.load(out), c0), lanes);
  if (rows < 2) return;
  out += gRow;
  storeLanes(out, f32x4.add(v128.load(out), c1), lanes);
  if (rows < 3) return;
  out += gRow;
  storeLanes(out, f32x4.add(v128.load(out), c2), lanes);
  if (rows < 4) return;
  out += gRow;
  storeLanes(out, f32x4.add(v128.load(out), c3), lanes);
}

/**
 * Σ over all pixels of each window's entries times the pixel's units: sums over chunks of pixels, in order. Tiles may read up to 12 bytes past
 * a window's row, which are not stored. Operands: out, source, g, scratch. Numbers: geometry, whose output is g.
 */
export function filterGradient(c: usize, r: i32): void {
  const out = operand(c, 0, r);
  const source = operand(c, 1, r);
  let g = operand(c, 2, r);
  readGeometry(c, 4, r);
  const units = outChannels;
  const gRow = <usize>units << 2;
  const length = run;
  const windowRow = (<usize>length << 2) + skip;
  memory.fill(out, 0, <usize>(tapRows * length) * gRow);
  for (let first = 0; first < images; first += block) {
    const count = min(block, images - first);
    const pixels = pixelsOf(count);
    const from = sourceBlock(source, first, count);
    for (let pixel = 0; pixel < pixels; pixel += CHUNK) {
      const entry = table + <usize>pixel * ENTRY;
      const chunk = min(CHUNK, pixels - pixel);
      const chunkG = g + <usize>pixel * gRow;
      for (let i = 0; i < tapRows; i++) {
        const rowSource = from + <usize>i * windowRow;
        const rowOut = out + <usize>(i * length) * gRow;
        for (let k = 0; k < length; k += 4) {
          const at = rowSource + (<usize>k << 2);
          const to = rowOut + <usize>k * gRow;
          let u = 0;
          for (; u + 8 <= units; u += 8)
            tile4x8(entry, chunk, at, chunkG + (<usize>u << 2), gRow, to + (<usize>u << 2), length - k);
          for (; u < units; u += 4)
            tile4x4(entry, chunk, at, chunkG + (<usize>u << 2), gRow, to + (<usize>u << 2), length - k, units - u);
        }
      }
    }
    g += <usize>count * outImage;
  }
}
