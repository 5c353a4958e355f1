import { type RefinementLevel, refinementLevels } from '../engine/refine';
import { createLru } from './lru';

const kept = createLru<readonly RefinementLevel[]>(4);

/** The refinement levels of a grid of that many points per axis. Ordering 513 × 513 points takes time, so panes of one size share them. */
export function gridLevels(points: readonly number[]): readonly RefinementLevel[] {
  const key = points.join('×');
  const levels = kept.get(key) ?? refinementLevels(points);
  kept.set(key, levels);
  return levels;
}
