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

// @ts-ignore: decorator
@inline
function binaryLoop(fn: i32, out: usize, a: usize, b: usize, n: i32): void {
  const end = a + (<usize>(n & ~3) << 2);
  while (a < end) {
    v128.store(out, arithmetic(fn, v128.load(a), v128.load(b)));
    a += 16;
    b += 16;
    out += 16;
  }
  if (n & 3) storeLanes(out, arithmetic(fn, v128.load(a), v128.load(b)), n & 3);
}

/** Operands: out, a, b. Numbers: entries, arithmetic. */
export function binary(c: usize, r: i32): void {
  const out = operand(c, 0, r);
  const a = operand(c, 1, r);
  const b = operand(c, 2, r);
  const n = number(c, 3, 0);
  const fn = number(c, 3, 1);
  if (fn == Arithmetic.Add) binaryLoop(Arithmetic.Add, out, a, b, n);
  else if (fn == Arithmetic.Subtract) binaryLoop(Arithmetic.Subtract, out, a, b, n);
  else binaryLoop(Arithmetic.Multiply, out, a, b, n);
}

/** Operands: out, a, factor (one float). Numbers: entries. */
export function scale(c: usize, r: i32): void {
  let out = operand(c, 0, r);
  let a = operand(c, 1, r);
  const factor = v128.load32_splat(operand(c, 2, r));
  const n = number(c, 3, 0);
  const end = a + (<usize>(n & ~3) << 2);
  while (a < end) {
    v128.store(out, f32x4.mul(v128.load(a), factor));
    a += 16;
    out += 16;
  }
  if (n & 3) storeLanes(out, f32x4.mul(v128.load(a), factor), n & 3);
}

/** base^(halves/2): √ and products, and the reciprocal of all where `negative`. */
// @ts-ignore: decorator
@inline
function raise(base: v128, halves: i32, negative: bool): v128 {
  let result = halves & 1 ? f32x4.sqrt(base) : f32x4.splat(1);
  for (let k = halves >> 1; k > 0; k--) result = f32x4.mul(result, base);
  return negative ? f32x4.div(f32x4.splat(1), result) : result;
}

/** Operands: out, v, shift (one float). Numbers: entries, 2 · |exponent|, whether the exponent is negative. */
export function power(c: usize, r: i32): void {
  let out = operand(c, 0, r);
  let v = operand(c, 1, r);
  const shift = v128.load32_splat(operand(c, 2, r));
  const n = number(c, 3, 0);
  const halves = number(c, 3, 1);
  const negative = number(c, 3, 2) != 0;
  for (let left = n; left > 0; left -= 4) {
    storeLanes(out, raise(f32x4.add(v128.load(v), shift), halves, negative), left);
    v += 16;
    out += 16;
  }
}

/** Operands: out, a, b, ca, cb (one float each). Numbers: entries, whether b is squared. */
export function mix(c: usize, r: i32): void {
  let out = operand(c, 0, r);
  let a = operand(c, 1, r);
  let b = operand(c, 2, r);
  const ca = v128.load32_splat(operand(c, 3, r));
  const cb = v128.load32_splat(operand(c, 4, r));
  const n = number(c, 5, 0);
  const square = number(c, 5, 1) != 0;
  for (let left = n; left > 0; left -= 4) {
    const y = v128.load(b);
    const term = f32x4.mul(square ? f32x4.mul(y, y) : y, cb);
    storeLanes(out, madd(v128.load(a), ca, term), left);
    a += 16;
    b += 16;
    out += 16;
  }
}

/** Operands: out, m, v, cm, cv, eps (one float each). Numbers: entries. */
export function adamDirection(c: usize, r: i32): void {
  let out = operand(c, 0, r);
  let m = operand(c, 1, r);
  let v = operand(c, 2, r);
  const cm = v128.load32_splat(operand(c, 3, r));
  const cv = v128.load32_splat(operand(c, 4, r));
  const eps = v128.load32_splat(operand(c, 5, r));
  for (let left = number(c, 6, 0); left > 0; left -= 4) {
    const root = f32x4.sqrt(f32x4.mul(v128.load(v), cv));
    storeLanes(out, f32x4.div(f32x4.mul(v128.load(m), cm), f32x4.add(root, eps)), left);
    m += 16;
    v += 16;
    out += 16;
  }
}
