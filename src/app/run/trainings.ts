import type { BackendId } from '../../engine/device';
import type { Checkpoint, CurvePoint } from '../../experiment/checkpoint';
import type { Provenance } from '../../experiment/landscape';
import type { Recipe } from '../../experiment/recipe';
import type { RunningJob } from '../../worker/client';
import type { Reply } from '../../worker/jobs';
import type { EnginePool } from '../../worker/pool';
import { contentKey, runKey } from '../keys';
import { boundaryKey, type Memory, type RunRecord } from '../memory';
import type { Backends } from './backends';

/** One run in training. Panes whose recipes agree in it share it. */
export interface Training {
  readonly key: string;
  /** Resolves when the run is complete and in the memory. */
  readonly done: Promise<void>;
  readonly epochs: number;
  /** Epochs done, as a fraction. */
  readonly epoch: number;
  pause(): void;
  resume(): void;
  step(): void;
  /** The memory's record with what has arrived since the last call. */
  flush(): void;
}

export interface Trainings {
  /** Joins the run if it is in training, else starts it. The last user that leaves (by its signal) cancels it; what arrived stays. */
  join(recipe: Recipe, run: number, options: { signal: AbortSignal; paused: boolean }): Training;
  readonly active: readonly Training[];
}

export interface TrainingsOptions {
  readonly pool: Pick<EnginePool, 'train'>;
  readonly backends: Backends;
  readonly memory: Memory;
  readonly clock: () => number;
  /** Provenance of what is done on a device now. */
  provenance(device: { backend: string; variant: string }): Provenance;
  /** Something arrived that `flush` would bring. */
  onChange(): void;
}

/** Side of the decision boundaries, in points. */
export const BOUNDARY_SIDE = 64;

interface Entry extends Training {
  epoch: number;
  users: number;
  readonly abort: AbortController;
}

export function createTrainings(options: TrainingsOptions): Trainings {
  const active = new Map<string, Entry>();
  const leave = (entry: Entry): void => {
    if (active.get(entry.key) === entry) active.delete(entry.key);
  };
  return {
    join(recipe, run, { signal, paused }) {
      const key = runKey(recipe, run);
      const entry = active.get(key) ?? start(options, recipe, run, paused, leave);
      active.set(key, entry);
      entry.users++;
      signal.addEventListener('abort', () => {
        entry.users--;
        if (entry.users > 0) return;
        entry.abort.abort();
        leave(entry);
      });
      return entry;
    },
    get active() {
      return [...active.values()];
    },
  };
}

function start(options: TrainingsOptions, recipe: Recipe, run: number, paused: boolean, onEnd: (entry: Entry) => void): Entry {
  const { pool, backends, memory, clock, onChange } = options;
  const key = runKey(recipe, run);
  const abort = new AbortController();
  let job: RunningJob | null = null;
  let isPaused = paused;
  let curve: CurvePoint[] = [];
  let checkpoints: Checkpoint[] = [];
  let live: RunRecord['live'] = null;
  let provenance: Provenance | null = null;
  let changed = false;
  let startedAt = clock();

  const write = (complete: boolean): void => {
    changed = false;
    memory.runs.set(key, {
      curve: [...curve],
      checkpoints: [...checkpoints],
      complete,
      live: complete ? null : live,
      source: 'here',
      provenance,
    });
  };
  const hear = (reply: Reply): void => {
    if (abort.signal.aborted) return;
    if (reply.type === 'device') provenance = options.provenance(reply);
    if (reply.type === 'progress') entry.epoch = reply.epoch;
    if (reply.type === 'checkpoint') checkpoints.push(reply.checkpoint);
    if (reply.type === 'reading' && reply.epoch !== null) live = { boundary: reply.reading.boundary, epoch: reply.epoch };
    if (reply.type === 'epoch') {
      // The first result of this training makes way: what was computed from the run's earlier weights no longer belongs to it.
      if (curve.length === 0) forgetResultsOf(memory, recipe, run);
      curve.push(reply.point);
      entry.epoch = reply.point.epoch;
    }
    changed ||= reply.type === 'epoch' || reply.type === 'checkpoint' || reply.type === 'reading';
    onChange();
  };
  async function trainOn(backend: BackendId): Promise<void> {
    curve = [];
    checkpoints = [];
    live = null;
    startedAt = clock();
    const view = { inputs: recipe.view.boundaryInputs, side: BOUNDARY_SIDE };
    job = pool.train({ kind: 'train', backend, recipe, run, paused: isPaused, live: view }, { onReply: hear, signal: abort.signal });
    await job.done;
    if (provenance) provenance = { ...provenance, trainSeconds: (clock() - startedAt) / 1000 };
    const last = live as RunRecord['live'];
    if (last) memory.boundaries.set(boundaryKey(recipe, { run, epoch: 'last' }), last.boundary);
    write(true);
  }

  const entry: Entry = {
    key,
    done: backends.run('training', trainOn).finally(() => onEnd(entry)),
    epochs: recipe.runs[run]?.epochs ?? 0,
    epoch: 0,
    users: 0,
    abort,
    pause() {
      isPaused = true;
      job?.pause();
    },
    resume() {
      isPaused = false;
      job?.resume();
    },
    step() {
      job?.step();
    },
    flush() {
      if (changed && curve.length > 0) write(false);
    },
  };
  return entry;
}

/** Boundaries and landscapes that were computed from a run. */
function forgetResultsOf(memory: Memory, recipe: Recipe, run: number): void {
  const data = contentKey(recipe.data);
  const net = contentKey(recipe.net);
  const settings = contentKey(recipe.runs[run]);
  const isOf = (key: string): boolean => key.includes(`${data},${net},`) && key.includes(settings);
  for (const key of memory.surfaces.keys) if (isOf(key)) memory.surfaces.delete(key);
  for (const key of memory.boundaries.keys) if (isOf(key)) memory.boundaries.delete(key);
}
