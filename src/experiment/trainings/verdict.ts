import { isNotable } from '../headline/compare';
import { shareFrame } from '../headline/frame';
import { order } from '../headline/order';
import { percent } from '../headline/words';
import { paneLetter } from '../names';
import { type Phrase, phrase } from '../phrase';
import { inView } from '../range';
import type { Document } from '../recipe';
import type { Compared } from '../spread/scales';
import { OF_SEVERAL } from '../spread/thresholds';
import { trainingPanes } from './planes';
import { areApart, type NumberSpread, spreadOf } from './spread';
import type { Measured } from './summary';

/** Fewer trainings say nothing of a spread. */
export const FEWEST_TRAININGS = 3;

/**
 * Deviations that bands reach to both sides. Over the measured trainings that differ in the seed alone, bands of one are apart in 0.9 % of comparisons of 6 with 6, but in 8 % of 3 with 3; there, wider ones are in 3 %
 * (docs/decisions/0027-other-trainings.md).
 */
const MANY_TRAININGS = 6;
const REACH = { few: 1.5, many: 1 } as const;

/** Two panes whose bands over the trainings do not meet. */
interface Apart extends Measured {
  /** Places in the values of the panes with the largest and the smallest mean. */
  readonly largest: number;
  readonly smallest: number;
  readonly means: readonly number[];
}

/**
 * What trainings with other seeds say of the panes, in one sentence or two: the first of the headline's measures whose means differ notably and whose bands of standard deviations do not meet, with the
 * number of trainings that show it; else that no difference can be told, and where more trainings may tell it. Of a single pane, how its first measure is spread. Empty where fewer than {@link FEWEST_TRAININGS} trainings count.
 */
export function trainingsVerdict(document: Document, measured: readonly Measured[]): Phrase[] {
  const panes = trainingPanes(document);
  const all = measured[0]?.values[0]?.length ?? 0;
  if (all < FEWEST_TRAININGS) return [];
  if (panes.length === 1) return [alone(measured[0])];
  const compares = shareFrame(panes.map((pane) => inView(document).panes[pane]));
  const told = measured.filter(({ measure }) => compares || measure === 'error');
  const apart = told.flatMap((one) => apartOf(one, all < MANY_TRAININGS ? REACH.few : REACH.many) ?? [])[0];
  const letters = panes.map(paneLetter);
  const sentences = apart ? [claim(apart, letters)] : [];
  if (!compares) return [...sentences, phrase('trainings.notComparable')];
  if (!apart) {
    const mayBe = all < MANY_TRAININGS && told.some((one) => apartOf(one, REACH.many) !== null);
    return [phrase('trainings.none', { all }), ...(mayBe ? [phrase('trainings.few')] : [])];
  }
  return apart.measure === 'error' ? [...sentences, phrase('trainings.alike')] : sentences;
}

function apartOf(one: Measured, reach: number): Apart | null {
  const spreads = one.values.map(spreadOf);
  const means = spreads.map(({ mean }) => mean);
  const sorted = order(means);
  if (!sorted || !isNotable(one.measure, sorted)) return null;
  const deviations = reach * OF_SEVERAL[means.length];
  if (!areApart(spreads[sorted.largest], spreads[sorted.smallest], deviations)) return null;
  return { ...one, largest: sorted.largest, smallest: sorted.smallest, means };
}

function claim({ measure, values, largest, smallest, means }: Apart, letters: readonly string[]): Phrase {
  const [more, fewer] = [values[largest], values[smallest]];
  const all = more.length;
  const shown = more.filter((value, training) => value > fewer[training]).length;
  const which = { all, shown, most: letters[largest], least: letters[smallest] };
  const key = `trainings.${shown === all ? 'every' : 'some'}.${measure}`;
  if (measure === 'roughness') return phrase(key, { ...which, ratio: oneDecimal(meanRatio(more, fewer)) });
  return phrase(key, { ...which, more: inWords(measure, means[largest]), fewer: inWords(measure, means[smallest]) });
}

/** The geometric mean of the trainings' ratios: it is turned over where the two are. That of the means where a training has none. */
export function meanRatio(more: readonly number[], fewer: readonly number[]): number {
  const logs = more.map((value, training) => Math.log(value / fewer[training]));
  const mean = Math.exp(spreadOf(logs).mean);
  return Number.isFinite(mean) && mean > 0 ? mean : spreadOf(more).mean / spreadOf(fewer).mean;
}

function inWords(measure: Compared, mean: number): number | Phrase {
  return measure === 'minima' ? oneDecimal(mean) : percent(mean);
}

function oneDecimal(value: number): number {
  return Number(value.toFixed(1));
}

/** How the first measure of a single pane is spread. */
function alone({ measure, values }: Measured): Phrase {
  const spread: NumberSpread = spreadOf(values[0]);
  const all = values[0].length;
  if (measure !== 'roughness')
    return phrase(`trainings.one.${measure}`, { all, mean: inWords(measure, spread.mean), deviation: inWords(measure, spread.deviation) });
  const [mean, deviation] = [spread.mean, spread.deviation].map((value) => Number(value.toFixed(2)));
  if (!Number.isFinite(spread.ratio)) return phrase('trainings.one.roughness.zero', { all, mean, deviation });
  return phrase('trainings.one.roughness', { all, mean, deviation, ratio: oneDecimal(spread.ratio) });
}
