import { useMemo } from 'react';
import { useApp } from '../app/store';
import { paneNames } from '../experiment/names';
import { runNames } from '../experiment/run-names';
import { say, sayAlone } from '../i18n/say';

/** What the panes are called: the names a person gave, or what differs. */
export function usePaneNames(): readonly string[] {
  const document = useApp((state) => state.document);
  const language = useApp((state) => state.language);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language changes what sayAlone says.
  return useMemo(() => paneNames(document).map(sayAlone), [document, language]);
}

/** What the runs of each pane are called. */
export function useRunNames(): readonly (readonly string[])[] {
  const document = useApp((state) => state.document);
  const language = useApp((state) => state.language);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language changes what say says.
  return useMemo(() => document.panes.map((recipe) => runNames(recipe).map(say)), [document, language]);
}

export function usePaneName(index: number): string {
  return usePaneNames()[index] ?? '';
}
