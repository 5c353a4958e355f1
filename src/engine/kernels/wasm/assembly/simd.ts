/** a·b + c: one rounding in the relaxed variant, two in the other. Every kernel multiplies and adds through here. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Adds eight entries to those at an address. */
// @ts-ignore: decorator
@inline
export function addEight(at: usize, p: v128, q: v128): void {
  v128.store(at, f32x4.add(v128.load(at), p));
  v128.store(at, f32x4.add(v128.load(at, 16), q), 16);
}

/** Stores the first `lanes` (1 … 4) lanes. */
// @ts-ignore: decorator
@inline
export function storeLanes(at: usize, v: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(at, v);
  } else if (lanes == 3) {
    v128.store64_lane(at, v, 0);
    v128.store32_lane(at, v, 2, 8);
  } else if (lanes == 2) {
    v128.store64_lane(at, v, 0);
  } else {
    v128.store32_lane(at, v, 0);
  }
}

/** The smaller and the larger; NaN in `a` stays NaN (unlike with the operands swapped), at one instruction on x86. */
// @ts-ignore: decorator
@inline
export function least(a: v128, b: v128): v128 {
  return f32x4.pmin(a, b);
}

// @ts-ignore: decorator
@inline
export function greatest(a: v128, b: v128): v128 {
  return f32x4.pmax(a, b);
}
