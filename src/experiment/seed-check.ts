import { directions } from '../catalog/directions';
import { nets } from '../catalog/nets';
import { laterSeed } from '../math/random';
import type { DirectionSpec, Document, GridAxis, Recipe } from './recipe';

/** How many seeds a check may compare. */
export const SEED_COUNTS = [4, 6, 9] as const;

/** The plane of one pane along the directions of one seed, on a coarse grid. */
export interface SeedPlane {
  readonly pane: number;
  readonly seed: number;
  readonly recipe: Recipe;
}

/** Points along an axis: the grid that roughness and minima are always taken on; fewer for convolutional nets, whose points take a hundred times as long. */
const POINTS = 33;
const CONVOLUTION_POINTS = 17;

/** Panes whose planes other seeds would change: those with a random axis. */
export function seedPanes({ panes }: Pick<Document, 'panes'>): number[] {
  return panes.flatMap(({ axes }, pane) => (axes.length === 2 && axes.some(isRandom) ? [pane] : []));
}

/** Why there is nothing to repeat: all panes show lines, which draw repeats themselves, or no axis of a plane is random. Null where there is. */
export function seedObstacle(document: Pick<Document, 'panes'>): 'line' | 'noRandom' | null {
  if (seedPanes(document).length > 0) return null;
  return document.panes.every(({ axes }) => axes.length < 2) ? 'line' : 'noRandom';
}

/** The seeds of a check: the one on the screen, and those that follow. */
export function checkedSeeds(document: Pick<Document, 'panes' | 'shared'>, count: number): number[] {
  const [pane = 0] = seedPanes(document);
  const first = document.panes[pane]?.axes.find(isRandom)?.seed ?? document.shared.directionSeed;
  return Array.from({ length: count }, (_, i) => laterSeed(first, i));
}

/** Points along both axes of every plane of a check: one number for all panes, so that they compare. */
export function checkPoints(document: Pick<Document, 'panes'>): number {
  const convolves = seedPanes(document).some((pane) => nets.get((document.panes[pane] as Recipe).net.id).needsImages);
  return convolves ? CONVOLUTION_POINTS : POINTS;
}

/**
 * The planes of a check, those of one seed together. `rangesOf` gives the ranges that a pane's picture has where its paths choose them: all seeds then share
 * those, or their roughness would not compare.
 */
export function seedPlanes(
  document: Document,
  seeds: readonly number[],
  rangesOf: (pane: number) => readonly GridAxis[] | null,
): SeedPlane[] {
  const points = checkPoints(document);
  return seeds.flatMap((seed) =>
    seedPanes(document).map((pane): SeedPlane => {
      const recipe = document.panes[pane] as Recipe;
      const { grid } = recipe;
      const [alpha, beta] = (grid.fit ? rangesOf(pane) : null) ?? [grid.alpha, grid.beta];
      const ranges = { alpha: { ...(alpha ?? grid.alpha), points }, beta: { ...(beta ?? grid.beta), points } };
      const axes = recipe.axes.map((axis) => ({ ...axis, seed: null }));
      return { pane, seed, recipe: { ...recipe, axes, grid: { ...grid, ...ranges, fit: false } } };
    }),
  );
}

/** The document with one seed for the random directions of all panes. */
export function withSeed(document: Document, seed: number): Document {
  const panes = document.panes.map((recipe) => ({ ...recipe, axes: recipe.axes.map((axis) => ({ ...axis, seed: null })) }));
  return { ...document, panes, shared: { ...document.shared, directionSeed: seed } };
}

function isRandom({ id }: DirectionSpec): boolean {
  return directions.get(id).needs === 'nothing';
}
