import type { Landscape } from '../experiment/landscape';
import type { PaneSnapshot } from '../experiment/snapshot';
import { surfaceStatistics } from '../experiment/statistics';
import { formatLoss, formatNumber, formatPercent } from '../i18n/format';

/** The three numbers over a pane, as text; `about` where they may still change. */
export interface Figures {
  readonly testError: string;
  /** Test error of each run, in their order. */
  readonly runErrors: readonly string[];
  readonly roughness: { readonly text: string; readonly about: boolean };
  readonly minima: { readonly text: string; readonly about: boolean };
}

const UNKNOWN = { text: '–', about: true };

/** Test error of the last epoch, and roughness and minima on the 33 × 33 sub-grid ("–" until all its points are there). */
export function figuresOf(snapshot: PaneSnapshot, run: number): Figures {
  const errorOf = (index: number): string => {
    const error = testErrorOf(snapshot, index);
    return error === null ? '–' : formatPercent(error);
  };
  const errors = { testError: errorOf(run), runErrors: snapshot.curves.map((_, index) => errorOf(index)) };
  const { landscape } = snapshot;
  if (!landscape) return { ...errors, roughness: UNKNOWN, minima: UNKNOWN };
  const statistics = surfaceStatistics(landscape);
  if (statistics) {
    return {
      ...errors,
      roughness: { text: formatRoughness(statistics.roughness), about: false },
      minima: { text: formatNumber(statistics.minima), about: false },
    };
  }
  const soFar = roughnessSoFar(landscape);
  return { ...errors, roughness: Number.isNaN(soFar) ? UNKNOWN : { text: formatNumber(soFar, 1), about: true }, minima: UNKNOWN };
}

/** 1 − test accuracy after the last epoch, 0 … 1; null while it is not known. */
export function testErrorOf(snapshot: PaneSnapshot, run: number): number | null {
  const last = snapshot.curves[run]?.at(-1) ?? snapshot.checkpoints.filter((checkpoint) => checkpoint.run === run).at(-1)?.metrics;
  return last ? 1 - last.testAccuracy : null;
}

function formatRoughness(value: number): string {
  return value >= 10 ? formatLoss(value) : formatNumber(value, 2);
}

/** Roughness over those triples of the sub-grid that are complete; NaN if there is none. */
function roughnessSoFar(landscape: Landscape): number {
  const loss = landscape.loss.map((value, index) => (landscape.done[index] === 0 ? Number.NaN : value));
  const done = new Uint8Array(landscape.done.length).fill(1);
  return surfaceStatistics({ ...landscape, loss, done })?.roughness ?? Number.NaN;
}
