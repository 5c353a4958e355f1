import type { Landscape } from '../landscape';

/** The landscape with at most so many evenly spread points in each path, both ends kept; without paths for 0. */
export function thinPaths(landscape: Landscape, most: number): Landscape {
  const { paths, ...rest } = landscape;
  if (!paths) return landscape;
  if (most < 2) return rest;
  if (paths.every(({ points }) => points.length <= most)) return landscape;
  return { ...rest, paths: paths.map(({ run, points }) => ({ run, points: spread(points, most) })) };
}

function spread<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]);
}
