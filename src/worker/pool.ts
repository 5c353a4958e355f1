import type { Dataset } from '../catalog/datasets/types';
import type { Clock } from '../engine/clock';
import type { BackendId } from '../engine/device';
import type { Reading } from '../engine/reading';
import type { SharpnessAt } from '../engine/sharpening';
import type { PathPoint } from '../experiment/landscape';
import type { Recipe } from '../experiment/recipe';
import { aborted, type RunningJob, type StartOptions, type WorkerPort } from './client';
import { type CurvatureOptions, type CurvatureTask, computeCurvature } from './curvature-scheduler';
import { JobFailure } from './failure';
import { inBatches } from './in-batches';
import type {
  AssetBytes,
  PathJob,
  PlaneJob,
  ReadingJob,
  Reply,
  SharpeningJob,
  SharpnessJob,
  SpectrumJob,
  TrainJob,
  WeightsJob,
} from './jobs';
import { MAX_WORKERS } from './pool-size';
import { createSlots, type Group, groupOf, type Slot } from './slots';
import { createSurfaceScheduler, type SurfaceOptions, type SurfaceRun, type SurfaceTask } from './surface-scheduler';

/** The engine as the app sees it: jobs in, results out, workers out of sight. */
export interface EnginePool {
  /** Workers that grid patches of a backend are spread over. */
  workers(backend: BackendId): number;
  /** Makes a data set's file known to every worker, before jobs that need it. */
  addAsset(name: string, bytes: AssetBytes): void;
  /** Forgets a file and all that was made of it: every job ends as if cancelled. */
  dropAsset(name: string): void;
  dataset(recipe: Recipe): Promise<Dataset>;
  /** Trains runs together, in a worker with no other training as long as there are fewer than {@link MAX_WORKERS}. */
  train(job: TrainJob, options: StartOptions): RunningJob;
  /** Evaluates a grid, coarse to fine; grids that run at once advance together. */
  surface(task: SurfaceTask, options: SurfaceOptions): SurfaceRun;
  /** One reading; `plane` is sent along where the worker lacks it. A newer reading of the channel cancels the older. */
  read(job: ReadingJob | WeightsJob, plane: PlaneJob | null, channel: string, signal?: AbortSignal): Promise<Reading>;
  /** Follows a run's checkpoints beside a plane, which is sent along where the worker lacks it. A newer one of the channel cancels the older. */
  path(job: PathJob, plane: PlaneJob, channel: string): Promise<readonly PathPoint[]>;
  /** Measures the sharpness at a point of a plane, which is sent along where the worker lacks it. A newer one of the channel cancels the older. */
  sharpness(job: SharpnessJob, plane: PlaneJob, options: SharpnessOptions): Promise<void>;
  /** Takes the Hessian's spectrum at a point of a plane, which is sent along where the worker lacks it. A newer one of the channel cancels the older. */
  spectrum(job: SpectrumJob, plane: PlaneJob, options: SpectrumOptions): Promise<void>;
  /** Measures λ_max at weights of a run, in a worker that trains none where there is one; points may come in any order. */
  sharpening(job: SharpeningJob, options: { readonly signal: AbortSignal; onPoint(point: SharpnessAt): void }): Promise<void>;
  /** Maps the Hessian's extreme eigenvalues over a plane, coarse to fine, on all workers. */
  curvature(task: CurvatureTask, options: CurvatureOptions): Promise<void>;
  /** A person begins or ends to drag something: what is submitted to a graphics card meanwhile is short. */
  drag(isDragging: boolean): void;
  terminate(): void;
}

export type SharpnessReply = Extract<Reply, { type: 'sharpness' }>;

export interface SharpnessOptions {
  readonly channel: string;
  readonly signal: AbortSignal;
  /** Each number as it comes. */
  onValue(value: SharpnessReply): void;
}

export type SpectrumReply = Extract<Reply, { type: 'curvature' | 'density' | 'trace' }>;

export interface SpectrumOptions {
  readonly channel: string;
  readonly signal: AbortSignal;
  /** The ends, then densities, then traces, each closer than the last. */
  onPart(part: SpectrumReply): void;
}

export interface PoolOptions {
  /** Workers for WASM and the plain CPU backend. */
  readonly size: number;
  readonly spawn: () => WorkerPort;
  readonly clock: Clock;
  readonly later: (callback: () => void, ms: number) => void;
}

export function createPool({ size, spawn, clock, later }: PoolOptions): EnginePool {
  const slots = createSlots({ spawn, clock, later, onCrash: () => scheduler.pump() });
  const limit = (group: Group): number => (group === 'cpu' ? size : 1);
  const scheduler = createSurfaceScheduler({ slots, limit, clock });
  const readSlots = new Map<string, Slot>();
  const pathOf = new Map<string, PathJob>();

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

  /** A job at a point of a plane, whose replies are wanted as they come. */
  async function watch(
    job: SharpnessJob | SpectrumJob,
    plane: PlaneJob,
    channel: string,
    signal: AbortSignal,
    onReply: (reply: Reply) => void,
  ): Promise<void> {
    const slot = readerFor(channel, groupOf(job.backend));
    slot.readings++;
    try {
      await slots.ensurePlane(slot, plane);
      await slot.client.start(job, { channel, signal, onReply }).done;
    } finally {
      slot.readings--;
    }
  }

  return {
    workers: (backend) => limit(groupOf(backend)),
    addAsset: slots.addAsset,
    dropAsset: slots.dropAsset,
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
    async path(job, plane, channel) {
      const slot = readerFor(channel, groupOf(job.backend));
      const points: PathPoint[] = [];
      pathOf.set(channel, job);
      slot.readings++;
      try {
        await slots.ensurePlane(slot, plane);
        const onReply = (reply: Reply): void => {
          if (reply.type === 'path') points.push(reply.point);
        };
        for (const checkpoints of inBatches(job.checkpoints)) {
          // A newer one of the channel may come between two parts of this one.
          if (pathOf.get(channel) !== job) throw aborted();
          await slot.client.start({ ...job, checkpoints }, { channel, onReply }).done;
        }
        return points;
      } finally {
        slot.readings--;
      }
    },
    sharpness(job, plane, { channel, signal, onValue }) {
      return watch(job, plane, channel, signal, (reply) => {
        if (reply.type === 'sharpness') onValue(reply);
      });
    },
    spectrum(job, plane, { channel, signal, onPart }) {
      return watch(job, plane, channel, signal, (reply) => {
        if (reply.type === 'curvature' || reply.type === 'density' || reply.type === 'trace') onPart(reply);
      });
    },
    async sharpening(job, { signal, onPoint }) {
      const group = groupOf(job.backend);
      const slot = lightest(group, limit(group));
      slot.readings++;
      try {
        const onReply = (reply: Reply): void => {
          if (reply.type === 'sharpening' && !signal.aborted) onPoint(reply.point);
        };
        await slot.client.start(job, { signal, onReply }).done;
      } finally {
        slot.readings--;
      }
    },
    curvature: (task, options) => computeCurvature({ slots, limit }, task, options),
    drag: slots.drag,
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
