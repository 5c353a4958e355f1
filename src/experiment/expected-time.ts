import { nets } from '../catalog/nets';
import { layersOf } from '../catalog/nets/diagram';
import { dataShape } from './limits';
import type { Recipe } from './recipe';

/** Multiply-adds a worker does in a second: a plain laptop core with SIMD, on small dense layers and on convolutions. */
const DENSE_RATE = 3e9;
const CONVOLUTION_RATE = 25e9;
/** A training step costs a forward and a backward pass, on batches too small to be fast. */
const TRAINING_COST = 6;

/** Seconds that one forward pass of one sample should take one worker of a plain laptop: rough, as are those below. */
export function passSeconds(recipe: Recipe): number {
  const { inputShape, classes } = dataShape(recipe);
  const spec = nets.get(recipe.net.id);
  const layers = layersOf(spec.build(recipe.net.params, { inputShape, classes }));
  return layers.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0) / (spec.needsImages ? CONVOLUTION_RATE : DENSE_RATE);
}

/** The same of training all runs, one after the other. */
export function trainingSeconds(recipe: Recipe): number {
  const epochs = recipe.runs.reduce((sum, run) => sum + run.epochs, 0);
  return TRAINING_COST * epochs * dataShape(recipe).train * passSeconds(recipe);
}

/** The same of the line or plane. */
export function gridSeconds(recipe: Recipe): number {
  const { grid, axes } = recipe;
  const points = grid.alpha.points * (axes.length > 1 ? grid.beta.points : 1);
  return points * (grid.samples || dataShape(recipe)[grid.split]) * passSeconds(recipe);
}

/** The same of nets and their planes that so many workers share. */
export function sharedSeconds(recipes: readonly Recipe[], workers: number): number {
  const sum = recipes.reduce((total, recipe) => total + trainingSeconds(recipe) + gridSeconds(recipe), 0);
  return sum / Math.max(1, Math.min(workers, recipes.length));
}
