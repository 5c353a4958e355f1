import type { Recipe } from '../recipe';
import { hasMeasuredPicture, kindOf } from './kind';
import type { Compared } from './scales';
import { SPREAD } from './table';

/** On each measure's scale (scales.ts), differences that training seeds alone reach in about 3 of 100 pairs, all measures that a headline speaks of together. */
export type Spread = Readonly<Record<Compared, number>>;

/** Extremes of three or four trainings lie further apart than two: quantiles of the studentised range beside that of two (Tukey). */
export const OF_SEVERAL = [0, 1, 1, 1.2, 1.31] as const;

/**
 * The differences between panes from which on trainings with other seeds would differ too; null where one of the panes is of no kind that was measured. Each pane adds the variance of its own kind.
 */
export function thresholdsOf(panes: readonly Recipe[]): Spread | null {
  const known = panes.flatMap((recipe) => {
    const kind = hasMeasuredPicture(recipe) ? kindOf(recipe) : null;
    return kind !== null && kind in SPREAD ? [SPREAD[kind] as Spread] : [];
  });
  if (known.length < panes.length) return null;
  const factor = OF_SEVERAL[panes.length] as number;
  const widest = (measure: Compared): number => {
    const squares = known.map((spread) => spread[measure] * spread[measure]).sort((a, b) => b - a);
    const [first = 0, second = first] = squares;
    return factor * Math.sqrt((first + second) / 2);
  };
  return { roughness: widest('roughness'), minima: widest('minima'), flat: widest('flat'), error: widest('error') };
}
