import { labelWidth } from '../ticks';
import type { CurveAxis } from './axes';
import type { DrawnCurve } from './drawn';

/** Where things are in a plot over epochs, pixels. */
export interface PlotFrame {
  readonly left: number;
  readonly top: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly x: (epoch: number) => number;
  /** NaN for what the axis has no place for. */
  readonly y: (value: number) => number;
}

export interface FrameOptions {
  readonly axis: CurveAxis;
  readonly format: (tick: number) => string;
  readonly curves: readonly Pick<DrawnCurve, 'letter' | 'marker'>[];
  readonly epochs: number;
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

/** Leaves room for the numbers on the left and below, and for the curves' letters on the right. */
export function plotFrame({ axis, format, curves, epochs, width, height, fontSize }: FrameOptions): PlotFrame {
  const left = Math.max(...axis.ticks.map((tick) => labelWidth(format(tick), fontSize)), fontSize * 2) + 10;
  const marked = curves.some((curve) => curve.marker !== null);
  const letters = Math.max(1, ...curves.map((curve) => curve.letter.length));
  const right = fontSize * (1.25 + 0.65 * letters + (marked ? 0.9 : 0));
  const top = 5;
  const plotWidth = Math.max(1, width - left - right);
  const plotHeight = Math.max(1, height - top - fontSize - 12);
  return {
    left,
    top,
    plotWidth,
    plotHeight,
    x: (epoch) => left + (epoch / Math.max(1, epochs)) * plotWidth,
    y: (value) => top + (1 - axis.normalise(value)) * plotHeight,
  };
}

/** Moves end letters apart to `gap` pixels, keeping their order and the plot's bounds; NaN stays. */
export function spreadLetters(positions: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = positions.map((_, i) => i).filter((i) => !Number.isNaN(positions[i]));
  order.sort((a, b) => positions[a] - positions[b]);
  const result = positions.map((position) => Math.min(bottom, Math.max(top, position)));
  for (let k = 1; k < order.length; k++) result[order[k]] = Math.max(result[order[k]], result[order[k - 1]] + gap);
  for (let k = order.length - 1; k >= 0; k--) {
    const limit = k === order.length - 1 ? bottom : result[order[k + 1]] - gap;
    result[order[k]] = Math.min(result[order[k]], limit);
  }
  return result;
}
