import { FOUR, four, HALF, MINUS_HALF, MINUS_TWENTY, ONE, TWENTY, TWO } from './constants';
import { greatest, least, madd } from './simd';

// exp: Cody-Waite reduction to |r| ≤ ½ ln 2 and a degree-7 polynomial (Moshier, Cephes expf).
const LOG2E = memory.data<f32>([1.44269504088896341]);
// ln 2 as a sum whose first part has few digits.
const LN2_HIGH = memory.data<f32>([0.693359375]);
const LN2_LOW = memory.data<f32>([-2.12194440e-4]);
const MINUS_LN2_HIGH = memory.data<f32>([-0.693359375]);
const MINUS_LN2_LOW = memory.data<f32>([2.12194440e-4]);
/** Where e^x is +∞ and 0. */
const EXP_MOST = memory.data<f32>([89]);
const EXP_LEAST = memory.data<f32>([-105]);
const EXPONENT_BIAS = memory.data<i32>([127]);
const ROOT_HALF_BITS = memory.data<i32>([0x3f3504f3]);
const SIGN_BIT = memory.data<i32>([0x80000000]);
/** A sign, an exponent and eleven digits. */
const HEAD_BITS = memory.data<i32>([0xfffff000]);
// Coefficients from the highest power down.
const EXP = memory.data<f32>([1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1]);
const LOG = memory.data<f32>([
  7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
  -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
]);
const TAIL = memory.data<f32>([
  0.03260083124041557, -0.17887064814567566, 0.38701391220092773, -0.3800937533378601, 0.12430700659751892,
  -0.029283884912729263, 0.09212235361337662, 0.1329847276210785, 0.15964433550834656, 0.15957511961460114,
]);
const TAIL_SLOPE = memory.data<f32>([0.4]);
const DENSITY_AT_0 = memory.data<f32>([0.3989422804014327]);

/** (e^r − 1 − r) / r² for |r| ≤ 0.35. */
// @ts-ignore: decorator
@inline
function expPolynomial(r: v128): v128 {
  let p = four(EXP);
  p = madd(p, r, four(EXP + 4));
  p = madd(p, r, four(EXP + 8));
  p = madd(p, r, four(EXP + 12));
  p = madd(p, r, four(EXP + 16));
  return madd(p, r, four(EXP + 20));
}

/** e^(high + low), low being a small correction. NaN → NaN, +∞ → +∞, −∞ → 0; denormal results are kept. */
// @ts-ignore: decorator
@inline
export function expSum(high: v128, low: v128): v128 {
  const x = greatest(least(high, four(EXP_MOST)), four(EXP_LEAST));
  const n = f32x4.nearest(f32x4.mul(x, four(LOG2E)));
  let r = madd(n, four(MINUS_LN2_HIGH), x);
  r = madd(n, four(MINUS_LN2_LOW), r);
  r = f32x4.add(r, low);
  const y = f32x4.add(madd(expPolynomial(r), f32x4.mul(r, r), r), four(ONE));
  // 2^n in two factors, since n reaches −151 and 128.
  const k = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(k, 1);
  const bias = four(EXPONENT_BIAS);
  const first = i32x4.shl(i32x4.add(half, bias), 23);
  const second = i32x4.shl(i32x4.add(i32x4.sub(k, half), bias), 23);
  return f32x4.mul(f32x4.mul(y, first), second);
}

// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  return expSum(x, f32x4.splat(0));
}

/** e^x − 1 for 0 ≤ x ≤ 20 without cancellation near 0: 2ⁿ(e^r − 1) + (2ⁿ − 1). */
// @ts-ignore: decorator
@inline
function expMinus1(x: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(x, four(LOG2E)));
  let r = madd(n, four(MINUS_LN2_HIGH), x);
  r = madd(n, four(MINUS_LN2_LOW), r);
  const y = madd(expPolynomial(r), f32x4.mul(r, r), r);
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), four(EXPONENT_BIAS)), 23);
  return madd(y, scale, f32x4.sub(scale, four(ONE)));
}

/** log(1 + s) for s ≥ 0: log of the rounded 1 + s, plus the first-order correction for what rounding lost. NaN → NaN. */
// @ts-ignore: decorator
@inline
export function log1p(s: v128): v128 {
  const one = four(ONE);
  const u = f32x4.add(one, s);
  const lost = f32x4.div(f32x4.sub(s, f32x4.sub(u, one)), u);
  // u = 2^e · m with m in [√½, √2) (Cephes logf).
  const e = i32x4.shr_s(i32x4.sub(u, four(ROOT_HALF_BITS)), 23);
  const m = f32x4.sub(i32x4.sub(u, i32x4.shl(e, 23)), one);
  let p = four(LOG);
  p = madd(p, m, four(LOG + 4));
  p = madd(p, m, four(LOG + 8));
  p = madd(p, m, four(LOG + 12));
  p = madd(p, m, four(LOG + 16));
  p = madd(p, m, four(LOG + 20));
  p = madd(p, m, four(LOG + 24));
  p = madd(p, m, four(LOG + 28));
  p = madd(p, m, four(LOG + 32));
  const square = f32x4.mul(m, m);
  const n = f32x4.convert_i32x4_s(e);
  let y = f32x4.mul(f32x4.mul(p, m), square);
  y = madd(n, four(LN2_LOW), y);
  y = madd(square, four(MINUS_HALF), y);
  y = f32x4.add(y, lost);
  y = f32x4.add(y, m);
  y = madd(n, four(LN2_HIGH), y);
  return f32x4.add(y, f32x4.sub(s, s));
}

/** sign(x)·E/(E + 2) with E = e^(2|x|) − 1; 1 in float32 from |x| = 10 on. */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const sign = v128.and(x, four(SIGN_BIT));
  const twice = least(f32x4.abs(f32x4.add(x, x)), four(TWENTY));
  const e = expMinus1(twice);
  return v128.or(f32x4.div(e, f32x4.add(e, four(TWO))), sign);
}

/** 1 − tanh² = 4u/(1 + u)², u = e^(−2|x|): no cancellation. */
// @ts-ignore: decorator
@inline
export function sechSquared(x: v128): v128 {
  const u = exp(f32x4.neg(f32x4.abs(f32x4.add(x, x))));
  const v = f32x4.add(u, four(ONE));
  return f32x4.div(f32x4.mul(u, four(FOUR)), f32x4.mul(v, v));
}

// @ts-ignore: decorator
@inline
export function softplus(x: v128): v128 {
  return f32x4.add(greatest(x, f32x4.splat(0)), log1p(exp(f32x4.neg(f32x4.abs(x)))));
}

// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const one = four(ONE);
  const u = exp(f32x4.neg(f32x4.abs(x)));
  const numerator = v128.bitselect(u, one, f32x4.lt(x, f32x4.splat(0)));
  return f32x4.div(numerator, f32x4.add(one, u));
}

/** σ(x)·σ(−x) = u/(1 + u)². */
// @ts-ignore: decorator
@inline
export function sigmoidSlope(x: v128): v128 {
  const u = exp(f32x4.neg(f32x4.abs(x)));
  const v = f32x4.add(u, four(ONE));
  return f32x4.div(u, f32x4.mul(v, v));
}

/** |x| up to 20, beyond which Φ(−|x|) and its derivatives are 0 in float32. */
// @ts-ignore: decorator
@inline
function magnitude(x: v128): v128 {
  return least(f32x4.abs(x), four(TWENTY));
}

/** e^(−a²/2), with a² as the sum of an exact square and a correction, so that the tail keeps its relative accuracy. */
// @ts-ignore: decorator
@inline
function gaussian(a: v128): v128 {
  const head = v128.and(a, four(HEAD_BITS));
  const rest = f32x4.sub(a, head);
  const half = four(MINUS_HALF);
  return expSum(f32x4.mul(f32x4.mul(head, head), half), f32x4.mul(f32x4.mul(rest, f32x4.add(a, head)), half));
}

/** Φ(−a)·e^(a²/2) for 0 ≤ a ≤ 20: t times a degree-9 minimax polynomial in t = 1/(1 + 0.4a), relative error 2e-8 before rounding. */
// @ts-ignore: decorator
@inline
function tailRatio(a: v128): v128 {
  const one = four(ONE);
  const t = f32x4.div(one, madd(a, four(TAIL_SLOPE), one));
  let p = four(TAIL);
  p = madd(p, t, four(TAIL + 4));
  p = madd(p, t, four(TAIL + 8));
  p = madd(p, t, four(TAIL + 12));
  p = madd(p, t, four(TAIL + 16));
  p = madd(p, t, four(TAIL + 20));
  p = madd(p, t, four(TAIL + 24));
  p = madd(p, t, four(TAIL + 28));
  p = madd(p, t, four(TAIL + 32));
  p = madd(p, t, four(TAIL + 36));
  return f32x4.mul(p, t);
}

/** x·Φ(x); 0 at −∞, the limit. */
// @ts-ignore: decorator
@inline
export function gelu(x: v128): v128 {
  const a = magnitude(x);
  const tail = f32x4.mul(gaussian(a), tailRatio(a));
  const negative = f32x4.lt(x, f32x4.splat(0));
  const phi = v128.bitselect(tail, f32x4.sub(four(ONE), tail), negative);
  return f32x4.mul(greatest(x, four(MINUS_TWENTY)), phi);
}

/** Φ(x) + x·φ(x). */
// @ts-ignore: decorator
@inline
export function geluSlope(x: v128): v128 {
  const a = magnitude(x);
  const tail = f32x4.mul(gaussian(a), f32x4.sub(tailRatio(a), f32x4.mul(a, four(DENSITY_AT_0))));
  const negative = f32x4.lt(x, f32x4.splat(0));
  return v128.bitselect(tail, f32x4.sub(four(ONE), tail), negative);
}

/** φ(x)·(2 − x²). */
// @ts-ignore: decorator
@inline
export function geluCurvature(x: v128): v128 {
  const a = magnitude(x);
  const density = f32x4.mul(gaussian(a), four(DENSITY_AT_0));
  return f32x4.mul(density, f32x4.sub(four(TWO), f32x4.mul(a, a)));
}

// @ts-ignore: decorator
@inline
export function relu(x: v128): v128 {
  return greatest(x, f32x4.splat(0));
}

/** 1 where x > 0, NaN where x is, else 0. */
// @ts-ignore: decorator
@inline
export function step(x: v128): v128 {
  const isOne = v128.and(f32x4.gt(x, f32x4.splat(0)), four(ONE));
  return v128.or(isOne, f32x4.ne(x, x));
}

/** 0, and NaN where x is. */
// @ts-ignore: decorator
@inline
export function zero(x: v128): v128 {
  return f32x4.ne(x, x);
}
