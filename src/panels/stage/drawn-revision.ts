import type { Landscape } from '../../experiment/landscape';

/**
 * The revision of what a view draws. A pane's own one also counts what is learnt beside its landscape, such as weights that arrive later; the
 * points of a complete landscape don't change any more, and it needs no drawing anew for that.
 */
export function drawnRevision(landscape: Landscape | null, revision: number): number {
  return landscape && !landscape.done.includes(0) ? 0 : revision;
}
