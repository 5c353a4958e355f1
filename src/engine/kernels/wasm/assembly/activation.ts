import { ActivationCode } from '../opcodes';
import { number, operand } from './command';
import { four, MINUS_TWO } from './constants';
import * as m from './math';
import { storeLanes } from './simd';

/** `code` is 3 · kind + order and known at compile time, so that one formula remains. */
// @ts-ignore: decorator
@inline
function formula(code: i32, x: v128): v128 {
  if (code == 0) return m.tanh(x);
  if (code == 1) return m.sechSquared(x);
  if (code == 2) return f32x4.mul(f32x4.mul(four(MINUS_TWO), m.tanh(x)), m.sechSquared(x));
  if (code == 3) return m.relu(x);
  if (code == 4) return m.step(x);
  if (code == 5) return m.zero(x);
  if (code == 6) return m.gelu(x);
  if (code == 7) return m.geluSlope(x);
  if (code == 8) return m.geluCurvature(x);
  if (code == 9) return m.softplus(x);
  if (code == 10) return m.sigmoid(x);
  return m.sigmoidSlope(x);
}

// @ts-ignore: decorator
@inline
function map(code: i32, out: usize, x: usize, n: i32): void {
  const end = x + (<usize>(n & ~3) << 2);
  while (x < end) {
    v128.store(out, formula(code, v128.load(x)));
    x += 16;
    out += 16;
  }
  if (n & 3) storeLanes(out, formula(code, v128.load(x)), n & 3);
}

/** out ← activation of n entries. In place where out = x. */
function activate(code: i32, out: usize, x: usize, n: i32): void {
  switch (code) {
    case 0: map(0, out, x, n); break;
    case 1: map(1, out, x, n); break;
    case 2: map(2, out, x, n); break;
    case 3: map(3, out, x, n); break;
    case 4: map(4, out, x, n); break;
    case 5: map(5, out, x, n); break;
    case 6: map(6, out, x, n); break;
    case 7: map(7, out, x, n); break;
    case 8: map(8, out, x, n); break;
    case 9: map(9, out, x, n); break;
    case 10: map(10, out, x, n); break;
    default: map(11, out, x, n);
  }
}

// @ts-ignore: decorator
@inline
function mapAdding(code: i32, out: usize, residual: usize, n: i32): void {
  const end = out + (<usize>(n & ~3) << 2);
  while (out < end) {
    v128.store(out, f32x4.add(formula(code, v128.load(out)), v128.load(residual)));
    out += 16;
    residual += 16;
  }
  if (n & 3) storeLanes(out, f32x4.add(formula(code, v128.load(out)), v128.load(residual)), n & 3);
}

/** out ← activation(out) + residual, or without it where its address is 0: the end of a dense layer. `kind` is not ReLU, which the layer's tiles do. */
export function finishLayer(kind: i32, out: usize, residual: usize, n: i32): void {
  if (!residual) {
    activate(kind * 3, out, out, n);
  } else if (kind == ActivationCode.Tanh) {
    mapAdding(0, out, residual, n);
  } else if (kind == ActivationCode.Gelu) {
    mapAdding(6, out, residual, n);
  } else {
    mapAdding(9, out, residual, n);
  }
}

/** Operands: out, x. Numbers: entries, 3 · kind + order. */
export function activation(c: usize, r: i32): void {
  activate(number(c, 2, 1), operand(c, 0, r), operand(c, 1, r), number(c, 2, 0));
}
