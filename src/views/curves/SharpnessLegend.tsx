import { formatLoss } from '../../i18n/format';
import { say } from '../../i18n/say';
import { t } from '../text';
import { formatTick, labelWidth } from '../ticks';
import { pointAt } from './CurvePlot';
import { LegendItem, LegendList } from './Legend';
import type { DrawnSharpness } from './sharpness';

interface SharpnessLegendProps {
  readonly curves: readonly DrawnSharpness[];
  /** Epoch of the scrubber. */
  readonly at: number;
  /** Checkpoints measured, and all that are here. */
  readonly done: number;
  readonly all: number;
  /** Why some cannot be measured, in words; '' where nothing is wrong. */
  readonly problem: string;
  readonly ink: string;
  readonly fontSize: number;
  readonly width: number;
}

/** Marker, letter and gaps of an entry, pixels. */
const ENTRY = 42;

/** What each run's sharpness is at the scrubbed epoch, beside its limit; how far the measuring is; and why a run has no limit. */
export function SharpnessLegend({ curves, at, done, all, problem, ink, fontSize, width }: SharpnessLegendProps) {
  const reasons = [...new Set(curves.flatMap(({ stability }) => ('reason' in stability ? [say(stability.reason.short)] : [])))];
  const readings = curves.map(({ points, stability }) =>
    reading(pointAt(points, at)?.value, 'reason' in stability ? null : stability.limitAt(at)),
  );
  const named = curves.map(({ name }, i) => (name === '' ? readings[i] : `${name} · ${readings[i]}`));
  const rows = (texts: readonly string[]): number =>
    rowsOf(
      texts.map((text) => ENTRY + labelWidth(text, fontSize)),
      width,
    );
  // A row more takes the plot's height: names are left out where that saves one.
  const texts = rows(named) > rows(readings) ? readings : named;
  return (
    <LegendList ink={ink} fontSize={fontSize}>
      {curves.map(({ key, run, marker, letter, color }, i) => (
        <LegendItem key={key} run={marker === null ? null : run} letter={letter} color={color} fontSize={fontSize}>
          {texts[i]}
        </LegendItem>
      ))}
      {problem !== '' ? <li role="status">{problem}</li> : null}
      {problem === '' && done < all ? <li>{t('sharpening.measuring', { done, all })}</li> : null}
      {problem === '' && done === all && all <= curves.length ? <li>{t('sharpening.train')}</li> : null}
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </LegendList>
  );
}

function reading(value: number | undefined, limit: number | null): string {
  const sharpness = formatLoss(value ?? Number.NaN);
  return limit === null ? t('sharpening.reading', { sharpness }) : t('sharpening.readingLimit', { sharpness, limit: formatTick(limit) });
}

/** Rows that entries of these widths take, one after the other. */
function rowsOf(widths: readonly number[], width: number): number {
  let rows = 1;
  let used = 0;
  for (const entry of widths) {
    if (used > 0 && used + entry > width) {
      rows++;
      used = 0;
    }
    used += entry;
  }
  return rows;
}
