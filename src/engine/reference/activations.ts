import type { ActivationKind } from '../../catalog/activations';
import { exp, log1p, tanh } from '../../math/portable';

/**
 * An activation or its first or second derivative at x, in float64. NaN gives NaN; ±∞ give the limits
 * (so GELU of −∞ is 0, not −∞ · 0).
 */
export function activationValue(kind: ActivationKind, order: 0 | 1 | 2, x: number): number {
  if (Number.isNaN(x)) return x;
  return TABLE[kind][order](x);
}

const TABLE: Record<ActivationKind, readonly [Scalar, Scalar, Scalar]> = {
  tanh: [tanh, (x) => sechSquared(x), (x) => -2 * tanh(x) * sechSquared(x)],
  relu: [(x) => Math.max(x, 0), (x) => (x > 0 ? 1 : 0), () => 0],
  gelu: [
    (x) => (x === -Infinity ? 0 : x * normalCdf(x)),
    (x) => (Number.isFinite(x) ? normalCdf(x) + x * normalDensity(x) : x > 0 ? 1 : 0),
    (x) => (Number.isFinite(x) ? normalDensity(x) * (2 - x * x) : 0),
  ],
  softplus: [(x) => Math.max(x, 0) + log1p(exp(-Math.abs(x))), sigmoid, (x) => sigmoid(x) * sigmoid(-x)],
};

type Scalar = (x: number) => number;

/** 1 − tanh², without cancellation. */
function sechSquared(x: number): number {
  const e = exp(-2 * Math.abs(x));
  return (4 * e) / ((1 + e) * (1 + e));
}

function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
}

function normalDensity(x: number): number {
  return exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Φ(x) to float64: a series of positive terms near 0, Lentz's continued fraction in the tails (Abramowitz & Stegun 26.2.11, 26.2.14). */
function normalCdf(x: number): number {
  const z = Math.abs(x);
  if (z < 3) {
    let term = x;
    let sum = x;
    for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
      term *= (x * x) / n;
      sum += term;
    }
    return 0.5 + normalDensity(x) * sum;
  }
  let fraction = 0;
  for (let k = 80; k > 0; k--) fraction = k / (z + fraction);
  const tail = normalDensity(z) / (z + fraction);
  return x > 0 ? 1 - tail : tail;
}
