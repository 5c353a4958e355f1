import { useMemo } from 'react';
import { useSharpening } from '../app/sharpening';
import { useApp } from '../app/store';
import { headline, NO_READING } from '../experiment/headline';
import { speaksOfThese } from '../experiment/headline/of-these';
import { hasImages } from '../experiment/limits';
import { inView, rangeOf } from '../experiment/range';
import { sayAlone } from '../i18n/say';
import { useResults } from './app';
import { readingOf } from './readings';
import { useText } from './text';

/** The sentence over the panes: what is going on while something is, else the difference that was computed. */
export function useHeadline(): string {
  return useHeadlineFact().text;
}

/** The same, and whether it speaks of the trainings on the page only, so that others would have to carry the claim. */
export function useHeadlineFact(): { readonly text: string; readonly ofThese: boolean } {
  const t = useText();
  const given = useApp((state) => state.document);
  const document = inView(given);
  const panes = useApp((state) => state.panes);
  const kind = useApp((state) => state.run.kind);
  const notice = useApp((state) => state.notice);
  const results = useResults();
  const sharpening = useSharpening();
  const stale = panes.map((pane) => (pane.old ? '1' : '0')).join('');
  const computed = useMemo(() => {
    const readings = results.map((result, index) =>
      // A picture of the recipe before says nothing about this one.
      stale[index] === '1'
        ? NO_READING
        : readingOf(document, index, result, { sharpening: sharpening[index] ?? null, near: rangeOf(given, index) === 'near' }),
    );
    return headline(document, readings);
  }, [given, document, results, stale, sharpening]);
  const which = panes.length === 1 ? 'one' : panes.length === 2 ? 'both' : 'all';
  if (kind === 'training' && which === 'both' && document.panes.every(hasImages)) return going(t('images.training'));
  if (kind === 'training') return going(t(`shell.headline.training.${which}`));
  if (kind === 'paused') return going(t('shell.headline.paused'));
  if (kind === 'evaluating') return going(t(`shell.headline.evaluating.${which}`));
  if (notice && panes.every((pane) => pane.phase === 'empty')) return going(t('shell.headline.incomplete'));
  return { text: sayAlone(computed), ofThese: speaksOfThese(computed) };
}

function going(text: string): { readonly text: string; readonly ofThese: boolean } {
  return { text, ofThese: false };
}
