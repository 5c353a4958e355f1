import { useSyncExternalStore } from 'react';
import { type PaneResult, results } from '../app/results';
import { useApp } from '../app/store';

let seen: readonly PaneResult[] = [];

/** The results of all panes; the same list until one of them changes. */
function current(count: number): readonly PaneResult[] {
  const next = Array.from({ length: count }, (_, index) => results.pane(index));
  if (next.length !== seen.length || next.some((result, index) => result !== seen[index])) seen = next;
  return seen;
}

/** The results of all panes in a component, which renders again when any of them changes. */
export function useResults(): readonly PaneResult[] {
  const count = useApp((state) => state.document.panes.length);
  return useSyncExternalStore(results.subscribe, () => current(count));
}

export { useResult } from '../app/results';
