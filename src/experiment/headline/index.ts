import { type Difference, differences } from '../differences';
import { FLAT_RISE } from '../flatness';
import { areOnlyPlanes, paneLetter, paneNames } from '../names';
import { type Phrase, phrase } from '../phrase';
import { findingOf, mayClaim } from '../presets/findings';
import type { Document, Recipe } from '../recipe';
import { runNames } from '../run-names';
import { comparison, type Verdict } from './compare';
import { shareFrame } from './frame';
import { type Order, order } from './order';
import type { Known, PaneReading } from './reading';
import { troubleOf } from './trouble';
import { percent, shownRatio } from './words';

export { NO_READING, type PaneReading } from './reading';

/** What two planes show of a path differs from this ratio on. */
const CLEAR_RATIO = 1.25;
/** The default net with skips has a roughness of 0.05 … 0.15, without 0.30 … 0.44. */
const SMOOTH = 0.15;

/**
 * The one sentence that says what differs and what it does to the surface, computed from the panes' numbers; that of a ready experiment, its own finding. It says so where there is no clear
 * difference, where the panes do not compare, and which net did not train. `document` is as it is looked at (`inView`).
 */
export function headline(document: Document, readings: readonly PaneReading[]): Phrase {
  return verdict(document, readings).phrase;
}

/** The same, and whether it claims a difference between trainings. */
export function verdict(document: Document, readings: readonly PaneReading[]): Verdict {
  const known = readings.flatMap((reading) => (reading.statistics ? [{ ...reading, statistics: reading.statistics }] : []));
  const complete = known.length === document.panes.length;
  const trouble = complete ? troubleOf(document, known) : null;
  if (trouble) return fact(trouble);
  const finding = complete ? findingOf(document, known) : null;
  if (finding) return fact(finding);
  // Ranges that each path asks for, and ways between minima, do not compare, and say nothing about the net.
  if (complete && document.panes.every(({ grid }) => grid.fit)) return fact(phrase('directions.headline.paths'));
  const between = document.panes.every(({ axes }) => axes.length === 1 && axes[0]?.id === 'between');
  if (complete && between) return fact(flip(document, readings) ?? phrase('directions.headline.between'));
  if (document.panes.length === 1) return fact(single(readings[0] as PaneReading));
  const found = differences(document);
  if (found.length === 0) return fact(phrase('catalog.headline.identical'));
  if (!complete) return fact(pending(document, found));
  if (areOnlyPlanes(found)) {
    const shown = order(known.map(({ inPlane }) => inPlane ?? Number.NaN));
    if (shown && shown.ratio >= CLEAR_RATIO) return fact(shares(shown, known));
  }
  const twins = unscaledTwins(document);
  if (twins) return fact(unscaled(twins, known));
  if (!comparable(document, known)) return fact(phrase('catalog.headline.notComparable'));
  return comparison(document, found, known, mayClaim(document));
}

/** Two panes of more that picture one training, along directions scaled to the weights and along unscaled ones; null where there is no one such pair. */
function unscaledTwins({ panes }: Document): { readonly scaled: number; readonly raw: number } | null {
  const norms = panes.map(({ axes }) => axes.map(({ id, params }) => (id === 'random' ? params.norm : null)));
  const raw = norms.findIndex((axes) => axes.includes('none'));
  if (panes.length < 3 || raw < 0 || norms.filter((axes) => axes.includes('none')).length > 1) return null;
  const keyOf = ({ name: _, view: __, axes, ...rest }: Recipe): string =>
    JSON.stringify([rest, axes.map(({ params, ...axis }) => ({ ...axis, params: { ...params, norm: '' } }))]);
  const scaled = panes.findIndex((recipe, pane) => pane !== raw && keyOf(recipe) === keyOf(panes[raw] as Recipe));
  return scaled < 0 ? null : { scaled, raw };
}

function unscaled({ scaled, raw }: { readonly scaled: number; readonly raw: number }, known: readonly Known[]): Phrase {
  const sorted = order([scaled, raw].map((pane) => (known[pane] as Known).statistics.roughness));
  const values = { scaled: paneLetter(scaled), raw: paneLetter(raw) };
  if (!sorted || sorted.ratio < CLEAR_RATIO || !Number.isFinite(sorted.ratio)) return phrase('headline.unscaled.alike', values);
  const key = sorted.largest === 1 ? 'headline.unscaled' : 'headline.unscaled.smoother';
  return phrase(key, { ...values, ratio: shownRatio(sorted.ratio) });
}

function fact(told: Phrase): Verdict {
  return { phrase: told, claims: false };
}

function single({ statistics, flatShare }: PaneReading): Phrase {
  if (!statistics) return phrase('catalog.headline.one.pending');
  if (flatShare !== null) return phrase('headline.flat.one', { share: percent(flatShare), rise: FLAT_RISE });
  const { minima, roughness } = statistics;
  if (minima > 1) return phrase('catalog.headline.one.minima', { minima });
  if (roughness > SMOOTH) return phrase('catalog.headline.one.rough', { roughness: Number(roughness.toFixed(2)) });
  return phrase(minima === 1 ? 'catalog.headline.one.smooth' : 'headline.smooth.one');
}

function pending(document: Document, found: readonly Difference[]): Phrase {
  const panes = document.panes.length;
  if (panes > 2 || found.length > 2) return phrase('catalog.headline.pending.plain', { panes });
  const [first, second] = paneNames(document);
  return phrase('catalog.headline.pending', { first, second });
}

/** How much of one path the planes show that are laid through it. */
function shares({ smallest, largest }: Order, known: readonly Known[]): Phrase {
  const of = (pane: number) => ({ plane: paneLetter(pane), share: percent(known[pane].inPlane ?? 0) });
  const [less, more] = [of(smallest), of(largest)];
  return phrase('directions.headline.shares', { least: less.plane, less: less.share, most: more.plane, more: more.share });
}

/** Which of two minima looks the sharper one, where two panes do not agree (the paper's Figure 2); null otherwise. */
function flip(document: Document, readings: readonly PaneReading[]): Phrase | null {
  const [first, second] = paneNames(document);
  const sharper = document.panes.map((recipe, pane) => {
    const end = readings[pane].sharperEnd;
    return end === null ? undefined : runNames(recipe)[end === 0 ? recipe.origin.run : Number(recipe.axes[0].params.run) - 1];
  });
  const [a, b] = sharper;
  if (document.panes.length !== 2 || !a || !b || readings[0].sharperEnd === readings[1].sharperEnd) return null;
  return phrase('directions.headline.flip', { first, a, second, b });
}

/** Roughness and minima depend on range and resolution, so both have to agree. */
function comparable({ panes }: Document, known: readonly Known[]): boolean {
  const sizes = known.map(({ statistics: { columns, rows } }) => `${columns} ${rows}`);
  return shareFrame(panes) && sizes.every((size) => size === sizes[0]);
}
