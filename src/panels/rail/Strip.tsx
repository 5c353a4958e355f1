import { Play, Square } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useApp } from '../../app/store';
import { usePrimary } from '../primary';
import { useText } from '../text';
import { stepStates } from './progress';
import { Rail } from './Rail';
import { runLabel } from './RunFoot';
import { StepNumber } from './Step';
import { STEPS, stepDiffers } from './steps';

/** The rail below 1100 px: step numbers; a step opens the whole rail as an overlay. */
export function Strip() {
  const t = useText();
  const document = useApp((state) => state.document);
  const panes = useApp((state) => state.panes);
  const openStep = useApp((state) => state.openStep);
  const setOpenStep = useApp((state) => state.setOpenStep);
  const running = useApp((state) => state.run.kind !== 'idle');
  const runAll = useApp((state) => state.runAll);
  const stop = useApp((state) => state.stop);
  const primary = usePrimary();
  const overlay = useRef<HTMLDivElement>(null);
  const strip = useRef<HTMLElement>(null);
  const states = stepStates(panes);

  useEffect(() => {
    if (openStep === null) return;
    const onPointer = (event: PointerEvent) => {
      const target = event.target as Node;
      if (!overlay.current?.contains(target) && !strip.current?.contains(target)) setOpenStep(null);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpenStep(null);
      strip.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
    };
    addEventListener('pointerdown', onPointer);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('pointerdown', onPointer);
      removeEventListener('keydown', onKey);
    };
  }, [openStep, setOpenStep]);

  const label = running ? t('rail.run.stop') : runLabel(t, panes);
  return (
    <>
      <nav ref={strip} className="strip" aria-label={t('rail.recipe')}>
        {STEPS.map((step, index) => (
          <button
            key={step.id}
            type="button"
            className={`strip-step step-mark ${states[step.id]} ${openStep === step.id ? 'open' : ''}`}
            aria-expanded={openStep === step.id}
            aria-label={t('rail.stepNamed', { number: index + 1, name: t(step.label) })}
            title={t(step.label)}
            onClick={() => setOpenStep(openStep === step.id ? null : step.id)}
          >
            <StepNumber index={index} state={states[step.id]} />
            {stepDiffers(step, document) ? <i className="dot" /> : null}
          </button>
        ))}
        <span className="space" />
        <button
          type="button"
          className={primary === 'train' && openStep === null ? 'button filled' : 'button'}
          aria-label={label}
          title={label}
          onClick={running ? stop : runAll}
        >
          {running ? <Square size={15} strokeWidth={1.75} aria-hidden /> : <Play size={16} strokeWidth={1.75} aria-hidden />}
        </button>
      </nav>
      {openStep !== null ? (
        <div ref={overlay}>
          <Rail className="rail over" foot={true} />
        </div>
      ) : null}
    </>
  );
}
