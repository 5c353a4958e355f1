import { exp } from './portable';

/** E|x| for x normal with this mean and deviation (≥ 0). Error below 1e-6 of the deviation. */
export function foldedNormalMean(mean: number, deviation: number): number {
  if (deviation === 0) return Math.abs(mean);
  const ratio = mean / deviation;
  const spread = deviation * Math.sqrt(2 / Math.PI) * exp((-ratio * ratio) / 2);
  return spread + mean * errorFunction(ratio / Math.SQRT2);
}

/** erf by Abramowitz & Stegun 7.1.26, absolute error below 1.5e-7. */
function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * exp(-x * x));
}
