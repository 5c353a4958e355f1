import type { Spectrum } from '../../experiment/spectrum';
import { powerOfTen } from '../ticks';

/** What a drawing of a spectrum spans: eigenvalues from left to right, densities (per unit of eigenvalue, log scale) from bottom to top. */
export interface SpectrumAxes {
  readonly eigenvalues: readonly [number, number];
  readonly densities: readonly [number, number];
}

/** Share of what a single eigenvalue would show that a drawing goes down to. */
const BELOW_ONE = 0.1;

/** A spectrum narrower than this share of the axes is a spike on them. */
const NARROW = 1 / 20;

/** Whether each of these spectra can be read on the axes that hold all. True while fewer than two are known. */
export function fitOnSameAxes(spectra: readonly Spectrum[]): boolean {
  const widths = spectra.flatMap(({ ends }) => (ends && Number.isFinite(ends.largest) ? [ends.largest - Math.min(0, ends.smallest)] : []));
  return Math.min(...widths) >= NARROW * Math.max(...widths);
}

/**
 * The axes that hold all these spectra; null while none of them has a density. Densities go from a tenth of what a single eigenvalue would reach up to the
 * highest, in whole powers of ten; zero is always on the eigenvalues' axis.
 */
export function spectrumAxes(spectra: readonly Spectrum[]): SpectrumAxes | null {
  let [left, right, low, high] = [0, 0, Infinity, 0];
  for (const { density, ends } of spectra) {
    if (!density) continue;
    left = Math.min(left, density.min, ends ? ends.smallest - ends.smallestBound : 0);
    right = Math.max(right, density.max, ends ? ends.largest + ends.largestBound : 0);
    low = Math.min(low, BELOW_ONE / (density.weights * density.deviation * Math.sqrt(2 * Math.PI)));
    for (const value of density.density) high = Math.max(high, value);
  }
  if (!(high > 0)) return null;
  return {
    eigenvalues: [left, right],
    densities: [powerOfTen(Math.floor(Math.log10(low))), powerOfTen(Math.ceil(Math.log10(high) + 1e-9))],
  };
}
