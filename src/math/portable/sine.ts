import { highWord } from './words';

const SINE = [
  -0.16666666666666632, 0.00833333333332249, -0.0001984126982985795, 2.7557313707070068e-6, -2.5050760253406863e-8, 1.58969099521155e-10,
];
const COSINE = [
  0.0416666666666666, -0.001388888888887411, 2.480158728947673e-5, -2.7557314351390663e-7, 2.087572321298175e-9, -1.1359647557788195e-11,
];
const TWO_OVER_PI = 0.6366197723675814;
/** π/2 as sums: a head of 33 digits and the rest, three times finer and finer. */
const HALF_PI = [
  [1.5707963267341256, 6.077100506506192e-11],
  [6.077100506303966e-11, 2.0222662487959506e-21],
  [2.0222662487111665e-21, 8.4784276603689e-32],
];
/** Adding and subtracting it rounds to a whole number. */
const ROUNDER = 6755399441055744;
/** Beyond it the sums above are not long enough. */
const LARGEST_ANGLE = 2 ** 20;

/** sin x, |x| ≤ 2²⁰, within 1 ulp. NaN of ±∞. Throws a RangeError on a larger angle. Source: fdlibm 5.3, s_sin.c (Sun Microsystems 1993). */
export function sin(x: number): number {
  if (Math.abs(x) < 2 ** -27) return x;
  if (Math.abs(x) <= Math.PI / 4) return sineNearZero(x, 0);
  const { quarters, rest, tail } = reduce(x);
  const value = quarters & 1 ? cosineNearZero(rest, tail) : sineNearZero(rest, tail);
  return quarters & 2 ? -value : value;
}

/** cos x, under the same terms as {@link sin}. Source: fdlibm 5.3, s_cos.c. */
export function cos(x: number): number {
  if (Math.abs(x) <= Math.PI / 4) return cosineNearZero(x, 0);
  const { quarters, rest, tail } = reduce(x);
  const value = quarters & 1 ? sineNearZero(rest, tail) : cosineNearZero(rest, tail);
  return (quarters + 1) & 2 ? -value : value;
}

/** sin(x + tail) for |x| ≤ π/4. */
function sineNearZero(x: number, tail: number): number {
  const [s1, s2, s3, s4, s5, s6] = SINE as [number, number, number, number, number, number];
  const z = x * x;
  const w = z * z;
  const r = s2 + z * (s3 + z * s4) + z * w * (s5 + z * s6);
  const v = z * x;
  return tail === 0 ? x + v * (s1 + z * r) : x - (z * (0.5 * tail - v * r) - tail - v * s1);
}

/** cos(x + tail) for |x| ≤ π/4. */
function cosineNearZero(x: number, tail: number): number {
  const [c1, c2, c3, c4, c5, c6] = COSINE as [number, number, number, number, number, number];
  const z = x * x;
  const w = z * z;
  const r = z * (c1 + z * (c2 + z * c3)) + w * w * (c4 + z * (c5 + z * c6));
  const half = 0.5 * z;
  const head = 1 - half;
  return head + (1 - head - half + (z * r - x * tail));
}

/** x less a number of quarter turns, as a sum of two: Cody and Waite's reduction (fdlibm 5.3, e_rem_pio2.c). */
function reduce(x: number): { quarters: number; rest: number; tail: number } {
  if (!Number.isFinite(x)) return { quarters: 0, rest: Number.NaN, tail: 0 };
  if (Math.abs(x) > LARGEST_ANGLE) throw new RangeError(`Angles reach ±${LARGEST_ANGLE}, not ${x}.`);
  const count = x * TWO_OVER_PI + ROUNDER - ROUNDER;
  const exponent = exponentOf(x);
  let [[head, low]] = HALF_PI as [[number, number]];
  let r = x - count * head;
  let w = count * low;
  let rest = r - w;
  for (let k = 1; k < HALF_PI.length && exponent - exponentOf(rest) > (k === 1 ? 16 : 49); k++) {
    const before = r;
    [head, low] = HALF_PI[k] as [number, number];
    w = count * head;
    r = before - w;
    w = count * low - (before - r - w);
    rest = r - w;
  }
  return { quarters: count & 3, rest, tail: r - rest - w };
}

function exponentOf(x: number): number {
  return (highWord(x) >> 20) & 0x7ff;
}
