import { nets } from '../catalog/nets';
import type { Document, GridAxis, RangeId, Recipe } from './recipe';

/** How much of the far range's ends the near one reaches: ± 12 % of the weights (METHOD.md, section 5). */
export const NEAR_SHARE = 0.12;
/** Points along an axis of the near range, at most, unless the far one has more. */
const NEAR_POINTS = 129;

/** Ranges that a pane can be looked at over, the nearest first; only 'far' where there is nothing to choose. */
export function rangesOf(recipe: Recipe): readonly RangeId[] {
  return hasRanges(recipe) ? ['near', 'far'] : ['far'];
}

/**
 * Whether a recipe has a near range beside its own: a plane whose axes are random and scaled per filter, so that 1 on an axis is as long as the weights, and that
 * shows ±1 of both. Where a person chose other ranges, theirs is the only one.
 */
function hasRanges({ axes, grid }: Recipe): boolean {
  const isScaled = axes.every(({ id, params }) => id === 'random' && params.norm === 'filter');
  return axes.length === 2 && isScaled && !grid.fit && isWhole(grid.alpha) && isWhole(grid.beta);
}

function isWhole({ min, max }: GridAxis): boolean {
  return min === -1 && max === 1;
}

/**
 * A recipe over one of its ranges: itself over 'far', and where it has no other. Its directions are the same, to the bit, since they do not depend on the grid. Gives the same object
 * for the same recipe, so that nothing is looked up or drawn again for nothing.
 */
export function inRange(recipe: Recipe, range: RangeId): Recipe {
  if (range === 'far' || !hasRanges(recipe)) return recipe;
  const known = near.get(recipe);
  if (known) return known;
  const points = finer(recipe);
  const { alpha, beta } = recipe.grid;
  const made = { ...recipe, grid: { ...recipe.grid, alpha: nearAxis(points(alpha.points)), beta: nearAxis(points(beta.points)) } };
  near.set(recipe, made);
  return made;
}

const near = new WeakMap<Recipe, Recipe>();

/** Twice as fine as far, so that the same 33 points lie on it; convolutions take a hundred times as long and keep their number. */
function finer({ net }: Recipe): (points: number) => number {
  if (nets.get(net.id).needsImages) return (points) => points;
  return (points) => Math.max(points, Math.min(NEAR_POINTS, 2 * points - 1));
}

function nearAxis(points: number): GridAxis {
  return { min: -NEAR_SHARE, max: NEAR_SHARE, points };
}

/** The range that is not in view. */
function otherRange(range: RangeId): RangeId {
  return range === 'far' ? 'near' : 'far';
}

/** A pane's recipe over the range that is not in view; null where it has no other. */
export function recipeBeyond(document: Document, pane: number): Recipe | null {
  const recipe = document.panes[pane];
  return recipe && hasRanges(recipe) ? inRange(recipe, otherRange(document.shared.range)) : null;
}

/** A document as it is looked at: every pane over the range in view. The same document gives the same object, the same panes the same list. */
export function inView(document: Document): Document {
  const { panes, shared } = document;
  if (shared.range === 'far') return document;
  const known = views.get(document);
  if (known) return known;
  const seen = lists.get(panes) ?? panes.map((recipe) => inRange(recipe, shared.range));
  const view = { ...document, panes: seen };
  lists.set(panes, seen);
  views.set(document, view);
  return view;
}

const views = new WeakMap<Document, Document>();
const lists = new WeakMap<readonly Recipe[], readonly Recipe[]>();

/** Whether a document has a pane with two ranges, so that there is something to choose. */
export function offersRanges({ panes }: Pick<Document, 'panes'>): boolean {
  return panes.some(hasRanges);
}

/** The range in view of a pane of a document as it is kept (not as {@link inView} gives it): 'far' where it has no other. */
export function rangeOf({ panes, shared }: Pick<Document, 'panes' | 'shared'>, pane: number): RangeId {
  const recipe = panes[pane];
  return recipe && hasRanges(recipe) ? shared.range : 'far';
}
