import { useId } from 'react';
import type { GridAxis } from '../../experiment/recipe';
import { markerOf } from '../markers';
import type { DrawnPath } from '../paths';
import { labelWidth } from '../ticks';
import type { PlaneMark } from '../types';
import type { Box } from './labels';

interface PathsProps {
  readonly paths: readonly DrawnPath[];
  readonly x: (alpha: number) => number;
  readonly y: (beta: number) => number;
  readonly clip: string;
  /** The map's edges: a name that would cross the right one stands to the left of its marker. */
  readonly left: number;
  readonly right: number;
  readonly fontSize: number;
}

interface MarkProps extends Pick<PathsProps, 'x' | 'y' | 'fontSize'> {
  readonly path: DrawnPath;
  readonly width: number;
}

interface HeadProps extends Pick<PathsProps, 'x' | 'y' | 'left' | 'right' | 'fontSize'> {
  readonly path: DrawnPath;
}

const CASING = '#11161C';

/** What the marked checkpoints and the names above them take of a map, map pixels. */
export function markRooms(
  marks: readonly PlaneMark[],
  alpha: GridAxis,
  beta: GridAxis,
  width: number,
  height: number,
  fontSize: number,
): Box[] {
  return marks.map((mark) => ({
    x: ((mark.alpha - alpha.min) / (alpha.max - alpha.min)) * width,
    y: (1 - (mark.beta - beta.min) / (beta.max - beta.min)) * height - fontSize * 0.6,
    w: fontSize * 10,
    h: fontSize * 3,
  }));
}

/** The runs' ways over the map, flat: what lies ahead of the scrubber thin, a bead every so many epochs, a marker where the run stands. */
export function PathMarks({ paths, x, y, clip, left, right, fontSize }: PathsProps) {
  const width = fontSize * 0.24;
  const ways = paths.filter(({ points }) => points.length > 1);
  return (
    <g clipPath={`url(#${clip})`} aria-hidden>
      {ways.map((path) => (
        <PathMark key={path.key} path={path} x={x} y={y} width={width} fontSize={fontSize} />
      ))}
      {paths.map((path) => (
        <PathHead key={path.key} path={path} x={x} y={y} left={left} right={right} fontSize={fontSize} />
      ))}
    </g>
  );
}

function PathMark({ path, x, y, width, fontSize }: MarkProps) {
  const id = useId();
  const { points } = path;
  const [start] = points;
  const line = points
    .filter(({ passed }) => passed)
    .map(({ alpha, beta }) => `${x(alpha).toFixed(1)},${y(beta).toFixed(1)}`)
    .join(' ');
  const r = fontSize * 0.5;
  return (
    <g>
      <polyline points={line} fill="none" stroke={CASING} strokeOpacity={0.85} strokeWidth={width + 2.4} strokeLinejoin="round" />
      {points.slice(1).map((point, i) => (
        <line
          key={`${id}${point.epoch}`}
          x1={x(points[i].alpha)}
          y1={y(points[i].beta)}
          x2={x(point.alpha)}
          y2={y(point.beta)}
          stroke={point.color}
          strokeWidth={point.passed ? width : width * 0.45}
          strokeLinecap="round"
        />
      ))}
      {points
        .filter(({ bead, passed }) => bead && passed)
        .map(({ epoch, alpha, beta }) => (
          <circle key={epoch} cx={x(alpha)} cy={y(beta)} r={width * 0.7} fill="#FFFFFF" stroke={CASING} strokeWidth={0.8} />
        ))}
      <circle cx={x(start.alpha)} cy={y(start.beta)} r={r * 0.8} fill="#FFFFFF" stroke={CASING} strokeWidth={1.4} />
    </g>
  );
}

/** Marker and name where a run stands, over all paths. The name of a lone mark stands above it, so that two in a row keep clear of each other. */
function PathHead({ path: { head, color, run, name, points }, x, y, left, right, fontSize }: HeadProps) {
  const r = fontSize * 0.5;
  const width = 1.1 * labelWidth(name ?? '', fontSize);
  const fits = x(head.alpha) + 1.7 * r + width < right;
  const place =
    points.length === 1
      ? { x: Math.min(right - width / 2, Math.max(left + width / 2, x(head.alpha))), dy: '-1em', textAnchor: 'middle' as const }
      : { x: x(head.alpha) + (fits ? 1.7 : -1.7) * r, dy: '0.35em', textAnchor: fits ? ('start' as const) : ('end' as const) };
  return (
    <g>
      <g transform={`translate(${x(head.alpha)} ${y(head.beta)}) scale(${r})`}>
        <path d={markerOf(run)} fill={color} stroke={CASING} strokeWidth={0.28} strokeLinejoin="round" />
      </g>
      {name !== null && (
        <text
          {...place}
          y={y(head.beta)}
          fontSize={fontSize}
          fontWeight={600}
          fill="#FFFFFF"
          stroke={CASING}
          strokeOpacity={0.75}
          strokeWidth={3}
          paintOrder="stroke"
        >
          {name}
        </text>
      )}
    </g>
  );
}
