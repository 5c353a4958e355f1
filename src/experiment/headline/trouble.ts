import { dataShape } from '../limits';
import { paneLetter, paneNames } from '../names';
import { type Phrase, phrase } from '../phrase';
import type { Document, Recipe } from '../recipe';
import type { Known, TrainingEnd } from './reading';
import { percent } from './words';

/** Surfaces with more holes than that are not compared: what is left says little of the rest. */
export const MOST_HOLES = 0.03;

/** A net is as good as guessing up to so many standard errors above chance. */
const CHANCE_ERRORS = 3;

/** What keeps a surface from being compared: its net diverged, or learnt nothing beside one that did; it has too many holes, or no three points in a row. */
export interface Trouble {
  readonly what: 'diverged' | 'guessing' | 'holes' | 'tooFew';
  readonly pane: number;
  /** Of training samples that are right by guessing, or of points that are holes, 0 … 1. */
  readonly share?: number;
}

/**
 * Why some surfaces can't be compared, or one can't be described, in a sentence: a net that did not train, too many holes, too few points. Null where nothing is wrong. A net that only
 * guesses is trouble beside one that learnt; alone it is a finding.
 */
export function troubleOf(document: Document, known: readonly Known[]): Phrase | null {
  const found = findTrouble(document, known);
  if (!found) return null;
  const { what, pane, share } = found;
  if (what === 'tooFew') return phrase(known.length === 1 ? 'headline.tooFew.one' : 'headline.tooFew');
  return about(document, pane, what, share === undefined ? {} : { share: percent(share) });
}

/** The same as what it is, for who says it elsewhere. */
export function findTrouble(document: Pick<Document, 'panes'>, known: readonly Known[]): Trouble | null {
  const diverged = known.findIndex(({ ends }, pane) => isDiverged(endOf(document, ends, pane)));
  if (diverged >= 0) return { what: 'diverged', pane: diverged };
  const guesses = known.map(({ ends }, pane) => isGuessing(document.panes[pane], endOf(document, ends, pane)));
  if (known.length > 1 && guesses.includes(true) && guesses.includes(false)) {
    const pane = guesses.indexOf(true);
    return { what: 'guessing', pane, share: endOf(document, known[pane].ends, pane)?.accuracy ?? 0 };
  }
  const holes = known.map(({ statistics }) => statistics.holes);
  const worst = holes.indexOf(Math.max(...holes));
  if (holes[worst] > MOST_HOLES) return { what: 'holes', pane: worst, share: holes[worst] };
  const bare = known.findIndex(({ statistics }) => Number.isNaN(statistics.roughness));
  return bare < 0 ? null : { what: 'tooFew', pane: bare };
}

function endOf({ panes }: Pick<Document, 'panes'>, ends: Known['ends'], pane: number): TrainingEnd | null {
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

function about(document: Document, pane: number, what: Exclude<Trouble['what'], 'tooFew'>, values: Phrase['values']): Phrase {
  if (document.panes.length === 1) return phrase(`headline.${what}.one`, values);
  return phrase(`headline.${what}`, { ...values, letter: paneLetter(pane), name: paneNames(document)[pane] });
}
