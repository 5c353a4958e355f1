import type { Dataset, Samples } from '../catalog/datasets/types';
import type { TensorLayout } from '../catalog/layout';
import type { NamedArray, Rebuild } from '../experiment/rebuild';
import type { Recipe } from '../experiment/recipe';
import { BATCH_NORM_EPSILON } from './graph/trace';
import type { Plane } from './plane';
import { evaluationSamples } from './setup';

const AXES = ['alpha', 'beta'];

/** What someone else needs to compute a recipe's surface anew from `origin + α · direction_alpha + β · direction_beta`: data, tensors, directions. */
export function rebuildOf(recipe: Pick<Recipe, 'grid'>, dataset: Dataset, { net, origin, directions }: Plane): Rebuild {
  const samples = ({ n, x, labels }: Samples, name: string): NamedArray[] => [
    { name: `x_${name}`, data: Float32Array.from(x), shape: [n, ...dataset.inputShape] },
    { name: `y_${name}`, data: Int32Array.from(labels), shape: [n] },
  ];
  const vector = (name: string, values: Float32Array): NamedArray => ({ name, data: Float32Array.from(values), shape: [values.length] });
  return {
    inputShape: dataset.inputShape,
    classes: dataset.classes,
    evaluated: { split: recipe.grid.split, samples: evaluationSamples(recipe.grid, dataset).n },
    parameters: placesOf(net.parameters),
    state: placesOf(net.state),
    batchNormEpsilon: BATCH_NORM_EPSILON,
    arrays: [
      ...samples(dataset.train, 'train'),
      ...samples(dataset.test, 'test'),
      vector('origin', origin.theta),
      vector('origin_state', origin.state),
      ...directions.flatMap(({ delta, stateDelta }, axis) => [
        vector(`direction_${AXES[axis]}`, delta),
        ...(stateDelta ? [vector(`direction_${AXES[axis]}_state`, stateDelta)] : []),
      ]),
    ],
  };
}

function placesOf({ slots }: TensorLayout): Rebuild['parameters'] {
  return slots.map(({ name, role, shape, offset, size }) => ({ name, role, shape, offset, size }));
}
