import { nets } from '../catalog/nets';
import { dataShape } from './limits';
import type { Recipe } from './recipe';

/** Lengths of θ and of the state of a recipe's net: what a checkpoint from outside must have. */
export function weightSizes(recipe: Recipe): { readonly theta: number; readonly state: number } {
  const net = nets.get(recipe.net.id).build(recipe.net.params, dataShape(recipe));
  return { theta: net.parameters.size, state: net.state.size };
}
