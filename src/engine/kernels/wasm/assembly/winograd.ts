import { ActivationCode } from '../opcodes';
import { finishLayer } from './activation';
import { number, operand } from './command';
import { four, HALF, ROOT_2 } from './constants';
import { convolve } from './convolve';
import { madd } from './simd';
import { GEOMETRY } from './windows';
import {
  block, channels, CHUNK, CHUNK_BYTES, ENTRY, fillTable, flipped, halves, height, images, imageStep, isFlipped, outColumns, outRows, panels, panelStep,
  POINTS, products, readShape, table, transformed, units, width,
} from './winograd-shape';
import { clearMargins, flipKernel, transformImages, transformKernel } from './winograd-transforms';

// Winograd's F(4×4, 3×3) (../winograd.ts): sixteen outputs from 36 products where windows take 144. A tile of six by six pixels d and a kernel of three
// by three taps g become six by six numbers each, V = Bᵀ·d·B and U = G·g·Gᵀ; products are summed over channels, and Aᵀ·(…)·A gives the outputs. Its
// points are 0, ±1/√2, ±√2 and ∞ in both directions.

const QUARTER_ROOT = memory.data<f32>([0.3535533905932738]);
const TWICE_ROOT = memory.data<f32>([2.8284271247461903]);

// What follows the sums, set once per command: addresses of column vectors and of the residual of the block at hand, 0 where absent.
let biasAt: usize = 0;
let meanAt: usize = 0;
let scaleAt: usize = 0;
let shiftAt: usize = 0;
let beforeAt: usize = 0;
let afterAt: usize = 0;
let rectified: bool = false;

/** Four tiles × eight units of one pair of points, summed over channels in order. */
function tile(a0: usize, pixel: usize, inner: i32, panel: usize, to: usize): void {
  const zero = f32x4.splat(0);
  let c00 = zero;
  let c01 = zero;
  let c10 = zero;
  let c11 = zero;
  let c20 = zero;
  let c21 = zero;
  let c30 = zero;
  let c31 = zero;
  let a1 = a0 + pixel;
  let a2 = a1 + pixel;
  let a3 = a2 + pixel;
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
function finish(v: v128, offset: v128, scale: v128, shift: v128, floor: v128, before: usize, after: usize, out: usize, at: usize): void {
  v = madd(f32x4.add(v, offset), scale, shift);
  if (before) v = f32x4.add(v, v128.load(before + at));
  v = f32x4.pmax(v, floor);
  if (after) v = f32x4.add(v, v128.load(after + at));
  v128.store(out + at, v);
}

/**
 * Aᵀ·(…)·A of the products of up to CHUNK tiles, for four units from byte `column` on, and what follows. False where a sum is not finite.
 */
function finishChunk(start: usize, end: usize, half: usize, out: usize, column: usize): bool {
  const zero = f32x4.splat(0);
  const bias = biasAt ? v128.load(biasAt + column) : zero;
  const offset = meanAt ? f32x4.sub(bias, v128.load(meanAt + column)) : bias;
  const scale = meanAt ? v128.load(scaleAt + column) : f32x4.splat(1);
  const shift = meanAt ? v128.load(shiftAt + column) : zero;
  const floor = f32x4.splat(rectified ? 0 : -Infinity);
  const half4 = four(HALF);
  const root = four(ROOT_2);
  const quarterRoot = four(QUARTER_ROOT);
  const twiceRoot = four(TWICE_ROOT);
  const before = beforeAt;
  const after = afterAt;
  const pixel = <usize>units << 2;
  const row = <usize>outColumns * pixel;
  let check = zero;
  let from = products + half;
  for (let entry = start; entry < end; entry += ENTRY) {
    for (let at = from, to = halves, stop = halves + 96; to < stop; to += 16) {
      const m1 = v128.load(at, CHUNK_BYTES);
      const m2 = v128.load(at, 2 * CHUNK_BYTES);
      const m3 = v128.load(at, 3 * CHUNK_BYTES);
      const m4 = v128.load(at, 4 * CHUNK_BYTES);
      const near = f32x4.add(m1, m2);
      const far = f32x4.add(m3, m4);
      const nearOdd = f32x4.sub(m1, m2);
      const farOdd = f32x4.sub(m3, m4);
      v128.store(to, f32x4.add(v128.load(at), f32x4.add(near, far)));
      v128.store(to, f32x4.mul(root, madd(nearOdd, half4, farOdd)), 96);
      v128.store(to, madd(near, half4, f32x4.add(far, far)), 192);
      v128.store(to, madd(nearOdd, quarterRoot, madd(farOdd, twiceRoot, v128.load(at, 5 * CHUNK_BYTES))), 288);
      at += 6 * CHUNK_BYTES;
    }
    from += 32;
    const rows = <i32>load<i16>(entry, 4);
    const columns = <i32>load<i16>(entry, 6);
    let first = column + load<u32>(entry);
    let source = halves;
    for (let y = rows; y > 0; y--) {
      const m1 = v128.load(source, 16);
      const m2 = v128.load(source, 32);
      const m3 = v128.load(source, 48);
      const m4 = v128.load(source, 64);
      const near = f32x4.add(m1, m2);
      const far = f32x4.add(m3, m4);
      const nearOdd = f32x4.sub(m1, m2);
      const farOdd = f32x4.sub(m3, m4);
      const y0 = f32x4.add(v128.load(source), f32x4.add(near, far));
      const y1 = f32x4.mul(root, madd(nearOdd, half4, farOdd));
      const y2 = madd(near, half4, f32x4.add(far, far));
      const y3 = madd(nearOdd, quarterRoot, madd(farOdd, twiceRoot, v128.load(source, 80)));
      check = madd(f32x4.add(f32x4.add(y0, y1), f32x4.add(y2, y3)), zero, check);
      let at = first;
      finish(y0, offset, scale, shift, floor, before, after, out, at);
      if (columns > 1) {
        at += pixel;
        finish(y1, offset, scale, shift, floor, before, after, out, at);
        if (columns > 2) {
          at += pixel;
          finish(y2, offset, scale, shift, floor, before, after, out, at);
          if (columns > 3) finish(y3, offset, scale, shift, floor, before, after, out, at + pixel);
        }
      }
      source += 96;
      first += row;
    }
  }
  return !v128.any_true(f32x4.ne(check, check));
}

/**
 * A convolution of 3×3 taps with stride 1, as `convolve` computes it but for rounding. Where a sum is not finite all is left to `convolve`:
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
  const outImage = <usize>(outRows * outColumns * units) << 2;
  const sourceImage = <usize>(height * width * channels) << 2;
  const pixel = <usize>channels << 2;
  const kernel = operand(c, 2, r);
  if (isFlipped) flipKernel(kernel);
  transformKernel(isFlipped ? flipped : kernel);
  clearMargins();
  let tableImages = 0;
  let tiles = 0;
  for (let first = 0; first < images; first += block) {
    const count = min(block, images - first);
    if (count != tableImages) tiles = fillTable(count);
    tableImages = count;
    transformImages(source, count);
    beforeAt = isBefore ? residual : 0;
    afterAt = isBefore || finishes ? 0 : residual;
    for (let chunk = 0; chunk < tiles; chunk += CHUNK) {
      const start = table + <usize>chunk * ENTRY;
      const size = min(CHUNK, tiles - chunk);
      const end = start + <usize>size * ENTRY;
      for (let u = 0; u < units; u += 8) {
        let panel = panels + <usize>((u >> 3) * POINTS * POINTS) * panelStep;
        let from = transformed + <usize>chunk * pixel;
        let to = products;
        for (let point = 0; point < POINTS * POINTS; point++) {
          for (let t = 0; t < size; t += 4) tile(from + <usize>t * pixel, pixel, channels, panel, to + (<usize>t << 5));
          panel += panelStep;
          from += imageStep;
          to += CHUNK_BYTES;
        }
        const column = <usize>u << 2;
        if (!finishChunk(start, end, 0, out, column)) return false;
        if (!finishChunk(start, end, 16, out, column + 16)) return false;
      }
    }
    if (finishes) finishLayer(kind, out, isBefore ? 0 : residual, count * outRows * outColumns * units);
    source += <usize>count * sourceImage;
    out += <usize>count * outImage;
    if (residual) residual += <usize>count * outImage;
  }
  return true;
}
