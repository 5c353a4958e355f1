import { type Difference, valuePhrase } from '../differences';
import { paneLetter } from '../names';
import { type Phrase, phrase } from '../phrase';

/** "Without skip connections", "With 30 hidden layers", "On iris flowers"; "In pane B" where there are no such words. */
export function condition(difference: Difference | null, pane: number): Phrase {
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
export function subject({ path, specs }: Difference): Phrase {
  if (path === 'origin.rescale') return phrase('catalog.subject.sameFunction');
  if (isOfPicture(path)) return phrase('catalog.subject.trainedNet');
  return phrase(path.startsWith('net.') && specs[0].kind === 'number' ? 'catalog.subject.net' : 'catalog.subject.sameNet');
}

/** Whether a setting changes the picture of a net and not its training. */
export function isOfPicture(path: string): boolean {
  return /^(axes|grid|view|origin)/.test(path);
}

/** 1.6, 5. */
export function shownRatio(ratio: number): number {
  return Number(ratio.toFixed(ratio < 2.95 ? 1 : 0));
}

/** A share as "12.5 %". */
export function percent(share: number): Phrase {
  return phrase('catalog.percent', { value: Number((100 * share).toFixed(1)) });
}
