import { useId, useState } from 'react';
import type { Spectrum } from '../../experiment/spectrum';
import type { Density } from '../../math/spectral-density';
import { BottomAxis, SideAxis } from '../plot-axes';
import { plotTheme } from '../plot-theme';
import { t } from '../text';
import { formatTick, labelWidth, linearTicks, logTicks } from '../ticks';
import { useSize } from '../use-size';
import type { SpectrumAxes } from './axes';

export interface SpectrumPlotProps {
  /** What the picture is called for those who do not see it; the numbers stand beside it. */
  readonly label: string;
  readonly spectrum: Spectrum;
  readonly axes: SpectrumAxes;
  /** Pane, for its colour. */
  readonly pane: number;
  readonly theme: 'light' | 'dark';
  /** Whether the axis of eigenvalues is named: not where another drawing below has the same. */
  readonly named: boolean;
  /** CSS pixels; as wide as its place. */
  readonly height: number;
}

const FONT = 11;
const TOP = 22;
/** Room below the plot for its numbers, and for the axis' name. */
const [NUMBERS, NAME] = [24, 16];

/**
 * The density of the Hessian's eigenvalues on a log scale, since outliers count; what lies below zero filled more strongly. Zero, and both ends with the bounds on
 * their errors, are marked.
 */
export function SpectrumPlot({ label, spectrum: { density, ends }, axes, pane, theme: themeId, named, height }: SpectrumPlotProps) {
  const theme = plotTheme(themeId);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const size = useSize(place);
  const clip = useId();
  const [low, high] = axes.densities;
  const { ticks, major } = logTicks(low, high);
  const left = Math.max(...ticks.map((tick) => labelWidth(formatTick(tick), FONT))) + 34;
  const right = labelWidth('λmax', FONT) + 14;
  const width = Math.max(0, size.width - left - right);
  const bottom = height - NUMBERS - (named ? NAME : 0);
  const [first, last] = axes.eigenvalues;
  const x = (value: number) => left + ((value - first) / (last - first)) * width;
  const y = (value: number) => TOP + (1 - Math.log10(Math.max(value, low) / low) / Math.log10(high / low)) * (bottom - TOP);
  const color = theme.runs[pane] ?? theme.ink1;
  const numbers = linearTicks(first, last, width / (FONT * 8));
  const outline = density ? outlineOf(density, low, x, y) : '';
  const area = density ? areaOf(density, x, y, bottom) : '';
  return (
    <div ref={setPlace} style={{ height }}>
      {width > 0 ? (
        <svg
          width={size.width}
          height={height}
          role="img"
          aria-label={label}
          style={{ display: 'block', fontVariantNumeric: 'tabular-nums' }}
        >
          <clipPath id={clip}>
            <rect x={left} y={TOP} width={Math.max(0, x(0) - left)} height={bottom - TOP} />
          </clipPath>
          {ticks.map((tick) => (
            <line key={tick} x1={left} x2={left + width} y1={y(tick)} y2={y(tick)} stroke={theme.grid} />
          ))}
          <path d={area} fill={color} fillOpacity={0.16} />
          <path d={area} fill={color} fillOpacity={0.4} clipPath={`url(#${clip})`} />
          {density ? <path d={outline} fill="none" stroke={color} strokeWidth={1.4} strokeLinejoin="round" /> : null}
          <line x1={left} x2={left + width} y1={bottom} y2={bottom} stroke={theme.strongLine} />
          <line x1={x(0)} x2={x(0)} y1={TOP} y2={bottom + 4} stroke={theme.ink2} strokeDasharray="3 3" />
          {ends && Number.isFinite(ends.largest) ? (
            <>
              <End
                name="λmin"
                anchor="end"
                at={x(ends.smallest)}
                bound={ends.smallestBound}
                perUnit={width / (last - first)}
                ink={theme.ink1}
                bottom={bottom}
              />
              <End
                name="λmax"
                anchor="start"
                at={x(ends.largest)}
                bound={ends.largestBound}
                perUnit={width / (last - first)}
                ink={theme.ink1}
                bottom={bottom}
              />
            </>
          ) : null}
          <SideAxis theme={theme} ticks={ticks} major={major} place={y} format={formatTick} fontSize={FONT} x={left} marks={false} />
          <BottomAxis theme={theme} ticks={numbers} place={x} format={formatTick} fontSize={FONT} y={bottom} />
          {named ? (
            <text x={left + width / 2} y={height - 4} textAnchor="middle" fill={theme.ink1} fontSize={FONT + 1}>
              {t('spectrum.axis')}
            </text>
          ) : null}
          <text transform={`translate(12 ${(TOP + bottom) / 2}) rotate(-90)`} textAnchor="middle" fill={theme.ink1} fontSize={FONT + 1}>
            {t('spectrum.density')}
          </text>
        </svg>
      ) : null}
    </div>
  );
}

type Place = (value: number) => number;

/** The curve of a density, where it is above the floor of the plot. */
function outlineOf(density: Density, low: number, x: Place, y: Place): string {
  let [path, drawing] = ['', false];
  density.density.forEach((value, i) => {
    const isAbove = value > low;
    if (isAbove) path += `${drawing ? 'L' : 'M'}${x(eigenvalueAt(density, i)).toFixed(1)},${y(value).toFixed(1)}`;
    drawing = isAbove;
  });
  return path;
}

/** What is under it. */
function areaOf(density: Density, x: Place, y: Place, bottom: number): string {
  const points = [...density.density].map((value, i) => `${x(eigenvalueAt(density, i)).toFixed(1)},${y(value).toFixed(1)}`);
  return `M${x(density.min).toFixed(1)},${bottom}L${points.join('L')}L${x(density.max).toFixed(1)},${bottom}Z`;
}

function eigenvalueAt({ min, max, density }: Density, i: number): number {
  return min + ((max - min) * i) / (density.length - 1);
}

interface EndProps {
  readonly name: string;
  readonly anchor: 'start' | 'end';
  /** Place of the eigenvalue, pixels; the bound on its error, in eigenvalues; and pixels per unit of eigenvalue. */
  readonly at: number;
  readonly bound: number;
  readonly perUnit: number;
  readonly ink: string;
  readonly bottom: number;
}

/** An end of the spectrum: a line from its name down to the axis, with a whisker as wide as its bound where that can be seen. */
function End({ name, anchor, at, bound, perUnit, ink, bottom }: EndProps) {
  const half = bound * perUnit;
  return (
    <g>
      <line x1={at} x2={at} y1={TOP - 8} y2={bottom} stroke={ink} strokeWidth={1.2} />
      {half >= 1 ? <path d={`M${at - half},${TOP - 12}v8m0,-4h${2 * half}m0,-4v8`} fill="none" stroke={ink} strokeWidth={1.2} /> : null}
      <text x={at + (anchor === 'end' ? -4 : 4)} y={TOP - 10} dy="0.35em" textAnchor={anchor} fill={ink} fontSize={FONT} fontWeight={600}>
        {name}
      </text>
    </g>
  );
}
