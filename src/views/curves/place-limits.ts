import type { PlotFrame } from './frame';

interface Place {
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
}

/** Parts of the plot's width at which a label may begin. */
const STARTS = [0.01, 0.2, 0.4, 0.6, 0.8];
/** More dots than this under a label make it unreadable. */
const MOST_COVERED = 2;

/**
 * Where each line's label goes, pixels: just over or under its line, where it covers the fewest dots, the leftmost of equal ones; null where it would cover
 * another label or many dots, or leave the plot. `lines`: height of each, NaN for one that is not drawn, and its label's width.
 */
export function placeLimits(
  lines: readonly { readonly y: number; readonly width: number }[],
  dots: readonly { readonly x: number; readonly y: number }[],
  { left, top, plotWidth, plotHeight }: Pick<PlotFrame, 'left' | 'top' | 'plotWidth' | 'plotHeight'>,
  fontSize: number,
): (Place | null)[] {
  const taken: (Place & { readonly width: number })[] = [];
  return lines.map(({ y: line, width }) => {
    let best: Place | null = null;
    let fewest = MOST_COVERED + 1;
    for (const y of [line - 4, line + fontSize + 1]) {
      if (!(y - fontSize >= top - 3 && y <= top + plotHeight)) continue;
      for (const start of STARTS) {
        const x = left + 3 + start * plotWidth;
        const covers = (place: Place, slack: number): boolean =>
          place.x > x - slack && place.x < x + width + slack && place.y > y - fontSize - slack && place.y < y + slack;
        const isFree =
          x + width < left + plotWidth &&
          taken.every((other) => Math.abs(other.y - y) > fontSize || other.x > x + width || other.x + other.width < x);
        const covered = dots.filter((dot) => covers(dot, 2)).length;
        if (!isFree || covered >= fewest) continue;
        fewest = covered;
        best = { x, y };
      }
    }
    if (best) taken.push({ ...best, width });
    return best;
  });
}
