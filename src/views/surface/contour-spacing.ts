import type { HeightScale } from '../types';

/** Iso-lines as an even comb over the normalised height: value = height · perMajor + offset is a whole number on each major line. */
export interface ContourSpacing {
  readonly perMajor: number;
  readonly offset: number;
}

/** A decade per major line on a log scale (half a decade where the whole range is under 1.5), else one per tick. */
export function contourSpacing(scale: HeightScale): ContourSpacing {
  if (scale.mode === 'log') {
    const one = scale.normalise(1);
    const perHeight = 1 / (scale.normalise(10) - one);
    return perHeight < 1.5 ? { perMajor: perHeight * 2, offset: -one * perHeight * 2 } : { perMajor: perHeight, offset: -one * perHeight };
  }
  const ticks = scale.ticks;
  if (ticks.length < 2) return { perMajor: 1, offset: 0 };
  const from = scale.normalise(ticks[0]);
  const perMajor = 1 / (scale.normalise(ticks[1]) - from);
  return { perMajor, offset: -from * perMajor };
}
