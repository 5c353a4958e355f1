import type { Recipe } from '../recipe';

/** Whether planes or lines have the same ranges and kinds of axes, none of them chosen by a path: roughness and minima depend on them. */
export function shareFrame(panes: readonly Recipe[]): boolean {
  const frames = panes.map(({ grid, axes }) => {
    const ranges = [grid.alpha, grid.beta].slice(0, axes.length).map(({ min, max }) => [min, max]);
    return JSON.stringify([ranges, grid.fit, axes.map(({ id }) => id)]);
  });
  return frames.every((frame) => frame === frames[0]) && !panes.some(({ grid }) => grid.fit);
}
