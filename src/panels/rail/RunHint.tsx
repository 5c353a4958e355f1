import { useApp } from '../../app/store';
import { isComplete } from '../primary';
import { useText } from '../text';
import { aboutSeconds } from './about-seconds';
import { useEstimate } from './estimate';

/** What happens on pressing the button, or what happened when it was pressed. */
export function RunHint() {
  const t = useText();
  const panes = useApp((state) => state.panes);
  const last = useApp((state) => state.run.lastSeconds);
  const stopped = useApp((state) => state.run.stopped);
  const seconds = aboutSeconds(useEstimate());
  const phases = panes.map((pane) => pane.phase);
  if (isComplete(panes))
    return last === null ? t('rail.run.done') : t('rail.run.doneIn', { seconds: aboutSeconds(Math.max(1, Math.round(last))) });
  if (phases.some((phase) => phase === 'failed')) return t('rail.run.someFailed');
  if (phases.some((phase) => phase === 'stale')) return t('rail.run.changed', { seconds });
  if (stopped && phases.some((phase) => phase === 'stopped')) return t('rail.run.stopped');
  if (phases.some((phase) => phase === 'empty' || phase === 'stopped')) return t('rail.run.empty', { seconds });
  if (phases.some((phase) => phase === 'shared')) return t('rail.run.shared', { seconds });
  return t(panes.length === 2 ? 'rail.run.readyMadePair' : 'rail.run.readyMade', { seconds });
}
