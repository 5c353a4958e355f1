import { cosineByChance } from '../catalog/directions/chance';
import type { Recipe } from '../experiment/recipe';
import { cosineOf, gramOf } from '../math/gram';
import type { Plane } from './plane';

/** Cosine of a plane's two axes, and E|cos| of two random axes made the same way (METHOD.md, section 2); NaN on a line. */
export function planeCosine(plane: Plane, recipe: Pick<Recipe, 'axes'>): { cosine: number; byChance: number } {
  const [first, second] = plane.directions;
  if (!first || !second) return { cosine: Number.NaN, byChance: Number.NaN };
  return {
    cosine: cosineOf(gramOf(first.delta, second.delta)),
    byChance: cosineByChance(recipe.axes, plane.net.parameters, plane.origin.theta),
  };
}
