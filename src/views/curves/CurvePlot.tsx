import { useId, useMemo } from 'react';
import type { CurvePoint } from '../../experiment/checkpoint';
import { formatLoss, formatPercent } from '../../i18n/format';
import { linePath } from '../line/extract';
import { t } from '../text';
import { formatTick } from '../ticks';
import { curveAxis, type PlainField } from './axes';
import type { DrawnCurve } from './drawn';
import { EpochPlot, type EpochPlotSettings } from './EpochPlot';
import { plotFrame } from './frame';
import { thin } from './thin';

export interface CurvePlotProps extends EpochPlotSettings {
  readonly curves: readonly DrawnCurve[];
  readonly field: PlainField;
}

/** All curves in one plot, training solid and test dotted; what lies after the scrubber is pale. */
export function CurvePlot({ curves, field, ...settings }: CurvePlotProps) {
  const { epochs, at, width, height, fontSize, theme } = settings;
  const clip = useId();
  const axis = useMemo(
    () =>
      curveAxis(
        curves.map((curve) => curve.points),
        field,
      ),
    [curves, field],
  );
  const format = (tick: number) => (field === 'accuracy' ? formatPercent(tick, 0) : formatTick(tick));
  const frame = plotFrame({ axis, format, curves, epochs, width, height, fontSize });
  const { left, top, plotWidth, plotHeight, x, y } = frame;

  const paths = useMemo(
    () =>
      curves.map((curve) => {
        const px = (i: number) => left + (curve.points[i].epoch / Math.max(1, epochs)) * plotWidth;
        const path = (value: (point: CurvePoint) => number) => {
          const py = (i: number) => top + (1 - axis.normalise(value(curve.points[i]))) * plotHeight;
          const kept = thin(curve.points.length, px, py);
          return linePath(
            kept.length,
            () => true,
            (k) => px(kept[k]),
            (k) => py(kept[k]),
          );
        };
        return field === 'loss'
          ? { train: path((p) => p.trainLoss), test: path((p) => p.testLoss) }
          : { train: path((p) => p.trainAccuracy), test: path((p) => p.testAccuracy) };
      }),
    [curves, field, epochs, axis, left, top, plotWidth, plotHeight],
  );
  const value = (point: CurvePoint) => (field === 'loss' ? point.trainLoss : point.trainAccuracy);
  const ends = curves.map((curve) => ({
    ...curve,
    epoch: curve.points[curve.points.length - 1].epoch,
    value: lastFinite(curve.points, value),
  }));
  const clipTop = axis.startsAbove ? top - 3 : 0;
  const starts = axis.startsAbove ? curves.filter((curve) => y(value(curve.points[0])) < top && curve.points[0].epoch === 0) : [];
  const drawn = (opacity: number) => (
    <g opacity={opacity}>
      {paths.map((path, i) => (
        <g key={curves[i].key} fill="none" stroke={curves[i].color} strokeLinejoin="round" strokeLinecap="round">
          <path d={path.test} strokeWidth={1.3} strokeDasharray="0.1 3" />
          <path d={path.train} strokeWidth={1.6} />
        </g>
      ))}
    </g>
  );
  return (
    <EpochPlot {...settings} axis={axis} format={format} frame={frame} ends={ends}>
      <clipPath id={`${clip}past`}>
        <rect x={0} y={clipTop} width={x(at) + 1} height={height} />
      </clipPath>
      <clipPath id={`${clip}future`}>
        <rect x={x(at) + 1} y={clipTop} width={Math.max(0, width - x(at))} height={height} />
      </clipPath>
      <g clipPath={`url(#${clip}past)`}>{drawn(1)}</g>
      {at < epochs && <g clipPath={`url(#${clip}future)`}>{drawn(0.4)}</g>}
      {starts.length > 0 && (
        <text
          x={left + fontSize * 1.5}
          y={top + fontSize * 0.6}
          fontSize={fontSize}
          fill={theme.ink2}
          stroke={theme.page}
          strokeWidth={3}
          paintOrder="stroke"
        >
          {t('plots.startsAt', { losses: starts.map((curve) => `${curve.letter} ${formatLoss(value(curve.points[0]))}`).join(', ') })}
        </text>
      )}
      {at < epochs &&
        curves.map((curve) => {
          const point = pointAt(curve.points, at);
          const py = point ? y(value(point)) : Number.NaN;
          return Number.isFinite(py) && <circle key={curve.key} cx={x(at)} cy={py} r={3.5} fill={curve.color} stroke={theme.page} />;
        })}
    </EpochPlot>
  );
}

/** The last point at or before an epoch, by bisection; undefined before the first. */
export function pointAt<T extends { readonly epoch: number }>(points: readonly T[], epoch: number): T | undefined {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle].epoch <= epoch) low = middle + 1;
    else high = middle;
  }
  return points[low - 1];
}

function lastFinite(points: readonly CurvePoint[], value: (point: CurvePoint) => number): number {
  const last = points.findLast((point) => Number.isFinite(value(point)));
  return last ? value(last) : Number.NaN;
}
