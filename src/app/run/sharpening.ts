import type { Checkpoint } from '../../experiment/checkpoint';
import type { Document, Problem, Recipe } from '../../experiment/recipe';
import type { SharpnessPoint } from '../../experiment/sharpening';
import { isAbort, JobFailure, problemOf } from '../../worker/failure';
import type { EnginePool } from '../../worker/pool';
import { runKey } from '../keys';
import type { Memory } from '../memory';
import type { SharpeningStore } from '../sharpening';
import type { Backends } from './backends';
import type { Datasets } from './datasets';

export interface SharpeningOptions {
  readonly pool: Pick<EnginePool, 'sharpening' | 'workers'>;
  readonly backends: Backends;
  readonly datasets: Datasets;
  readonly memory: Memory;
  readonly store: SharpeningStore;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** Measures λ_max at the runs' checkpoints as long as someone looks, also while they train, and puts it into their store. */
export interface SharpeningKeeper {
  /** Call whenever something changed. `on`: someone looks; else what is under way ends. */
  update(document: Document, on: boolean): void;
}

/** Checkpoints that a job takes at once: they share what it prepares, and a cancelled job loses little. */
const BATCH = 8;
/** Crashes of a worker under one run, after which the run is given up. */
const MAX_CRASHES = 3;
/** Shortest time between two showings, ms. */
const SHOW_MS = 250;

/** A run that a pane shows. */
interface Subject {
  readonly key: string;
  readonly recipe: Recipe;
  readonly run: number;
  readonly checkpoints: readonly Checkpoint[];
  /** What was known before: with a file, or from an earlier look. */
  readonly known: ReadonlyMap<number, SharpnessPoint>;
}

export function createSharpening({ pool, backends, datasets, memory, store, clock }: SharpeningOptions): SharpeningKeeper {
  /** By the very weights: they are other ones after another training, and forgotten when the memory forgets them. */
  const measured = new WeakMap<Float32Array, SharpnessPoint>();
  const taken = new WeakSet<Float32Array>();
  const refused = new Map<string, Problem>();
  const crashes = new Map<string, number>();
  const running = new Map<AbortController, string>();
  /** Of each pane, by run. */
  let subjects: readonly (readonly Subject[])[] = [];
  let wanted = false;
  let shownAt = -Infinity;

  const isOpen = ({ known }: Subject, { theta, epoch }: Checkpoint): boolean => !measured.has(theta) && !known.has(epoch);

  /** In order of epoch, what was measured here before what came along. */
  function courseOf({ checkpoints, known }: Subject): readonly SharpnessPoint[] {
    const here = checkpoints.flatMap(({ theta }) => measured.get(theta) ?? []);
    if (known.size === 0) return here;
    return [...new Map([...known, ...here.map((point) => [point.epoch, point] as const)]).values()].sort((a, b) => a.epoch - b.epoch);
  }

  function show(): void {
    shownAt = clock();
    store.set(
      subjects.map((runs) => {
        const found = runs.map(courseOf);
        const left = runs.reduce((sum, run) => sum + run.checkpoints.filter((checkpoint) => isOpen(run, checkpoint)).length, 0);
        return { runs: found, left, problem: runs.map(({ key }) => refused.get(key)).find(Boolean) ?? null };
      }),
    );
  }

  /** The next checkpoints of the run that has had the fewest measured, coarse to fine. */
  function take(): { subject: Subject; batch: readonly Checkpoint[] } | null {
    const open = subjects.flat().flatMap((subject) => {
      const left = refused.has(subject.key)
        ? []
        : coarseFirst(subject.checkpoints).filter((point) => isOpen(subject, point) && !taken.has(point.theta));
      return left.length > 0 ? [{ subject, left }] : [];
    });
    if (open.length === 0) return null;
    const behind = (entry: (typeof open)[number]): number => entry.left.length / entry.subject.checkpoints.length;
    const { subject, left } = open.reduce((most, entry) => (behind(entry) > behind(most) ? entry : most));
    return { subject, batch: left.slice(0, BATCH) };
  }

  function pump(): void {
    while (wanted && running.size < pool.workers(backends.current('training'))) {
      const next = take();
      if (!next) return;
      void measure(next.subject, next.batch);
    }
  }

  async function measure({ key, recipe, run }: Subject, batch: readonly Checkpoint[]): Promise<void> {
    const abort = new AbortController();
    running.set(abort, key);
    for (const { theta } of batch) taken.add(theta);
    try {
      await datasets.ensure(recipe);
      await backends.run('training', (backend) => {
        const points = batch.map(({ theta, state }) => ({ theta, state }));
        return pool.sharpening(
          { kind: 'sharpening', backend, recipe, run, points },
          {
            signal: abort.signal,
            onPoint({ index, value, bound }) {
              const { theta, epoch } = batch[index] as Checkpoint;
              measured.set(theta, { epoch, value, bound });
              if (clock() > shownAt + SHOW_MS) show();
            },
          },
        );
      });
    } catch (error) {
      if (!isAbort(error)) refuse(key, error);
    } finally {
      for (const { theta } of batch) taken.delete(theta);
      running.delete(abort);
      keep(key);
      show();
      pump();
    }
  }

  /** A course that is whole stays with its run: in files, and as long as that is remembered. */
  function keep(key: string): void {
    const record = memory.runs.get(key);
    const subject = subjects.flat().find((one) => one.key === key);
    if (!record?.complete || !subject || subject.checkpoints.length < 2) return;
    if (record.checkpoints !== subject.checkpoints || subject.checkpoints.some((point) => isOpen(subject, point))) return;
    memory.runs.set(key, { ...record, sharpness: courseOf(subject) });
  }

  function refuse(key: string, error: unknown): void {
    const problem = error instanceof JobFailure ? error.problem : problemOf(error);
    const count = (crashes.get(key) ?? 0) + 1;
    crashes.set(key, count);
    if (problem.key !== 'run.problem.crash' || count >= MAX_CRASHES) refused.set(key, problem);
  }

  return {
    update(document, on) {
      // Asking for it again is asking to try it again.
      if (on && !wanted) {
        refused.clear();
        crashes.clear();
      }
      wanted = on;
      subjects = document.panes.map((recipe) =>
        recipe.runs.map((_, run) => {
          const key = runKey(recipe, run);
          const { checkpoints = [], sharpness = [] } = memory.runs.get(key) ?? {};
          return { key, recipe, run, checkpoints, known: new Map(sharpness.map((point) => [point.epoch, point])) };
        }),
      );
      const shown = new Set(on ? subjects.flat().map(({ key }) => key) : []);
      for (const [abort, key] of running) if (!shown.has(key)) abort.abort();
      show();
      pump();
    },
  };
}

/** Every so many checkpoints first, then those between, …: wherever it stops, the whole course is there. A list that grows keeps its order. */
export function coarseFirst<T>(entries: readonly T[]): T[] {
  const stride = (index: number): number => (index === 0 ? Number.POSITIVE_INFINITY : index & -index);
  return entries
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => stride(b.index) - stride(a.index) || a.index - b.index)
    .map(({ entry }) => entry);
}
