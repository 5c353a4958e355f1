import type { PlotTheme } from '../plot-theme';
import { t } from '../text';
import { labelWidth } from '../ticks';
import { TwinLegend, twinLegendWidth } from './TwinLegend';

interface HeadingProps {
  /** Which line this is. */
  readonly where: string;
  readonly hasTwin: boolean;
  /** How wide the repeats are, in words. */
  readonly words: string | null;
  readonly x: number;
  readonly y: number;
  /** Width of the whole drawing. */
  readonly room: number;
  readonly fontSize: number;
  readonly color: string;
  readonly theme: PlotTheme;
}

const EDGE = 4;

/** The lines of text over the plot. Where space is short the legend takes all of it: the axis below says along what. */
export function Heading({ where, hasTwin, words, x, y, room, fontSize, color, theme }: HeadingProps) {
  const legendX = x + labelWidth(where, fontSize) + fontSize * 1.4;
  const legendWidth = hasTwin ? twinLegendWidth(fontSize, theme) : 0;
  const fits = legendX + legendWidth <= room;
  return (
    <>
      <text x={x} y={y} fontSize={fontSize} fill={theme.ink2}>
        {fits && (
          <tspan fill={theme.ink1} fontWeight={600}>
            {where}
          </tspan>
        )}
        {hasTwin ? null : <tspan dx={10}>{[t('plots.solidLoss'), t('plots.dottedAccuracy')].join(' · ')}</tspan>}
      </text>
      {hasTwin && (
        <TwinLegend
          x={fits ? legendX : Math.max(EDGE, Math.min(x, room - legendWidth - EDGE))}
          y={y}
          fontSize={fontSize}
          color={color}
          theme={theme}
        />
      )}
      {words && (
        <text x={x} y={y + fontSize * 1.5} fontSize={fontSize} fill={theme.ink2}>
          {words}
        </text>
      )}
    </>
  );
}
