import { datasets } from '../catalog/datasets';
import { nets } from '../catalog/nets';
import type { Recipe } from './recipe';

/** Sizes of nets that were asked for, by what they depend on: building one only to count its weights takes milliseconds. */
const known = new Map<string, WeightSizes>();
const MAX_KNOWN = 64;

interface WeightSizes {
  readonly theta: number;
  readonly state: number;
}

/** Lengths of θ and of the state of a recipe's net: what a checkpoint from outside must have. */
export function weightSizes({ net, data }: Pick<Recipe, 'net' | 'data'>): WeightSizes {
  const shape = datasets.get(data.id).shape(data.params);
  const key = JSON.stringify([net, shape.inputShape, shape.classes]);
  const before = known.get(key);
  if (before) return before;
  const built = nets.get(net.id).build(net.params, shape);
  const sizes = { theta: built.parameters.size, state: built.state.size };
  const [oldest] = known.keys();
  if (known.size >= MAX_KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(key, sizes);
  return sizes;
}
