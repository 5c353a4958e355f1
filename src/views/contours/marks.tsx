import type { Minimum } from '../../experiment/landscape';
import type { PlotTheme } from '../plot-theme';
import { t } from '../text';
import { labelWidth } from '../ticks';
import type { Frame } from './layout';

interface MarkProps {
  readonly x: number;
  readonly y: number;
  readonly frame: Pick<Frame, 'left' | 'top' | 'width' | 'height'>;
  readonly fontSize: number;
  readonly theme: PlotTheme;
}

/** Dotted ring at the trained weights, (0, 0), with their name on a stem while nothing else is probed. */
export function TrainedMark({ named, ...props }: MarkProps & { readonly named: boolean }) {
  const { x, y, fontSize } = props;
  const r = fontSize * 0.42;
  return (
    <g>
      <circle cx={x} cy={y} r={r} fill="none" stroke="#0D1418" strokeOpacity={0.5} strokeWidth={4} />
      <circle cx={x} cy={y} r={r} fill="none" stroke="#FFFFFF" strokeWidth={2} strokeDasharray={`${r * 0.42} ${r * 0.366}`} />
      {named && <Flag {...props} text={t('plots.trained')} stem={fontSize * 2.2} />}
    </g>
  );
}

/** A dot in each local minimum that is counted. */
export function MinimaMarks({
  minima,
  x,
  y,
  fontSize,
}: {
  readonly minima: readonly Minimum[];
  readonly x: (alpha: number) => number;
  readonly y: (beta: number) => number;
  readonly fontSize: number;
}) {
  return (
    <g fill="#FFFFFF" stroke="#11161C" strokeWidth={fontSize * 0.11} aria-hidden>
      {minima.map(({ alpha, beta }) => (
        <circle key={`${alpha} ${beta}`} cx={x(alpha)} cy={y(beta)} r={fontSize * 0.22} data-minimum />
      ))}
    </g>
  );
}

/** White ring with a dark dot, and its coordinates in a small box that stays inside the frame and off the point `avoid`. */
export function ProbeMark({ text, avoid, ...props }: MarkProps & { readonly text: string; readonly avoid?: readonly [number, number] }) {
  return (
    <g>
      <Flag {...props} text={text} stem={props.fontSize * 1.1} {...(avoid ? { avoid } : {})} />
      <ProbeRing {...props} />
    </g>
  );
}

/** The ring alone. */
export function ProbeRing({ x, y, fontSize }: Pick<MarkProps, 'x' | 'y' | 'fontSize'>) {
  const r = fontSize * 0.45;
  return (
    <g>
      <circle cx={x} cy={y} r={r} fill="#11161C" stroke="#11161C" strokeWidth={4} />
      <circle cx={x} cy={y} r={r} fill="#11161C" stroke="#FFFFFF" strokeWidth={2} />
    </g>
  );
}

/** Where the box of a flag goes: above its point unless it would leave the frame or hide `avoid`, else below. Its upper left corner and size. */
export function flagBox(
  x: number,
  y: number,
  text: string,
  frame: MarkProps['frame'],
  fontSize: number,
  avoid?: readonly [number, number],
  stem = fontSize * 1.1,
): { readonly x: number; readonly y: number; readonly w: number; readonly h: number } {
  const w = Math.round(labelWidth(text, fontSize) + fontSize * 1.3);
  const h = Math.round(fontSize * 1.85);
  const boxX = Math.min(frame.left + frame.width - w - 3, Math.max(frame.left + 3, x - w / 2));
  const [above, below] = [y - h - stem, y + stem];
  const hides = (top: number) =>
    avoid && avoid[0] > boxX - fontSize && avoid[0] < boxX + w + fontSize && avoid[1] > top - fontSize && avoid[1] < top + h + fontSize;
  const fitsAbove = above >= frame.top + 2;
  const fitsBelow = below + h <= frame.top + frame.height - 2;
  return { x: boxX, y: fitsAbove && !(hides(above) && fitsBelow) ? above : below, w, h };
}

function Flag({
  x,
  y,
  text,
  stem,
  frame,
  fontSize,
  theme,
  avoid,
}: MarkProps & { text: string; stem: number; avoid?: readonly [number, number] }) {
  const box = flagBox(x, y, text, frame, fontSize, avoid, stem);
  const edge = box.y < y ? box.y + box.h : box.y;
  const gap = (edge < y ? -1 : 1) * fontSize * 0.62;
  return (
    <g>
      <line x1={x} x2={x} y1={edge} y2={y + gap} stroke="#11161C" strokeOpacity={0.5} strokeWidth={3} />
      <line x1={x} x2={x} y1={edge} y2={y + gap} stroke="#FFFFFF" strokeWidth={1.4} />
      <rect x={box.x} y={box.y} width={box.w} height={box.h} rx={4} fill={theme.raised} stroke={theme.strongLine} />
      <text
        x={box.x + box.w / 2}
        y={box.y + box.h / 2}
        dy="0.35em"
        textAnchor="middle"
        fontSize={fontSize}
        fontWeight={500}
        fill={theme.ink1}
      >
        {text}
      </text>
    </g>
  );
}
