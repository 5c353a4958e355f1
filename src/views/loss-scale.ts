import { decades, linearTicks } from './ticks';
import type { HeightScale } from './types';

/** Losses well below this are drawn to scale, those well above it on a log scale (docs/decisions, "The height is the loss"). */
export const KNEE = 100;
/** Room above the highest loss, so that a peak does not touch the lid of the box. */
const HEADROOM = 1.03;
/** Up to this loss the scale reads as a linear one and has its ticks. */
const NEARLY_LINEAR = 100;
/** Ticks where too few powers of ten fit. */
const FEW_TICKS = [30, 100, 300, 1000, 3000, 10_000];

/** log₁₀(L + 100) − 2: nearly L below 100, nearly log L above; losses below zero mirror those above. */
function bent(raw: number): number {
  return (Math.sign(raw) * Math.log1p(Math.abs(raw) / KNEE)) / Math.LN10;
}

/** The top of the box for a highest loss: a little above it; 1 above the floor where there is nothing or nothing higher. */
export function topOf(floor: number, highest: number): number {
  return highest > floor ? floor + (highest - floor) * HEADROOM : floor + 1;
}

/**
 * The height that is the loss: h = [log(L + 100) − log(floor + 100)] / [log(T + 100) − log(floor + 100)]. Nearly linear where T is below about 100, within 0.2 %
 * up to 1. `colors` is what it is coloured by.
 */
export function bentScale(min: number, max: number, cut: boolean, colors: HeightScale): HeightScale {
  const bottom = bent(min);
  const span = bent(max) - bottom;
  const ticks = ticksOf(min, max);
  const every = ticks.length > 12 ? 3 : ticks.length > 4 ? 2 : 1;
  return {
    field: 'loss',
    mode: 'loss',
    colors,
    min,
    max,
    cut,
    ticks,
    major: ticks.filter((_, i) => i % every === 0),
    normalise: (raw) => (bent(raw) - bottom) / span,
  };
}

/** 0, 10³, 10⁴ … where at least three powers of ten fit; an even comb where the scale is nearly linear. */
function ticksOf(min: number, max: number): number[] {
  if (min < 0 || max <= NEARLY_LINEAR) return linearTicks(min, max, 5);
  const powers = decades(1000, Math.max(1000, max)).filter((tick) => tick <= max);
  return [0, ...(powers.length >= 3 ? powers : FEW_TICKS.filter((tick) => tick <= max))];
}

/** Whether maps draw iso-lines of the height rather than of the colour: where all losses are low, so that their spacing is the slope. */
export function hasLinesOfHeight({ mode, max }: HeightScale): boolean {
  return mode === 'loss' && max <= 10;
}

/** What a scale is coloured by: itself unless it says otherwise. */
export function colorsOf(scale: HeightScale): HeightScale {
  return scale.colors ?? scale;
}
