import type { PlotTheme } from './plot-theme';
import { fitLabels, labelWidth } from './ticks';

export interface AxisProps {
  readonly theme: PlotTheme;
  readonly ticks: readonly number[];
  /** Ticks that keep their number where space is short; all of them if left out. */
  readonly major?: readonly number[];
  /** Position of a tick along the axis, pixels. */
  readonly place: (tick: number) => number;
  readonly format: (tick: number) => string;
  readonly fontSize: number;
}

/** Ticks and numbers under a plot; the numbers' middle at `place`, `y` the plot's lower edge. Drop `marks` where grid lines do the work. */
export function BottomAxis({
  theme,
  ticks,
  major,
  place,
  format,
  fontSize,
  y,
  marks = true,
}: AxisProps & { readonly y: number; readonly marks?: boolean }) {
  const shown = fitLabels(ticks, major ?? ticks, place, (tick) => labelWidth(format(tick), fontSize), fontSize * 0.7);
  return (
    <g>
      {marks && ticks.map((tick) => <line key={tick} x1={place(tick)} x2={place(tick)} y1={y} y2={y + 4} stroke={theme.strongLine} />)}
      {shown.map((tick) => (
        <text key={tick} x={place(tick)} y={y + fontSize + (marks ? 7 : 6)} textAnchor="middle" fill={theme.ink2} fontSize={fontSize}>
          {format(tick)}
        </text>
      ))}
    </g>
  );
}

/** Ticks and numbers left (or right) of a plot whose edge is at `x`. */
export function SideAxis({
  theme,
  ticks,
  major,
  place,
  format,
  fontSize,
  x,
  side = 'left',
  marks = true,
}: AxisProps & { readonly x: number; readonly side?: 'left' | 'right'; readonly marks?: boolean }) {
  const shown = fitLabels(ticks, major ?? ticks, place, () => fontSize, fontSize * 0.35);
  const out = side === 'left' ? -1 : 1;
  return (
    <g>
      {marks &&
        ticks.map((tick) => <line key={tick} x1={x} x2={x + out * 4} y1={place(tick)} y2={place(tick)} stroke={theme.strongLine} />)}
      {shown.map((tick) => (
        <text
          key={tick}
          x={x + out * 8}
          y={place(tick)}
          dy="0.35em"
          textAnchor={side === 'left' ? 'end' : 'start'}
          fill={theme.ink2}
          fontSize={fontSize}
        >
          {format(tick)}
        </text>
      ))}
    </g>
  );
}
