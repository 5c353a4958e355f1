import { greatest, least, madd } from './simd';

// exp: Cody-Waite reduction to |r| ≤ ½ ln 2 and a degree-7 polynomial (Moshier, Cephes expf).
const LOG2E: f32 = 1.44269504088896341;
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;

/** (e^r − 1 − r) / r² for |r| ≤ 0.35. */
// @ts-ignore: decorator
@inline
function expPolynomial(r: v128): v128 {
  let p = f32x4.splat(1.9875691500e-4);
  p = madd(p, r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  return madd(p, r, f32x4.splat(5.0000001201e-1));
}

/** e^(high + low), low being a small correction. NaN → NaN, +∞ → +∞, −∞ → 0; denormal results are kept. */
// @ts-ignore: decorator
@inline
export function expSum(high: v128, low: v128): v128 {
  const x = greatest(least(high, f32x4.splat(89)), f32x4.splat(-105));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2E)));
  let r = madd(n, f32x4.splat(-LN2_HIGH), x);
  r = madd(n, f32x4.splat(-LN2_LOW), r);
  r = f32x4.add(r, low);
  const y = f32x4.add(madd(expPolynomial(r), f32x4.mul(r, r), r), f32x4.splat(1));
  // 2^n in two factors, since n reaches −151 and 128.
  const k = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(k, 1);
  const bias = i32x4.splat(127);
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
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2E)));
  let r = madd(n, f32x4.splat(-LN2_HIGH), x);
  r = madd(n, f32x4.splat(-LN2_LOW), r);
  const y = madd(expPolynomial(r), f32x4.mul(r, r), r);
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return madd(y, scale, f32x4.sub(scale, f32x4.splat(1)));
}

/** log(1 + s) for s ≥ 0: log of the rounded 1 + s, plus the first-order correction for what rounding lost. NaN → NaN. */
// @ts-ignore: decorator
@inline
export function log1p(s: v128): v128 {
  const one = f32x4.splat(1);
  const u = f32x4.add(one, s);
  const lost = f32x4.div(f32x4.sub(s, f32x4.sub(u, one)), u);
  // u = 2^e · m with m in [√½, √2) (Cephes logf).
  const e = i32x4.shr_s(i32x4.sub(u, i32x4.splat(0x3f3504f3)), 23);
  const m = f32x4.sub(i32x4.sub(u, i32x4.shl(e, 23)), one);
  let p = f32x4.splat(7.0376836292e-2);
  p = madd(p, m, f32x4.splat(-1.1514610310e-1));
  p = madd(p, m, f32x4.splat(1.1676998740e-1));
  p = madd(p, m, f32x4.splat(-1.2420140846e-1));
  p = madd(p, m, f32x4.splat(1.4249322787e-1));
  p = madd(p, m, f32x4.splat(-1.6668057665e-1));
  p = madd(p, m, f32x4.splat(2.0000714765e-1));
  p = madd(p, m, f32x4.splat(-2.4999993993e-1));
  p = madd(p, m, f32x4.splat(3.3333331174e-1));
  const square = f32x4.mul(m, m);
  const n = f32x4.convert_i32x4_s(e);
  let y = f32x4.mul(f32x4.mul(p, m), square);
  y = madd(n, f32x4.splat(LN2_LOW), y);
  y = madd(square, f32x4.splat(-0.5), y);
  y = f32x4.add(y, lost);
  y = f32x4.add(y, m);
  y = madd(n, f32x4.splat(LN2_HIGH), y);
  return f32x4.add(y, f32x4.sub(s, s));
}

/** sign(x)·E/(E + 2) with E = e^(2|x|) − 1; 1 in float32 from |x| = 10 on. */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const sign = v128.and(x, f32x4.splat(-0.0));
  const twice = least(f32x4.abs(f32x4.add(x, x)), f32x4.splat(20));
  const e = expMinus1(twice);
  return v128.or(f32x4.div(e, f32x4.add(e, f32x4.splat(2))), sign);
}

/** 1 − tanh² = 4u/(1 + u)², u = e^(−2|x|): no cancellation. */
// @ts-ignore: decorator
@inline
export function sechSquared(x: v128): v128 {
  const u = exp(f32x4.neg(f32x4.abs(f32x4.add(x, x))));
  const v = f32x4.add(u, f32x4.splat(1));
  return f32x4.div(f32x4.mul(u, f32x4.splat(4)), f32x4.mul(v, v));
}

// @ts-ignore: decorator
@inline
export function softplus(x: v128): v128 {
  return f32x4.add(greatest(x, f32x4.splat(0)), log1p(exp(f32x4.neg(f32x4.abs(x)))));
}

// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  const u = exp(f32x4.neg(f32x4.abs(x)));
  const numerator = v128.bitselect(u, one, f32x4.lt(x, f32x4.splat(0)));
  return f32x4.div(numerator, f32x4.add(one, u));
}

/** σ(x)·σ(−x) = u/(1 + u)². */
// @ts-ignore: decorator
@inline
export function sigmoidSlope(x: v128): v128 {
  const u = exp(f32x4.neg(f32x4.abs(x)));
  const v = f32x4.add(u, f32x4.splat(1));
  return f32x4.div(u, f32x4.mul(v, v));
}

/** |x| up to 20, beyond which Φ(−|x|) and its derivatives are 0 in float32. */
// @ts-ignore: decorator
@inline
function magnitude(x: v128): v128 {
  return least(f32x4.abs(x), f32x4.splat(20));
}

/** e^(−a²/2), with a² as the sum of an exact square and a correction, so that the tail keeps its relative accuracy. */
// @ts-ignore: decorator
@inline
function gaussian(a: v128): v128 {
  const head = v128.and(a, i32x4.splat(0xfffff000));
  const rest = f32x4.sub(a, head);
  const half = f32x4.splat(-0.5);
  return expSum(f32x4.mul(f32x4.mul(head, head), half), f32x4.mul(f32x4.mul(rest, f32x4.add(a, head)), half));
}

/** Φ(−a)·e^(a²/2) for 0 ≤ a ≤ 20: t times a degree-9 minimax polynomial in t = 1/(1 + 0.4a), relative error 2e-8 before rounding. */
// @ts-ignore: decorator
@inline
function tailRatio(a: v128): v128 {
  const one = f32x4.splat(1);
  const t = f32x4.div(one, madd(a, f32x4.splat(0.4), one));
  let p = f32x4.splat(0.03260083124041557);
  p = madd(p, t, f32x4.splat(-0.17887064814567566));
  p = madd(p, t, f32x4.splat(0.38701391220092773));
  p = madd(p, t, f32x4.splat(-0.3800937533378601));
  p = madd(p, t, f32x4.splat(0.12430700659751892));
  p = madd(p, t, f32x4.splat(-0.029283884912729263));
  p = madd(p, t, f32x4.splat(0.09212235361337662));
  p = madd(p, t, f32x4.splat(0.1329847276210785));
  p = madd(p, t, f32x4.splat(0.15964433550834656));
  p = madd(p, t, f32x4.splat(0.15957511961460114));
  return f32x4.mul(p, t);
}

const DENSITY_AT_0: f32 = 0.3989422804014327;

/** x·Φ(x); 0 at −∞, the limit. */
// @ts-ignore: decorator
@inline
export function gelu(x: v128): v128 {
  const a = magnitude(x);
  const tail = f32x4.mul(gaussian(a), tailRatio(a));
  const negative = f32x4.lt(x, f32x4.splat(0));
  const phi = v128.bitselect(tail, f32x4.sub(f32x4.splat(1), tail), negative);
  return f32x4.mul(greatest(x, f32x4.splat(-20)), phi);
}

/** Φ(x) + x·φ(x). */
// @ts-ignore: decorator
@inline
export function geluSlope(x: v128): v128 {
  const a = magnitude(x);
  const tail = f32x4.mul(gaussian(a), f32x4.sub(tailRatio(a), f32x4.mul(a, f32x4.splat(DENSITY_AT_0))));
  const negative = f32x4.lt(x, f32x4.splat(0));
  return v128.bitselect(tail, f32x4.sub(f32x4.splat(1), tail), negative);
}

/** φ(x)·(2 − x²). */
// @ts-ignore: decorator
@inline
export function geluCurvature(x: v128): v128 {
  const a = magnitude(x);
  const density = f32x4.mul(gaussian(a), f32x4.splat(DENSITY_AT_0));
  return f32x4.mul(density, f32x4.sub(f32x4.splat(2), f32x4.mul(a, a)));
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
  const isOne = v128.and(f32x4.gt(x, f32x4.splat(0)), f32x4.splat(1));
  return v128.or(isOne, f32x4.ne(x, x));
}

/** 0, and NaN where x is. */
// @ts-ignore: decorator
@inline
export function zero(x: v128): v128 {
  return f32x4.ne(x, x);
}
