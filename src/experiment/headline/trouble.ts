import { dataShape } from '../limits';
import { paneLetter, paneNames } from '../names';
import { type Phrase, phrase } from '../phrase';
import type { Document, Recipe } from '../recipe';
import type { Known, TrainingEnd } from './reading';
import { percent } from './words';

/** Surfaces with more holes than that are not compared: what is left says little of the rest. */
const MOST_HOLES = 0.03;

/** A net is as good as guessing up to so many standard errors above chance. */
const CHANCE_ERRORS = 3;

/**
 * Why some surfaces can't be compared, or one can't be described, in a sentence: a net that did not train, too many holes, too few points. Null where nothing is wrong. A net that only
 * guesses is trouble beside one that learnt; alone it is a finding.
 */
export function troubleOf(document: Document, known: readonly Known[]): Phrase | null {
  const alone = known.length === 1;
  const diverged = known.findIndex(({ ends }, pane) => isDiverged(endOf(document, ends, pane)));
  if (diverged >= 0) return about(document, diverged, 'diverged');
  const guesses = known.map(({ ends }, pane) => isGuessing(document.panes[pane], endOf(document, ends, pane)));
  if (!alone && guesses.includes(true) && guesses.includes(false)) {
    const pane = guesses.indexOf(true);
    return about(document, pane, 'guessing', { share: percent(endOf(document, known[pane].ends, pane)?.accuracy ?? 0) });
  }
  const holes = known.map(({ statistics }) => statistics.holes);
  const worst = holes.indexOf(Math.max(...holes));
  if (holes[worst] > MOST_HOLES) return about(document, worst, 'holes', { share: percent(holes[worst]) });
  if (known.some(({ statistics }) => Number.isNaN(statistics.roughness))) return phrase(alone ? 'headline.tooFew.one' : 'headline.tooFew');
  return null;
}

function endOf({ panes }: Document, ends: Known['ends'], pane: number): TrainingEnd | null {
  return ends[panes[pane].origin.run] ?? null;
}

function isDiverged(end: TrainingEnd | null): boolean {
  return end !== null && !Number.isFinite(end.loss);
}

/** Whether a net is right no more often than by chance; null where that is not known. */
function isGuessing(recipe: Recipe, end: TrainingEnd | null): boolean | null {
  if (!end) return null;
  const { classes, train } = dataShape(recipe);
  const chance = 1 / classes;
  return end.accuracy <= chance + CHANCE_ERRORS * Math.sqrt((chance * (1 - chance)) / train);
}

function about(document: Document, pane: number, what: 'diverged' | 'guessing' | 'holes', values: Phrase['values'] = {}): Phrase {
  if (document.panes.length === 1) return phrase(`headline.${what}.one`, values);
  return phrase(`headline.${what}`, { ...values, letter: paneLetter(pane), name: paneNames(document)[pane] });
}
