import { Redo2, Undo2 } from 'lucide-react';
import { useApp } from '../../app/store';
import { IconButton } from '../controls/IconButton';
import { useText } from '../text';
import { stepStates } from './progress';
import { RunFoot } from './RunFoot';
import { Step } from './Step';
import { STEPS } from './steps';

/** The recipe, step by step, and the one button that cooks it. */
export function Rail({ className = 'rail', foot = true }: { className?: string; foot?: boolean }) {
  const t = useText();
  const document = useApp((state) => state.document);
  const panes = useApp((state) => state.panes);
  const states = stepStates(panes);
  return (
    <aside className={className} aria-label={t('rail.recipe')}>
      <div className="rail-head">
        <h2>{t('rail.recipe')}</h2>
        <UndoRedo />
      </div>
      <ol className="steps">
        {STEPS.map((step, index) => (
          <Step key={step.id} step={step} index={index} document={document} state={states[step.id]} news={null} />
        ))}
      </ol>
      {foot ? <RunFoot /> : null}
    </aside>
  );
}

function UndoRedo() {
  const t = useText();
  const canUndo = useApp((state) => state.past.length > 0);
  const canRedo = useApp((state) => state.future.length > 0);
  const undo = useApp((state) => state.undo);
  const redo = useApp((state) => state.redo);
  return (
    <>
      <IconButton label={t('rail.undo')} disabled={!canUndo} onClick={undo}>
        <Undo2 size={15} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <IconButton label={t('rail.redo')} disabled={!canRedo} onClick={redo}>
        <Redo2 size={15} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </>
  );
}
