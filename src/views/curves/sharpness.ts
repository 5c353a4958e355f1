import type { SharpnessPoint } from '../../experiment/sharpening';
import type { Stability } from '../../experiment/stability';
import type { PlotTheme } from '../plot-theme';
import { linearTicks, logTicks } from '../ticks';
import type { CurveAxis } from './axes';
import { type DrawnCurve, drawnCurves } from './drawn';
import type { CurvePane } from './TrainingCurves';

/** The sharpness of one run as drawn. */
export interface DrawnSharpness extends Omit<DrawnCurve, 'points'> {
  readonly points: readonly SharpnessPoint[];
  readonly stability: Stability;
  /** What the run is called; '' where a pane has one. */
  readonly name: string;
}

/** One dashed line: the limit of runs that share it. */
export interface LimitLine {
  readonly key: string;
  readonly color: string;
  readonly at: (epoch: number) => number;
  /** Whether it is 2/η and not another number. */
  readonly plain: boolean;
}

/** Runs that have been trained, with what is known of their sharpness. */
export function drawnSharpness(panes: readonly CurvePane[], theme: PlotTheme): DrawnSharpness[] {
  return drawnCurves(panes, theme).flatMap(({ points, ...curve }) => {
    const { sharpness, stability, runNames } = panes[curve.pane];
    const limit = stability?.[curve.run];
    if (!limit) return [];
    const name = curve.marker === null ? '' : (runNames[curve.run] ?? '');
    return [{ ...curve, points: sharpness?.[curve.run] ?? [], stability: limit, name }];
  });
}

/** The lines to draw, each once: in the run's colour, or a neutral one where several runs share it. */
export function limitLines(curves: readonly DrawnSharpness[], epochs: number, theme: PlotTheme): LimitLine[] {
  const lines = new Map<string, LimitLine>();
  for (const { stability, color } of curves) {
    if ('reason' in stability) continue;
    const key = [0, 0.25, 0.5, 0.75, 1].map((share) => stability.limitAt(Math.round(share * epochs)).toPrecision(6)).join(' ');
    lines.set(key, { key, color: lines.has(key) ? theme.ink2 : color, at: stability.limitAt, plain: stability.plain });
  }
  return [...lines.values()];
}

/** Above this span of values the axis is logarithmic. */
const WIDE = 5;
/** A limit farther above all values than this is left out of the axis: it would flatten them. */
const FAR_LIMIT = 4;

/** The vertical axis of sharpness: linear from 0, or logarithmic where values differ by much; limits belong to it where they are not far above. */
export function sharpnessAxis(curves: readonly DrawnSharpness[], lines: readonly LimitLine[]): CurveAxis {
  const values = curves.flatMap(({ points }) => points.map(({ value }) => value)).filter(Number.isFinite);
  const first = lines.map(({ at }) => at(0));
  const highest = Math.max(...values);
  const limits = values.length === 0 ? first : first.filter((limit) => limit <= FAR_LIMIT * highest);
  const all = [...values, ...limits];
  const [low, high] = all.length === 0 ? [0, 1] : [Math.min(...all), Math.max(...all, 1e-9)];
  if (low > 0 && high > WIDE * low) {
    const room = (high / low) ** 0.05;
    const [min, max] = [low / room, high * room];
    const [bottom, span] = [Math.log10(min), Math.log10(max / min)];
    const normalise = (value: number): number => (value > 0 && value < Infinity ? (Math.log10(value) - bottom) / span : Number.NaN);
    return { min, max, ...logTicks(min, max), startsAbove: false, normalise };
  }
  const [min, max] = [Math.min(0, 1.05 * low), 1.08 * high];
  const ticks = linearTicks(min, max, 4);
  const normalise = (value: number): number => (Number.isFinite(value) ? (value - min) / (max - min) : Number.NaN);
  return { min, max, ticks, major: ticks, startsAbove: false, normalise };
}

/** The measured point nearest to a place, pixels, of all curves; null where none is within `reach`. */
export function nearestPoint(
  curves: readonly DrawnSharpness[],
  place: { readonly x: number; readonly y: number },
  at: { readonly x: (epoch: number) => number; readonly y: (value: number) => number },
  reach: number,
): { readonly curve: DrawnSharpness; readonly point: SharpnessPoint } | null {
  let best: { curve: DrawnSharpness; point: SharpnessPoint } | null = null;
  let least = reach;
  for (const curve of curves) {
    for (const point of curve.points) {
      const distance = Math.hypot(at.x(point.epoch) - place.x, at.y(point.value) - place.y);
      if (distance >= least) continue;
      least = distance;
      best = { curve, point };
    }
  }
  return best;
}
