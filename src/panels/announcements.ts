import type { AppState } from '../app/state';
import { formatCoordinate, formatLoss, formatPercent } from '../i18n/format';
import { letterOf } from './letters';

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** What a screen reader needs to hear of a run. */
export interface Heard {
  readonly run: AppState['run']['kind'];
  readonly phases: readonly AppState['panes'][number]['phase'][];
  readonly failures: readonly AppState['panes'][number]['failure'][];
  readonly headline: string;
}

/** What happened between two looks at the page, in words; null where nothing is worth a word. */
export function announcement(before: Heard, now: Heard, say: Say): string | null {
  const ended = before.run !== 'idle' && now.run === 'idle';
  if (ended) return endOf(now, say);
  if (before.run !== now.run) {
    if (now.run === 'training') return say(before.run === 'paused' ? 'announce.resumed' : 'announce.training');
    if (now.run === 'evaluating') return say(before.run === 'training' ? 'announce.trained' : 'announce.evaluating');
    if (now.run === 'paused') return say('announce.paused');
  }
  return now.run === 'idle' && before.headline !== now.headline ? now.headline : null;
}

function endOf({ phases, failures, headline }: Heard, say: Say): string {
  const failed = failures.flatMap((failure, pane) =>
    failure ? [say('announce.failed', { pane: letterOf(pane), why: say(failure.key, failure.values) })] : [],
  );
  if (failed.length > 0) return failed.join(' ');
  return say(phases.includes('stopped') ? 'announce.stopped' : 'announce.done', { headline });
}

/** The numbers under the pin, pane by pane. */
export function probeWords(
  at: { readonly alpha: number; readonly beta: number | null },
  readings: readonly ({ readonly loss: number; readonly accuracy: number } | null)[],
  say: Say,
): string {
  const place = at.beta === null ? `α ${formatCoordinate(at.alpha)}` : `α ${formatCoordinate(at.alpha)}, β ${formatCoordinate(at.beta)}`;
  const numbers = readings.flatMap((reading, pane) => {
    if (!reading) return [];
    const values = { pane: letterOf(pane), loss: formatLoss(reading.loss), accuracy: formatPercent(reading.accuracy) };
    return [say(Number.isNaN(reading.loss) ? 'announce.hole' : readings.length > 1 ? 'announce.reading' : 'announce.readingAlone', values)];
  });
  return say('announce.probe', { place, numbers: numbers.join(say('announce.separator')) });
}
