import { directions } from '../catalog/directions';
import { nets } from '../catalog/nets';
import { laterSeed } from '../math/random';
import type { DirectionSpec, Document, GridAxis, Recipe } from './recipe';

/** How many seeds a check may compare. */
export const SEED_COUNTS = [4, 6, 9] as const;

/** A plane of one pane on a coarse grid, beside others that differ in a seed. */
export interface CheckPlane {
  readonly pane: number;
  /** Which card it is on: the seed of its directions here; which training it is of among other trainings. */
  readonly card: number;
  readonly recipe: Recipe;
  readonly directionSeed: number;
}

/** Points along an axis: the grid that roughness and minima are always taken on; fewer for convolutional nets, whose points take a hundred times as long. */
export const POINTS = 33;
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

/** Points along both axes of every plane of a check of some panes: one number for all of them, so that they compare. */
export function checkPoints(document: Pick<Document, 'panes'>, panes = seedPanes(document)): number {
  const convolves = panes.some((pane) => nets.get((document.panes[pane] as Recipe).net.id).needsImages);
  return convolves ? CONVOLUTION_POINTS : POINTS;
}

/** A plane with so many points along both axes, over the ranges given where its own depend on paths. */
export function coarsePlane(recipe: Recipe, points: number, ranges: readonly GridAxis[] | null): Recipe {
  const { grid } = recipe;
  const [alpha = grid.alpha, beta = grid.beta] = (grid.fit ? ranges : null) ?? [];
  return { ...recipe, grid: { ...grid, alpha: { ...alpha, points }, beta: { ...beta, points }, fit: false } };
}

/**
 * The planes of a check, those of one seed together. `rangesOf` gives the ranges that a pane's picture has where its paths choose them: all seeds then share
 * those, or their roughness would not compare.
 */
export function seedPlanes(
  document: Document,
  seeds: readonly number[],
  rangesOf: (pane: number) => readonly GridAxis[] | null,
): CheckPlane[] {
  const points = checkPoints(document);
  return seeds.flatMap((seed) =>
    seedPanes(document).map((pane): CheckPlane => {
      const recipe = coarsePlane(document.panes[pane] as Recipe, points, rangesOf(pane));
      return {
        pane,
        card: seed,
        recipe: { ...recipe, axes: recipe.axes.map((axis) => ({ ...axis, seed: null })) },
        directionSeed: seed,
      };
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
