import { type Difference, differences, valuePhrase } from './differences';
import { areOnlyPlanes, paneLetter, paneNames } from './names';
import { type Phrase, phrase } from './phrase';
import type { Document } from './recipe';
import { runNames } from './run-names';
import type { SurfaceStatistics } from './statistics';

/** What is known of one pane. Nulls while it is not. */
export interface PaneReading {
  readonly statistics: SurfaceStatistics | null;
  /** 1 − test accuracy at the origin, 0 … 1. */
  readonly testError: number | null;
  /** Share of the drawn paths' movement that lies in the plane, 0 … 1; null where no path is drawn. */
  readonly inPlane: number | null;
  /** The end of a line between two minima beyond which the loss rises clearly more. */
  readonly sharperEnd: 0 | 1 | null;
  /** Share of the near view that rises less than 0.1 above the trained net (flatness.ts), 0 … 1; null over the far one. */
  readonly flatShare: number | null;
}

/** Below these a difference is not called one: seeds alone give as much (METHOD.md, section 9). */
const CLEAR_RATIO = 1.25;
const CLEAR_MINIMA_RATIO = 2;
const CLEAR_MINIMA = 3;
const CLEAR_ERROR = 0.02;
/** The default net with skips has a roughness of 0.05 … 0.15, without 0.30 … 0.44. */
const SMOOTH = 0.15;

/**
 * The one sentence that says what differs and what it does to the surface, computed from the panes' numbers. It says so where there is no clear
 * difference or where the panes do not compare.
 */
export function headline(document: Document, readings: readonly PaneReading[]): Phrase {
  // Ranges that each path asks for, and ways between minima, do not compare, and say nothing about the net.
  if (document.panes.every(({ grid }) => grid.fit) && readings.every(({ statistics }) => statistics))
    return phrase('directions.headline.paths');
  const between = document.panes.every(({ axes }) => axes.length === 1 && axes[0]?.id === 'between');
  if (between && readings.every(({ statistics }) => statistics)) return flip(document, readings) ?? phrase('directions.headline.between');
  if (document.panes.length === 1) return single(readings[0]);
  const found = differences(document);
  if (found.length === 0) return phrase('catalog.headline.identical');
  const known = readings.flatMap((reading) => (reading.statistics ? [{ ...reading, statistics: reading.statistics }] : []));
  if (known.length < document.panes.length) return pending(document, found);
  if (areOnlyPlanes(found)) {
    const shown = order(known.map(({ inPlane }) => inPlane ?? Number.NaN));
    if (shown && shown.ratio >= CLEAR_RATIO) return shares(shown, known);
  }
  if (!comparable(document, known)) return phrase('catalog.headline.notComparable');
  return known.length === 2 ? pair(document, found, known) : many(document, found, known);
}

type Known = PaneReading & { readonly statistics: SurfaceStatistics };

function single(reading: PaneReading): Phrase {
  const { statistics } = reading;
  if (!statistics) return phrase('catalog.headline.one.pending');
  if (statistics.minima > 1) return phrase('catalog.headline.one.minima', { minima: statistics.minima });
  if (statistics.roughness <= SMOOTH) return phrase('catalog.headline.one.smooth');
  return phrase('catalog.headline.one.rough', { roughness: Number(statistics.roughness.toFixed(2)) });
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
function comparable(document: Document, known: readonly Known[]): boolean {
  const frame = (pane: number): string => {
    const { grid, axes } = document.panes[pane];
    const ranges = [grid.alpha, grid.beta].slice(0, axes.length).map(({ min, max }) => [min, max]);
    const { columns, rows } = known[pane].statistics;
    return JSON.stringify([ranges, grid.fit, axes.map(({ id }) => id), columns, rows]);
  };
  return known.every((_, pane) => frame(pane) === frame(0) && !document.panes[pane].grid.fit);
}

function pair(document: Document, found: readonly Difference[], known: readonly Known[]): Phrase {
  const byRoughness = order(known.map(({ statistics }) => statistics.roughness));
  const only = found.length === 1 ? found[0] : null;
  if (byRoughness && byRoughness.ratio >= CLEAR_RATIO) {
    const { largest: rough, smallest: smooth } = byRoughness;
    const ratio = shownRatio(byRoughness.ratio);
    if (!only) return phrase('catalog.headline.pair.rougher', { rough: paneLetter(rough), smooth: paneLetter(smooth), ratio });
    return phrase('catalog.headline.rougher', { condition: condition(only, rough), subject: subject(only), ratio });
  }
  const minima = known.map(({ statistics }) => statistics.minima);
  const byMinima = order(minima);
  if (byMinima && byMinima.ratio >= CLEAR_MINIMA_RATIO && byMinima.span >= CLEAR_MINIMA) {
    const { largest, smallest } = byMinima;
    const values = { condition: condition(only, largest), more: minima[largest], fewer: minima[smallest] };
    return phrase('catalog.headline.moreMinima', values);
  }
  const errors = known.flatMap(({ testError }) => (testError === null ? [] : [testError]));
  const byError = errors.length === 2 ? order(errors) : null;
  if (byError && byError.span >= CLEAR_ERROR) {
    const { largest, smallest } = byError;
    const values = { condition: condition(only, largest), more: percent(errors[largest]), fewer: percent(errors[smallest]) };
    return phrase('catalog.headline.moreError', values);
  }
  if (!only) return phrase('catalog.headline.pair.noDifference');
  const [first, second] = paneNames(document);
  return phrase('catalog.headline.noDifference', { first, second });
}

function many(document: Document, found: readonly Difference[], known: readonly Known[]): Phrase {
  const byRoughness = order(known.map(({ statistics }) => statistics.roughness));
  if (!byRoughness || byRoughness.ratio < CLEAR_RATIO) {
    return phrase('catalog.headline.many.noDifference', { panes: known.length });
  }
  const { largest, smallest } = byRoughness;
  const ratio = shownRatio(byRoughness.ratio);
  if (found.length > 1) {
    return phrase('catalog.headline.many.letters', { rough: paneLetter(largest), smooth: paneLetter(smallest), ratio });
  }
  const names = paneNames(document);
  return phrase('catalog.headline.many.rougher', { rough: names[largest], smooth: names[smallest], ratio });
}

interface Order {
  readonly largest: number;
  readonly smallest: number;
  readonly ratio: number;
  readonly span: number;
}

/** Where the largest and smallest of some numbers are; null where one is NaN. */
function order(values: readonly number[]): Order | null {
  if (values.some(Number.isNaN)) return null;
  const max = Math.max(...values);
  const min = Math.min(...values);
  return { largest: values.indexOf(max), smallest: values.lastIndexOf(min), ratio: max === min ? 1 : max / min, span: max - min };
}

/** "Without skip connections", "With 30 hidden layers", "On iris flowers"; "In pane B" where there are no such words. */
function condition(difference: Difference | null, pane: number): Phrase {
  const inPane = phrase('catalog.condition.pane', { letter: paneLetter(pane) });
  if (!difference) return inPane;
  const { path } = difference;
  const spec = difference.specs[pane];
  const value = difference.values[pane];
  if (spec.kind === 'flag') {
    return phrase(value ? 'catalog.condition.with' : 'catalog.condition.without', { thing: phrase(`${spec.label}.noun`) });
  }
  const thing = valuePhrase(spec, value);
  if (path === 'data.id') return phrase('catalog.condition.on', { thing });
  if (path.endsWith('.norm')) return phrase(`catalog.condition.norm.${value}`);
  // Options of other choices are words of a control, not names of things.
  const named = path.endsWith('.id') || path.startsWith('net.');
  return spec.kind === 'number' || named ? phrase('catalog.condition.with', { thing }) : inPane;
}

/** What stays the same while that one thing differs. */
function subject({ path, specs }: Difference): Phrase {
  if (path === 'origin.rescale') return phrase('catalog.subject.sameFunction');
  if (/^(axes|grid|view|origin)/.test(path)) return phrase('catalog.subject.trainedNet');
  return phrase(path.startsWith('net.') && specs[0].kind === 'number' ? 'catalog.subject.net' : 'catalog.subject.sameNet');
}

function shownRatio(ratio: number): number {
  return Number(ratio.toFixed(ratio < 2.95 ? 1 : 0));
}

function percent(share: number): Phrase {
  return phrase('catalog.percent', { value: Number((100 * share).toFixed(1)) });
}
