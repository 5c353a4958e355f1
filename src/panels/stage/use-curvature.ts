import { useMemo } from 'react';
import { useApp } from '../../app/store';
import type { CurvatureMap } from '../../experiment/curvature-map';
import { type DrawnCurvature, drawnCurvature } from '../../views/curvature';
import { useResults } from '../app';

/** The last maps and what they were made from: pictures and colour bars must show the same ones. */
let last: { readonly key: readonly unknown[]; readonly drawn: readonly DrawnCurvature[] } | null = null;

/** Before the corners are known there is nothing to draw between them. */
function hasCorners({ axes, done }: CurvatureMap): boolean {
  const columns = axes[0]?.points ?? 0;
  return [0, columns - 1, done.length - columns, done.length - 1].every((corner) => done[corner] !== 0);
}

/** What colours the contours or surfaces of every pane in place of the loss; null where a pane has no map, or none is wanted. */
export function useCurvature(): readonly DrawnCurvature[] | null {
  const field = useApp((state) => (state.document.shared.view === 'line' ? null : state.curvature));
  const shared = useApp((state) => state.document.shared.sharedScale);
  const results = useResults();
  return useMemo(() => {
    const maps = results.flatMap(({ curvature }) => (curvature && hasCorners(curvature) ? [curvature] : []));
    if (field === null || maps.length < results.length) return null;
    const key = [field, shared, ...maps];
    if (last && key.length === last.key.length && key.every((part, index) => part === last?.key[index])) return last.drawn;
    last = { key, drawn: drawnCurvature(maps, field, shared) };
    return last.drawn;
  }, [field, shared, results]);
}
