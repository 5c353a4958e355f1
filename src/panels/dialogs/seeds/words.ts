import { MOST_HOLES } from '../../../experiment/headline/trouble';
import type { SurfaceStatistics } from '../../../experiment/statistics';
import { t } from '../../../i18n';
import { formatLoss, formatNumber } from '../../../i18n/format';

/** What is known of one pane's planes: statistics by seed, null while points are to come. */
export interface PaneSpread {
  readonly letter: string;
  readonly statistics: readonly (SurfaceStatistics | null)[];
}

/** A roughness as the panes' headers write it. */
export function roughnessText(value: number): string {
  return value >= 10 ? formatLoss(value) : formatNumber(value, 2);
}

/** How roughness and minima vary over the seeds that are complete, and whether the panes differ by more than that. Empty before two seeds are. Pictures with many holes are left out. */
export function spreadInWords(given: readonly PaneSpread[]): string[] {
  const panes = given.map(({ letter, statistics }) => ({
    letter,
    statistics: statistics.map((one) => (one && one.holes > MOST_HOLES ? null : one)),
  }));
  const sentences = panes.flatMap(({ letter, statistics }) => {
    const known = statistics.filter((one) => one !== null);
    if (known.length < 2) return [];
    const roughness = rangeText(
      known.map((one) => one.roughness),
      roughnessText,
    );
    const minima = rangeText(
      known.map((one) => one.minima),
      (value) => formatNumber(value),
    );
    return [t(panes.length > 1 ? 'seeds.spreadOf' : 'seeds.spread', { letter, count: known.length, roughness, minima })];
  });
  const verdict = compare(panes);
  return verdict ? [...sentences, verdict] : sentences;
}

function rangeText(values: readonly number[], format: (value: number) => string): string {
  const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
  return low === high ? low : t('seeds.range', { low, high });
}

/** The roughest pane against the smoothest, seed by seed. */
function compare(panes: readonly PaneSpread[]): string | null {
  const complete = (panes[0]?.statistics ?? []).flatMap((_, seed) => {
    const row = panes.map(({ statistics }) => statistics[seed]?.roughness ?? Number.NaN);
    return row.some(Number.isNaN) ? [] : [row];
  });
  if (panes.length < 2 || complete.length < 2) return null;
  const valuesOf = (pane: number): number[] => complete.map((row) => row[pane] ?? Number.NaN);
  const means = panes.map((_, pane) => valuesOf(pane).reduce((sum, value) => sum + value, 0));
  const rough = means.indexOf(Math.max(...means));
  const smooth = means.lastIndexOf(Math.min(...means));
  if (means[rough] === means[smooth]) return null;
  const rougher = complete.filter((row) => (row[rough] ?? 0) > (row[smooth] ?? 0)).length;
  const apart = Math.min(...valuesOf(rough)) > Math.max(...valuesOf(smooth));
  const key = apart ? 'seeds.apart' : rougher === complete.length ? 'seeds.always' : 'seeds.sometimes';
  return t(key, { rough: panes[rough]?.letter ?? '', smooth: panes[smooth]?.letter ?? '', count: rougher, all: complete.length });
}
