import { type Estimate, estimateMean, estimateRatio } from './estimate';
import type { Quadrature } from './spectral-density';

/** How much of a spectrum lies below zero; standard errors over the probes. */
export interface BelowZero {
  /** The share of eigenvalues further below zero than a margin. */
  readonly share: Estimate;
  /** The share that negative eigenvalues have in the sum of all eigenvalues' sizes, Σ_{λ<0} |λ| / Σ |λ|; 0 where all are 0. */
  readonly ofCurvature: Estimate;
}

/**
 * How much of a symmetric matrix's spectrum is negative, from Gauss quadratures of its spectral measure (one a probe). A quadrature lumps eigenvalues near each
 * other into one node, most of them near zero, so counting those needs a `margin` ≥ 0; sums of sizes need none. Throws a RangeError without probes.
 */
export function belowZero(probes: readonly Quadrature[], margin: number): BelowZero {
  const shares = probes.map(({ values, weights }) => weights.reduce((sum, weight, k) => (values[k] < -margin ? sum + weight : sum), 0));
  const sizes = probes.map(({ values, weights }) => {
    let [negative, all] = [0, 0];
    for (const [k, weight] of weights.entries()) {
      const size = weight * Math.abs(values[k]);
      if (values[k] < 0) negative += size;
      all += size;
    }
    return [negative, all] as const;
  });
  return { share: estimateMean(shares), ofCurvature: estimateRatio(sizes) };
}
