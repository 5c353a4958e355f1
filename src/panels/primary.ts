import type { AppState } from '../app/state';
import { useApp } from '../app/store';

/** The next likely act, whose button alone is filled: train until there is a result of one's own, then share it. */
export type Primary = 'train' | 'share' | 'copy' | null;

export function primaryOf(state: Pick<AppState, 'panes' | 'run' | 'dialog'>): Primary {
  if (state.dialog === 'share') return 'copy';
  if (state.run.kind !== 'idle') return null;
  return state.panes.every((pane) => pane.phase === 'done' || pane.phase === 'stopped') ? 'share' : 'train';
}

export function usePrimary(): Primary {
  return useApp(primaryOf);
}
