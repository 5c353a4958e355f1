/** How counts are drawn as heights. */
export interface CountScale {
  readonly mode: 'linear' | 'log';
  /** Counts that get a line and a number, lowest first. */
  readonly ticks: readonly number[];
  /** Share of the height, 0 … 1; 0 for no count at all. */
  height(count: number): number;
}

/** The highest bar is so many times the usual one where a linear axis would leave nothing of the others. */
const SPAN = 25;
/** Where a log axis begins: one count is to be seen. */
const FLOOR = 0.5;

/** One scale for all histograms: linear, or logarithmic where the highest bar is far above the median of those that are not empty. */
export function countScale(histograms: readonly Uint32Array[]): CountScale {
  const counts = histograms.flatMap((each) => [...each]).filter((count) => count > 0);
  counts.sort((a, b) => a - b);
  const most = counts.at(-1) ?? 1;
  const usual = counts[Math.floor(counts.length / 2)] ?? 1;
  if (most < SPAN * usual) return { mode: 'linear', ticks: [most], height: (count) => count / most };
  const decades = Array.from({ length: Math.floor(Math.log10(most)) + 1 }, (_, k) => 10 ** k);
  const span = Math.log10(most / FLOOR);
  return { mode: 'log', ticks: decades, height: (count) => (count === 0 ? 0 : Math.log10(count / FLOOR) / span) };
}
