import { Arithmetic } from '../opcodes';
import { number, operand } from './command';
import { madd, storeLanes } from './simd';

// @ts-ignore: decorator
@inline
function arithmetic(fn: i32, a: v128, b: v128): v128 {
  if (fn == Arithmetic.Add) return f32x4.add(a, b);
  if (fn == Arithmetic.Subtract) return f32x4.sub(a, b);
  return f32x4.mul(a, b);
}

/** Walks four columns at a time down all rows, so that v is loaded once. */
// @ts-ignore: decorator
@inline
function columnsLoop(fn: i32, out: usize, x: usize, v: usize, rows: i32, width: i32): void {
  const stride = <usize>width << 2;
  for (let left = width; left > 0; left -= 4) {
    const operandV = v128.load(v);
    let from = x;
    let to = out;
    if (left >= 4) {
      for (let i = 0; i < rows; i++) {
        v128.store(to, arithmetic(fn, v128.load(from), operandV));
        from += stride;
        to += stride;
      }
    } else {
      for (let i = 0; i < rows; i++) {
        storeLanes(to, arithmetic(fn, v128.load(from), operandV), left);
        from += stride;
        to += stride;
      }
    }
    x += 16;
    v += 16;
    out += 16;
  }
}

/** Operands: out, x, v. Numbers: rows, columns, arithmetic. */
export function columns(c: usize, r: i32): void {
  const out = operand(c, 0, r);
  const x = operand(c, 1, r);
  const v = operand(c, 2, r);
  const rows = number(c, 3, 0);
  const width = number(c, 3, 1);
  const fn = number(c, 3, 2);
  if (fn == Arithmetic.Add) columnsLoop(Arithmetic.Add, out, x, v, rows, width);
  else if (fn == Arithmetic.Subtract) columnsLoop(Arithmetic.Subtract, out, x, v, rows, width);
  else columnsLoop(Arithmetic.Multiply, out, x, v, rows, width);
}

/** (x − mean)·scale + shift. Operands: out, x, mean, scale, shift. Numbers: rows, columns. */
export function normalize(c: usize, r: i32): void {
  let out = operand(c, 0, r);
  let x = operand(c, 1, r);
  let means = operand(c, 2, r);
  let scales = operand(c, 3, r);
  let shifts = operand(c, 4, r);
  const rows = number(c, 5, 0);
  const width = number(c, 5, 1);
  const stride = <usize>width << 2;
  for (let left = width; left > 0; left -= 4) {
    const mean = v128.load(means);
    const scale = v128.load(scales);
    const shift = v128.load(shifts);
    let from = x;
    let to = out;
    if (left >= 4) {
      for (let i = 0; i < rows; i++) {
        v128.store(to, madd(f32x4.sub(v128.load(from), mean), scale, shift));
        from += stride;
        to += stride;
      }
    } else {
      for (let i = 0; i < rows; i++) {
        storeLanes(to, madd(f32x4.sub(v128.load(from), mean), scale, shift), left);
        from += stride;
        to += stride;
      }
    }
    x += 16;
    means += 16;
    scales += 16;
    shifts += 16;
    out += 16;
  }
}

/** The lower and the upper half as two doubles. */
// @ts-ignore: decorator
@inline
function lower(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

// @ts-ignore: decorator
@inline
function upper(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(v, v, 1, 1));
}

// @ts-ignore: decorator
@inline
function joined(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

/** Σ over rows in float64, eight columns at a time. Operands: out, x. Numbers: rows, columns. */
export function columnSum(c: usize, r: i32): void {
  let out = operand(c, 0, r);
  let x = operand(c, 1, r);
  const rows = number(c, 2, 0);
  const width = number(c, 2, 1);
  const stride = <usize>width << 2;
  let left = width;
  for (; left > 4; left -= 8) {
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    let from = x;
    for (let i = 0; i < rows; i++) {
      const a = v128.load(from);
      const b = v128.load(from, 16);
      s0 = f64x2.add(s0, lower(a));
      s1 = f64x2.add(s1, upper(a));
      s2 = f64x2.add(s2, lower(b));
      s3 = f64x2.add(s3, upper(b));
      from += stride;
    }
    v128.store(out, joined(s0, s1));
    storeLanes(out + 16, joined(s2, s3), left - 4);
    x += 32;
    out += 32;
  }
  if (left > 0) {
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    for (let i = 0; i < rows; i++) {
      const a = v128.load(x);
      s0 = f64x2.add(s0, lower(a));
      s1 = f64x2.add(s1, upper(a));
      x += stride;
    }
    storeLanes(out, joined(s0, s1), left);
  }
}

/** Σ over rows of x·y in float64. Operands: out, x, y. Numbers: rows, columns. */
export function columnDot(c: usize, r: i32): void {
  let out = operand(c, 0, r);
  let x = operand(c, 1, r);
  let y = operand(c, 2, r);
  const rows = number(c, 3, 0);
  const width = number(c, 3, 1);
  const stride = <usize>width << 2;
  let left = width;
  for (; left > 4; left -= 8) {
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    let fromX = x;
    let fromY = y;
    for (let i = 0; i < rows; i++) {
      const a = v128.load(fromX);
      const b = v128.load(fromX, 16);
      const p = v128.load(fromY);
      const q = v128.load(fromY, 16);
      s0 = f64x2.add(s0, f64x2.mul(lower(a), lower(p)));
      s1 = f64x2.add(s1, f64x2.mul(upper(a), upper(p)));
      s2 = f64x2.add(s2, f64x2.mul(lower(b), lower(q)));
      s3 = f64x2.add(s3, f64x2.mul(upper(b), upper(q)));
      fromX += stride;
      fromY += stride;
    }
    v128.store(out, joined(s0, s1));
    storeLanes(out + 16, joined(s2, s3), left - 4);
    x += 32;
    y += 32;
    out += 32;
  }
  if (left > 0) {
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    for (let i = 0; i < rows; i++) {
      const a = v128.load(x);
      const p = v128.load(y);
      s0 = f64x2.add(s0, f64x2.mul(lower(a), lower(p)));
      s1 = f64x2.add(s1, f64x2.mul(upper(a), upper(p)));
      x += stride;
      y += stride;
    }
    storeLanes(out, joined(s0, s1), left);
  }
}

/** Operands: out, v. Numbers: rows, columns. */
export function broadcastRows(c: usize, r: i32): void {
  const out = operand(c, 0, r);
  const v = operand(c, 1, r);
  const rows = number(c, 2, 0);
  const bytes = <usize>number(c, 2, 1) << 2;
  for (let i = 0; i < rows; i++) memory.copy(out + <usize>i * bytes, v, bytes);
}
