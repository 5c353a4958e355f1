import { useMemo } from 'react';
import { useSharpening } from '../app/sharpening';
import { useApp } from '../app/store';
import { headline, NO_READING } from '../experiment/headline';
import { hasImages } from '../experiment/limits';
import { inView, rangeOf } from '../experiment/range';
import { sayAlone } from '../i18n/say';
import { useResults } from './app';
import { readingOf } from './readings';
import { useText } from './text';

/** The sentence over the panes: what is going on while something is, else the difference that was computed. */
export function useHeadline(): string {
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
  if (kind === 'training' && which === 'both' && document.panes.every(hasImages)) return t('images.training');
  if (kind === 'training') return t(`shell.headline.training.${which}`);
  if (kind === 'paused') return t('shell.headline.paused');
  if (kind === 'evaluating') return t(`shell.headline.evaluating.${which}`);
  if (notice && panes.every((pane) => pane.phase === 'empty')) return t('shell.headline.incomplete');
  return sayAlone(computed);
}
