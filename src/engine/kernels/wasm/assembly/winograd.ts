import { ActivationCode } from '../opcodes';
import { finishLayer } from './activation';
import { number, operand } from './command';
import { convolve } from './convolve';
import { madd } from './simd';
import { GEOMETRY } from './windows';
import {
  block, channels, CHUNK, CHUNK_BYTES, ENTRY, fillTable, flipped, height, images, imageStep, isFlipped, outColumns, outRows, padded,
  paddedColumns, paddedRows, panels, panelStep, POINTS, products, readShape, segments, table, tapRows, transformed, units, width,
} from './winograd-shape';
import { flipKernel, padImages, transformImages, transformKernel } from './winograd-transforms';

// Winograd's F(4, 3) along rows of images (../winograd.ts): four neighbouring outputs from six products where windows take twelve. A row of six
// entries d and a row of three taps g become six numbers each, V = Bᵀd and U = G·g; products are summed over channels and over the rows of the
// kernel, and Aᵀ gives the four outputs. Its points are 0, ±1/√2, ±√2 and ∞, whose rounding errors are less than twice those of plain sums.

// What follows the sums, set once per command: addresses of column vectors and of the residual of the block at hand, 0 where absent.
let biasAt: usize = 0;
let meanAt: usize = 0;
let scaleAt: usize = 0;
let shiftAt: usize = 0;
let beforeAt: usize = 0;
let afterAt: usize = 0;
let rectified: bool = false;

/** Four positions × eight units of one point, summed over rows and channels in order. */
function tile(entry: usize, source: usize, panel: usize, inner: i32, to: usize): void {
  const zero = f32x4.splat(0);
  let c00 = zero;
  let c01 = zero;
  let c10 = zero;
  let c11 = zero;
  let c20 = zero;
  let c21 = zero;
  let c30 = zero;
  let c31 = zero;
  let a0 = source + load<u32>(entry);
  let a1 = source + load<u32>(entry, 8);
  let a2 = source + load<u32>(entry, 16);
  let a3 = source + load<u32>(entry, 24);
  for (let k = inner; k > 0; k--) {
    const p = v128.load(panel);
    const q = v128.load(panel, 16);
    let s = v128.load32_splat(a0);
    c00 = madd(s, p, c00);
    c01 = madd(s, q, c01);
    s = v128.load32_splat(a1);
    c10 = madd(s, p, c10);
    c11 = madd(s, q, c11);
    s = v128.load32_splat(a2);
    c20 = madd(s, p, c20);
    c21 = madd(s, q, c21);
    s = v128.load32_splat(a3);
    c30 = madd(s, p, c30);
    c31 = madd(s, q, c31);
    panel += 32;
    a0 += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
  }
  v128.store(to, c00);
  v128.store(to, c01, 16);
  v128.store(to, c10, 32);
  v128.store(to, c11, 48);
  v128.store(to, c20, 64);
  v128.store(to, c21, 80);
  v128.store(to, c30, 96);
  v128.store(to, c31, 112);
}

/** Bias and normalisation, residual, ReLU, residual of one vector, which is then stored. `at` is in bytes from the start of the output. */
// @ts-ignore: decorator
@inline
function finish(v: v128, offset: v128, scale: v128, shift: v128, floor: v128, out: usize, at: usize): void {
  v = madd(f32x4.add(v, offset), scale, shift);
  if (beforeAt) v = f32x4.add(v, v128.load(beforeAt + at));
  v = f32x4.pmax(v, floor);
  if (afterAt) v = f32x4.add(v, v128.load(afterAt + at));
  v128.store(out + at, v);
}

/**
 * Aᵀ of the products of up to CHUNK positions, for four units from byte `column` on, and what follows. The positions from `tail` on (a table
 * entry) have `tailColumns` outputs instead of four. False where a sum is not finite.
 */
function finishChunk(start: usize, end: usize, tail: usize, tailColumns: i32, half: usize, out: usize, column: usize): bool {
  const zero = f32x4.splat(0);
  const bias = biasAt ? v128.load(biasAt + column) : zero;
  const offset = meanAt ? f32x4.sub(bias, v128.load(meanAt + column)) : bias;
  const scale = meanAt ? v128.load(scaleAt + column) : f32x4.splat(1);
  const shift = meanAt ? v128.load(shiftAt + column) : zero;
  const floor = f32x4.splat(rectified ? 0 : -Infinity);
  const half4 = f32x4.splat(0.5);
  const root = f32x4.splat(1.4142135623730951);
  const pixel = <usize>units << 2;
  let check = zero;
  let from = products + half;
  for (let entry = start; entry < end; entry += ENTRY) {
    const m1 = v128.load(from, CHUNK_BYTES);
    const m2 = v128.load(from, 2 * CHUNK_BYTES);
    const m3 = v128.load(from, 3 * CHUNK_BYTES);
    const m4 = v128.load(from, 4 * CHUNK_BYTES);
    const near = f32x4.add(m1, m2);
    const far = f32x4.add(m3, m4);
    // The odd parts carry a factor of √2 / 2.
    const nearOdd = f32x4.mul(root, f32x4.mul(half4, f32x4.sub(m1, m2)));
    const farOdd = f32x4.mul(root, f32x4.sub(m3, m4));
    const twice = f32x4.add(far, far);
    const twiceOdd = f32x4.add(farOdd, farOdd);
    const y0 = f32x4.add(v128.load(from), f32x4.add(near, far));
    const y1 = f32x4.add(nearOdd, farOdd);
    const y2 = madd(near, half4, twice);
    const y3 = f32x4.add(madd(nearOdd, half4, twiceOdd), v128.load(from, 5 * CHUNK_BYTES));
    check = madd(f32x4.add(f32x4.add(y0, y1), f32x4.add(y2, y3)), zero, check);
    let at = column + load<u32>(entry, 4);
    const columns = entry < tail ? 4 : tailColumns;
    finish(y0, offset, scale, shift, floor, out, at);
    if (columns > 1) {
      at += pixel;
      finish(y1, offset, scale, shift, floor, out, at);
      if (columns > 2) {
        at += pixel;
        finish(y2, offset, scale, shift, floor, out, at);
        if (columns > 3) finish(y3, offset, scale, shift, floor, out, at + pixel);
      }
    }
    from += 32;
  }
  return !v128.any_true(f32x4.ne(check, check));
}

/**
 * A convolution with three columns of taps and stride 1, as `convolve` computes it but for rounding. Where a sum is not finite all is left to `convolve`:
 * Winograd's sums would spread an infinity over its neighbours as NaN. Operands: as for `convolve`. Numbers: those of `convolve`, then ../winograd.ts.
 */
export function convolveByWinograd(c: usize, r: i32): void {
  if (!winograd(c, r)) convolve(c, r);
}

/** False, with the output half written, where a sum is not finite. */
function winograd(c: usize, r: i32): bool {
  let out = operand(c, 0, r);
  let source = operand(c, 1, r);
  biasAt = operand(c, 3, r);
  meanAt = operand(c, 4, r);
  scaleAt = operand(c, 5, r);
  shiftAt = operand(c, 6, r);
  let residual = operand(c, 7, r);
  readShape(c, r, 9, GEOMETRY + 7);
  const kind = number(c, 9, GEOMETRY);
  const isBefore = number(c, 9, GEOMETRY + 1) != 0;
  rectified = kind == ActivationCode.Relu;
  const finishes = kind != ActivationCode.None && !rectified;
  const inner = tapRows * channels;
  const outImage = <usize>(outRows * outColumns * units) << 2;
  const sourceImage = <usize>(height * width * channels) << 2;
  const tailColumns = outColumns - 4 * (segments - 1);
  memory.fill(padded, 0, <usize>(block * paddedRows * paddedColumns * channels) << 2);
  const kernel = operand(c, 2, r);
  if (isFlipped) flipKernel(kernel);
  transformKernel(isFlipped ? flipped : kernel);
  let tableImages = 0;
  let positions = 0;
  for (let first = 0; first < images; first += block) {
    const count = min(block, images - first);
    if (count != tableImages) positions = fillTable(count);
    tableImages = count;
    padImages(source, count);
    transformImages(count);
    beforeAt = isBefore ? residual : 0;
    afterAt = isBefore || finishes ? 0 : residual;
    const tail = table + <usize>((segments - 1) * count * outRows) * ENTRY;
    for (let u = 0; u < units; u += 8) {
      const panel = panels + <usize>(u >> 3) * POINTS * panelStep;
      for (let position = 0; position < positions; position += CHUNK) {
        const start = table + <usize>position * ENTRY;
        const end = table + <usize>min(position + CHUNK, positions) * ENTRY;
        for (let point = 0; point < POINTS; point++) {
          let to = products + <usize>point * CHUNK_BYTES;
          const from = transformed + <usize>point * imageStep;
          const rows = panel + <usize>point * panelStep;
          for (let entry = start; entry < end; entry += 4 * ENTRY) {
            tile(entry, from, rows, inner, to);
            to += 128;
          }
        }
        const column = <usize>u << 2;
        if (!finishChunk(start, end, tail, tailColumns, 0, out, column)) return false;
        if (!finishChunk(start, end, tail, tailColumns, 16, out, column + 16)) return false;
      }
    }
    if (finishes) finishLayer(kind, out, isBefore ? 0 : residual, count * outRows * outColumns * units);
    source += <usize>count * sourceImage;
    out += <usize>count * outImage;
    if (residual) residual += <usize>count * outImage;
  }
  return true;
}
