import type { GridAxis } from '../../experiment/recipe';
import type { PlotTheme } from '../plot-theme';
import { labelWidth } from '../ticks';

interface Props {
  readonly names: readonly { readonly at: 0 | 1; readonly name: string }[];
  readonly range: GridAxis;
  x(coordinate: number): number;
  readonly frame: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly fontSize: number;
  readonly theme: PlotTheme;
}

/** Where the names of a line's trained points stand, px: beside the axis's own name in the middle, and inside the picture. */
export function placeEnds(
  names: Props['names'],
  range: GridAxis,
  x: (coordinate: number) => number,
  { left, width }: Pick<Props['frame'], 'left' | 'width'>,
  fontSize: number,
) {
  const middle = left + width / 2;
  return names
    .filter(({ at }) => at >= range.min && at <= range.max)
    .map(({ at, name }) => {
      const half = labelWidth(name, fontSize + 1) / 2;
      const place = x(at);
      const clear = place < middle ? Math.min(place, middle - half - fontSize) : Math.max(place, middle + half + fontSize);
      return { at, name, place, half, centre: Math.min(left + width - half, Math.max(left + half, clear)) };
    });
}

/** The trained points that a line goes through: an upright at each, and its name below the axis, beside the axis's own. */
export function EndMarks({ names, range, x, frame: { left, top, width, height }, fontSize, theme }: Props) {
  return placeEnds(names, range, x, { left, width }, fontSize).map(({ at, name, place, centre }) => (
    <g key={at} data-end={at}>
      <line x1={place} x2={place} y1={top} y2={top + height} stroke={theme.strongLine} strokeDasharray="2 3" />
      <text x={centre} y={top + height + fontSize * 2 + 15} textAnchor="middle" fill={theme.ink1} fontSize={fontSize + 1} fontWeight={600}>
        {name}
      </text>
    </g>
  ));
}
