import { gather, largest } from './classification';
import { number, operand } from './command';
import { exp } from './math';

/** Writes lane `lane` of four rows' values where that row exists. */
// @ts-ignore: decorator
@inline
function scatter(out: usize, value: v128, bytes: usize, rows: i32): void {
  v128.store32_lane(out, value, 0);
  if (rows > 1) v128.store32_lane(out + bytes, value, 1);
  if (rows > 2) v128.store32_lane(out + 2 * bytes, value, 2);
  if (rows > 3) v128.store32_lane(out + 3 * bytes, value, 3);
}

/**
 * p∘(u − Σ p·u) / rows, p = softmax of the logits. u is taken relative to its entry at the first largest logit, so that the result keeps its
 * digits where that share is almost 1. Four rows at a time. Operands: out, logits, u. Numbers: rows, classes.
 */
export function crossEntropyHessian(c: usize, r: i32): void {
  let out = operand(c, 0, r);
  const logits = operand(c, 1, r);
  const vectors = operand(c, 2, r);
  const rows = number(c, 3, 0);
  const classes = number(c, 3, 1);
  const bytes = <usize>classes << 2;
  const last = rows - 1;
  const count = f32x4.splat(<f32>rows);
  for (let i = 0; i < rows; i += 4) {
    const o0 = <usize>i * bytes;
    const o1 = <usize>min(i + 1, last) * bytes;
    const o2 = <usize>min(i + 2, last) * bytes;
    const o3 = <usize>min(i + 3, last) * bytes;
    const max = largest(logits + o0, logits + o1, logits + o2, logits + o3, bytes);
    let base = f32x4.splat(0);
    let unseen = i32x4.splat(-1);
    for (let k: usize = 0; k < bytes; k += 4) {
      const x = gather(logits + o0 + k, logits + o1 + k, logits + o2 + k, logits + o3 + k);
      const first = v128.and(f32x4.eq(x, max), unseen);
      unseen = v128.andnot(unseen, first);
      base = v128.bitselect(gather(vectors + o0 + k, vectors + o1 + k, vectors + o2 + k, vectors + o3 + k), base, first);
    }
    let total = f32x4.splat(0);
    let moment = f32x4.splat(0);
    for (let k: usize = 0; k < bytes; k += 4) {
      const e = exp(f32x4.sub(gather(logits + o0 + k, logits + o1 + k, logits + o2 + k, logits + o3 + k), max));
      const u = f32x4.sub(gather(vectors + o0 + k, vectors + o1 + k, vectors + o2 + k, vectors + o3 + k), base);
      total = f32x4.add(total, e);
      moment = f32x4.add(moment, f32x4.mul(e, u));
    }
    const mean = f32x4.div(moment, total);
    const divisor = f32x4.mul(total, count);
    for (let k: usize = 0; k < bytes; k += 4) {
      const e = exp(f32x4.sub(gather(logits + o0 + k, logits + o1 + k, logits + o2 + k, logits + o3 + k), max));
      const u = f32x4.sub(gather(vectors + o0 + k, vectors + o1 + k, vectors + o2 + k, vectors + o3 + k), base);
      scatter(out + k, f32x4.mul(f32x4.div(e, divisor), f32x4.sub(u, mean)), bytes, rows - i);
    }
    out += 4 * bytes;
  }
}
