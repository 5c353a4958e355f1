import { highWord, withHighWord } from './words';

/** ln 2 as a sum whose first part has few digits. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
/** The upper word of √½: mantissas are taken from √½ to √2. */
const ROOT_HALF = 0x3fe6a09e;
const ONE = 0x3ff00000;

/** The natural logarithm within 1 ulp: −∞ of 0, NaN below it. Source: fdlibm 5.3, e_log.c (Sun Microsystems 1993). */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity || x === 1) return x === 1 ? 0 : x;
  const isSmall = x < 2.2250738585072014e-308;
  const { k, f } = split(isSmall ? x * 2 ** 54 : x);
  return assemble(f, isSmall ? k - 54 : k, 0);
}

/** log(1 + x) without cancellation near 0, within 1 ulp: −∞ of −1, NaN below it. Source: fdlibm 5.3, s_log1p.c. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : Number.NaN;
  if (x === Infinity || Math.abs(x) < 2 ** -53) return x;
  if (x > -0.29289 && x < 0.41421) return assemble(x, 0, 0);
  const u = 1 + x;
  const { k, f } = split(u);
  const lost = k >= 54 ? 0 : (k >= 2 ? 1 - (u - x) : x - (u - 1)) / u;
  return assemble(f, k, lost);
}

/** A normal x as 2^k · (1 + f) with 1 + f from √½ to √2. */
function split(x: number): { k: number; f: number } {
  const high = highWord(x) + ONE - ROOT_HALF;
  return { k: (high >> 20) - 1023, f: withHighWord(x, (high & 0xfffff) + ROOT_HALF) - 1 };
}

/** k · ln 2 + log(1 + f) + lost. */
function assemble(f: number, k: number, lost: number): number {
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  return s * (half + (odd + even)) + (k * LN2_LOW + lost) - half + f + k * LN2_HIGH;
}
