import { Check, ChevronRight, ChevronUp } from 'lucide-react';
import { lazy, Suspense, useEffect, useId, useRef } from 'react';
import { useApp } from '../../app/store';
import type { Document } from '../../experiment/recipe';
import { useText } from '../text';
import { Chips } from './Chips';
import type { StepSpec } from './steps';
import { summary } from './words';

/** Controls are fetched after the first paint, which shows closed steps. */
const StepBody = lazy(() => import('./StepBody').then((module) => ({ default: module.StepBody })));

export type StepState = 'todo' | 'busy' | 'done';

interface Props {
  readonly step: StepSpec;
  readonly index: number;
  readonly document: Document;
  readonly state: StepState;
  /** Said instead of the summary, when something happened on this step just now. */
  readonly news: string | null;
}

/** One step of the recipe: closed, a line that says what it is set to; open, its controls. */
export function Step({ step, index, document, state, news }: Props) {
  const t = useText();
  const open = useApp((app) => app.openStep === step.id);
  const setOpenStep = useApp((app) => app.setOpenStep);
  const bodyId = useId();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Once its controls are there, as much of them as fits is in sight.
    if (open) requestAnimationFrame(() => item.current?.scrollIntoView({ block: 'nearest' }));
  }, [open]);
  return (
    <li ref={item} className={`step ${state} ${open ? 'open' : ''}`}>
      <h3>
        <button
          type="button"
          className="step-head"
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => setOpenStep(open ? null : step.id)}
        >
          <StepNumber index={index} state={open ? 'todo' : state} />
          <span className="step-name">{t(step.label)}</span>
          {open ? <ChevronUp size={15} strokeWidth={1.75} aria-hidden /> : <ChevronRight size={15} strokeWidth={1.75} aria-hidden />}
        </button>
      </h3>
      {open ? (
        <div className="step-body" id={bodyId}>
          <Suspense fallback={null}>
            <StepBody step={step} document={document} />
          </Suspense>
        </div>
      ) : (
        <div id={bodyId}>
          <p className="step-summary">{news ?? summary(step, document)}</p>
          <Chips step={step} document={document} />
        </div>
      )}
    </li>
  );
}

/** The number of a step: ✓ when done, a ring while busy. */
export function StepNumber({ index, state }: { index: number; state: StepState }) {
  const t = useText();
  if (state === 'done') {
    return (
      <span className="step-number">
        <Check size={11} strokeWidth={3} aria-hidden />
        <span className="unseen">{t('rail.done')}</span>
      </span>
    );
  }
  if (state === 'busy') {
    return (
      <span className="step-number">
        <svg data-ring="" width="17" height="17" viewBox="0 0 17 17" fill="none" strokeWidth="2" aria-hidden="true">
          <circle cx="8.5" cy="8.5" r="7" stroke="var(--line-strong)" />
          <path d="M8.5 1.5a7 7 0 0 1 7 7" stroke="var(--accent)" />
        </svg>
        <span className="unseen">{t('rail.busy')}</span>
      </span>
    );
  }
  return <span className="step-number">{index + 1}</span>;
}
