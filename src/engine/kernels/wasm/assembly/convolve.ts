import { ActivationCode, Packing } from '../opcodes';
import { finishLayer } from './activation';
import { number, operand } from './command';
import { madd, storeLanes } from './simd';
import {
  block, channels, copyFloats, ENTRY, GEOMETRY, images, kernelScratch, outChannels, outImage, pixelsOf, readGeometry, run, skip,
  sourceBlock, table, tapColumns, tapRows,
} from './windows';

// What follows the sums, set once per command: addresses of column vectors and of the residual of the block at hand, 0 where absent.
let biasAt: usize = 0;
let meanAt: usize = 0;
let scaleAt: usize = 0;
let shiftAt: usize = 0;
let beforeAt: usize = 0;
let afterAt: usize = 0;
let rectified: bool = false;

/** Pixels that are taken together for one panel of the kernel, so that what they read stays in the first cache. */
const CHUNK: i32 = 32;

/** Bias, normalisation, residual, ReLU, residual of one vector. `column` and `at` are bytes from the start of a row and of the output. */
// @ts-ignore: decorator
@inline
function finish(v: v128, column: usize, at: usize): v128 {
  if (biasAt) v = f32x4.add(v, v128.load(biasAt + column));
  if (meanAt) v = madd(f32x4.sub(v, v128.load(meanAt + column)), v128.load(scaleAt + column), v128.load(shiftAt + column));
  if (beforeAt) v = f32x4.add(v, v128.load(beforeAt + at));
  if (rectified) v = f32x4.pmax(v, f32x4.splat(0));
  if (afterAt) v = f32x4.add(v, v128.load(afterAt + at));
  return v;
}

/**
 * Four pixels × eight units in registers, then what follows. A sum runs over rows, columns and channels of the window in order, whatever tile
 * it falls in. `entry` is the first pixel's in the table, `panel` the kernel's first row at these columns, `row` the bytes between its rows.
 */
function tile4x8(entry: usize, source: usize, panel: usize, row: usize, out: usize, column: usize): void {
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
  const length = run;
  const jump = skip;
  for (let i = tapRows; i > 0; i--) {
    for (let k = length; k > 0; k--) {
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
      panel += row;
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
    }
    a0 += jump;
    a1 += jump;
    a2 += jump;
    a3 += jump;
  }
  if (biasAt) {
    const p = v128.load(biasAt + column);
    const q = v128.load(biasAt + column, 16);
    c00 = f32x4.add(c00, p);
    c01 = f32x4.add(c01, q);
    c10 = f32x4.add(c10, p);
    c11 = f32x4.add(c11, q);
    c20 = f32x4.add(c20, p);
    c21 = f32x4.add(c21, q);
    c30 = f32x4.add(c30, p);
    c31 = f32x4.add(c31, q);
  }
  if (meanAt) {
    let p = v128.load(meanAt + column);
    let q = v128.load(meanAt + column, 16);
    c00 = f32x4.sub(c00, p);
    c01 = f32x4.sub(c01, q);
    c10 = f32x4.sub(c10, p);
    c11 = f32x4.sub(c11, q);
    c20 = f32x4.sub(c20, p);
    c21 = f32x4.sub(c21, q);
    c30 = f32x4.sub(c30, p);
    c31 = f32x4.sub(c31, q);
    p = v128.load(scaleAt + column);
    q = v128.load(scaleAt + column, 16);
    const shiftP = v128.load(shiftAt + column);
    const shiftQ = v128.load(shiftAt + column, 16);
    c00 = madd(c00, p, shiftP);
    c01 = madd(c01, q, shiftQ);
    c10 = madd(c10, p, shiftP);
    c11 = madd(c11, q, shiftQ);
    c20 = madd(c20, p, shiftP);
    c21 = madd(c21, q, shiftQ);
    c30 = madd(c30, p, shiftP);
    c31 = madd(c31, q, shiftQ);
  }
  const o0 = column + load<u32>(entry, 4);
  const o1 = column + load<u32>(entry, 12);
  const o2 = column + load<u32>(entry, 20);
  const o3 = column + load<u32>(entry, 28);
  if (beforeAt) {
    c00 = f32x4.add(c00, v128.load(beforeAt + o0));
    c01 = f32x4.add(c01, v128.load(beforeAt + o0, 16));
    c10 = f32x4.add(c10, v128.load(beforeAt + o1));
    c11 = f32x4.add(c11, v128.load(beforeAt + o1, 16));
    c20 = f32x4.add(c20, v128.load(beforeAt + o2));
    c21 = f32x4.add(c21, v128.load(beforeAt + o2, 16));
    c30 = f32x4.add(c30, v128.load(beforeAt + o3));
    c31 = f32x4.add(c31, v128.load(beforeAt + o3, 16));
  }
  if (rectified) {
    c00 = f32x4.pmax(c00, zero);
    c01 = f32x4.pmax(c01, zero);
    c10 = f32x4.pmax(c10, zero);
    c11 = f32x4.pmax(c11, zero);
    c20 = f32x4.pmax(c20, zero);
    c21 = f32x4.pmax(c21, zero);
    c30 = f32x4.pmax(c30, zero);
    c31 = f32x4.pmax(c31, zero);
  }
  if (afterAt) {
    c00 = f32x4.add(c00, v128.load(afterAt + o0));
    c01 = f32x4.add(c01, v128.load(afterAt + o0, 16));
    c10 = f32x4.add(c10, v128.load(afterAt + o1));
    c11 = f32x4.add(c11, v128.load(afterAt + o1, 16));
    c20 = f32x4.add(c20, v128.load(afterAt + o2));
    c21 = f32x4.add(c21, v128.load(afterAt + o2, 16));
    c30 = f32x4.add(c30, v128.load(afterAt + o3));
    c31 = f32x4.add(c31, v128.load(afterAt + o3, 16));
  }
  v128.store(out + o0, c00);
  v128.store(out + o0, c01, 16);
  v128.store(out + o1, c10);
  v128.store(out + o1, c11, 16);
  v128.store(out + o2, c20);
  v128.store(out + o2, c21, 16);
  v128.store(out + o3, c30);
  v128.store(out + o3, c31, 16);
}

/** Four pixels × up to four units. */
function tile4x4(entry: usize, source: usize, panel: usize, row: usize, out: usize, column: usize, lanes: i32): void {
  let c0 = f32x4.splat(0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  let a0 = source + load<u32>(entry);
  let a1 = source + load<u32>(entry, 8);
  let a2 = source + load<u32>(entry, 16);
  let a3 = source + load<u32>(entry, 24);
  const length = run;
  const jump = skip;
  for (let i = tapRows; i > 0; i--) {
    for (let k = length; k > 0; k--) {
      const p = v128.load(panel);
      c0 = madd(v128.load32_splat(a0), p, c0);
      c1 = madd(v128.load32_splat(a1), p, c1);
      c2 = madd(v128.load32_splat(a2), p, c2);
      c3 = madd(v128.load32_splat(a3), p, c3);
      panel += row;
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
    }
    a0 += jump;
    a1 += jump;
    a2 += jump;
    a3 += jump;
  }
  let at = column + load<u32>(entry, 4);
  storeLanes(out + at, finish(c0, column, at), lanes);
  at = column + load<u32>(entry, 12);
  storeLanes(out + at, finish(c1, column, at), lanes);
  at = column + load<u32>(entry, 20);
  storeLanes(out + at, finish(c2, column, at), lanes);
  at = column + load<u32>(entry, 28);
  storeLanes(out + at, finish(c3, column, at), lanes);
}

/** Columns of a kernel's rows in panels of eight, and of four for the last ones; a panel's rows lie one after the other. */
function packPanels(to: usize, kernel: usize, rows: i32, width: i32): void {
  const stride = <usize>width << 2;
  let at = to;
  let left = width;
  for (; left >= 8; left -= 8) {
    let from = kernel;
    for (let k = rows; k > 0; k--) {
      v128.store(at, v128.load(from));
      v128.store(at, v128.load(from, 16), 16);
      from += stride;
      at += 32;
    }
    kernel += 32;
  }
  for (; left > 0; left -= 4) {
    let from = kernel;
    for (let k = rows; k > 0; k--) {
      v128.store(at, v128.load(from));
      from += stride;
      at += 16;
    }
    kernel += 16;
  }
}

/**
 * Panels of the kernel that input gradients take: its rows are (row, column, unit) with rows and columns going backwards from `lastRow`
 * and `lastColumn` in steps of `tapStep`, its columns are the channels. `kernel` is [rows, kernelColumns, out channels, channels].
 */
function packFlipped(to: usize, kernel: usize, lastRow: i32, lastColumn: i32, tapStep: i32, kernelColumns: i32): void {
  const units = channels;
  const inputs = outChannels;
  for (let first = 0; first < inputs; ) {
    const lanes = inputs - first >= 8 ? 8 : 4;
    const count = min(lanes, inputs - first);
    for (let i = 0; i < tapRows; i++) {
      for (let j = 0; j < tapColumns; j++) {
        const tap = (lastRow - i * tapStep) * kernelColumns + lastColumn - j * tapStep;
        const from = kernel + (<usize>((tap * inputs + first) * units) << 2);
        for (let c = 0; c < lanes; c++) {
          let target = to + (<usize>c << 2);
          let source = from + (<usize>(c * units) << 2);
          for (let u = 0; u < units; u++) {
            store<u32>(target, c < count ? load<u32>(source) : 0);
            target += <usize>lanes << 2;
            source += 4;
          }
        }
        to += <usize>(lanes * units) << 2;
      }
    }
    first += lanes;
  }
}

/**
 * The windows of a source times a kernel, then activation(normalize(· + bias)) with the residual before or after the activation.
 * Operands: out, source, kernel, bias, mean, scale, shift, residual, scratch. Numbers: geometry, activation, whether the residual comes before,
 * packing, and for flipped kernels: last row, last column, step between taps, columns of the kernel.
 */
export function convolve(c: usize, r: i32): void {
  let out = operand(c, 0, r);
  const source = operand(c, 1, r);
  const kernel = operand(c, 2, r);
  biasAt = operand(c, 3, r);
  meanAt = operand(c, 4, r);
  scaleAt = operand(c, 5, r);
  shiftAt = operand(c, 6, r);
  let residual = operand(c, 7, r);
  readGeometry(c, 9, r);
  const kind = number(c, 9, GEOMETRY);
  const isBefore = number(c, 9, GEOMETRY + 1) != 0;
  const packing = number(c, 9, GEOMETRY + 2);
  rectified = kind == ActivationCode.Relu;
  const finishes = kind != ActivationCode.None && !rectified;
  const units = outChannels;
  const rows = tapRows * run;

  if (packing == Packing.Panels) packPanels(kernelScratch, kernel, rows, units);
  if (packing == Packing.Flipped) {
    const at = GEOMETRY + 3;
    packFlipped(kernelScratch, kernel, number(c, 9, at), number(c, 9, at + 1), number(c, 9, at + 2), number(c, 9, at + 3));
  }
  const isPacked = packing != Packing.None;
  const panels = isPacked ? kernelScratch : kernel;
  // From one column's panel to the next column's, and between the rows of panels of eight and of four.
  const panelStep: usize = isPacked ? <usize>rows << 2 : 4;
  const row8: usize = isPacked ? 32 : <usize>units << 2;
  const row4: usize = isPacked ? 16 : <usize>units << 2;

  for (let first = 0; first < images; first += block) {
    const count = min(block, images - first);
    const pixels = pixelsOf(count);
    const from = sourceBlock(source, first, count);
    beforeAt = isBefore ? residual : 0;
    afterAt = isBefore || finishes ? 0 : residual;
    for (let pixel = 0; pixel < pixels; pixel += CHUNK) {
      const start = table + <usize>pixel * ENTRY;
      const end = table + <usize>min(pixel + CHUNK, pixels) * ENTRY;
      let u = 0;
      for (; u + 8 <= units; u += 8) {
        const panel = panels + <usize>u * panelStep;
        for (let entry = start; entry < end; entry += 4 * ENTRY) tile4x8(entry, from, panel, row8, out, <usize>u << 2);
      }
      for (; u < units; u += 4) {
        const panel = panels + <usize>u * panelStep;
        for (let entry = start; entry < end; entry += 4 * ENTRY) tile4x4(entry, from, panel, row4, out, <usize>u << 2, units - u);
      }
    }
    if (finishes) finishLayer(kind, out, isBefore ? 0 : residual, pixels * units);
    out += <usize>count * outImage;
    if (residual) residual += <usize>count * outImage;
  }
}
