import { filterNorms, filtersOf } from '../catalog/directions/normalise';
import type { Recipe } from '../experiment/recipe';
import type { Plane } from './plane';

/**
 * Cosine of a plane's two axes, and E|cos| of two random axes made the same way: √(2 / (π P_eff)) (METHOD.md, section 2). `byChance` is NaN
 * where an axis is not random or takes the weights themselves; both are NaN on a line.
 */
export function planeCosine(plane: Plane, recipe: Pick<Recipe, 'axes'>): { cosine: number; byChance: number } {
  const [first, second] = plane.directions;
  if (!first || !second) return { cosine: Number.NaN, byChance: Number.NaN };
  const cosine = dot(first.delta, second.delta) / Math.sqrt(dot(first.delta, first.delta) * dot(second.delta, second.delta));
  const [axis, other] = recipe.axes;
  const alike = axis.id === 'random' && other?.id === 'random' && axis.params.norm === other.params.norm;
  if (!alike || axis.params.ignore !== 'biasbn' || other.params.ignore !== 'biasbn') return { cosine, byChance: Number.NaN };
  return { cosine, byChance: Math.sqrt(2 / (Math.PI * effectiveParameters(plane, String(axis.params.norm)))) };
}

/** How many independent Gaussian entries would make two axes as nearly orthogonal as these. */
function effectiveParameters(plane: Plane, norm: string): number {
  const { net, origin } = plane;
  let [squares, fourthsPerEntry] = [0, 0];
  const add = (square: number, entries: number): void => {
    squares += square;
    fourthsPerEntry += square ** 2 / entries;
  };
  for (const slot of net.parameters.slots) {
    if (slot.shape.length < 2) continue;
    const weights = origin.theta.subarray(slot.offset, slot.offset + slot.size);
    const filters = filtersOf(slot);
    if (norm === 'none') add(slot.size, slot.size);
    else if (norm === 'dlayer') add(1, slot.size);
    else if (norm === 'layer') add(dot(weights, weights), slot.size);
    else if (norm === 'weight') for (const weight of weights) add(weight * weight, 1);
    else for (const length of filterNorms(weights, filters)) add(norm === 'dfilter' ? 1 : length * length, slot.size / filters);
  }
  return squares ** 2 / fourthsPerEntry;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
