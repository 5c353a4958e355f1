import { companionsOf } from '../experiment/companions';
import type { Provenance } from '../experiment/landscape';
import { inView } from '../experiment/range';
import type { Problem, Recipe } from '../experiment/recipe';
import { isAbort, JobFailure, problemOf } from '../worker/failure';
import type { EnginePool } from '../worker/pool';
import type { AppStore } from './create-store';
import { runKey, surfaceKey } from './keys';
import { checkpointAt, type Memory } from './memory';
import { knownOf, type PaneActivity } from './panes';
import type { Backends } from './run/backends';
import type { Datasets } from './run/datasets';
import { createPaneTraining, type PaneTraining } from './run/pane-training';
import { createRateMeter } from './run/rate';
import { runStatus } from './run/status';
import { type Surface, startSurface } from './run/surfaces';
import { createTrainings } from './run/trainings';
import type { RunStatus } from './state';

export interface RunController {
  runAll(): void;
  runPane(index: number): void;
  /** Computes the surfaces that are missing where the weights are here; trains nothing. Leaves panes alone that are busy. */
  runSurfaces(): void;
  stop(): void;
  pause(): void;
  resume(): void;
  stepEpoch(): void;
  /** What a pane is busy with, for its status. */
  activityOf(index: number): PaneActivity | null;
  /** Why the surface of that key could not be had. */
  failureOf(surfaceKey: string): Problem | null;
  /** To be called when the document changed: jobs that no longer serve it end, or go on with the new recipe. */
  documentChanged(): void;
}

export interface RunControllerOptions {
  readonly store: AppStore;
  readonly memory: Memory;
  readonly pool: EnginePool;
  readonly backends: Backends;
  readonly datasets: Datasets;
  /** Milliseconds. */
  readonly clock: () => number;
  /** Calls back once after so many milliseconds. */
  readonly later: (callback: () => void, ms: number) => void;
  /** Provenance of what is done on a device now, seconds 0. */
  provenance(device: { backend: string; variant: string }): Provenance;
  /** Brings the panes' statuses and results up to date with the memory. */
  refresh(): void;
  /** Resolves once finished results are kept on this device as far as they can be. */
  settled(): Promise<void>;
  /** All that was started is done, and nets were trained. */
  onTrained(): void;
}

/** One pane's way from its recipe to its surface. */
interface PaneJob {
  readonly index: number;
  runKeys: readonly string[];
  readonly abort: AbortController;
  readonly training: PaneTraining;
  surface: Surface | null;
  surfaceAbort: AbortController | null;
}

/** Shortest time between two showings of what came in, ms: curves often enough to move, surfaces at most four times a second. */
const SHOW_TRAINING_MS = 100;
const SHOW_SURFACE_MS = 250;

/** Trains nets and evaluates their surfaces, all panes side by side, each as far as it can get. */
export function createRunController(options: RunControllerOptions): RunController {
  const { store, memory, pool, backends, datasets, clock, later, refresh } = options;
  const jobs = new Map<number, PaneJob>();
  const failures = new Map<string, Problem>();
  const rate = createRateMeter(clock);
  const trainings = createTrainings({
    pool,
    backends,
    memory,
    clock,
    provenance: options.provenance,
    onChange: () => show(SHOW_TRAINING_MS),
  });
  const surfaces = new Map<string, Surface>();
  let paused = false;
  let startedAt = 0;
  let stopped = false;
  let hasTrained = false;
  let lastSeconds: number | null = null;
  let shownAt = -Infinity;
  let showing: number | null = null;

  /** Shows what is known at once, or as soon as `interval` ms have passed since the last time. */
  function show(interval: number): void {
    const due = shownAt + interval;
    if (showing !== null && showing <= due) return;
    if (due <= clock()) return showNow();
    showing = due;
    later(() => {
      if (showing === due) showNow();
    }, due - clock());
  }
  function showNow(): void {
    showing = null;
    shownAt = clock();
    trainings.flush();
    for (const surface of surfaces.values()) surface.flush();
    refresh();
    const { device } = store.getState();
    const points = rate.read();
    store.setState({ run: status(), device: points === device.rate ? device : { ...device, rate: points } });
  }
  function status(): RunStatus {
    return runStatus({
      jobs: [...jobs.values()].map(({ training, surface }) => ({ trainings: training.progress, surface })),
      paused,
      rate: rate.read(),
      elapsed: clock() - startedAt,
      lastSeconds,
      stopped,
    });
  }

  function recipeOf(index: number): { recipe: Recipe; directionSeed: number } | null {
    const { panes, shared } = inView(store.getState().document);
    const recipe = panes[index];
    return recipe ? { recipe, directionSeed: shared.directionSeed } : null;
  }

  function startPane(index: number, again: boolean, step = false): void {
    const start = recipeOf(index);
    if (!start) return;
    const { recipe, directionSeed } = start;
    jobs.get(index)?.abort.abort();
    if (jobs.size === 0) {
      startedAt = clock();
      stopped = false;
      hasTrained = false;
      paused = step;
    }
    failures.delete(surfaceKey(recipe, directionSeed));
    const runKeys = recipe.runs.map((_, i) => runKey(recipe, i));
    const abort = new AbortController();
    const training = createPaneTraining({ trainings, datasets, memory, signal: abort.signal, isPaused: () => paused });
    const job: PaneJob = { index, runKeys, abort, training, surface: null, surfaceAbort: null };
    jobs.set(index, job);
    runJob(job, recipe, again).then(
      () => endPane(job, null),
      (error) => endPane(job, error),
    );
  }

  async function runJob(job: PaneJob, recipe: Recipe, again: boolean): Promise<void> {
    const { signal } = job.abort;
    if (again) await job.training.train(recipe, [...recipe.runs.keys()]);
    for (;;) {
      signal.throwIfAborted();
      const now = recipeOf(job.index);
      if (!now) return;
      const known = knownOf(memory, now.recipe, now.directionSeed);
      // Who sees that it is done may leave the page at once.
      if (known.need === null) return options.settled();
      const due = known.need === 'training' ? job.training.due(now.recipe) : [];
      if (due.length > 0) {
        await job.training.train(now.recipe, due);
        continue;
      }
      const checkpoint = checkpointAt(known.runs[now.recipe.origin.run], now.recipe.origin.epoch);
      if (!checkpoint) throw new JobFailure({ path: '', key: 'run.problem.no-checkpoint', values: {} }, false);
      const [next] = known.missing;
      if (!next) return;
      await evaluate(job, { ...now, recipe: next, checkpoint, runs: known.runs });
    }
  }

  async function evaluate(job: PaneJob, what: Parameters<typeof startSurface>[1]): Promise<void> {
    const key = surfaceKey(what.recipe, what.directionSeed);
    await datasets.ensure(what.recipe);
    const other = surfaces.get(key);
    if (other) {
      // Another pane computes the same: wait for it, and look again.
      job.surface = other;
      await other.done.catch(() => undefined);
      job.surface = null;
      return;
    }
    const abort = new AbortController();
    const cancel = (): void => abort.abort();
    job.abort.signal.addEventListener('abort', cancel);
    rate.start();
    const surface = startSurface(
      {
        pool,
        backends,
        memory,
        clock,
        provenance: options.provenance,
        onPoints(points, coarse) {
          rate.add(points);
          if (coarse) showNow();
          else show(SHOW_SURFACE_MS);
        },
      },
      what,
      { signal: abort.signal, paused },
    );
    surfaces.set(key, surface);
    job.surface = surface;
    job.surfaceAbort = abort;
    show(0);
    try {
      await surface.done;
    } catch (error) {
      // Cancelled because the axes or the grid changed: the next round evaluates the new ones.
      if (!isAbort(error) || job.abort.signal.aborted) throw error;
    } finally {
      job.abort.signal.removeEventListener('abort', cancel);
      surface.flush();
      surfaces.delete(key);
      job.surface = null;
      job.surfaceAbort = null;
    }
  }

  function endPane(job: PaneJob, error: unknown): void {
    if (jobs.get(job.index) !== job) return;
    jobs.delete(job.index);
    job.abort.abort();
    const now = recipeOf(job.index);
    if (error && now && !isAbort(error)) {
      const problem = error instanceof JobFailure ? error.problem : problemOf(error);
      failures.set(surfaceKey(now.recipe, now.directionSeed), problem);
    }
    hasTrained ||= job.training.progress.length > 0;
    const isOver = jobs.size === 0 && !stopped;
    if (isOver) lastSeconds = (clock() - startedAt) / 1000;
    showNow();
    if (isOver && hasTrained) options.onTrained();
  }

  function runMany(indices: readonly number[], again: boolean): void {
    if (paused) resume();
    for (const index of indices) startPane(index, again);
    showNow();
  }

  function resume(): void {
    paused = false;
    trainings.resume();
    for (const surface of surfaces.values()) surface.resume();
    showNow();
  }
  function pause(): void {
    if (jobs.size === 0) return;
    paused = true;
    trainings.pause();
    for (const surface of surfaces.values()) surface.pause();
    showNow();
  }

  return {
    runAll() {
      const { panes } = store.getState();
      const needy = panes.flatMap(({ need }, index) => (need === null ? [] : [index]));
      if (needy.length > 0)
        runMany(
          needy.filter((index) => !jobs.has(index)),
          false,
        );
      else runMany([...panes.keys()], true);
    },
    runPane: (index) => runMany([index], store.getState().panes[index]?.need === null),
    runSurfaces() {
      if (paused) return;
      const due = store.getState().panes.flatMap(({ need }, index) => (need === 'surface' && !jobs.has(index) ? [index] : []));
      if (due.length > 0) runMany(due, false);
    },
    stop() {
      if (jobs.size === 0) return;
      stopped = true;
      paused = false;
      trainings.flush();
      for (const surface of surfaces.values()) surface.flush();
      const ended = [...jobs.values()];
      jobs.clear();
      for (const job of ended) job.abort.abort();
      showNow();
    },
    pause,
    resume,
    stepEpoch() {
      if (jobs.size > 0 && !paused) return pause();
      if (jobs.size === 0) {
        const { panes } = store.getState();
        panes.forEach(({ need }, index) => {
          if (need === 'training') startPane(index, false, true);
        });
      }
      for (const { training } of jobs.values()) training.step();
      trainings.step();
      showNow();
    },
    activityOf(index) {
      const job = jobs.get(index);
      return job ? activity(job, paused) : null;
    },
    failureOf: (key) => failures.get(key) ?? null,
    documentChanged() {
      if (stopped) {
        stopped = false;
        store.setState({ run: status() });
      }
      if (jobs.size === 0) return;
      let ended = false;
      for (const job of [...jobs.values()]) {
        const now = recipeOf(job.index);
        const keys = now ? now.recipe.runs.map((_, i) => runKey(now.recipe, i)) : [];
        const sameRuns = keys.length === job.runKeys.length && job.runKeys.every((key, i) => key === keys[i]);
        if (!now || (!sameRuns && !job.training.keep(now.recipe))) {
          jobs.delete(job.index);
          job.abort.abort();
          ended = true;
          continue;
        }
        job.runKeys = keys;
        if (job.surface && !wantedKeys(now.recipe, now.directionSeed).includes(job.surface.key)) {
          job.surfaceAbort?.abort();
        }
      }
      if (ended) showNow();
    },
  };
}

/** Keys of all that a recipe's picture shows. */
function wantedKeys(recipe: Recipe, directionSeed: number): string[] {
  return [recipe, ...companionsOf(recipe, directionSeed).map((companion) => companion.recipe)].map((one) => surfaceKey(one, directionSeed));
}

function activity({ training, surface }: PaneJob, paused: boolean): PaneActivity {
  const trainings = training.progress;
  const blank = { epoch: 0, epochs: 0, pass: 0, passes: 0, passPoints: [0, 0] as const };
  if (surface) {
    const { pass, passes, passPoints, finished, points } = surface;
    const epochs = trainings[0]?.epochs ?? 0;
    return { phase: paused ? 'paused' : 'evaluating', fraction: finished / points, epoch: epochs, epochs, pass, passes, passPoints };
  }
  if (trainings.length === 0) return { ...blank, phase: 'queued', fraction: 0 };
  const epochs = trainings.reduce((sum, training) => sum + training.epochs, 0);
  const epoch = trainings.reduce((sum, training) => sum + training.epoch, 0);
  const slowest = trainings.reduce((found, training) => (training.epoch < found.epoch ? training : found));
  const fraction = epochs === 0 ? 0 : epoch / epochs;
  return { ...blank, phase: paused ? 'paused' : 'training', fraction, epoch: Math.floor(slowest.epoch), epochs: slowest.epochs };
}
