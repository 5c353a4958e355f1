import type { PathPoint, PlanePath } from '../../landscape';

/** The numbers of a path's point besides its epoch. Part of link version 1, frozen. */
export const PATH_NUMBERS = ['alpha', 'beta', 'length', 'distance', 'loss', 'planeLoss'] as const satisfies readonly (keyof PathPoint)[];

/** Paths with numbers of so many significant digits. */
export function shortPaths(paths: readonly PlanePath[], digits: number): PlanePath[] {
  const short = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(digits)) : value);
  return paths.map(({ run, points }) => ({
    run,
    points: points.map((point) => ({ ...point, ...Object.fromEntries(PATH_NUMBERS.map((name) => [name, short(point[name])])) })),
  }));
}
