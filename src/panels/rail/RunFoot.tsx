import { Pause, Play, RotateCw, Square, StepForward } from 'lucide-react';
import { lazy, Suspense, useLayoutEffect, useRef } from 'react';
import type { PaneStatus } from '../../app/state';
import { useApp } from '../../app/store';
import type { MessageValues } from '../../i18n';
import { formatNumber } from '../../i18n/format';
import { letterOf } from '../letters';
import { isComplete, usePrimary } from '../primary';
import { useText } from '../text';
import { aboutSeconds } from './about-seconds';

/** It estimates times from the layers of the nets, which the first paint can do without. */
const RunHint = lazy(() => import('./RunHint').then((module) => ({ default: module.RunHint })));

type Text = (key: string, values?: MessageValues) => string;

/** What the one button says: what pressing it does. With nothing missing it does all of it again. */
export function runLabel(t: Text, panes: readonly PaneStatus[]): string {
  const needy = panes.flatMap(({ need }, pane) => (need === null ? [] : [{ need, pane }]));
  if (needy.length === 0 && panes.some((pane) => pane.phase === 'done')) return t('rail.run.again');
  if (needy.length > 0 && needy.every(({ need }) => need === 'surface')) {
    return t(needy.length === 1 ? 'rail.run.surface' : 'rail.run.surfaces');
  }
  const nets = needy.length === 0 ? panes.length : needy.length;
  if (panes.length === 1) return t('rail.run.trainOne');
  if (nets === 1) return t('rail.run.trainLetter', { letter: letterOf(needy[0]?.pane ?? 0) });
  if (nets < panes.length) return t('rail.run.trainSome', { nets });
  return panes.length === 2 ? t('rail.run.trainBoth') : t('rail.run.trainAll', { panes: nets });
}

/** The foot of the rail: the one obvious act, or how far it is and how to stop it. */
export function RunFoot() {
  const kind = useApp((state) => state.run.kind);
  const foot = useRef<HTMLDivElement>(null);
  // Before the change is drawn: the pressed button is still there.
  const held = foot.current?.contains(document.activeElement) ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the buttons change with the kind of run.
  useLayoutEffect(() => {
    // It gives way to others: the keyboard stays where it was.
    if (held && !foot.current?.contains(document.activeElement)) foot.current?.querySelector('button')?.focus();
  }, [kind]);
  return (
    <div ref={foot} className="run">
      {kind === 'idle' ? <Idle /> : <Running />}
    </div>
  );
}

function Idle() {
  const t = useText();
  const panes = useApp((state) => state.panes);
  const runAll = useApp((state) => state.runAll);
  const primary = usePrimary();
  const again = isComplete(panes);
  return (
    <>
      <button type="button" className={primary === 'train' ? 'button tall filled' : 'button tall'} onClick={runAll}>
        {again ? <RotateCw size={15} strokeWidth={1.75} aria-hidden /> : <Play size={15} strokeWidth={1.75} aria-hidden />}
        {runLabel(t, panes)}
      </button>
      <p>
        <Suspense fallback={'\u00a0'}>
          <RunHint />
        </Suspense>
      </p>
    </>
  );
}

function Running() {
  const t = useText();
  const run = useApp((state) => state.run);
  const count = useApp((state) => state.panes.length);
  const stop = useApp((state) => state.stop);
  const pause = useApp((state) => state.pause);
  const resume = useApp((state) => state.resume);
  const stepEpoch = useApp((state) => state.stepEpoch);
  const paused = run.kind === 'paused';
  const what = run.kind === 'evaluating' ? 'surfaces' : 'nets';
  const left = run.secondsLeft === null ? null : aboutSeconds(Math.max(1, Math.round(run.secondsLeft)));
  const percent = formatNumber(run.fraction * 100);
  return (
    <>
      <div className="run-line">
        <strong>{paused ? t('rail.run.paused') : t(`rail.run.${what}.${count === 1 ? 'one' : count === 2 ? 'both' : 'all'}`)}</strong>
        <span>{left === null || paused ? t('rail.run.percent', { percent }) : t('rail.run.percentLeft', { percent, left })}</span>
      </div>
      <div
        className="progress"
        role="progressbar"
        aria-label={t('rail.run.progress')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(run.fraction * 100)}
      >
        <i style={{ transform: `scaleX(${run.fraction})` }} />
      </div>
      <div className="run-buttons">
        {paused ? (
          <>
            <button type="button" className="button tall" onClick={resume}>
              <Play size={15} strokeWidth={1.75} aria-hidden />
              {t('rail.run.resume')}
            </button>
            <button type="button" className="button tall" title={t('rail.run.stepTitle')} onClick={stepEpoch}>
              <StepForward size={15} strokeWidth={1.75} aria-hidden />
              {t('rail.run.step')}
            </button>
          </>
        ) : null}
        {run.kind === 'training' ? (
          <button type="button" className="button tall" onClick={pause}>
            <Pause size={15} strokeWidth={1.75} aria-hidden />
            {t('rail.run.pause')}
          </button>
        ) : null}
        <button type="button" className="button tall" onClick={stop}>
          <Square size={14} strokeWidth={1.75} aria-hidden />
          {t('rail.run.stop')}
        </button>
      </div>
      <p>{t('rail.run.stays')}</p>
    </>
  );
}
