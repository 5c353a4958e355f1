import type { PaneStatus, StepId } from '../../app/state';
import { isComplete } from '../primary';
import type { StepState } from './Step';

/** How far each step is, from what the panes are doing: the first two are done once training starts, and so on. */
export function stepStates(panes: readonly PaneStatus[]): Record<StepId, StepState> {
  const phases = panes.map((pane) => pane.phase);
  const running = phases.some((phase) => phase === 'training' || phase === 'evaluating' || phase === 'queued' || phase === 'paused');
  if (!running) {
    const state: StepState = isComplete(panes) ? 'done' : 'todo';
    return { data: state, net: state, training: state, directions: state, surface: state };
  }
  const training = phases.some((phase) => phase === 'training' || phase === 'queued' || phase === 'paused');
  return {
    data: 'done',
    net: 'done',
    training: training ? 'busy' : 'done',
    directions: training ? 'todo' : 'done',
    surface: phases.some((phase) => phase === 'evaluating') ? 'busy' : 'todo',
  };
}
