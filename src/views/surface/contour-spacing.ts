import { hasLinesOfHeight, KNEE } from '../loss-scale';
import { powerOfTen } from '../ticks';
import type { HeightScale } from '../types';

/** Iso-lines as an even comb: value = share · perMajor + offset is a whole number on each major line. */
export interface ContourSpacing {
  /** What the comb stands over: the normalised height, or the normalised colour where that is another scale. */
  readonly of: 'height' | 'color';
  /** 0: the share is what it stands over, x; else it is (e^(x · curve) − 1) / (e^curve − 1), which undoes the bend of the height. */
  readonly curve: number;
  readonly perMajor: number;
  readonly offset: number;
  /** Intervals between two major lines, and lines of the floor per major line. */
  readonly divisions: number;
  readonly floorDivisions: number;
  /** Whether lines of low losses, where the height hardly changes, are fainter: `value` is then log₁₀ of the loss. */
  readonly fades: boolean;
  /** The raw value on major line `k`. */
  rawOf(k: number): number;
}

/** A decade per major line on a log scale (half a decade where the whole range is under 1.5), else one per tick. */
export function contourSpacing(scale: HeightScale): ContourSpacing {
  if (scale.mode === 'log') return ofDecades(scale, 'height');
  if (scale.colors && !hasLinesOfHeight(scale)) return { ...ofDecades(scale.colors, 'color'), fades: true };
  const { ticks, min, max, mode } = scale;
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : max - min;
  const isBent = mode === 'loss' && min === 0;
  return {
    of: 'height',
    curve: isBent ? Math.log1p(max / KNEE) : 0,
    perMajor: (max - min) / step,
    offset: min / step,
    divisions: mode === 'loss' ? 5 : 4,
    floorDivisions: 2,
    fades: false,
    rawOf: (k) => Number((k * step).toPrecision(12)),
  };
}

function ofDecades({ min, max }: HeightScale, of: ContourSpacing['of']): ContourSpacing {
  const bottom = Math.log10(min);
  const decades = Math.log10(max) - bottom;
  const perDecade = of === 'height' && decades < 1.5 ? 2 : 1;
  return {
    of,
    curve: 0,
    perMajor: decades * perDecade,
    offset: bottom * perDecade,
    divisions: 4,
    floorDivisions: 2,
    fades: false,
    rawOf: (k) => (k % perDecade === 0 ? powerOfTen(k / perDecade) : Number((10 ** (k / perDecade)).toPrecision(2))),
  };
}
