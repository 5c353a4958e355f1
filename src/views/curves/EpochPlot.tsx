import { type PointerEvent, type ReactNode, useRef } from 'react';
import { markerOf } from '../markers';
import { BottomAxis, SideAxis } from '../plot-axes';
import type { PlotTheme } from '../plot-theme';
import { formatTick } from '../ticks';
import { type CurveAxis, epochTicks } from './axes';
import type { DrawnCurve } from './drawn';
import { type PlotFrame, spreadLetters } from './frame';

/** What every plot over epochs is given. */
export interface EpochPlotSettings {
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

/** Where a curve ends, for its letter. */
export interface CurveEnd extends Pick<DrawnCurve, 'key' | 'letter' | 'marker' | 'color'> {
  readonly epoch: number;
  /** NaN where it ends nowhere. */
  readonly value: number;
}

interface EpochPlotProps extends EpochPlotSettings {
  readonly axis: CurveAxis;
  readonly format: (tick: number) => string;
  readonly frame: PlotFrame;
  readonly ends: readonly CurveEnd[];
  /** The pointer is there, no button down, in pixels of the plot; null when it has left. */
  readonly onHover?: (place: { readonly x: number; readonly y: number } | null) => void;
  readonly children: ReactNode;
}

/** Axes, the scrubber's line and the letters at the ends, around what is drawn. Dragging in the plot scrubs. */
export function EpochPlot(props: EpochPlotProps) {
  const { axis, format, frame, ends, epochs, at, onScrub, onHover, label, width, height, fontSize, theme, children } = props;
  const { left, top, plotWidth, plotHeight, x, y } = frame;
  const area = useRef<SVGRectElement>(null);
  const places = spreadLetters(
    ends.map(({ value }) => y(value)),
    fontSize + 2,
    top,
    top + plotHeight,
  );
  const scrubTo = (clientX: number) => {
    const box = area.current?.getBoundingClientRect();
    if (box && box.width > 0) onScrub(Math.min(epochs, Math.max(0, Math.round(((clientX - box.left) / box.width) * epochs))));
  };
  const hover = ({ clientX, clientY }: PointerEvent) => {
    const box = area.current?.getBoundingClientRect();
    if (box) onHover?.({ x: clientX - box.left + left, y: clientY - box.top });
  };
  return (
    <svg width={width} height={height} role="img" aria-label={label} style={{ fontVariantNumeric: 'tabular-nums', userSelect: 'none' }}>
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
      <line x1={x(at)} x2={x(at)} y1={top - 3} y2={top + plotHeight + 3} stroke={theme.ink3} strokeWidth={1.6} />
      {children}
      {ends.map(({ key, letter, marker, color, epoch }, i) =>
        Number.isNaN(places[i]) ? null : (
          <g key={key} transform={`translate(${x(epoch) + fontSize * 0.75} ${places[i]})`} fill={color}>
            {marker === null ? null : <path d={markerOf(marker)} transform={`translate(${fontSize * 0.3} 0) scale(${fontSize * 0.36})`} />}
            <text
              x={marker === null ? 0 : fontSize * 0.9}
              dy="0.35em"
              fontSize={fontSize + 1}
              fontWeight={600}
              stroke={theme.page}
              strokeWidth={3}
              paintOrder="stroke"
            >
              {letter}
            </text>
          </g>
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
          else hover(event);
        }}
        onPointerLeave={() => onHover?.(null)}
      />
    </svg>
  );
}
