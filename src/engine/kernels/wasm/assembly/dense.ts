import { ActivationCode } from '../opcodes';
import { finishLayer } from './activation';
import { number, operand } from './command';
import { madd, storeLanes } from './simd';

// What follows a product, set once per command: addresses of column vectors and of the residual, 0 where absent.
let biasAt: usize = 0;
let meanAt: usize = 0;
let scaleAt: usize = 0;
let shiftAt: usize = 0;
let residualAt: usize = 0;
let rectified: bool = false;

/** Bias, normalisation, ReLU and residual of one vector. `column` and `at` are bytes from the start of a row and of the output. */
// @ts-ignore: decorator
@inline
function finish(v: v128, column: usize, at: usize): v128 {
  if (biasAt) v = f32x4.add(v, v128.load(biasAt + column));
  if (meanAt) v = madd(f32x4.sub(v, v128.load(meanAt + column)), v128.load(scaleAt + column), v128.load(shiftAt + column));
  if (rectified) v = f32x4.pmax(v, f32x4.splat(0));
  if (residualAt) v = f32x4.add(v, v128.load(residualAt + at));
  return v;
}

/**
 * Four rows × eight columns of out = A·B in registers, then what follows the product. An entry's sum runs over the inner index in order,
 * whatever tile it falls in, so its bits do not depend on the tiling. `aRow`, `aStep`, `bRow` and `outRow` are bytes between rows of A, between inner
 * indices of A, between rows of B and of the output. Unrolling the loop, or taking four of A's entries in one load, halves the speed: V8 runs out of registers.
 */
// @ts-ignore: decorator
@inline
function tile4x8(out: usize, a: usize, b: usize, inner: i32, aRow: usize, aStep: usize, bRow: usize, outRow: usize, column: usize, at: usize): void {
  const zero = f32x4.splat(0);
  let c00 = zero;
  let c01 = zero;
  let c10 = zero;
  let c11 = zero;
  let c20 = zero;
  let c21 = zero;
  let c30 = zero;
  let c31 = zero;
  let a1 = a + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  for (let k = inner; k > 0; k--) {
    const p = v128.load(b);
    const q = v128.load(b, 16);
    let s = v128.load32_splat(a);
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
    b += bRow;
    a += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
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
  if (residualAt) {
    let residual = residualAt + at;
    c00 = f32x4.add(c00, v128.load(residual));
    c01 = f32x4.add(c01, v128.load(residual, 16));
    residual += outRow;
    c10 = f32x4.add(c10, v128.load(residual));
    c11 = f32x4.add(c11, v128.load(residual, 16));
    residual += outRow;
    c20 = f32x4.add(c20, v128.load(residual));
    c21 = f32x4.add(c21, v128.load(residual, 16));
    residual += outRow;
    c30 = f32x4.add(c30, v128.load(residual));
    c31 = f32x4.add(c31, v128.load(residual, 16));
  }
  let to = out + at;
  v128.store(to, c00);
  v128.store(to, c01, 16);
  to += outRow;
  v128.store(to, c10);
  v128.store(to, c11, 16);
  to += outRow;
  v128.store(to, c20);
  v128.store(to, c21, 16);
  to += outRow;
  v128.store(to, c30);
  v128.store(to, c31, 16);
}

/** Four rows × up to four columns. Reads up to 12 bytes past a row of B, which the program's guard allows; only `lanes` columns are stored. */
function tile4x4(out: usize, a: usize, b: usize, inner: i32, aRow: usize, aStep: usize, bRow: usize, outRow: usize, column: usize, at: usize, lanes: i32): void {
  let c0 = f32x4.splat(0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  let a1 = a + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  for (let k = inner; k > 0; k--) {
    const p = v128.load(b);
    c0 = madd(v128.load32_splat(a), p, c0);
    c1 = madd(v128.load32_splat(a1), p, c1);
    c2 = madd(v128.load32_splat(a2), p, c2);
    c3 = madd(v128.load32_splat(a3), p, c3);
    b += bRow;
    a += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
  }
  storeLanes(out + at, finish(c0, column, at), lanes);
  at += outRow;
  storeLanes(out + at, finish(c1, column, at), lanes);
  at += outRow;
  storeLanes(out + at, finish(c2, column, at), lanes);
  at += outRow;
  storeLanes(out + at, finish(c3, column, at), lanes);
}

/** One row × up to four columns, for the last rows. */
function tile1x4(out: usize, a: usize, b: usize, inner: i32, aStep: usize, bRow: usize, column: usize, at: usize, lanes: i32): void {
  let c = f32x4.splat(0);
  for (let k = inner; k > 0; k--) {
    c = madd(v128.load32_splat(a), v128.load(b), c);
    b += bRow;
    a += aStep;
  }
  storeLanes(out + at, finish(c, column, at), lanes);
}

/** Four rows of the output. */
// @ts-ignore: decorator
@inline
function fourRows(out: usize, a: usize, b: usize, inner: i32, aRow: usize, aStep: usize, bRow: usize, outRow: usize, at: usize, width: i32): void {
  let column: usize = 0;
  let left = width;
  for (; left >= 8; left -= 8) {
    tile4x8(out, a, b + column, inner, aRow, aStep, bRow, outRow, column, at + column);
    column += 32;
  }
  for (; left > 0; left -= 4) {
    tile4x4(out, a, b + column, inner, aRow, aStep, bRow, outRow, column, at + column, left);
    column += 16;
  }
}

/** to [columns, rows] ← from [rows, columns], by blocks of 4×4 where they fit. */
function transpose(to: usize, from: usize, rows: i32, width: i32): void {
  const fromRow = <usize>width << 2;
  const toRow = <usize>rows << 2;
  for (let i = 0; i < rows; i++) {
    let left = width;
    let source = from + <usize>i * fromRow;
    let target = to + (<usize>i << 2);
    if (i + 4 <= rows) {
      for (; left >= 4; left -= 4) {
        const r0 = v128.load(source);
        const r1 = v128.load(source + fromRow);
        const r2 = v128.load(source + 2 * fromRow);
        const r3 = v128.load(source + 3 * fromRow);
        const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
        const t1 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
        const t2 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
        const t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
        v128.store(target, v128.shuffle<f32>(t0, t1, 0, 1, 4, 5));
        v128.store(target + toRow, v128.shuffle<f32>(t0, t1, 2, 3, 6, 7));
        v128.store(target + 2 * toRow, v128.shuffle<f32>(t2, t3, 0, 1, 4, 5));
        v128.store(target + 3 * toRow, v128.shuffle<f32>(t2, t3, 2, 3, 6, 7));
        source += 16;
        target += 4 * toRow;
      }
      for (; left > 0; left--) {
        v128.store(target, gatherColumn(source, fromRow));
        source += 4;
        target += toRow;
      }
      i += 3;
    } else {
      for (; left > 0; left--) {
        store<u32>(target, load<u32>(source));
        source += 4;
        target += toRow;
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function gatherColumn(at: usize, row: usize): v128 {
  let v = v128.load32_zero(at);
  v = v128.load32_lane(at + row, v, 1);
  v = v128.load32_lane(at + 2 * row, v, 2);
  return v128.load32_lane(at + 3 * row, v, 3);
}

/**
 * activation(normalize(A·B + bias)) + residual, each part where its operand is present; A·B alone is matmul. B with `transposeB` is first
 * transposed into scratch; A is read with strides. Activations other than ReLU are applied to four rows at a time, while these are in the cache.
 * Operands: out, a, b, bias, mean, scale, shift, residual, scratch. Numbers: rows, columns, inner, transposeA, transposeB, activation.
 */
export function dense(c: usize, r: i32): void {
  const out = operand(c, 0, r);
  let a = operand(c, 1, r);
  let b = operand(c, 2, r);
  biasAt = operand(c, 3, r);
  meanAt = operand(c, 4, r);
  scaleAt = operand(c, 5, r);
  shiftAt = operand(c, 6, r);
  const residual = operand(c, 7, r);
  const rows = number(c, 9, 0);
  const width = number(c, 9, 1);
  const inner = number(c, 9, 2);
  const transposed = number(c, 9, 3) != 0;
  const kind = number(c, 9, 5);
  rectified = kind == ActivationCode.Relu;
  const finishes = kind != ActivationCode.None && !rectified;
  residualAt = finishes ? 0 : residual;
  if (number(c, 9, 4)) {
    const scratch = operand(c, 8, r);
    transpose(scratch, b, width, inner);
    b = scratch;
  }
  const bRow = <usize>width << 2;
  const aRow: usize = transposed ? 4 : <usize>inner << 2;
  const aStep: usize = transposed ? <usize>rows << 2 : 4;
  let at: usize = 0;
  let left = rows;
  for (; left >= 4; left -= 4) {
    fourRows(out, a, b, inner, aRow, aStep, bRow, bRow, at, width);
    if (finishes) finishLayer(kind, out + at, residual ? residual + at : 0, width << 2);
    a += aRow << 2;
    at += bRow << 2;
  }
  for (; left > 0; left--) {
    for (let j = 0; j < width; j += 4) {
      const column = <usize>j << 2;
      tile1x4(out, a, b + column, inner, aStep, bRow, column, at + column, width - j);
    }
    if (finishes) finishLayer(kind, out + at, residual ? residual + at : 0, width);
    a += aRow;
    at += bRow;
  }
}
