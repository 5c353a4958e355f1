import type { Checkpoint, CurvePoint } from '../experiment/checkpoint';
import type { Companion } from '../experiment/companions';
import type { Boundary, CompanionLine, Landscape, PathPoint, PlanePath } from '../experiment/landscape';
import type { Rebuild } from '../experiment/rebuild';
import type { Recipe } from '../experiment/recipe';
import { createRng } from '../math/random';
import { slopesAt } from './axis-slopes';
import type { Clock } from './clock';
import type { Device } from './device';
import { gridCoords } from './grid-coords';
import { createGridEvaluator } from './grid-evaluator';
import { buildPlane, type Plane, rescaledPoint } from './plane';
import { planeFacts } from './plane-facts';
import { followPath } from './plane-path';
import { createReadingEvaluator } from './reading';
import { rebuildOf } from './rebuild';
import { refinementLevels } from './refine';
import { datasetOf, evaluationSamples, netOf } from './setup';
import { measureSharpness } from './sharpness';
import { trainGroup } from './train';
import { trainingGroups } from './training-groups';

/** What a whole run of one recipe gives. */
export interface RecipeResult {
  readonly curves: readonly (readonly CurvePoint[])[];
  readonly checkpoints: readonly Checkpoint[];
  readonly landscape: Landscape;
  /** The surface of the other recipe; null where none was asked for. */
  readonly otherRange: Landscape | null;
  /** The lines that were asked for, in their order. */
  readonly companions: readonly CompanionLine[];
  /** λ_max at the origin; null where it was not asked for, or is no number. */
  readonly lambdaMax: number | null;
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

/** What a run computes, and with what. */
export interface RunOptions {
  readonly directionSeed: number;
  readonly asset: Uint8Array | undefined;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** The same recipe over its other range: evaluated too. */
  readonly other?: Recipe | null;
  /** Lines that are drawn with its own (experiment/companions.ts): evaluated too. */
  readonly companions?: readonly Companion[];
  /** Lays the runs' checkpoints beside the plane. */
  readonly paths?: boolean;
  /** Measures λ_max at the origin. */
  readonly lambdaMax?: boolean;
}

/** Trains and evaluates one recipe on one device from start to end, for scripts: the app runs the same parts in workers. */
export async function* runRecipe(device: Device, recipe: Recipe, options: RunOptions): AsyncGenerator<RunProgress, RecipeResult> {
  const { clock, other = null, companions = [] } = options;
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
  const samplesOf = ({ grid }: Recipe) => evaluationSamples(grid, dataset);
  const planeOf = (line: Recipe): Promise<Plane> => {
    const curvature = slopesAt(device, net, origin, samplesOf(line), line.grid.batchNorm, options);
    return buildPlane(line, options.directionSeed, net, origin, { checkpoints, curvature });
  };
  const surface = (plane: Plane, of: Recipe) => evaluateLandscape(device, plane, of, checkpoints, samplesOf(of), options);
  const plane = await planeOf(recipe);
  const bare = yield* surface(plane, recipe);
  const landscape = options.paths
    ? { ...bare, paths: await pathsOn(device, plane, recipe, checkpoints, samplesOf(recipe), options) }
    : bare;
  const otherRange = other && (yield* surface(plane, other));
  const lines: CompanionLine[] = [];
  for (const { recipe: line, split, seed } of companions) {
    lines.push({ split, seed, landscape: yield* surface(await planeOf(line), line) });
  }
  const lambdaMax = options.lambdaMax ? await lambdaMaxAt(device, plane, recipe, samplesOf(recipe), options) : null;
  const request = { inputs: recipe.view.boundaryInputs, width: BOUNDARY_SIDE, height: BOUNDARY_SIDE };
  const reading = createReadingEvaluator(device, net, dataset, recipe.grid, request);
  try {
    const { boundary } = await reading.read(origin);
    const seconds = { trainSeconds: (trained - start) / 1000, gridSeconds: (clock() - trained) / 1000 };
    const rebuild = rebuildOf(recipe, dataset, plane);
    return { curves, checkpoints, landscape, otherRange, companions: lines, lambdaMax, boundary, rebuild, ...seconds };
  } finally {
    reading.dispose();
  }
}

/** The ways of those runs that have one, beside the plane. */
async function pathsOn(
  device: Device,
  plane: Plane,
  { runs, grid }: Recipe,
  checkpoints: readonly Checkpoint[],
  samples: ReturnType<typeof evaluationSamples>,
  options: Pick<RunOptions, 'signal' | 'clock'>,
): Promise<PlanePath[]> {
  const evaluator = createGridEvaluator(device, plane, samples, grid.batchNorm);
  const paths: PlanePath[] = [];
  try {
    for (const run of runs.keys()) {
      const own = checkpoints.filter((checkpoint) => checkpoint.run === run);
      const points: PathPoint[] = [];
      if (own.length < 2) continue;
      for await (const point of followPath(device, plane, samples, grid.batchNorm, evaluator, own, options)) points.push(point);
      paths.push({ run, points });
    }
  } finally {
    evaluator.dispose();
  }
  return paths;
}

/** λ_max as the page measures it, without the measures that follow. */
async function lambdaMaxAt(
  device: Device,
  { net, origin }: Plane,
  { grid }: Recipe,
  samples: ReturnType<typeof evaluationSamples>,
  options: Pick<RunOptions, 'signal' | 'clock'>,
): Promise<number | null> {
  const breathe = async (): Promise<void> => {};
  const measures = measureSharpness(device, net, samples, grid.batchNorm, origin, { ...options, rng: createRng(PROBE_SEED), breathe });
  for await (const { id, value } of measures) if (id === LARGEST_EIGENVALUE) return Number.isFinite(value) ? value : null;
  return null;
}

/** The catalog's measure that λ_max is, and the seed that the page's worker probes with. */
const LARGEST_EIGENVALUE = 'largestEigenvalue';
const PROBE_SEED = 1;

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
  checkpoints: readonly Checkpoint[],
  samples: ReturnType<typeof evaluationSamples>,
  options: { signal: AbortSignal; clock: Clock },
): AsyncGenerator<RunProgress, Landscape> {
  const facts = planeFacts(plane, recipe, checkpoints, samples.n);
  const { axes } = facts;
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
  return { ...facts, loss, accuracy, done };
}
