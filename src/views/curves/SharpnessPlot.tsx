import { useId, useMemo, useState } from 'react';
import { formatLoss, formatNumber } from '../../i18n/format';
import { linePath } from '../line/extract';
import { t } from '../text';
import { formatTick, labelWidth } from '../ticks';
import { EpochPlot, type EpochPlotSettings } from './EpochPlot';
import { type PlotFrame, plotFrame } from './frame';
import { placeLimits } from './place-limits';
import { type DrawnSharpness, type LimitLine, limitLines, nearestPoint, sharpnessAxis } from './sharpness';

/** How near, pixels, the pointer takes hold of a dot. */
const REACH = 22;
/** Dots closer than this, pixels, are drawn small. */
const CLOSE = 5;

/** λ_max of all runs at their checkpoints, with the limits of stable steps dashed; what lies after the scrubber is pale. */
export function SharpnessPlot({ curves, ...settings }: EpochPlotSettings & { readonly curves: readonly DrawnSharpness[] }) {
  const { epochs, at, width, height, fontSize, theme } = settings;
  const clip = useId();
  const lines = useMemo(() => limitLines(curves, epochs, theme), [curves, epochs, theme]);
  const axis = useMemo(() => sharpnessAxis(curves, lines), [curves, lines]);
  const frame = plotFrame({ axis, format: formatTick, curves, epochs, width, height, fontSize });
  const { top, left, plotWidth, plotHeight, x } = frame;
  const [pointer, setPointer] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const hovered = pointer && nearestPoint(curves, pointer, frame, REACH);
  const ends = curves.map((curve) => {
    const last = curve.points.findLast(({ value }) => Number.isFinite(value));
    return { ...curve, epoch: last?.epoch ?? 0, value: last?.value ?? Number.NaN };
  });
  const drawn = (opacity: number) => (
    <g opacity={opacity}>
      {curves.map((curve) => (
        <Dots key={curve.key} curve={curve} frame={frame} page={theme.page} />
      ))}
    </g>
  );
  return (
    <EpochPlot {...settings} axis={axis} format={formatTick} frame={frame} ends={ends} onHover={setPointer}>
      <clipPath id={`${clip}plot`}>
        <rect x={left} y={top - 3} width={plotWidth} height={plotHeight + 6} />
      </clipPath>
      <clipPath id={`${clip}past`}>
        <rect x={0} y={0} width={x(at) + 3} height={height} />
      </clipPath>
      <clipPath id={`${clip}future`}>
        <rect x={x(at) + 3} y={0} width={Math.max(0, width - x(at))} height={height} />
      </clipPath>
      <g clipPath={`url(#${clip}plot)`}>
        {lines.map((line) => (
          <path key={line.key} d={limitPath(line, frame, epochs)} fill="none" stroke={line.color} strokeWidth={1.3} strokeDasharray="6 4" />
        ))}
      </g>
      <g clipPath={`url(#${clip}past)`}>{drawn(1)}</g>
      {at < epochs && <g clipPath={`url(#${clip}future)`}>{drawn(0.4)}</g>}
      {hovered ? null : <LimitLabels lines={lines} curves={curves} at={at} frame={frame} fontSize={fontSize} page={theme.page} />}
      {hovered && <HoverLabel {...hovered} frame={frame} fontSize={fontSize} ink={theme.ink1} page={theme.page} />}
    </EpochPlot>
  );
}

function Dots({ curve, frame: { x, y }, page }: { curve: DrawnSharpness; frame: PlotFrame; page: string }) {
  const { points, color } = curve;
  const path = linePath(
    points.length,
    () => true,
    (i) => x(points[i].epoch),
    (i) => y(points[i].value),
  );
  const crowded = points.length > 1 && (x(points[points.length - 1].epoch) - x(points[0].epoch)) / (points.length - 1) < CLOSE;
  return (
    <g>
      <path d={path} fill="none" stroke={color} strokeWidth={1.3} strokeLinejoin="round" />
      {points.map(({ epoch, value }) =>
        Number.isFinite(y(value)) ? (
          <circle key={epoch} cx={x(epoch)} cy={y(value)} r={crowded ? 1.7 : 3} fill={color} stroke={page} strokeWidth={crowded ? 0 : 1} />
        ) : null,
      )}
    </g>
  );
}

interface LimitLabelsProps {
  readonly lines: readonly LimitLine[];
  readonly curves: readonly DrawnSharpness[];
  /** Epoch of the scrubber. */
  readonly at: number;
  readonly frame: PlotFrame;
  readonly fontSize: number;
  readonly page: string;
}

/** Two points where it stays the same, else a step at each epoch. */
function limitPath({ at }: LimitLine, { x, y }: PlotFrame, epochs: number): string {
  const parts: string[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (epoch > 0 && at(epoch) === at(epoch - 1)) continue;
    const height = y(at(epoch));
    parts.push(epoch === 0 ? `M${x(0)} ${height}` : `H${x(epoch)}V${height}`);
  }
  return `${parts.join('')}H${x(epochs)}`;
}

/** The limits' numbers, each at its line where the fewest dots are; the legend has those that there is no room for. */
function LimitLabels({ lines, curves, at, frame, fontSize, page }: LimitLabelsProps) {
  const texts = lines.map((line) => t(line.plain ? 'sharpening.line' : 'sharpening.lineOther', { limit: formatTick(line.at(at)) }));
  const dots = curves.flatMap(({ points }) => points.map(({ epoch, value }) => ({ x: frame.x(epoch), y: frame.y(value) })));
  const places = placeLimits(
    lines.map((line, i) => ({ y: frame.y(line.at(0)), width: labelWidth(texts[i], fontSize) })),
    dots,
    frame,
    fontSize,
  );
  return lines.map((line, i) => {
    const place = places[i];
    if (!place) return null;
    return (
      <text
        key={line.key}
        {...place}
        fontSize={fontSize}
        fontWeight={600}
        fill={line.color}
        stroke={page}
        strokeWidth={3}
        paintOrder="stroke"
      >
        {texts[i]}
      </text>
    );
  });
}

interface HoverProps {
  readonly curve: DrawnSharpness;
  readonly point: DrawnSharpness['points'][number];
  readonly frame: PlotFrame;
  readonly fontSize: number;
  readonly ink: string;
  readonly page: string;
}

/** Rings a dot and says its numbers. */
function HoverLabel({ curve, point: { epoch, value, bound }, frame, fontSize, ink, page }: HoverProps) {
  const text = `${curve.letter} · ${t('sharpening.hover', { epoch: formatNumber(epoch), value: formatLoss(value), bound: formatTick(Number(bound.toPrecision(1))) })}`;
  const half = labelWidth(text, fontSize) / 2 + 3;
  const { left, top, plotWidth } = frame;
  const [x, y] = [frame.x(epoch), frame.y(value)];
  return (
    <g pointerEvents="none">
      <circle cx={x} cy={y} r={5} fill={curve.color} stroke={ink} strokeWidth={1.4} />
      <text
        x={Math.min(left + plotWidth - half, Math.max(left + half, x))}
        y={y - fontSize < top + fontSize ? y + fontSize + 9 : y - 10}
        textAnchor="middle"
        fontSize={fontSize}
        fill={ink}
        stroke={page}
        strokeWidth={3.5}
        paintOrder="stroke"
      >
        {text}
      </text>
    </g>
  );
}
