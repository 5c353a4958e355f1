import { wantedImages } from '../app/images/wanted';
import type { AppState, PaneStatus } from '../app/state';
import { useApp } from '../app/store';

/** The next likely act, whose button alone is filled: train until there is a result of one's own, then share it; before that, open the images that are missing. */
export type Primary = 'train' | 'share' | 'copy' | 'open' | null;

/** Whether every picture is that of its recipe, and at least one was made here. */
export function isComplete(panes: readonly PaneStatus[]): boolean {
  return panes.every((pane) => pane.need === null) && panes.some((pane) => pane.phase === 'done');
}

export function primaryOf(state: Pick<AppState, 'panes' | 'run' | 'dialog' | 'document' | 'assets'>): Primary {
  if (state.dialog === 'share') return 'copy';
  if (state.run.kind !== 'idle') return null;
  if (wantedImages(state) !== null) return 'open';
  return isComplete(state.panes) ? 'share' : 'train';
}

export function usePrimary(): Primary {
  return useApp(primaryOf);
}
