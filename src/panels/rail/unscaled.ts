import { MAX_PANES } from '../../experiment/fields';
import type { DirectionSpec, Document, Recipe } from '../../experiment/recipe';

/**
 * The same experiment with one pane more: the last pane whose random directions are scaled to the weights, with its directions left unscaled, and a scale for each pane: unscaled losses
 * are too large for one. Null where
 * there is none, where the comparison is there already, and at the limit of panes.
 */
export function withUnscaled(document: Document): Document | null {
  const { panes } = document;
  const scaled = panes.findLast((recipe) => recipe.axes.some(isScaled));
  if (!scaled || panes.length >= MAX_PANES || panes.some((recipe) => recipe.axes.some(isUnscaled))) return null;
  return { ...document, panes: [...panes, unscaled(scaled)], shared: { ...document.shared, sharedScale: false } };
}

function unscaled(recipe: Recipe): Recipe {
  const axes = recipe.axes.map((axis) => (isScaled(axis) ? { ...axis, params: { ...axis.params, norm: 'none' } } : axis));
  return { ...recipe, name: '', axes };
}

function isScaled({ id, params }: DirectionSpec): boolean {
  return id === 'random' && params.norm !== 'none';
}

function isUnscaled({ id, params }: DirectionSpec): boolean {
  return id === 'random' && params.norm === 'none';
}
