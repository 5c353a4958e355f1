import { describe, expect, it } from 'vitest';
import { EMPTY_SPECTRUM, type Spectrum } from '../../src/experiment/spectrum';
import { fitOnSameAxes, spectrumAxes } from '../../src/views/spectrum';

const withEnds = (smallest: number, largest: number): Spectrum => ({
  ...EMPTY_SPECTRUM,
  ends: { largest, largestBound: 0, smallest, smallestBound: 0 },
});

describe('axes of spectra', () => {
  it('are shared while each can be read on them, and not where one would be a spike', () => {
    expect(fitOnSameAxes([])).toBe(true);
    expect(fitOnSameAxes([withEnds(-1, 10), EMPTY_SPECTRUM])).toBe(true);
    expect(fitOnSameAxes([withEnds(-1, 10), withEnds(-3, 150)])).toBe(true);
    expect(fitOnSameAxes([withEnds(-0.01, 0.9), withEnds(-20, 37_000)])).toBe(false);
    expect(fitOnSameAxes([withEnds(-0.01, 0.9), withEnds(Number.NaN, Number.NaN)])).toBe(true);
  });

  it('are not known before a density is', () => {
    expect(spectrumAxes([withEnds(-1, 10)])).toBeNull();
  });
});
