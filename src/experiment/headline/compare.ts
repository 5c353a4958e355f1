import type { Difference } from '../differences';
import { paneLetter, paneNames } from '../names';
import { type Phrase, phrase } from '../phrase';
import type { Document, Recipe } from '../recipe';
import { type Compared, scaled } from '../spread/scales';
import { thresholdsOf } from '../spread/thresholds';
import { type Order, order } from './order';
import type { Known } from './reading';
import { condition, isOfPicture, percent, shownRatio, subject } from './words';

/** Below these nobody would call it a difference, whatever the seeds do. */
const NOTABLE = { ratio: 1.25, minimaRatio: 2, minima: 3, error: 0.02, flat: 0.1 } as const;

/** A difference worth telling, of the one measure that says most. */
interface Found {
  readonly measure: Compared;
  readonly order: Order;
  readonly values: readonly number[];
}

/** What a comparison says, and how sure it is. */
export interface Verdict {
  readonly phrase: Phrase;
  /** Whether it claims a difference that trainings with other seeds would show too. */
  readonly claims: boolean;
}

/**
 * What differs between the surfaces of several panes that compare. A difference is claimed where trainings with other seeds would show it too, or where all panes picture one training; else it is told of
 * these trainings alone. `mayClaim` false tells it so in any case.
 */
export function comparison(document: Document, found: readonly Difference[], known: readonly Known[], mayClaim = true): Verdict {
  const measures = notable(known);
  const oneTraining = found.every(({ path }) => isOfPicture(path));
  const beyond = ({ measure, values, order: ends }: Found): boolean => {
    const thresholds = oneTraining ? null : thresholdsOf(compared(document, found, ends));
    return thresholds !== null && spanOf(measure, values) > thresholds[measure];
  };
  const claimed = oneTraining ? measures[0] : mayClaim ? measures.find(beyond) : undefined;
  if (claimed) return { phrase: claim(document, found, claimed), claims: true };
  const [first] = measures;
  if (first) return { phrase: ofThese(document, first), claims: false };
  return { phrase: noDifference(document, found), claims: false };
}

/** The trainings that a difference is one of: those of two panes where they are the ends of a setting's numbers, which is a comparison one had in mind; else the furthest of all. */
function compared({ panes }: Document, [only, ...others]: readonly Difference[], { largest, smallest }: Order): readonly Recipe[] {
  const settings = others.length === 0 && only?.specs[0]?.kind === 'number' ? only.values.map(Number) : [];
  const ends = [Math.min(...settings), Math.max(...settings)];
  const areEnds = [largest, smallest].every((pane) => ends.includes(settings[pane] as number));
  return areEnds ? [panes[largest] as Recipe, panes[smallest] as Recipe] : panes;
}

/** The differences between panes that are large enough to tell, the most telling first: over the near range how flat, over the far one how rough. */
function notable(known: readonly Known[]): Found[] {
  const flat = known.map(({ flatShare }) => flatShare);
  const near = flat.every((share) => share !== null);
  const errors = known.map(({ testError }) => testError ?? Number.NaN);
  const wanted: readonly (readonly [Compared, readonly number[]])[] = near
    ? [
        ['flat', flat],
        ['error', errors],
      ]
    : [
        ['roughness', known.map(({ statistics }) => statistics.roughness)],
        ['minima', known.map(({ statistics }) => statistics.minima)],
        ['error', errors],
      ];
  return wanted.flatMap(([measure, values]) => {
    const sorted = order(values);
    return sorted && isNotable(measure, sorted) ? [{ measure, order: sorted, values }] : [];
  });
}

/** Whether a difference is large enough to tell. */
export function isNotable(measure: Compared, { ratio, span }: Order): boolean {
  if (measure === 'flat') return span >= NOTABLE.flat;
  if (measure === 'error') return span >= NOTABLE.error;
  if (measure === 'minima') return ratio >= NOTABLE.minimaRatio && span >= NOTABLE.minima;
  return ratio >= NOTABLE.ratio && Number.isFinite(ratio);
}

function spanOf(measure: Compared, values: readonly number[]): number {
  const own = values.map((value) => scaled(measure, value));
  return Math.max(...own) - Math.min(...own);
}

/** A sentence about what differs, as it holds for other seeds too. */
function claim(document: Document, found: readonly Difference[], { measure, order: { largest, smallest, ratio }, values }: Found): Phrase {
  const only = found.length === 1 ? (found[0] ?? null) : null;
  const several = document.panes.length > 2;
  const names = paneNames(document);
  const [more, fewer] = [values[largest] ?? 0, values[smallest] ?? 0];
  if (measure === 'roughness') {
    const letters = { rough: paneLetter(largest), smooth: paneLetter(smallest), ratio: shownRatio(ratio) };
    if (several && !only) return phrase('catalog.headline.many.letters', letters);
    if (several)
      return phrase('catalog.headline.many.rougher', { rough: names[largest], smooth: names[smallest], ratio: shownRatio(ratio) });
    if (!only) return phrase('catalog.headline.pair.rougher', letters);
    return phrase('catalog.headline.rougher', { condition: condition(only, largest), subject: subject(only), ratio: shownRatio(ratio) });
  }
  if (measure === 'flat') {
    const shares = { less: percent(fewer), more: percent(more) };
    if (several) return phrase('headline.flat.many', { sharp: paneLetter(smallest), flat: paneLetter(largest), ...shares });
    return phrase('headline.flat', { condition: condition(only, smallest), ...shares });
  }
  if (several)
    return phrase(`headline.${measure}.many`, { most: paneLetter(largest), least: paneLetter(smallest), ...told(measure, more, fewer) });
  const key = measure === 'minima' ? 'catalog.headline.moreMinima' : 'catalog.headline.moreError';
  return phrase(key, { condition: condition(only, largest), ...told(measure, more, fewer) });
}

/** The same of these trainings alone. */
function ofThese({ panes }: Document, { measure, order: { largest, smallest, ratio }, values }: Found): Phrase {
  const which = { trainings: phrase(`headline.trainings.${panes.length}`), most: paneLetter(largest), least: paneLetter(smallest) };
  const [more, fewer] = [values[largest] ?? 0, values[smallest] ?? 0];
  if (measure === 'roughness') return phrase('headline.here.roughness', { ...which, ratio: shownRatio(ratio) });
  return phrase(`headline.here.${measure}`, { ...which, ...told(measure, more, fewer) });
}

function told(measure: Compared, more: number, fewer: number): Phrase['values'] {
  return measure === 'minima' ? { more, fewer } : { more: percent(more), fewer: percent(fewer) };
}

function noDifference(document: Document, found: readonly Difference[]): Phrase {
  const panes = document.panes.length;
  if (panes > 2) return phrase('catalog.headline.many.noDifference', { panes });
  if (found.length > 1) return phrase('catalog.headline.pair.noDifference');
  const [first, second] = paneNames(document);
  return phrase('catalog.headline.noDifference', { first, second });
}
