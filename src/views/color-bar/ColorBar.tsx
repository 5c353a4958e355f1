import { cssGradientOf } from '../colormaps';
import { colorsOf } from '../loss-scale';
import { plotTheme } from '../plot-theme';
import { t } from '../text';
import { fitLabels, formatHeight, labelWidth } from '../ticks';
import type { HeightScale } from '../types';

export interface ColorBarProps {
  readonly scale: HeightScale;
  readonly colormap: string;
  readonly theme: 'light' | 'dark';
  /** Width of the bar itself, CSS pixels. */
  readonly width: number;
  /** Name left of the bar or, on narrow screens, above it. */
  readonly namePlace?: 'left' | 'above';
  /** Type size of the numbers; by default 11 px, growing with a bar wider than 400 px (presenter mode). */
  readonly fontSize?: number;
}

/** The colour scale of the panes with real ticks; says where it is cut off. */
export function ColorBar({ scale: height, colormap, theme: themeId, width, namePlace = 'left', fontSize = barType(width) }: ColorBarProps) {
  const theme = plotTheme(themeId);
  const scale = colorsOf(height);
  const thickness = Math.round(fontSize * 0.78);
  const format = (tick: number) => formatHeight(scale.field, tick);
  const place = (tick: number) => scale.normalise(tick) * width;
  const ticks = scale.ticks.filter((tick) => place(tick) > -0.5 && place(tick) < width + 0.5);
  const major = ticks.filter((tick) => scale.major.includes(tick));
  const shown = fitLabels(ticks, major, place, (tick) => labelWidth(format(tick), fontSize), fontSize * 0.45);
  const margin = Math.ceil(Math.max(0, ...shown.map((tick) => overhang(place(tick), labelWidth(format(tick), fontSize), width))));
  const name = t(
    scale.name ??
      (scale.field === 'accuracy'
        ? 'plots.colorBarAccuracy'
        : height.colors
          ? 'plots.colorBarLoss'
          : scale.mode === 'log'
            ? 'plots.colorBarLog'
            : 'plots.colorBarLinear'),
  );
  const isAbove = namePlace === 'above';
  return (
    <div
      role="img"
      aria-label={t('plots.colorBarLabel', { name, min: format(scale.min), max: format(scale.max) })}
      style={{
        display: 'flex',
        flexDirection: isAbove ? 'column' : 'row',
        gap: isAbove ? 3 : scale.cut ? 12 : 12 - Math.min(margin, 8),
        alignItems: 'flex-start',
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      <div
        style={{
          color: theme.ink1,
          fontSize: fontSize + 1,
          lineHeight: `${fontSize + 5}px`,
          textAlign: isAbove ? 'left' : 'right',
          whiteSpace: 'nowrap',
          marginTop: isAbove ? 0 : -(fontSize + 5 - thickness) / 2,
          marginLeft: isAbove ? margin : 0,
        }}
      >
        {name}
        {scale.cut && (
          <span style={{ display: isAbove ? 'inline' : 'block', marginLeft: isAbove ? 8 : 0, color: theme.ink2, fontSize }}>
            {t('plots.cutAbove', { cap: format(scale.max) })}
          </span>
        )}
      </div>
      <svg width={width + 2 * margin} height={thickness + fontSize + 9} style={{ overflow: 'visible' }} aria-hidden="true">
        <foreignObject x={margin} y={0} width={width} height={thickness}>
          <div style={{ height: '100%', borderRadius: 2, background: cssGradientOf(colormap) }} />
        </foreignObject>
        {scale.cut && (
          // A saw-tooth end in page colour: the scale goes on where the bar stops.
          <path
            d={`M${margin + width + 1},-1 h-1 l-4,${(thickness + 2) / 4} l4,${(thickness + 2) / 4} l-4,${(thickness + 2) / 4} l4,${(thickness + 2) / 4} h1 z`}
            fill={theme.page}
          />
        )}
        {ticks.map((tick) => (
          <line
            key={tick}
            x1={margin + place(tick)}
            x2={margin + place(tick)}
            y1={thickness}
            y2={thickness + (shown.includes(tick) ? 4 : 3)}
            stroke={shown.includes(tick) ? theme.ink2 : theme.strongLine}
          />
        ))}
        {shown.map((tick) => (
          <text key={tick} x={margin + place(tick)} y={thickness + fontSize + 5} textAnchor="middle" fill={theme.ink2} fontSize={fontSize}>
            {format(tick)}
          </text>
        ))}
      </svg>
    </div>
  );
}

function barType(width: number): number {
  return Math.round(Math.min(18, Math.max(11, width / 35)));
}

/** How far a number centred at `x` reaches past a bar of `width`, pixels. */
function overhang(x: number, size: number, width: number): number {
  return Math.max(size / 2 - x, x + size / 2 - width);
}
