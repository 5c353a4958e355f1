import type { Checkpoint, CurvePoint } from '../experiment/checkpoint';
import type { Boundary, Landscape } from '../experiment/landscape';
import type { Rebuild } from '../experiment/rebuild';
import type { GridAxis, Recipe } from '../experiment/recipe';
import { slopesAt } from './axis-slopes';
import type { Clock } from './clock';
import type { Device } from './device';
import { gridCoords } from './grid-coords';
import { createGridEvaluator } from './grid-evaluator';
import { buildPlane, type Plane, rescaledPoint } from './plane';
import { planeAxes } from './plane-axes';
import { planeCosine } from './plane-cosine';
import { createReadingEvaluator } from './reading';
import { rebuildOf } from './rebuild';
import { refinementLevels } from './refine';
import { datasetOf, evaluationSamples, netOf } from './setup';
import { trainGroup } from './train';
import { trainingGroups } from './training-groups';

/** What a whole run of one recipe gives. */
export interface RecipeResult {
  readonly curves: readonly (readonly CurvePoint[])[];
  readonly checkpoints: readonly Checkpoint[];
  readonly landscape: Landscape;
  /** Null on images. */
  readonly boundary: Boundary | null;
  /** What someone else needs to compute the same surface. */
  readonly rebuild: Rebuild;
  readonly trainSeconds: number;
  readonly gridSeconds: number;
}

export type RunProgress =
  | { readonly stage: 'training'; readonly run: number; readonly epoch: number; readonly epochs: number }
  | { readonly stage: 'evaluating'; readonly points: number; readonly of: number };

/** Side of the stored decision boundary, in points. */
const BOUNDARY_SIDE = 64;

/** Trains and evaluates one recipe on one device from start to end, for scripts: the app runs the same parts in workers. */
export async function* runRecipe(
  device: Device,
  recipe: Recipe,
  options: { directionSeed: number; asset: Uint8Array | undefined; signal: AbortSignal; clock: Clock },
): AsyncGenerator<RunProgress, RecipeResult> {
  const { clock } = options;
  const dataset = datasetOf(recipe, options.asset);
  const net = netOf(recipe, dataset);
  const curves: CurvePoint[][] = recipe.runs.map(() => []);
  const checkpoints: Checkpoint[] = [];
  const start = clock();
  for (const group of trainingGroups(recipe.runs)) {
    const members = group.map((index) => ({ run: recipe.runs[index], index }));
    for await (const event of trainGroup(device, { dataset, net, members }, options)) {
      if (event.type === 'epoch') curves[event.run].push(event.point);
      else if (event.type === 'checkpoint') checkpoints.push(event.checkpoint);
      else if (event.type === 'progress') yield { stage: 'training', run: event.run, epoch: event.epoch, epochs: event.epochs };
    }
  }
  const trained = clock();
  const origin = rescaledPoint(net, checkpointAt(recipe, checkpoints), recipe.origin.rescale);
  const samples = evaluationSamples(recipe.grid, dataset);
  const curvature = slopesAt(device, net, origin, samples, recipe.grid.batchNorm, options);
  const plane = await buildPlane(recipe, options.directionSeed, net, origin, { checkpoints, curvature });
  const landscape = yield* evaluateLandscape(device, plane, recipe, planeAxes(plane, recipe, checkpoints), samples, options);
  const request = { inputs: recipe.view.boundaryInputs, width: BOUNDARY_SIDE, height: BOUNDARY_SIDE };
  const reading = createReadingEvaluator(device, net, dataset, recipe.grid, request);
  try {
    const { boundary } = await reading.read(origin);
    const seconds = { trainSeconds: (trained - start) / 1000, gridSeconds: (clock() - trained) / 1000 };
    return { curves, checkpoints, landscape, boundary, rebuild: rebuildOf(recipe, dataset, plane), ...seconds };
  } finally {
    reading.dispose();
  }
}

/** The checkpoint that a recipe's plane is drawn around. Throws if it was not kept. */
function checkpointAt(recipe: Recipe, checkpoints: readonly Checkpoint[]): Checkpoint {
  const { run, epoch } = recipe.origin;
  const ofRun = checkpoints.filter((checkpoint) => checkpoint.run === run);
  const found = epoch === 'last' ? ofRun.at(-1) : ofRun.find((checkpoint) => checkpoint.epoch === epoch);
  if (!found) throw new Error(`Run ${run} kept no checkpoint of epoch ${epoch}.`);
  return found;
}

async function* evaluateLandscape(
  device: Device,
  plane: Plane,
  recipe: Recipe,
  axes: readonly GridAxis[],
  samples: ReturnType<typeof evaluationSamples>,
  options: { signal: AbortSignal; clock: Clock },
): AsyncGenerator<RunProgress, Landscape> {
  const levels = refinementLevels(axes.map(({ points }) => points));
  const total = axes.reduce((product, { points }) => product * points, 1);
  const loss = new Float32Array(total).fill(Number.NaN);
  const accuracy = new Float32Array(total).fill(Number.NaN);
  const done = new Uint8Array(total);
  const evaluator = createGridEvaluator(device, plane, samples, recipe.grid.batchNorm);
  let finished = 0;
  try {
    for (const [level, { indices }] of levels.entries()) {
      for await (const chunk of evaluator.evaluate(gridCoords(axes, indices), options)) {
        for (let i = 0; i < chunk.loss.length; i++) {
          const index = indices[chunk.first + i];
          loss[index] = chunk.loss[i];
          accuracy[index] = chunk.accuracy[i];
          done[index] = level + 1;
        }
        finished += chunk.loss.length;
        yield { stage: 'evaluating', points: finished, of: total };
      }
    }
  } finally {
    evaluator.dispose();
  }
  const { cosine, byChance } = planeCosine(plane, recipe);
  return { axes, loss, accuracy, done, samples: samples.n, cosine, cosineByChance: byChance };
}
