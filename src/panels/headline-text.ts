import { useMemo } from 'react';
import { useApp } from '../app/store';
import { flatShare, middleLoss } from '../experiment/flatness';
import { headline, type PaneReading } from '../experiment/headline';
import type { Landscape } from '../experiment/landscape';
import { hasImages } from '../experiment/limits';
import { pathShare } from '../experiment/path-statistics';
import { inView, rangeOf } from '../experiment/range';
import { sharperEnd } from '../experiment/sharper-end';
import { surfaceStatistics } from '../experiment/statistics';
import { sayAlone } from '../i18n/say';
import { useResults } from './app';
import { testErrorOf } from './figures';
import { useText } from './text';

const UNKNOWN: PaneReading = { statistics: null, testError: null, inPlane: null, sharperEnd: null, flatShare: null };

function nearFlatness(landscape: Landscape): number | null {
  const loss = middleLoss(landscape);
  return loss === null ? null : flatShare(landscape, loss);
}

/** The sentence over the panes: what is going on while something is, else the difference that was computed. */
export function useHeadline(): string {
  const t = useText();
  const given = useApp((state) => state.document);
  const document = inView(given);
  const panes = useApp((state) => state.panes);
  const kind = useApp((state) => state.run.kind);
  const notice = useApp((state) => state.notice);
  const results = useResults();
  const stale = panes.map((pane) => (pane.phase === 'stale' ? '1' : '0')).join('');
  const computed = useMemo(() => {
    const readings = results.map(({ snapshot }, index) => {
      // A picture of the recipe before says nothing about this one.
      const landscape = stale[index] === '1' ? null : snapshot.landscape;
      if (!landscape) return UNKNOWN;
      return {
        statistics: surfaceStatistics(landscape),
        testError: testErrorOf(snapshot, document.panes[index]?.origin.run ?? 0),
        inPlane: document.shared.paths ? pathShare(landscape) : null,
        sharperEnd: sharperEnd(landscape),
        flatShare: rangeOf(given, index) === 'near' ? nearFlatness(landscape) : null,
      };
    });
    return headline(document, readings);
  }, [given, document, results, stale]);
  const which = panes.length === 1 ? 'one' : panes.length === 2 ? 'both' : 'all';
  if (kind === 'training' && which === 'both' && document.panes.every(hasImages)) return t('images.training');
  if (kind === 'training') return t(`shell.headline.training.${which}`);
  if (kind === 'paused') return t('shell.headline.paused');
  if (kind === 'evaluating') return t(`shell.headline.evaluating.${which}`);
  if (notice && panes.every((pane) => pane.phase === 'empty')) return t('shell.headline.incomplete');
  return sayAlone(computed);
}
