import type { HeightScale } from '../types';

/** An iso-line: its height in the box (0 … 1), its raw value, and whether it is one of the numbered ones. */
export interface Level {
  readonly height: number;
  readonly raw: number;
  readonly major: boolean;
}

/** More lines than this in the whole range no longer read as lines. */
const MOST_LEVELS = 40;

/**
 * Iso-lines of a scale: majors at its ticks, minors that divide the space between two ticks into equal heights (a quarter of a decade on a log scale, a
 * half where there are many decades, a tenth where there are few). None at the very bottom or top.
 */
export function contourLevels(scale: HeightScale): Level[] {
  const heights = scale.ticks.map((tick) => scale.normalise(tick));
  const majors = scale.ticks.map((raw, i) => ({ raw, height: heights[i], major: true })).filter(inside);
  if (heights.length < 2) return majors;
  const divisions = [8, 4, 2].find((d) => d * (heights.length - 1) <= (d === 8 ? 24 : MOST_LEVELS)) ?? 1;
  const first = heights[0] - (heights[1] - heights[0]);
  const last = heights[heights.length - 1] + (heights[heights.length - 1] - heights[heights.length - 2]);
  const knots = [first, ...heights, last];
  const minors: Level[] = [];
  for (let i = 0; i + 1 < knots.length; i++) {
    for (let k = 1; k < divisions; k++) {
      const height = knots[i] + ((knots[i + 1] - knots[i]) * k) / divisions;
      minors.push({ height, raw: rawAt(scale, height), major: false });
    }
  }
  return [...majors, ...minors.filter(inside)].sort((a, b) => a.height - b.height);
}

function inside(level: Level): boolean {
  return level.height > 1e-6 && level.height < 1 - 1e-6;
}

/** The raw value at a height 0 … 1 of a scale. */
export function rawAt(scale: HeightScale, height: number): number {
  return scale.mode === 'log' ? scale.min * (scale.max / scale.min) ** height : scale.min + height * (scale.max - scale.min);
}
