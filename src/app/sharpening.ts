import { useSyncExternalStore } from 'react';
import type { Sharpening } from '../experiment/sharpening';

/** Sharpness along the training of every pane's runs. Apart from the other results: pictures need not be drawn again for it. */
export interface SharpeningStore {
  /** Of each pane; the same list until something changes. */
  readonly panes: () => readonly Sharpening[];
  set(panes: readonly Sharpening[]): void;
  /** Returns what ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

export function createSharpeningStore(): SharpeningStore {
  let panes: readonly Sharpening[] = [];
  const listeners = new Set<() => void>();
  return {
    panes: () => panes,
    set(fresh) {
      if (fresh.length === panes.length && fresh.every((entry, index) => same(entry, panes[index]))) return;
      panes = fresh;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function same(a: Sharpening, b: Sharpening): boolean {
  return (
    a.left === b.left &&
    a.problem === b.problem &&
    a.runs.length === b.runs.length &&
    a.runs.every((points, run) => points.length === b.runs[run].length && points.every((point, i) => point === b.runs[run][i]))
  );
}

/** What is behind the page. */
export const sharpening = createSharpeningStore();

/** Sharpness of all panes in a component, which renders again when it changes. */
export function useSharpening(): readonly Sharpening[] {
  return useSyncExternalStore(sharpening.subscribe, sharpening.panes);
}
