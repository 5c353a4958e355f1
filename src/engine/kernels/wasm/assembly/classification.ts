import { number, operand } from './command';
import { exp, log1p } from './math';

/** Four rows' entries at one class, gathered into lanes. */
// @ts-ignore: decorator
@inline
export function gather(r0: usize, r1: usize, r2: usize, r3: usize): v128 {
  let v = v128.load32_zero(r0);
  v = v128.load32_lane(r1, v, 1);
  v = v128.load32_lane(r2, v, 2);
  return v128.load32_lane(r3, v, 3);
}

/** Largest entry of each of four rows; NaN where a row has one. */
// @ts-ignore: decorator
@inline
export function largest(r0: usize, r1: usize, r2: usize, r3: usize, bytes: usize): v128 {
  let max = gather(r0, r1, r2, r3);
  for (let k: usize = 4; k < bytes; k += 4) max = f32x4.max(max, gather(r0 + k, r1 + k, r2 + k, r3 + k));
  return max;
}

// @ts-ignore: decorator
@inline
function labelAt(labels: usize, row: i32): i32 {
  return load<i32>(labels + (<usize>row << 2));
}

/**
 * Mean softmax cross entropy. A row's loss is log(1 + s) + (max − x_label), s = Σ exp(x − max) without the first largest entry's 1: the same number as
 * lse − x_label, kept accurate where the loss is small. Four rows at a time, rows summed in float64. +∞ among the logits, all −∞, or NaN
 * give NaN. Operands: out, logits, labels. Numbers: rows, classes. False where a label is out of range.
 */
export function crossEntropy(c: usize, r: i32): bool {
  const logits = operand(c, 1, r);
  const labels = operand(c, 2, r);
  const rows = number(c, 3, 0);
  const classes = number(c, 3, 1);
  const bytes = <usize>classes << 2;
  const last = rows - 1;
  const one = f32x4.splat(1);
  let total: f64 = 0;
  for (let i = 0; i < rows; i += 4) {
    const i1 = min(i + 1, last);
    const i2 = min(i + 2, last);
    const i3 = min(i + 3, last);
    const l0 = labelAt(labels, i);
    const l1 = labelAt(labels, i1);
    const l2 = labelAt(labels, i2);
    const l3 = labelAt(labels, i3);
    if (<u32>l0 >= <u32>classes || <u32>l1 >= <u32>classes || <u32>l2 >= <u32>classes || <u32>l3 >= <u32>classes) return false;
    const r0 = logits + <usize>i * bytes;
    const r1 = logits + <usize>i1 * bytes;
    const r2 = logits + <usize>i2 * bytes;
    const r3 = logits + <usize>i3 * bytes;
    const max = largest(r0, r1, r2, r3, bytes);
    let s = f32x4.splat(0);
    let unseen = i32x4.splat(-1);
    for (let k: usize = 0; k < bytes; k += 4) {
      const x = gather(r0 + k, r1 + k, r2 + k, r3 + k);
      const first = v128.and(f32x4.eq(x, max), unseen);
      unseen = v128.andnot(unseen, first);
      s = f32x4.add(s, f32x4.sub(exp(f32x4.sub(x, max)), v128.and(first, one)));
    }
    const atLabel = gather(r0 + (<usize>l0 << 2), r1 + (<usize>l1 << 2), r2 + (<usize>l2 << 2), r3 + (<usize>l3 << 2));
    const loss = f32x4.add(log1p(s), f32x4.sub(max, atLabel));
    total += f32x4.extract_lane(loss, 0);
    if (i + 1 < rows) total += f32x4.extract_lane(loss, 1);
    if (i + 2 < rows) total += f32x4.extract_lane(loss, 2);
    if (i + 3 < rows) total += f32x4.extract_lane(loss, 3);
  }
  store<f32>(operand(c, 0, r), <f32>(total / <f64>rows));
  return true;
}

/**
 * (softmax − one-hot) / rows. At the label, softmax − 1 is −Σ of the others' shares, which keeps its relative accuracy where the
 * net is sure. Operands: out, logits, labels. Numbers: rows, classes. False where a label is out of range.
 */
export function crossEntropyGradient(c: usize, r: i32): bool {
  let out = operand(c, 0, r);
  const logits = operand(c, 1, r);
  const labels = operand(c, 2, r);
  const rows = number(c, 3, 0);
  const classes = number(c, 3, 1);
  const bytes = <usize>classes << 2;
  const last = rows - 1;
  const count = f32x4.splat(<f32>rows);
  for (let i = 0; i < rows; i += 4) {
    const i1 = min(i + 1, last);
    const i2 = min(i + 2, last);
    const i3 = min(i + 3, last);
    const label = i32x4.replace_lane(
      i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(labelAt(labels, i)), 1, labelAt(labels, i1)), 2, labelAt(labels, i2)),
      3,
      labelAt(labels, i3),
    );
    if (v128.any_true(i32x4.ge_u(label, i32x4.splat(classes)))) return false;
    const r0 = logits + <usize>i * bytes;
    const r1 = logits + <usize>i1 * bytes;
    const r2 = logits + <usize>i2 * bytes;
    const r3 = logits + <usize>i3 * bytes;
    const max = largest(r0, r1, r2, r3, bytes);
    let others = f32x4.splat(0);
    let atLabel = f32x4.splat(0);
    for (let k = 0; k < classes; k++) {
      const at = <usize>k << 2;
      const e = exp(f32x4.sub(gather(r0 + at, r1 + at, r2 + at, r3 + at), max));
      const here = i32x4.eq(label, i32x4.splat(k));
      others = f32x4.add(others, v128.andnot(e, here));
      atLabel = f32x4.add(atLabel, v128.and(e, here));
    }
    const divisor = f32x4.mul(f32x4.add(others, atLabel), count);
    for (let k = 0; k < classes; k++) {
      const at = <usize>k << 2;
      const e = exp(f32x4.sub(gather(r0 + at, r1 + at, r2 + at, r3 + at), max));
      const share = f32x4.div(v128.bitselect(f32x4.neg(others), e, i32x4.eq(label, i32x4.splat(k))), divisor);
      v128.store32_lane(out + at, share, 0);
      if (i + 1 < rows) v128.store32_lane(out + at + bytes, share, 1);
      if (i + 2 < rows) v128.store32_lane(out + at + 2 * bytes, share, 2);
      if (i + 3 < rows) v128.store32_lane(out + at + 3 * bytes, share, 3);
    }
    out += 4 * bytes;
  }
  return true;
}

/** Index of a row's largest entry: NaN is the largest, the first of equals wins. */
// @ts-ignore: decorator
@inline
function argmaxRow(row: usize, classes: i32): i32 {
  let best = load<f32>(row);
  let at = 0;
  if (best != best) return 0;
  for (let k = 1; k < classes; k++) {
    const value = load<f32>(row + (<usize>k << 2));
    if (value != value) return k;
    if (value > best) {
      best = value;
      at = k;
    }
  }
  return at;
}

/** Operands: out, logits, labels. Numbers: rows, classes. */
export function correctCount(c: usize, r: i32): void {
  const logits = operand(c, 1, r);
  const labels = operand(c, 2, r);
  const rows = number(c, 3, 0);
  const classes = number(c, 3, 1);
  let count = 0;
  for (let i = 0; i < rows; i++) count += <i32>(argmaxRow(logits + ((<usize>i * classes) << 2), classes) == labelAt(labels, i));
  store<f32>(operand(c, 0, r), <f32>count);
}

/** Operands: out, logits. Numbers: rows, classes. */
export function argmax(c: usize, r: i32): void {
  const out = operand(c, 0, r);
  const logits = operand(c, 1, r);
  const rows = number(c, 2, 0);
  const classes = number(c, 2, 1);
  for (let i = 0; i < rows; i++) store<f32>(out + (<usize>i << 2), <f32>argmaxRow(logits + ((<usize>i * classes) << 2), classes));
}
