import type { Reading } from '../../engine/reading';
import type { Checkpoint } from '../../experiment/checkpoint';
import type { Boundary, Landscape } from '../../experiment/landscape';
import { inView } from '../../experiment/range';
import type { Document, Recipe } from '../../experiment/recipe';
import { isAbort } from '../../worker/failure';
import type { PlaneJob, ReadingJob, WeightsJob } from '../../worker/jobs';
import type { EnginePool } from '../../worker/pool';
import { runKey } from '../keys';
import { boundaryKey, checkpointAt, type Memory, nearestByEpoch } from '../memory';
import { knownOf } from '../panes';
import type { ProbeReading, Results } from '../results';
import type { AppState } from '../state';
import type { Backends } from './backends';
import { isBuildable } from './buildable';
import type { Datasets } from './datasets';
import { planeJob } from './surfaces';
import { BOUNDARY_SIDE } from './trainings';

export interface ReaderOptions {
  readonly pool: Pick<EnginePool, 'read'>;
  readonly backends: Backends;
  readonly datasets: Datasets;
  readonly memory: Memory;
  readonly results: Results;
  readonly clock: () => number;
  /** A boundary at a pane's origin has arrived. */
  onBoundary(): void;
  /** A reading failed, and the nearest grid point stands in for it. */
  onTrouble(error: unknown): void;
}

/** Keeps every pane's reading that of the probe, the scrubber, or the net in training. */
export interface Reader {
  /** Call whenever something changed; does nothing where the readings are right. */
  update(state: Pick<AppState, 'document' | 'panes' | 'probe' | 'scrubEpoch'>): void;
}

/** Whether the middle of a recipe's plane is the net as training left it. */
function isAsTrained({ grid, origin }: Recipe): boolean {
  return grid.batchNorm !== 'recomputed' && origin.rescale === 1;
}

/** What a pane's reading should be of: known at once, or to be asked of the engine. */
interface Wanted {
  readonly key: string;
  /** Readings of one family differ by where the pin or the scrubber is: while it moves, any of them will do. */
  readonly family: string;
  /** Which net it is: what another one says must not stand in for it. */
  readonly net: string;
  /** Shown while the engine is asked, or for good where it isn't. */
  readonly provisional: ProbeReading | null;
  readonly ask: {
    readonly job: ReadingJob | WeightsJob;
    readonly plane: PlaneJob | null;
    readonly finish: (reading: Reading) => ProbeReading;
    /** What stands in where the engine fails. */
    readonly fallback: ProbeReading | null;
  } | null;
}

/** A reading that has been under way this long is overtaken by a newer one; younger ones are let finish, so that a moving pin shows something. */
const OVERTAKE_MS = 150;
const SCRUB_KEPT = 200;
/** Answers to ten thousand images are 400 KB a reading. */
const MAX_KEPT_BYTES = 32 * 2 ** 20;

export function createReader(options: ReaderOptions): Reader {
  const { pool, backends, datasets, memory, results, clock, onBoundary, onTrouble } = options;
  const lanes: { wanted: Wanted | null; net: string | null; startedAt: number; token: number; busy: boolean }[] = [];
  const finished = new Map<string, ProbeReading>();
  let keptBytes = 0;

  function lane(index: number) {
    lanes[index] ??= { wanted: null, net: null, startedAt: 0, token: 0, busy: false };
    return lanes[index];
  }

  async function ask(index: number, wanted: Wanted): Promise<void> {
    const own = lane(index);
    if (!wanted.ask || (own.busy && clock() - own.startedAt < OVERTAKE_MS)) return;
    const token = ++own.token;
    const { job, plane, finish } = wanted.ask;
    own.busy = true;
    own.startedAt = clock();
    try {
      await datasets.ensure(plane ? plane.recipe : (job as WeightsJob).recipe);
      const reading = finish(await backends.run('grid', (backend) => pool.read({ ...job, backend }, plane, `reading-${index}`)));
      remember(wanted.key, reading);
      // The pin may have moved on meanwhile: what comes next is newer still, but this is what there is now.
      if (own.token === token && own.wanted?.family === wanted.family) results.set(index, { underProbe: reading });
    } catch (error) {
      if (isAbort(error) || own.token !== token) return;
      const { fallback } = wanted.ask;
      results.set(index, { underProbe: fallback && { ...fallback, failed: !fallback.exact } });
      onTrouble(error);
    } finally {
      if (own.token === token) {
        own.busy = false;
        if (own.wanted && own.wanted !== wanted) void ask(index, own.wanted);
      }
    }
  }

  function remember(key: string, reading: ProbeReading): void {
    const before = finished.get(key);
    finished.set(key, reading);
    if (before) keptBytes -= bytesOf(before);
    keptBytes += bytesOf(reading);
    for (const [oldest, old] of finished) {
      if (finished.size <= SCRUB_KEPT && keptBytes <= MAX_KEPT_BYTES) return;
      finished.delete(oldest);
      keptBytes -= bytesOf(old);
    }
  }

  function updatePane(index: number, state: Parameters<Reader['update']>[0]): void {
    const wanted = wish(index, state);
    const own = lane(index);
    if (wanted?.key === own.wanted?.key) return;
    own.wanted = wanted;
    const isOther = own.net !== (wanted?.net ?? null);
    own.net = wanted?.net ?? null;
    if (!wanted) return results.set(index, { underProbe: null });
    const known = finished.get(wanted.key);
    if (known || !wanted.ask) {
      own.token++;
      own.busy = false;
      return results.set(index, { underProbe: known ?? wanted.provisional });
    }
    // A moving pin or scrubber keeps its last reading until the next arrives; another net must not.
    if (isOther || results.pane(index).underProbe === null) results.set(index, { underProbe: wanted.provisional });
    void ask(index, wanted);
  }

  function wish(index: number, { document, panes, probe, scrubEpoch }: Parameters<Reader['update']>[0]): Wanted | null {
    const recipe = document.panes[index] as Recipe;
    const phase = panes[index]?.phase;
    if (scrubEpoch !== null) return wishAtEpoch(recipe, document, scrubEpoch);
    if (phase === 'training' || phase === 'queued' || (phase === 'paused' && panes[index]?.pass === 0)) return wishLive(recipe, document);
    return wishAtPoint(index, recipe, document, probe ?? { alpha: 0, beta: 0 });
  }

  function wishLive(recipe: Recipe, document: Document): Wanted | null {
    const run = knownOf(memory, recipe, document.shared.directionSeed).runs[recipe.origin.run];
    const point = run?.curve.at(-1);
    if (!run || !point || run.source !== 'here') return null;
    const provisional = {
      ...splitOf(point, recipe),
      alpha: 0,
      beta: 0,
      epoch: point.epoch,
      exact: true,
      boundary: run.live?.boundary ?? null,
      predictions: run.live?.predictions ?? null,
    };
    return { key: `live ${identityOf(run)}`, family: 'live', net: runKey(recipe, recipe.origin.run), provisional, ask: null };
  }

  function wishAtEpoch(recipe: Recipe, document: Document, epoch: number): Wanted | null {
    const known = knownOf(memory, recipe, document.shared.directionSeed);
    const run = known.runs[recipe.origin.run];
    if (!run) return null;
    const nearest = nearestByEpoch(run.checkpoints, epoch);
    // A result that came with its last checkpoint alone has its curves to go through.
    const checkpoint = run.checkpoints.length > 1 || nearest?.epoch === epoch ? nearest : null;
    const net = runKey(recipe, recipe.origin.run);
    if (!checkpoint) {
      const point = nearestByEpoch(run.curve, epoch);
      if (!point) return null;
      const provisional = {
        ...splitOf(point, recipe),
        alpha: 0,
        beta: 0,
        epoch: point.epoch,
        exact: false,
        boundary: null,
        predictions: null,
      };
      return { key: `curve ${identityOf(point)}`, family: 'curve', net, provisional, ask: null };
    }
    const at = { alpha: 0, beta: 0, epoch: checkpoint.epoch, exact: true };
    const { inputs, grid } = viewOf(recipe);
    return {
      family: `epochs of ${net}`,
      net,
      key: JSON.stringify(['epoch', identityOf(checkpoint.theta), inputs, grid]),
      provisional: null,
      ask: {
        job: {
          kind: 'weights',
          backend: 'wasm',
          recipe,
          point: { theta: checkpoint.theta, state: checkpoint.state },
          inputs,
          side: BOUNDARY_SIDE,
        },
        plane: null,
        finish: (reading) => ({ ...at, ...reading }),
        fallback: { ...splitOf(checkpoint.metrics, recipe), ...at, boundary: null, predictions: null },
      },
    };
  }

  function wishAtPoint(index: number, recipe: Recipe, document: Document, { alpha, beta }: { alpha: number; beta: number }): Wanted | null {
    const { directionSeed } = document.shared;
    const known = knownOf(memory, recipe, directionSeed);
    const checkpoint = checkpointAt(known.runs[recipe.origin.run], recipe.origin.epoch);
    const atOrigin = alpha === 0 && beta === 0;
    const { landscape, boundary } = results.pane(index).snapshot;
    const nearest = landscape && nearestOnGrid(landscape, alpha, beta);
    const provisional: ProbeReading | null = nearest && {
      ...nearest,
      epoch: null,
      exact: false,
      boundary: atOrigin ? boundary : null,
      predictions: null,
    };
    const isPlane = checkpoint !== null && isBuildable(recipe, known.runs);
    // The trained weights are known also where the plane around them is not.
    if (checkpoint && !isPlane && atOrigin && isAsTrained(recipe)) return wishAtOrigin(recipe, checkpoint, provisional);
    if (!checkpoint || !isPlane)
      return (
        provisional && {
          family: 'grid',
          net: JSON.stringify(['grid', identityOf(landscape)]),
          key: JSON.stringify(['grid', provisional.alpha, provisional.beta, identityOf(landscape), identityOf(boundary)]),
          provisional,
          ask: null,
        }
      );
    const plane = planeJob(recipe, directionSeed, checkpoint, known.runs);
    const { inputs } = viewOf(recipe);
    const coords = recipe.axes.length === 1 ? [alpha] : [alpha, beta];
    return {
      family: plane.plane,
      key: JSON.stringify([plane.plane, coords, inputs]),
      net: runKey(recipe, recipe.origin.run),
      provisional,
      ask: {
        job: { kind: 'reading', backend: 'wasm', plane: plane.plane, coords: Float64Array.from(coords), inputs, side: BOUNDARY_SIDE },
        plane,
        finish(reading) {
          if (atOrigin && reading.boundary && !memory.boundaries.get(boundaryKey(recipe, recipe.origin))) {
            memory.boundaries.set(boundaryKey(recipe, recipe.origin), reading.boundary);
            onBoundary();
          }
          return { alpha, beta, epoch: null, exact: true, ...reading };
        },
        fallback: provisional,
      },
    };
  }

  function wishAtOrigin(recipe: Recipe, { theta, state, metrics }: Checkpoint, provisional: ProbeReading | null): Wanted {
    const at = { alpha: 0, beta: 0, epoch: null, exact: true };
    const { inputs, grid } = viewOf(recipe);
    const net = runKey(recipe, recipe.origin.run);
    return {
      family: `origin of ${net}`,
      net,
      key: JSON.stringify(['origin', identityOf(theta), inputs, grid]),
      provisional,
      ask: {
        job: { kind: 'weights', backend: 'wasm', recipe, point: { theta, state }, inputs, side: BOUNDARY_SIDE },
        plane: null,
        finish: (reading) => ({ ...at, ...reading }),
        fallback: provisional ?? { ...splitOf(metrics, recipe), ...at, boundary: null, predictions: null },
      },
    };
  }

  return {
    update(state) {
      const document = inView(state.document);
      document.panes.forEach((_, index) => {
        updatePane(index, { ...state, document });
      });
    },
  };
}

function bytesOf({ boundary, predictions }: ProbeReading): number {
  return (boundary?.classes.length ?? 0) + (predictions ? predictions.predicted.length + predictions.probabilities.byteLength : 0);
}

function viewOf(recipe: Recipe) {
  const { split, samples, batchNorm } = recipe.grid;
  return { inputs: recipe.view.boundaryInputs, grid: [split, samples, batchNorm] };
}

function splitOf(point: { trainLoss: number; trainAccuracy: number; testLoss: number; testAccuracy: number }, { grid }: Recipe) {
  return grid.split === 'train'
    ? { loss: point.trainLoss, accuracy: point.trainAccuracy }
    : { loss: point.testLoss, accuracy: point.testAccuracy };
}

/** The finished grid point nearest (α, β), where it lies and what it holds; null where nothing is finished. */
function nearestOnGrid(landscape: Landscape, alpha: number, beta: number) {
  const [a, b] = landscape.axes;
  if (!a) return null;
  const at = (axis: typeof a, i: number): number => axis.min + (i * (axis.max - axis.min)) / (axis.points - 1);
  let best: { index: number; distance: number } | null = null;
  landscape.done.forEach((mark, index) => {
    if (mark === 0) return;
    const distance = (at(a, index % a.points) - alpha) ** 2 + (b ? (at(b, Math.floor(index / a.points)) - beta) ** 2 : 0);
    if (!best || distance < best.distance) best = { index, distance };
  });
  const found = best as { index: number } | null;
  if (!found) return null;
  const { index } = found;
  return {
    alpha: at(a, index % a.points),
    beta: b ? at(b, Math.floor(index / a.points)) : 0,
    loss: landscape.loss[index] as number,
    accuracy: landscape.accuracy[index] as number,
  };
}

const identities = new WeakMap<object, number>();
let nextIdentity = 0;

function identityOf(value: object | Boundary | null): number {
  if (value === null) return -1;
  const known = identities.get(value) ?? nextIdentity++;
  identities.set(value, known);
  return known;
}
