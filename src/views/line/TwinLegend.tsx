import type { PlotTheme } from '../plot-theme';
import { t } from '../text';
import { labelWidth } from '../ticks';

interface TwinLegendProps {
  readonly x: number;
  readonly y: number;
  readonly fontSize: number;
  readonly color: string;
  readonly theme: PlotTheme;
}

const SWATCH = 18;
const SWATCH_GAP = 5;

/** What the colours and the dashes of twin curves stand for. */
export function TwinLegend({ x, y, fontSize, color, theme }: TwinLegendProps) {
  const entries = entriesOf(color, theme);
  let at = x;
  return (
    <g data-legend="twin">
      {entries.map(({ text, stroke }) => {
        const start = at;
        const swatch = stroke ? SWATCH + SWATCH_GAP : 0;
        at += swatch + labelWidth(text, fontSize) + fontSize;
        return (
          <g key={text}>
            {stroke && (
              <line x1={start} x2={start + SWATCH} y1={y - fontSize * 0.35} y2={y - fontSize * 0.35} stroke={stroke} strokeWidth={2} />
            )}
            <text x={start + swatch} y={y} fontSize={fontSize} fill={theme.ink2}>
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function entriesOf(color: string, theme: PlotTheme): { readonly text: string; readonly stroke: string | null }[] {
  return [
    { text: t('plots.loss'), stroke: color },
    { text: t('plots.accuracy'), stroke: theme.ink2 },
    { text: t('lines.train'), stroke: null },
    { text: t('lines.test'), stroke: null },
  ];
}

/** Width of the legend, in pixels. */
export function twinLegendWidth(fontSize: number, theme: PlotTheme): number {
  return entriesOf('', theme).reduce((sum, { text, stroke }) => {
    const swatch = stroke === null ? 0 : SWATCH + SWATCH_GAP;
    return sum + swatch + labelWidth(text, fontSize) + fontSize;
  }, -fontSize);
}
