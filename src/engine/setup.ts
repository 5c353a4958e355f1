import { datasets } from '../catalog/datasets';
import type { Dataset, Samples } from '../catalog/datasets/types';
import { nets } from '../catalog/nets';
import type { Net } from '../catalog/nets/types';
import type { Recipe } from '../experiment/recipe';
import { createRng } from '../math/random';

/** The data set of a recipe. `asset` is the file that the data set names, where it names one. */
export function datasetOf(recipe: Pick<Recipe, 'data'>, asset?: Uint8Array): Dataset {
  const { id, params, seed } = recipe.data;
  return datasets.get(id).generate(params, createRng(seed), asset);
}

/** The net of a recipe, for that data set. */
export function netOf(recipe: Pick<Recipe, 'net'>, dataset: Pick<Dataset, 'inputShape' | 'classes'>): Net {
  return nets.get(recipe.net.id).build(recipe.net.params, dataset);
}

/** The samples that a grid is evaluated on: the first `samples` of its split (all for 0). */
export function evaluationSamples(grid: Pick<Recipe['grid'], 'split' | 'samples'>, dataset: Dataset): Samples {
  const split = dataset[grid.split];
  if (grid.samples === 0 || grid.samples >= split.n) return split;
  const width = split.x.length / split.n;
  return { n: grid.samples, x: split.x.subarray(0, grid.samples * width), labels: split.labels.subarray(0, grid.samples) };
}
