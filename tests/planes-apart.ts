import type { WeightPoint } from '../src/catalog/directions/types';
import type { Device } from '../src/engine/device';
import { gridCoords } from '../src/engine/grid-coords';
import { createGridEvaluator } from '../src/engine/grid-evaluator';
import { buildPlane } from '../src/engine/plane';
import { datasetOf, evaluationSamples, netOf } from '../src/engine/setup';
import type { Recipe } from '../src/experiment/recipe';

/** How far the losses of a recipe's plane lie apart on two devices, relative to the first's. */
export async function planesApart(
  devices: readonly Device[],
  recipe: Recipe,
  origin: WeightPoint,
  asset?: Uint8Array,
): Promise<{ points: number; at99: number; most: number }> {
  const dataset = datasetOf(recipe, asset);
  const net = netOf(recipe, dataset);
  const samples = evaluationSamples(recipe.grid, dataset);
  const plane = await buildPlane(recipe, 2, net, origin);
  const { alpha, beta } = recipe.grid;
  const indices = Int32Array.from({ length: alpha.points * beta.points }, (_, i) => i);
  const losses: Float32Array[] = [];
  for (const device of devices) {
    const evaluator = createGridEvaluator(device, plane, samples, recipe.grid.batchNorm);
    const loss = new Float32Array(indices.length);
    const options = { signal: new AbortController().signal, clock: () => 0 };
    for await (const chunk of evaluator.evaluate(gridCoords([alpha, beta], indices), options)) loss.set(chunk.loss, chunk.first);
    losses.push(loss);
    evaluator.dispose();
  }
  const [first, second] = losses;
  const apart = Array.from(first, (loss, i) => (Object.is(loss, second[i]) ? 0 : Math.abs(second[i] - loss) / Math.abs(loss)));
  apart.sort((a, b) => a - b);
  return { points: apart.length, at99: apart[Math.ceil(0.99 * apart.length) - 1], most: apart.at(-1) as number };
}
