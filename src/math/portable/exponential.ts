import { LN2_HIGH, LN2_LOW } from './logarithm';
import { powerOfTwo, scaled } from './words';

const INVERSE_LN2 = Math.LOG2E;
const HALF_LN2 = 0.34657359027997264;
/** Above it e^x is infinite, below it 0. */
const LARGEST = 709.782712893384;
const LEAST = -745.1332191019411;

/** e^x within 1 ulp. Source: fdlibm 5.3, e_exp.c (Sun Microsystems 2004). */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > LARGEST) return Infinity;
  if (x < LEAST) return 0;
  if (Math.abs(x) < 2 ** -28) return 1 + x;
  const k = wholeLn2s(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const z = r * r;
  const c =
    r -
    z *
      (0.16666666666666602 +
        z * (-0.0027777777777015593 + z * (6.613756321437934e-5 + z * (-1.6533902205465252e-6 + z * 4.1381367970572385e-8))));
  return scaled(1 + ((r * c) / (2 - c) - low + high), k);
}

/** e^x − 1 without cancellation near 0, within 1 ulp. Source: fdlibm 5.3, s_expm1.c. */
function expm1(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > LARGEST) return Infinity;
  if (x < -40) return -1;
  if (Math.abs(x) < 2 ** -54) return x;
  const k = wholeLn2s(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const lost = high - r - low;
  const half = 0.5 * r;
  const z = r * half;
  const q =
    1 +
    z *
      (-0.03333333333333313 +
        z * (0.0015873015872548146 + z * (-7.93650757867488e-5 + z * (4.008217827329362e-6 + z * -2.0109921818362437e-7))));
  const t = 3 - q * half;
  const e = z * ((q - t) / (6 - r * t));
  if (k === 0) return r - (r * e - z);
  const rest = r * (e - lost) - lost - z;
  if (k === -1) return 0.5 * (r - rest) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (rest - (r + 0.5)) : 1 + 2 * (r - rest);
  if (k < 0 || k > 56) return scaled(r - rest + 1, k) - 1;
  const u = powerOfTwo(-k);
  return (k < 20 ? r - rest + (1 - u) : r - (rest + u) + 1) * powerOfTwo(k);
}

/** tanh x within 2 ulp. Source: fdlibm 5.3, s_tanh.c. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (!(size > 2 ** -28)) return x;
  const t = expm1(size > 0.25541281188299536 ? 2 * size : -2 * size);
  const value = size > 20 ? 1 : size > 0.5493061443340549 ? 1 - 2 / (t + 2) : size > 0.25541281188299536 ? t / (t + 2) : -t / (t + 2);
  return x < 0 ? -value : value;
}

/** How many times ln 2 goes into x: the nearest whole number. */
function wholeLn2s(x: number): number {
  if (Math.abs(x) <= HALF_LN2) return 0;
  if (Math.abs(x) < 3 * HALF_LN2) return x < 0 ? -1 : 1;
  return Math.trunc(INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5));
}
