import type { WeightPoint } from '../../catalog/directions/types';
import type { BackendId } from '../../engine/device';
import type { PlaneFacts } from '../../engine/plane-facts';
import type { Checkpoint } from '../../experiment/checkpoint';
import type { Landscape, Provenance } from '../../experiment/landscape';
import { usesCheckpoints } from '../../experiment/limits';
import type { Recipe } from '../../experiment/recipe';
import { aborted } from '../../worker/client';
import { JobFailure, WRONG_RESULTS } from '../../worker/failure';
import { gridLevels } from '../../worker/grid-levels';
import type { PlaneJob } from '../../worker/jobs';
import type { EnginePool } from '../../worker/pool';
import { groupOf } from '../../worker/slots';
import type { SurfaceRun } from '../../worker/surface-scheduler';
import { runKey, surfaceKey } from '../keys';
import type { Memory, RunRecord } from '../memory';
import type { Backends } from './backends';
import { createSpotCheck } from './spot-check';

/** One line or plane under evaluation. Panes whose recipes agree in it share it. */
export interface Surface {
  readonly key: string;
  /** Resolves when the landscape is complete and in the memory. */
  readonly done: Promise<void>;
  readonly points: number;
  readonly finished: number;
  /** Refinement pass (1 …) that is not complete yet, of how many, and the grid it completes. */
  readonly pass: number;
  readonly passes: number;
  readonly passPoints: readonly [number, number];
  pause(): void;
  resume(): void;
  /** Puts what has arrived since the last call into the memory. */
  flush(): void;
}

export interface SurfacesOptions {
  readonly pool: Pick<EnginePool, 'surface'>;
  readonly backends: Backends;
  readonly memory: Memory;
  readonly clock: () => number;
  provenance(device: { backend: string; variant: string }): Provenance;
  /** That many points came in; `coarse` when they complete one of the first passes, which should be seen at once. */
  onPoints(points: number, coarse: boolean): void;
}

/**
 * The plane of a recipe around a checkpoint, for the workers. Other weights make another plane, whatever the recipe. `backend` computes the slopes
 * that an axis is made of.
 */
export function planeJob(
  recipe: Recipe,
  directionSeed: number,
  checkpoint: Checkpoint,
  runs: readonly (RunRecord | undefined)[],
  backend: BackendId = 'wasm',
): PlaneJob {
  const origin: WeightPoint = { theta: checkpoint.theta, state: checkpoint.state };
  const checkpoints = usesCheckpoints(recipe)
    ? runs.flatMap((record, run) => (record?.checkpoints ?? []).map(({ epoch, theta, state }) => ({ run, epoch, theta, state })))
    : [];
  const weights = [checkpoint.theta, ...checkpoints.map(({ theta }) => theta)].map(identity);
  const plane = `${surfaceKey(recipe, directionSeed)}#${weights.join('.')}`;
  return { kind: 'plane', plane, recipe, directionSeed, origin, checkpoints, backend };
}

const identities = new WeakMap<Float32Array, number>();
let nextIdentity = 0;

function identity(weights: Float32Array): number {
  const known = identities.get(weights) ?? nextIdentity++;
  identities.set(weights, known);
  return known;
}

/** What a surface is of. */
export interface SurfaceSubject {
  readonly recipe: Recipe;
  readonly directionSeed: number;
  readonly checkpoint: Checkpoint;
  /** The recipe's runs as far as they are known. */
  readonly runs: readonly (RunRecord | undefined)[];
}

/** Passes whose end is shown at once: up to 9 × 9 points. */
const COARSE_PASSES = 3;

/** Evaluates what the memory lacks of a recipe's landscape. Points that are there already are kept. `behind` lets every other surface go first. */
export function startSurface(
  options: SurfacesOptions,
  { recipe, directionSeed, checkpoint, runs }: SurfaceSubject,
  { signal, paused, behind = false }: { signal: AbortSignal; paused: boolean; behind?: boolean },
): Surface {
  const { pool, backends, memory, clock, onPoints } = options;
  const key = surfaceKey(recipe, directionSeed);
  const given = recipe.axes.length === 1 ? [recipe.grid.alpha] : [recipe.grid.alpha, recipe.grid.beta];
  const levels = gridLevels(given.map(({ points }) => points));
  const present = memory.surfaces.get(key);
  const reusable = present?.source === 'here' && !present.complete ? present : null;
  const total = given.reduce((product, { points }) => product * points, 1);
  const loss = reusable?.landscape.loss.slice() ?? new Float32Array(total).fill(Number.NaN);
  const accuracy = reusable?.landscape.accuracy.slice() ?? new Float32Array(total).fill(Number.NaN);
  const done = reusable?.landscape.done.slice() ?? new Uint8Array(total);
  const leftOf = levels.map(({ indices }) => indices.reduce((left, index) => left + (done[index] === 0 ? 1 : 0), 0));
  let facts: PlaneFacts = reusable?.landscape ?? {
    axes: given,
    samples: 0,
    cosine: Number.NaN,
    cosineByChance: Number.NaN,
  };
  const before = reusable?.provenance ?? null;
  const trainSeconds = memory.runs.get(runKey(recipe, recipe.origin.run))?.provenance?.trainSeconds ?? 0;
  let provenance = before;
  let changed = false;
  let isPaused = paused;
  let run: SurfaceRun | null = null;
  const startedAt = clock();

  const write = (complete: boolean): void => {
    changed = false;
    const paths = memory.surfaces.get(key)?.landscape.paths;
    const landscape: Landscape = {
      ...facts,
      loss: loss.slice(),
      accuracy: accuracy.slice(),
      done: done.slice(),
      ...(paths ? { paths } : {}),
    };
    memory.surfaces.set(key, { landscape, complete, source: 'here', provenance });
  };
  const finished = (): number => total - leftOf.reduce((sum, left) => sum + left, 0);
  const pass = (): number => {
    const next = leftOf.findIndex((left) => left > 0);
    return next < 0 ? levels.length - 1 : next;
  };

  /** On a graphics card a few points are checked; where they are wrong, all of its points are taken back. */
  async function evaluateChecked(backend: BackendId): Promise<void> {
    if (groupOf(backend) === 'cpu') {
      await evaluateOn(backend, signal, () => {});
      return finish();
    }
    const [doneBefore, provenanceBefore] = [done.slice(), provenance];
    const distrust = new AbortController();
    const check = createSpotCheck(pool, planeJob(recipe, directionSeed, checkpoint, runs), total, {
      signal,
      onWrong: () => distrust.abort(),
    });
    try {
      await evaluateOn(backend, AbortSignal.any([signal, distrust.signal]), check.add);
      await check.end();
    } catch (error) {
      if (!check.isWrong) throw error;
    }
    if (!check.isWrong) return finish();
    signal.throwIfAborted();
    done.forEach((mark, index) => {
      if (mark === 0 || doneBefore[index] > 0) return;
      leftOf[mark - 1]++;
      done[index] = 0;
      loss[index] = accuracy[index] = Number.NaN;
    });
    provenance = provenanceBefore;
    write(false);
    throw new JobFailure({ path: '', key: WRONG_RESULTS, values: { backend, message: recipe.name } }, true);
  }

  async function evaluateOn(
    backend: BackendId,
    signal: AbortSignal,
    onValues: (indices: Uint32Array, loss: Float32Array, accuracy: Float32Array) => void,
  ): Promise<void> {
    signal.throwIfAborted();
    run = pool.surface(
      { backend, plane: planeJob(recipe, directionSeed, checkpoint, runs, backend), done: done.slice(), behind },
      {
        signal,
        onPlane({ type: _, directions: __, ...plane }) {
          facts = plane;
        },
        onDevice(device) {
          if (provenance?.backend.endsWith(device.backend)) return;
          const fresh = options.provenance(device);
          // Points of two backends agree to rounding, not to the bit: both are named.
          const earlier = finished() > 0 ? provenance : null;
          const both = (key: 'backend' | 'variant'): string => (earlier ? `${earlier[key]}+${device[key]}` : device[key]);
          provenance = { ...fresh, backend: both('backend'), variant: both('variant'), trainSeconds };
        },
        onPoints(indices, losses, accuracies, level) {
          indices.forEach((index, i) => {
            loss[index] = losses[i] as number;
            accuracy[index] = accuracies[i] as number;
            if (done[index] === 0) leftOf[level]--;
            done[index] = level + 1;
          });
          changed = true;
          onValues(indices, losses, accuracies);
          onPoints(indices.length, level < COARSE_PASSES && leftOf[level] === 0);
        },
      },
    );
    if (isPaused) run.pause();
    await run.done;
    if (signal.aborted) throw aborted();
  }

  function finish(): void {
    if (provenance) provenance = { ...provenance, gridSeconds: (before?.gridSeconds ?? 0) + (clock() - startedAt) / 1000 };
    write(true);
  }

  return {
    key,
    done: backends.run('grid', evaluateChecked),
    points: total,
    get finished() {
      return finished();
    },
    get pass() {
      return pass() + 1;
    },
    passes: levels.length,
    get passPoints() {
      const [nAlpha = 1, nBeta = 1] = levels[pass()]?.points ?? [];
      return [nAlpha, nBeta] as const;
    },
    pause() {
      isPaused = true;
      run?.pause();
    },
    resume() {
      isPaused = false;
      run?.resume();
    },
    flush() {
      if (changed) write(false);
    },
  };
}
