import { ACTIVATION_FUNCTIONS } from './activations';

/**
 * Scalar functions for kernels, in the subset of WGSL that webgl/glsl.ts can translate. GPU compilers may assume that NaN and
 * infinities do not occur and GPUs' own exp, log and tanh are coarse, so tests are on bits and the functions are our own:
 * relative error of a few units in the last place wherever results are normal numbers.
 */
interface LibraryFunction {
  readonly needs: readonly string[];
  readonly code: string;
}

const LIBRARY: Readonly<Record<string, LibraryFunction>> = {
  ...ACTIVATION_FUNCTIONS,
  isNan: {
    needs: [],
    code: `
fn isNan(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}`,
  },
  isFinite: {
    needs: [],
    code: `
fn isFinite(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}`,
  },
  nanFrom: {
    needs: [],
    code: `
fn nanFrom(x: f32) -> f32 {
  return bitcast<f32>(bitcast<u32>(x) | 0x7fc00000u);
}`,
  },
  magnitude: {
    needs: [],
    code: `
fn magnitude(x: f32) -> f32 {
  return bitcast<f32>(bitcast<u32>(x) & 0x7fffffffu);
}`,
  },
  // Integers in the order of the floats, NaN above all, −0 equal to 0. Without a branch, as it runs for every entry of every pooling window.
  orderKey: {
    needs: [],
    code: `
fn orderKey(x: f32) -> i32 {
  let bits: i32 = bitcast<i32>(x);
  let size: i32 = bits & 0x7fffffff;
  let negative: i32 = bits >> 31u;
  let nan: i32 = (0x7f800000 - size) >> 31u;
  return (((size ^ negative) - negative) & ~nan) | (nan & 0x7fffffff);
}`,
  },
  // e^r − 1 for |r| ≤ ½ ln 2: polynomial of Cephes' expf.
  expShort: {
    needs: [],
    code: `
fn expShort(r: f32) -> f32 {
  var p: f32 = 1.9875691500e-4;
  p = p * r + 1.3981999507e-3;
  p = p * r + 8.3334519073e-3;
  p = p * r + 4.1665795894e-2;
  p = p * r + 1.6666665459e-1;
  p = p * r + 5.0000001201e-1;
  return p * r * r + r;
}`,
  },
  // Bits that make a NaN of any number where \`size\`, a number's bits without its sign, is a NaN's; else none.
  nanBits: {
    needs: [],
    code: `
fn nanBits(size: u32) -> u32 {
  return u32(i32(0x7f800000u - size) >> 31u) & 0x7fc00000u;
}`,
  },
  // exp x for x ≤ 0: x = n·ln 2 + r, exp r times 2ⁿ in two steps, so that 2ⁿ is never denormal. Without a branch, as software adapters run both sides of one.
  expNegative: {
    needs: ['expShort', 'nanBits'],
    code: `
fn expNegative(x: f32) -> f32 {
  let size: u32 = bitcast<u32>(x) & 0x7fffffffu;
  let a: f32 = bitcast<f32>(min(size, 0x42d00000u));
  let n: f32 = floor(0.5 - a * 1.44269504);
  let r: f32 = n * 2.12194440e-4 - (a + n * 0.693359375);
  let whole: i32 = i32(n);
  let part: i32 = whole / 2;
  let scaled: f32 = (expShort(r) + 1.0) * bitcast<f32>(u32(part + 127) << 23u);
  return bitcast<f32>(bitcast<u32>(scaled * bitcast<f32>(u32(whole - part + 127) << 23u)) | nanBits(size));
}`,
  },
  // ln x for normal x ≥ 1: mantissa in [√½, √2), polynomial of Cephes' logf.
  logAboveOne: {
    needs: [],
    code: `
fn logAboveOne(x: f32) -> f32 {
  let bits: u32 = bitcast<u32>(x);
  var e: f32 = f32(i32(bits >> 23u) - 127);
  var m: f32 = bitcast<f32>((bits & 0x7fffffu) | 0x3f800000u);
  if (m > 1.41421356) {
    m = m * 0.5;
    e = e + 1.0;
  }
  let y: f32 = m - 1.0;
  let z: f32 = y * y;
  var p: f32 = 7.0376836292e-2;
  p = p * y - 1.1514610310e-1;
  p = p * y + 1.1676998740e-1;
  p = p * y - 1.2420140846e-1;
  p = p * y + 1.4249322787e-1;
  p = p * y - 1.6668057665e-1;
  p = p * y + 2.0000714765e-1;
  p = p * y - 2.4999993993e-1;
  p = p * y + 3.3333331174e-1;
  let tail: f32 = (p * y * z - e * 2.12194440e-4) - 0.5 * z;
  return (y + tail) + e * 0.693359375;
}`,
  },
  // ln(1 + t), t ≥ 0. To 1: 2 artanh(t / (2 + t)), which keeps the digits of small t without a compensation that compilers may drop.
  logOnePlus: {
    needs: ['isNan', 'logAboveOne'],
    code: `
fn logOnePlus(t: f32) -> f32 {
  if (isNan(t)) { return t; }
  if (t > 1.0) { return logAboveOne(1.0 + t); }
  let s: f32 = t / (2.0 + t);
  let q: f32 = s * s;
  var p: f32 = 6.6666667e-2;
  p = p * q + 7.6923077e-2;
  p = p * q + 9.0909091e-2;
  p = p * q + 1.1111111e-1;
  p = p * q + 1.4285714e-1;
  p = p * q + 2.0000000e-1;
  p = p * q + 3.3333333e-1;
  return 2.0 * (s + s * q * p);
}`,
  },
  // √x with √∞ = ∞ and NaN for x < 0: some GPUs compute x · rsqrt(x), which is NaN at 0 and ∞.
  squareRoot: {
    needs: ['isNan', 'nanFrom'],
    code: `
fn squareRoot(x: f32) -> f32 {
  let bits: u32 = bitcast<u32>(x);
  if (isNan(x) || (bits & 0x7fffffffu) == 0u || bits == 0x7f800000u) { return x; }
  if (bits >= 0x80000000u) { return nanFrom(x); }
  return sqrt(x);
}`,
  },
  // E / (E + 2) with E = exp 2|x| − 1 = 2ⁿ(exp r − 1) + (2ⁿ − 1), which keeps the digits of small x; from |x| = 10 on it is 1. Without a branch.
  tanh: {
    needs: ['expShort', 'nanBits'],
    code: `
fn tanhOf(x: f32) -> f32 {
  let bits: u32 = bitcast<u32>(x);
  let size: u32 = bits & 0x7fffffffu;
  let twice: f32 = 2.0 * bitcast<f32>(min(size, 0x41200000u));
  let n: f32 = floor(twice * 1.44269504 + 0.5);
  let r: f32 = (twice - n * 0.693359375) + n * 2.12194440e-4;
  let scale: f32 = bitcast<f32>(u32(i32(n) + 127) << 23u);
  let e: f32 = expShort(r) * scale + (scale - 1.0);
  return bitcast<f32>(bitcast<u32>(e / (e + 2.0)) | (bits & 0x80000000u) | nanBits(size));
}`,
  },
  // 1 − tanh² = 4e / (1 + e)², e = exp(−2|x|): no cancellation in the tails.
  sechSquared: {
    needs: ['magnitude', 'expNegative'],
    code: `
fn sechSquared(x: f32) -> f32 {
  let e: f32 = expNegative(-2.0 * magnitude(x));
  return (4.0 * e) / ((1.0 + e) * (1.0 + e));
}`,
  },
  // exp(−a²/2), a ≥ 0: a² is split so that its rounding is not multiplied by its size.
  gaussian: {
    needs: ['expNegative'],
    code: `
fn gaussian(a: f32) -> f32 {
  let high: f32 = bitcast<f32>(bitcast<u32>(a) & 0xfffff000u);
  return expNegative(-0.5 * high * high) * expNegative(-0.5 * (a - high) * (a + high));
}`,
  },
  // Φ(−a) / exp(−a²/2) on 0 … 14.5: a polynomial in (a − 4) / (a + 4), fitted to relative error 5e-9.
  normalTail: {
    needs: ['gaussian'],
    code: `
fn normalTail(a: f32) -> f32 {
  if (a > 14.5) { return 0.0; }
  let t: f32 = (a - 4.0) / (a + 4.0);
  var p: f32 = 1.156231415e-5;
  p = p * t - 4.782105839e-5;
  p = p * t - 1.735261419e-4;
  p = p * t + 6.424332943e-4;
  p = p * t + 5.030200393e-4;
  p = p * t - 8.493172146e-3;
  p = p * t + 3.086549845e-2;
  p = p * t - 7.170730764e-2;
  p = p * t + 1.243792148e-1;
  p = p * t - 1.703977234e-1;
  p = p * t + 9.441064169e-2;
  return p * gaussian(a);
}`,
  },
  normalCdf: {
    needs: ['normalTail', 'magnitude'],
    code: `
fn normalCdf(x: f32) -> f32 {
  let tail: f32 = normalTail(magnitude(x));
  if (x < 0.0) { return tail; }
  return 1.0 - tail;
}`,
  },
  // base^(halves / 2) by roots and products, as GPUs' own pow is coarse.
  power: {
    needs: ['squareRoot'],
    code: `
fn power(base: f32, halves: i32) -> f32 {
  let count: i32 = abs(halves);
  var value: f32 = 1.0;
  if (count % 2 == 1) { value = squareRoot(base); }
  for (var k: i32 = 0; k < count / 2; k++) { value = value * base; }
  if (halves < 0) { return 1.0 / value; }
  return value;
}`,
  },
  // Index of a row's largest entry in operand A [rows, columns].
  largest: {
    needs: ['orderKey'],
    code: `
fn largest(r: i32, row: i32) -> i32 {
  let first: i32 = row * uniforms.columns;
  var best: i32 = 0;
  var bestKey: i32 = orderKey(loadA(r, first));
  for (var k: i32 = 1; k < uniforms.columns; k++) {
    let key: i32 = orderKey(loadA(r, first + k));
    best = best ^ ((best ^ k) & -i32(key > bestKey));
    bestKey = max(bestKey, key);
  }
  return best;
}`,
  },
};

/** The code of these functions and of all they need, each once, in an order in which everything is defined before its use. */
export function libraryCode(names: readonly string[]): string {
  const emitted = new Map<string, string>();
  const emit = (name: string): void => {
    const entry = LIBRARY[name];
    if (!entry) throw new Error(`The kernel library has no function "${name}".`);
    if (emitted.has(name)) return;
    for (const needed of entry.needs) emit(needed);
    emitted.set(name, entry.code.trim());
  };
  for (const name of names) emit(name);
  return [...emitted.values()].join('\n');
}
