import { RotateCw } from 'lucide-react';
import { Suspense, useCallback } from 'react';
import type { PaneStatus } from '../../app/state';
import { useApp } from '../../app/store';
import { rangeOf } from '../../experiment/range';
import type { RangeId } from '../../experiment/recipe';
import { holesOf } from '../../experiment/statistics';
import { formatNumber } from '../../i18n/format';
import { useResult } from '../app';
import { useText } from '../text';
import { PaneHeader } from './PaneHeader';
import { PaneProgress } from './PaneProgress';
import { Bar } from './parts';

interface Props {
  readonly index: number;
  /** Without a header: the phone shows name and numbers elsewhere. */
  readonly bare: boolean;
  readonly onBody: (index: number, element: HTMLElement | null) => void;
}

/** One picture with its header, its progress and, where the scales differ, its own colour bar. */
export function Pane({ index, bare, onBody }: Props) {
  const ownScale = useApp((state) => !state.document.shared.sharedScale && state.document.panes.length > 1);
  const ref = useCallback((element: HTMLElement | null) => onBody(index, element), [index, onBody]);
  return (
    <article className="pane" data-pane={index}>
      {bare ? null : <PaneHeader index={index} />}
      <PaneProgress index={index} />
      <div className="pane-body" ref={ref}>
        <PaneWords index={index} />
      </div>
      <div className="pane-foot">
        <Holes index={index} />
        {ownScale && !bare ? (
          <div className="pane-bar">
            <Suspense fallback={null}>
              <Bar pane={index} width={240} />
            </Suspense>
          </div>
        ) : null}
      </div>
    </article>
  );
}

/** A failed run says so in its own pane only, with a way on. */
function PaneWords({ index }: { index: number }) {
  const t = useText();
  const failure = useApp((state) => state.panes[index]?.failure ?? null);
  const runPane = useApp((state) => state.runPane);
  const missing = useMissingRange(index);
  if (missing) return <p className="pane-words">{t(`range.missing.${missing}`)}</p>;
  if (!failure) return null;
  return (
    <div className="pane-words failed" role="alert">
      <p>{t(failure.key, failure.values)}</p>
      <button type="button" className="button" onClick={() => runPane(index)}>
        <RotateCw size={14} strokeWidth={1.75} aria-hidden />
        {t('shell.tryAgain')}
      </button>
    </div>
  );
}

/** The range in view, where what is here shows the other one only and the weights for this one are not here. */
function useMissingRange(index: number): RangeId | null {
  const { landscape, otherRange } = useResult(index).snapshot;
  const resting = useApp(({ panes }) => RESTING.has(panes[index]?.phase ?? 'empty') && panes[index]?.need === 'training');
  const range = useApp(({ document }) => rangeOf(document, index));
  return landscape === null && otherRange && resting ? range : null;
}

const RESTING: ReadonlySet<PaneStatus['phase']> = new Set(['shared', 'ready-made']);

/** Points without a number are holes in the picture; how many is said. */
function Holes({ index }: { index: number }) {
  const t = useText();
  const { landscape } = useResult(index).snapshot;
  const holes = landscape ? holesOf(landscape) : 0;
  return holes > 0 ? <p className="holes">{t('shell.holes', { count: holes, holes: formatNumber(holes) })}</p> : null;
}
