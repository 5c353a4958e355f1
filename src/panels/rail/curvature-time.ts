import type { CurvatureMap } from '../../experiment/curvature-map';

/** Seconds that the running maps still need together, by their own rates; null until those are known. */
export function secondsLeft(maps: readonly CurvatureMap[]): number | null {
  const running = maps.filter(({ phase }) => phase === 'running');
  const rate = running.reduce((sum, map) => sum + (map.rate ?? 0), 0);
  if (rate === 0) return null;
  const missing = running.reduce((sum, { done, finished }) => sum + done.length - finished, 0);
  return Math.max(1, Math.round(missing / rate));
}
