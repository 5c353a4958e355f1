import type { Dataset } from '../catalog/datasets/types';
import type { Clock } from '../engine/clock';
import type { BackendId } from '../engine/device';
import type { Reading } from '../engine/reading';
import type { Recipe } from '../experiment/recipe';
import type { RunningJob, StartOptions, WorkerPort } from './client';
import { JobFailure } from './failure';
import type { PlaneJob, ReadingJob, Reply, TrainJob, WeightsJob } from './jobs';
import { createSlots, type Group, groupOf, type Slot } from './slots';
import { createSurfaceScheduler, type SurfaceOptions, type SurfaceRun, type SurfaceTask } from './surface-scheduler';

/** The engine as the app sees it: jobs in, results out, workers out of sight. */
export interface EnginePool {
  /** Workers that grid patches of a backend are spread over. */
  workers(backend: BackendId): number;
  /** Makes a file of public/data known to every worker, before jobs that need it. */
  addAsset(name: string, bytes: Uint8Array): void;
  dataset(recipe: Recipe): Promise<Dataset>;
  /** Trains a run in a worker that trains no other, as long as there are fewer than {@link MAX_WORKERS}. */
  train(job: TrainJob, options: StartOptions): RunningJob;
  /** Evaluates a grid, coarse to fine; grids that run at once advance together. */
  surface(task: SurfaceTask, options: SurfaceOptions): SurfaceRun;
  /** One reading; `plane` is sent along where the worker lacks it. A newer reading of the channel cancels the older. */
  read(job: ReadingJob | WeightsJob, plane: PlaneJob | null, channel: string, signal?: AbortSignal): Promise<Reading>;
  terminate(): void;
}

export interface PoolOptions {
  /** Workers for WASM and the plain CPU backend. */
  readonly size: number;
  readonly spawn: () => WorkerPort;
  readonly clock: Clock;
}

const MAX_WORKERS = 8;

/** Workers for a machine with that many logical processors. */
export function poolSize(hardwareConcurrency: number): number {
  return Math.min(Math.max(1, hardwareConcurrency), MAX_WORKERS);
}

export function createPool({ size, spawn, clock }: PoolOptions): EnginePool {
  const slots = createSlots(spawn, () => scheduler.pump());
  const limit = (group: Group): number => (group === 'cpu' ? size : 1);
  const scheduler = createSurfaceScheduler({ slots, limit, clock });
  const readSlots = new Map<string, Slot>();

  const load = (slot: Slot): number => 10 * slot.trainings + 2 * slot.patches + slot.readings;
  const lightest = (group: Group, most: number): Slot => {
    const alive = slots.of(group);
    const best = alive.reduce<Slot | null>((found, slot) => (found === null || load(slot) < load(found) ? slot : found), null);
    return best && (load(best) === 0 || alive.length >= most) ? best : slots.spawn(group);
  };

  /** The worker that last read on this channel has its evaluators ready; it is left only for training. */
  function readerFor(channel: string, group: Group): Slot {
    const last = readSlots.get(channel);
    if (last && last.group === group && last.trainings === 0 && slots.of(group).includes(last)) return last;
    const slot = lightest(group, limit(group));
    readSlots.set(channel, slot);
    return slot;
  }

  return {
    workers: (backend) => limit(groupOf(backend)),
    addAsset: slots.addAsset,
    async dataset(recipe) {
      const reply = await only(
        lightest('cpu', size),
        (slot, options) => slot.client.start({ kind: 'dataset', recipe }, options),
        'dataset',
      );
      return reply.dataset;
    },
    train(job, options) {
      const group = groupOf(job.backend);
      const slot = lightest(group, group === 'cpu' ? MAX_WORKERS : 1);
      slot.trainings++;
      const running = slot.client.start(job, options);
      const free = (): void => {
        slot.trainings--;
        scheduler.pump();
      };
      running.done.then(free, free);
      return running;
    },
    surface: scheduler.start,
    async read(job, plane, channel, signal) {
      const slot = readerFor(channel, groupOf(job.backend));
      slot.readings++;
      try {
        if (plane) await slots.ensurePlane(slot, plane);
        const base = signal ? { channel, signal } : { channel };
        const reply = await only(slot, (where, options) => where.client.start(job, { ...base, ...options }), 'reading');
        return reply.reading;
      } finally {
        slot.readings--;
      }
    },
    terminate: slots.terminate,
  };
}

/** The one reply of a type that a job gives. */
async function only<T extends Reply['type']>(
  slot: Slot,
  start: (slot: Slot, options: StartOptions) => RunningJob,
  type: T,
): Promise<Extract<Reply, { type: T }>> {
  let found: Extract<Reply, { type: T }> | null = null;
  const running = start(slot, {
    onReply(reply) {
      if (reply.type === type) found = reply as Extract<Reply, { type: T }>;
    },
  });
  await running.done;
  if (!found) throw new JobFailure({ path: '', key: 'run.problem.engine', values: { message: `no ${type}` } }, false);
  return found;
}
