import type { Device } from '../../src/engine/device';
import { gridCoords } from '../../src/engine/grid-coords';
import { createGridEvaluator } from '../../src/engine/grid-evaluator';
import { buildPlane } from '../../src/engine/plane';
import { datasetOf, evaluationSamples, netOf } from '../../src/engine/setup';
import { trainGroup } from '../../src/engine/train';
import { basinArea } from '../../src/experiment/basin';
import type { CurvePoint } from '../../src/experiment/checkpoint';
import { flatShare, middleLoss } from '../../src/experiment/flatness';
import type { Landscape } from '../../src/experiment/landscape';
import type { GridAxis, Recipe } from '../../src/experiment/recipe';
import { surfaceStatistics } from '../../src/experiment/statistics';

/** What one training of a recipe gave: the numbers that headlines speak of. */
export interface Row {
  readonly recipe: string;
  readonly seed: number;
  readonly directionSeed: number;
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly testError: number;
  /** Over ±1. */
  readonly roughness: number;
  readonly minima: number;
  readonly holes: number;
  /** Area within L₀ + 0.5 around the trained weights, over ±1, in units of α·β. */
  readonly basin: number;
  /** Share of the plane below L₀ + 0.1, over ±0.12. */
  readonly flatShare: number;
}

/** Points along an axis: those that the numbers are always taken on. */
const POINTS = 33;
const NEAR = 0.12;

/** Trains the first run of a recipe with a seed and takes its numbers over the far and the near range. */
export async function measure(
  device: Device,
  id: string,
  recipe: Recipe,
  seed: number,
  directionSeed: number,
  asset?: Uint8Array,
): Promise<Row> {
  const options = { signal: new AbortController().signal, clock: () => performance.now() };
  const dataset = datasetOf(recipe, asset);
  const net = netOf(recipe, dataset);
  const run = { ...recipe.runs[0], seed, checkpointEvery: recipe.runs[0].epochs };
  let last: CurvePoint | null = null;
  let point = null;
  for await (const event of trainGroup(device, { dataset, net, members: [{ run, index: 0 }] }, options)) {
    if (event.type === 'epoch') last = event.point;
    else if (event.type === 'checkpoint') point = event.checkpoint;
  }
  if (!last || !point) throw new Error(`${id} gave no result.`);
  const plane = await buildPlane(recipe, directionSeed, net, point);
  const samples = evaluationSamples(recipe.grid, dataset);
  const evaluator = createGridEvaluator(device, plane, samples, recipe.grid.batchNorm);
  const take = async (reach: number): Promise<Landscape> => {
    const axis: GridAxis = { min: -reach, max: reach, points: POINTS };
    const loss = new Float32Array(POINTS * POINTS).fill(Number.NaN);
    const all = Int32Array.from(loss.keys());
    for await (const chunk of evaluator.evaluate(gridCoords([axis, axis], all), options)) loss.set(chunk.loss, chunk.first);
    const done = new Uint8Array(loss.length).fill(1);
    return { axes: [axis, axis], loss, accuracy: loss, done, samples: samples.n, cosine: Number.NaN, cosineByChance: Number.NaN };
  };
  try {
    const [far, near] = [await take(1), await take(NEAR)];
    const statistics = surfaceStatistics(far);
    if (!statistics) throw new Error('A surface is not complete.');
    const centre = far.loss[(POINTS * POINTS - 1) / 2] as number;
    return {
      recipe: id,
      seed,
      directionSeed,
      trainLoss: last.trainLoss,
      trainAccuracy: last.trainAccuracy,
      testError: 1 - last.testAccuracy,
      roughness: statistics.roughness,
      minima: statistics.minima,
      holes: statistics.holes,
      basin: basinArea(far, centre)?.area ?? Number.NaN,
      flatShare: flatShare(near, middleLoss(near) ?? Number.NaN) ?? Number.NaN,
    };
  } finally {
    evaluator.dispose();
  }
}
