import type { Probe } from '../../app/state';
import { formatCoordinate, formatLoss, formatPercent } from '../../i18n/format';
import { ProbeRing } from '../contours/marks';
import type { PlotTheme } from '../plot-theme';
import { indexOf } from '../probe-steps';
import { t } from '../text';
import { labelWidth } from '../ticks';
import type { StoredLine } from './extract';

interface ProbeOnLineProps {
  readonly line: StoredLine;
  readonly probe: Probe | null;
  readonly x: (coordinate: number) => number;
  readonly yLoss: (raw: number) => number;
  readonly yShare: (share: number) => number;
  readonly frame: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly fontSize: number;
  readonly color: string;
  readonly theme: PlotTheme;
}

/** Stem at the probe (at the trained weights without one), a ring on the loss and a dot on the accuracy, and the stored numbers there. */
export function ProbeOnLine({ line, probe, x, yLoss, yShare, frame, fontSize, color, theme }: ProbeOnLineProps) {
  const coordinate = probe ? (line.axis === 'alpha' ? probe.alpha : probe.beta) : 0;
  const across = probe ? (line.axis === 'alpha' ? probe.beta : probe.alpha) : (line.other ?? 0);
  const { range } = line;
  if (coordinate < range.min - 1e-9 || coordinate > range.max + 1e-9) return null;
  const i = Math.round(indexOf(range, coordinate));
  const onLine = line.other === null || Math.abs(across - line.other) < 1e-6;
  const known = onLine && line.done[i] !== 0 && Math.abs(indexOf(range, coordinate) - i) < 1e-3;
  const [loss, accuracy] = [line.loss[i], line.accuracy[i]];
  const px = x(coordinate);
  const symbol = line.axis === 'alpha' ? 'α' : 'β';
  const place = probe ? `${symbol} ${formatCoordinate(coordinate)}` : t('plots.trained');
  const numbers = known ? ` · ${formatLoss(loss)} · ${Number.isFinite(loss) ? formatPercent(accuracy) : '–'}` : '';
  const shown = known && Number.isFinite(loss) && yLoss(loss) >= frame.top - 1;
  const text = place + numbers;
  const size = fontSize + 1;
  const w = Math.round(labelWidth(text, size) + size * 1.3);
  const h = Math.round(size * 1.85);
  const boxX = Math.min(frame.left + frame.width - w, Math.max(frame.left, px - w / 2));
  const boxY = frame.top - h - 3;
  return (
    <g>
      <line
        x1={px}
        x2={px}
        y1={boxY + h}
        y2={frame.top + frame.height}
        stroke={theme.ink2}
        strokeWidth={1.2}
        strokeDasharray={onLine ? 'none' : '3 3'}
      />
      <rect x={boxX} y={boxY} width={w} height={h} rx={4} fill={theme.raised} stroke={theme.strongLine} />
      <text x={boxX + w / 2} y={boxY + h / 2} dy="0.35em" textAnchor="middle" fontSize={size} fontWeight={500} fill={theme.ink1}>
        {text}
      </text>
      {shown && <circle cx={px} cy={yShare(accuracy)} r={fontSize * 0.28} fill={theme.page} stroke={color} strokeWidth={1.6} />}
      {shown && <ProbeRing x={px} y={yLoss(loss)} fontSize={fontSize} />}
    </g>
  );
}
