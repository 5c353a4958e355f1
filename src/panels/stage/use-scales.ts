import { useMemo } from 'react';
import { useApp } from '../../app/store';
import { paneScales } from '../../views/scale';
import type { HeightScale } from '../../views/types';
import { useResults } from '../app';

/** The last scales and what they were made from: surfaces, colour bars and captions must show the same ones. */
let last: { readonly key: readonly unknown[]; readonly scales: readonly HeightScale[] } | null = null;

/** The height and colour scale of every pane. While a surface is being computed the range only widens. */
export function useScales(): readonly HeightScale[] {
  const document = useApp((state) => state.document);
  const computing = useApp((state) => state.run.kind === 'evaluating');
  const results = useResults();
  return useMemo(() => {
    const { height, cap, sharedScale } = document.shared;
    const panes = document.panes.map(({ view }, index) => {
      const { landscape = null, companions = [] } = results[index]?.snapshot ?? {};
      return { landscapes: [landscape, ...companions.map((line) => line.landscape)], field: view.field };
    });
    const key = [height, cap, sharedScale, computing, ...panes.flatMap(({ landscapes, field }) => [...landscapes, field])];
    if (last && key.length === last.key.length && key.every((part, index) => part === last?.key[index])) return last.scales;
    const previous = computing && last ? last.scales : null;
    last = { key, scales: paneScales(panes, { mode: height, cap, shared: sharedScale, previous }) };
    return last.scales;
  }, [document, results, computing]);
}
