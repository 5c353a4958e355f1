import { useId, useMemo, useRef } from 'react';
import type { CurvePoint } from '../../experiment/checkpoint';
import { t } from '../../i18n';
import { formatLoss, formatPercent } from '../../i18n/format';
import { linePath } from '../line/extract';
import { BottomAxis, SideAxis } from '../plot-axes';
import type { PlotTheme } from '../plot-theme';
import { formatTick, labelWidth } from '../ticks';
import { type CurveField, curveAxis, epochTicks } from './axes';
import { thin } from './thin';

/** One run as drawn: its end letter, colour and points in order of epoch. */
export interface DrawnCurve {
  readonly key: string;
  readonly letter: string;
  readonly color: string;
  readonly points: readonly CurvePoint[];
}

export interface CurvePlotProps {
  readonly curves: readonly DrawnCurve[];
  readonly field: CurveField;
  readonly epochs: number;
  /** Epoch of the scrubber. */
  readonly at: number;
  readonly onScrub: (epoch: number) => void;
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
  readonly theme: PlotTheme;
}

/** All curves in one plot, training solid and test dotted; what lies after the scrubber is pale. Dragging in the plot scrubs. */
export function CurvePlot({ curves, field, epochs, at, onScrub, label, width, height, fontSize, theme }: CurvePlotProps) {
  const clip = useId();
  const area = useRef<SVGRectElement>(null);
  const axis = useMemo(
    () =>
      curveAxis(
        curves.map((curve) => curve.points),
        field,
      ),
    [curves, field],
  );
  const format = (tick: number) => (field === 'accuracy' ? formatPercent(tick, 0) : formatTick(tick));
  const left = Math.max(...axis.ticks.map((tick) => labelWidth(format(tick), fontSize)), fontSize * 2) + 10;
  const right = fontSize * 1.9;
  const top = 5;
  const plotWidth = Math.max(1, width - left - right);
  const plotHeight = Math.max(1, height - top - fontSize - 12);
  const x = (epoch: number) => left + (epoch / Math.max(1, epochs)) * plotWidth;
  const y = (value: number) => top + (1 - axis.normalise(value)) * plotHeight;

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
    [curves, field, epochs, axis, left, plotWidth, plotHeight],
  );
  const value = (point: CurvePoint) => (field === 'loss' ? point.trainLoss : point.trainAccuracy);
  const ends = spreadLetters(
    curves.map((curve) => y(lastFinite(curve.points, value))),
    fontSize + 2,
    top,
    top + plotHeight,
  );
  const scrubTo = (clientX: number) => {
    const box = area.current?.getBoundingClientRect();
    if (box && box.width > 0) onScrub(Math.min(epochs, Math.max(0, Math.round(((clientX - box.left) / box.width) * epochs))));
  };
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
    <svg width={width} height={height} role="img" aria-label={label} style={{ fontVariantNumeric: 'tabular-nums', userSelect: 'none' }}>
      <clipPath id={`${clip}past`}>
        <rect x={0} y={clipTop} width={x(at) + 1} height={height} />
      </clipPath>
      <clipPath id={`${clip}future`}>
        <rect x={x(at) + 1} y={clipTop} width={Math.max(0, width - x(at))} height={height} />
      </clipPath>
      {axis.ticks.map((tick) => (
        <line key={tick} x1={left} x2={left + plotWidth} y1={y(tick)} y2={y(tick)} stroke={theme.grid} />
      ))}
      <SideAxis theme={theme} ticks={axis.ticks} major={axis.major} place={y} format={format} fontSize={fontSize} x={left} marks={false} />
      <BottomAxis
        theme={theme}
        ticks={epochTicks(epochs, plotWidth / (fontSize * 8))}
        place={x}
        format={formatTick}
        fontSize={fontSize}
        y={top + plotHeight}
        marks={false}
      />
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
      <line x1={x(at)} x2={x(at)} y1={top - 3} y2={top + plotHeight + 3} stroke={theme.ink3} strokeWidth={1.6} />
      {at < epochs &&
        curves.map((curve) => {
          const point = pointAt(curve.points, at);
          const py = point ? y(value(point)) : Number.NaN;
          return Number.isFinite(py) && <circle key={curve.key} cx={x(at)} cy={py} r={3.5} fill={curve.color} stroke={theme.page} />;
        })}
      {curves.map((curve, i) =>
        Number.isNaN(ends[i]) ? null : (
          <text
            key={curve.key}
            x={x(curve.points[curve.points.length - 1].epoch) + fontSize * 0.75}
            y={ends[i]}
            dy="0.35em"
            fill={curve.color}
            fontSize={fontSize + 1}
            fontWeight={600}
          >
            {curve.letter}
          </text>
        ),
      )}
      <rect
        ref={area}
        x={left}
        y={0}
        width={plotWidth}
        height={height}
        fill="transparent"
        style={{ cursor: 'ew-resize', touchAction: 'pan-y' }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          scrubTo(event.clientX);
        }}
        onPointerMove={(event) => {
          if (event.buttons > 0) scrubTo(event.clientX);
        }}
      />
    </svg>
  );
}

/** The last point at or before an epoch, by bisection; undefined before the first. */
export function pointAt(points: readonly CurvePoint[], epoch: number): CurvePoint | undefined {
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
