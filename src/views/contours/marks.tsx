import { t } from '../../i18n';
import type { PlotTheme } from '../plot-theme';
import { labelWidth } from '../ticks';
import type { Frame } from './layout';

/** Dotted ring at the trained weights, (0, 0), named where there is room. */
export function TrainedMark({ x, y, fontSize, named }: { x: number; y: number; fontSize: number; named: boolean }) {
  const r = fontSize * 0.45;
  return (
    <g>
      <circle cx={x} cy={y} r={r} fill="none" stroke="#0D1418" strokeOpacity={0.55} strokeWidth={4} />
      <circle cx={x} cy={y} r={r} fill="none" stroke="#FFFFFF" strokeWidth={2} strokeDasharray={`${r * 0.42} ${r * 0.366}`} />
      {named && (
        <text
          x={x + r + 7}
          y={y}
          dy="0.35em"
          fontSize={fontSize + 1}
          fontWeight={600}
          fill="#FFFFFF"
          stroke="rgb(10 20 28 / 0.8)"
          strokeWidth={3.5}
          strokeLinejoin="round"
          paintOrder="stroke"
        >
          {t('plots.trained')}
        </text>
      )}
    </g>
  );
}

/** White ring with a dark dot, and its coordinates in a small box that stays inside the frame. */
export function ProbeMark({
  x,
  y,
  text,
  frame,
  fontSize,
  theme,
}: {
  x: number;
  y: number;
  text: string;
  frame: Pick<Frame, 'left' | 'top' | 'width' | 'height'>;
  fontSize: number;
  theme: PlotTheme;
}) {
  const w = labelWidth(text, fontSize) * 0.94 + fontSize * 1.1;
  const h = fontSize * 1.9;
  const above = y - h - fontSize > frame.top;
  const boxX = Math.min(frame.left + frame.width - w - 3, Math.max(frame.left + 3, x - w / 2));
  const boxY = above ? y - h - fontSize : y + fontSize;
  const r = fontSize * 0.5;
  return (
    <g>
      <line x1={x} x2={x} y1={above ? boxY + h : boxY} y2={above ? y - r : y + r} stroke="#FFFFFF" strokeWidth={1.5} />
      <circle cx={x} cy={y} r={r} fill="#11161C" stroke="#11161C" strokeWidth={4} />
      <circle cx={x} cy={y} r={r} fill="#11161C" stroke="#FFFFFF" strokeWidth={2} />
      <rect x={boxX} y={boxY} width={w} height={h} rx={4} fill={theme.raised} stroke={theme.strongLine} />
      <text x={boxX + w / 2} y={boxY + h / 2} dy="0.35em" textAnchor="middle" fontSize={fontSize} fontWeight={500} fill={theme.ink1}>
        {text}
      </text>
    </g>
  );
}
