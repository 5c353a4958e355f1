import { colorsOf, hasLinesOfHeight } from '../loss-scale';
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
  if (scale.colors && !hasLinesOfHeight(scale)) return contourLevels(scale.colors);
  const heights = scale.ticks.map((tick) => scale.normalise(tick));
  // The map is drawn by its colours, whatever the lines are lines of.
  const { normalise } = colorsOf(scale);
  const majors = scale.ticks.map((raw) => ({ raw, height: normalise(raw), major: true })).filter(inside);
  if (heights.length < 2) return majors;
  const divisions = scale.colors ? 5 : ([8, 4, 2].find((d) => d * (heights.length - 1) <= (d === 8 ? 24 : MOST_LEVELS)) ?? 1);
  const first = heights[0] - (heights[1] - heights[0]);
  const last = heights[heights.length - 1] + (heights[heights.length - 1] - heights[heights.length - 2]);
  const knots = [first, ...heights, last];
  const minors: Level[] = [];
  for (let i = 0; i + 1 < knots.length; i++) {
    for (let k = 1; k < divisions; k++) {
      const height = knots[i] + ((knots[i + 1] - knots[i]) * k) / divisions;
      const raw = rawAt(scale, height);
      minors.push({ height: scale.colors ? normalise(raw) : height, raw, major: false });
    }
  }
  return [...majors, ...minors.filter(inside)].sort((a, b) => a.height - b.height);
}

function inside(level: Level): boolean {
  return level.height > 1e-6 && level.height < 1 - 1e-6;
}

/** The raw value at a height 0 … 1 of a scale; of the loss as height, of one that is nearly linear. */
export function rawAt(scale: HeightScale, height: number): number {
  return scale.mode === 'log' ? scale.min * (scale.max / scale.min) ** height : scale.min + height * (scale.max - scale.min);
}
