import type { Landscape, PathPoint, PlanePath } from '../landscape';

/** The numbers of a path's point besides its epoch. */
export const PATH_NUMBERS = ['alpha', 'beta', 'length', 'distance', 'loss', 'planeLoss'] as const satisfies readonly (keyof PathPoint)[];

/** Paths with numbers of so many significant digits. */
export function shortPaths(paths: readonly PlanePath[], digits: number): PlanePath[] {
  const short = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(digits)) : value);
  return paths.map(({ run, points }) => ({
    run,
    points: points.map((point) => ({ ...point, ...Object.fromEntries(PATH_NUMBERS.map((name) => [name, short(point[name])])) })),
  }));
}

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
