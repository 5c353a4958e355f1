import { powerOfTen } from '../ticks';
import type { HeightScale } from '../types';

/** Iso-lines as an even comb over the normalised height: value = height · perMajor + offset is a whole number on each major line. */
export interface ContourSpacing {
  readonly perMajor: number;
  readonly offset: number;
  /** The raw value on major line `k`. */
  rawOf(k: number): number;
}

/** A decade per major line on a log scale (half a decade where the whole range is under 1.5), else one per tick. */
export function contourSpacing(scale: HeightScale): ContourSpacing {
  if (scale.mode === 'log') {
    const bottom = Math.log10(scale.min);
    const decades = Math.log10(scale.max) - bottom;
    const perDecade = decades < 1.5 ? 2 : 1;
    return {
      perMajor: decades * perDecade,
      offset: bottom * perDecade,
      rawOf: (k) => (k % perDecade === 0 ? powerOfTen(k / perDecade) : Number((10 ** (k / perDecade)).toPrecision(2))),
    };
  }
  const { ticks, min, max } = scale;
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : max - min;
  return { perMajor: (max - min) / step, offset: min / step, rawOf: (k) => Number((k * step).toPrecision(12)) };
}
