import type { CurvePoint } from '../../experiment/checkpoint';
import { linearTicks, logTicks } from '../ticks';

/** What every epoch has. */
export type PlainField = 'loss' | 'accuracy';

/** The vertical axis of training curves. */
export interface CurveAxis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  readonly major: readonly number[];
  /** True where the loss at the initialisation lies so far above all later ones that the axis leaves it out; the plot then says it in words. */
  readonly startsAbove: boolean;
  /** 0 at the bottom, 1 at the top; NaN for what is not finite, the floor for a zero loss on the log axis. */
  normalise(value: number): number;
}

/** Losses below this count as zero. */
const FLOOR = 1e-9;

/** An untrained net's loss is left out of the axis when it is this many times the highest later one: it would flatten all that follows. */
const FAR_START = 30;

/**
 * Axis over all points of all curves: log for loss (the data's range, a little room, ticks at powers of ten), linear up to 100 % for accuracy. The loss
 * before the first step, far above the rest in deep nets, may be left out.
 */
export function curveAxis(curves: readonly (readonly CurvePoint[])[], field: PlainField): CurveAxis {
  let [low, high, start] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const curve of curves) {
    for (const point of curve) {
      if (point.epoch === 0 && field === 'loss' && curve.length > 2) {
        for (const value of [point.trainLoss, point.testLoss]) if (Number.isFinite(value)) start = Math.max(start, value);
        continue;
      }
      for (const value of field === 'loss' ? [point.trainLoss, point.testLoss] : [point.trainAccuracy, point.testAccuracy]) {
        if (!Number.isFinite(value) || (field === 'loss' && value < FLOOR)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  if (field === 'accuracy') {
    const min = low > 0.9 && low <= 1 ? 0.9 : low > 0.5 && low <= 1 ? 0.5 : 0;
    const ticks = linearTicks(min, 1, 5);
    return {
      min,
      max: 1,
      ticks,
      major: ticks.filter((_, i) => i % 2 === 0),
      startsAbove: false,
      normalise: (value) => (value - min) / (1 - min),
    };
  }
  const startsAbove = high >= low && start > FAR_START * high;
  if (start > 0 && !startsAbove) {
    low = Math.min(low, Math.max(FLOOR, start));
    high = Math.max(high, start);
  }
  if (!(high >= low)) [low, high] = [0.001, 1];
  const room = Math.max(10 ** 0.06, (high / low) ** 0.04, high / low < 2 ? 10 ** 0.25 : 1);
  const [min, max] = [low / room, high * room];
  const [bottom, span] = [Math.log10(min), Math.log10(max / min)];
  const { ticks, major } = logTicks(min, max);
  return {
    min,
    max,
    ticks,
    major,
    startsAbove,
    normalise: (value) => (!Number.isFinite(value) ? Number.NaN : value < FLOOR ? 0 : (Math.log10(value) - bottom) / span),
  };
}

/** Epoch ticks: 0, and multiples of a step that people count epochs in (30 and 60 before 25 and 50), ending on the last epoch where it is one. */
export function epochTicks(epochs: number, count: number): number[] {
  const rough = Math.max(1, epochs / Math.max(1, count));
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [1, 2, 3, 5, 6, 10, 20].map((lead) => lead * power);
  const away = (step: number) => Math.abs(Math.log(step / rough));
  const nearest = (from: readonly number[]) => from.reduce((best, step) => (away(step) < away(best) ? step : best));
  const even = steps.filter((step) => epochs % step === 0 && away(step) < Math.log(1.7));
  const step = nearest(even.length > 0 ? even : steps.filter((candidate) => candidate !== 6 * power));
  return Array.from({ length: Math.floor(epochs / step) + 1 }, (_, i) => i * step);
}
