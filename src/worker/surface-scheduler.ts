import type { Clock } from '../engine/clock';
import type { BackendId } from '../engine/device';
import { gridCoords } from '../engine/grid-coords';
import type { GridAxis } from '../experiment/recipe';
import { aborted } from './client';
import { JobFailure } from './failure';
import { gridLevels } from './grid-levels';
import type { PlaneJob, Reply } from './jobs';
import { createPatchQueue, type Patch, type PatchQueue } from './patch-queue';
import { type Group, groupOf, type Slot, type Slots } from './slots';

/** A grid to evaluate. */
export interface SurfaceTask {
  readonly backend: BackendId;
  readonly plane: PlaneJob;
  /** Marks of points that need no evaluation, by flat index. */
  readonly done: Uint8Array;
  /** Waits while any other surface of these workers has points to hand out. */
  readonly behind?: boolean;
}

/** What a surface tells while it grows. */
export interface SurfaceOptions {
  onPlane(plane: Extract<Reply, { type: 'plane' }>): void;
  onDevice(device: Extract<Reply, { type: 'device' }>): void;
  /** Values of points, by flat index, of refinement pass `level` (0 …). */
  onPoints(indices: Uint32Array, loss: Float32Array, accuracy: Float32Array, level: number): void;
  readonly signal: AbortSignal;
}

export interface SurfaceRun {
  /** Rejects with an AbortError when cancelled, with a JobFailure when it failed; points that came in stay. */
  readonly done: Promise<void>;
  pause(): void;
  resume(): void;
}

/** Patches a worker holds at once: one that it works on, one that waits, so that it never waits for the main thread. */
const PATCHES_PER_WORKER = 2;
/** Aimed-at duration of a patch, ms. A GPU is asked more at a time. */
const PATCH_MS: Readonly<Record<Group, number>> = { cpu: 120, webgpu: 300, webgl: 300 };
/** Patch sizes are multiples of this where they can be: the fewer replicas are left over at a patch's end, the better. */
const STRIDE = 16;
/** The first patch is the first pass as a whole: a worker that still starts must not hold up half of it. */
const FIRST_PATCH = 16;
/** Crashes of a worker under one surface, after which the surface is given up. */
const MAX_CRASHES = 3;

interface Active {
  readonly task: SurfaceTask;
  readonly options: SurfaceOptions;
  readonly group: Group;
  readonly queue: PatchQueue;
  /** As given, until the plane says what they are. */
  axes: readonly GridAxis[];
  ready: boolean;
  paused: boolean;
  inFlight: number;
  /** Points per ms of the worker that came in last; 0 while unknown. */
  rate: number;
  /** The same of each worker: processors have slow cores beside fast ones. */
  readonly rates: Map<Slot, number>;
  crashes: number;
  finish(error: Error | null): void;
}

export interface SurfaceScheduler {
  start(task: SurfaceTask, options: SurfaceOptions): SurfaceRun;
  /** Hands out what can be handed out; called when a worker became free. */
  pump(): void;
}

function comesBefore({ task: { behind = false }, queue }: Active, { task, queue: other }: Active): boolean {
  if (behind !== (task.behind ?? false)) return !behind;
  return queue.level < other.level || (queue.level === other.level && queue.leftInLevel > other.leftInLevel);
}

/** Spreads the patches of all surfaces over the workers: always the coarsest pass first, so that several surfaces sharpen together; those behind come last. */
export function createSurfaceScheduler(pool: { slots: Slots; limit: (group: Group) => number; clock: Clock }): SurfaceScheduler {
  const { slots, limit, clock } = pool;
  const active = new Set<Active>();

  /** A worker with room, training ones only where there is no other; null when all are full. */
  function freeSlot(group: Group): Slot | null {
    const alive = slots.of(group);
    const idle = alive.filter(({ trainings }) => trainings === 0);
    if (idle.length === 0 && alive.length < limit(group)) return slots.spawn(group);
    const candidates = idle.length > 0 ? idle : alive;
    const best = candidates.reduce((found, slot) => (slot.patches < found.patches ? slot : found), candidates[0] as Slot);
    if (best.patches > 0 && alive.length < limit(group)) return slots.spawn(group);
    return best.patches < PATCHES_PER_WORKER ? best : null;
  }

  function nextSurface(group: Group): Active | null {
    let best: Active | null = null;
    for (const surface of active) {
      if (surface.group !== group || !surface.ready || surface.paused || surface.queue.left === 0) continue;
      if (!best || comesBefore(surface, best)) best = surface;
    }
    return best;
  }

  function patchSize({ group, queue, rate: last, rates }: Active, slot: Slot): number {
    const rate = rates.get(slot) ?? last;
    if (rate === 0) return FIRST_PATCH;
    const aimed = Math.max(STRIDE, Math.round((rate * PATCH_MS[group]) / STRIDE) * STRIDE);
    // Towards the end patches shrink, so that all workers end together.
    const fair = Math.ceil(queue.left / (PATCHES_PER_WORKER * limit(group)));
    return Math.max(4, Math.min(aimed, fair));
  }

  function pump(): void {
    for (const group of ['cpu', 'webgpu', 'webgl'] as const) {
      for (;;) {
        const surface = nextSurface(group);
        const slot = surface && freeSlot(group);
        if (!surface || !slot) break;
        const patch = surface.queue.take(patchSize(surface, slot));
        if (patch) void evaluate(surface, patch, slot);
      }
    }
  }

  async function evaluate(surface: Active, patch: Patch, slot: Slot): Promise<void> {
    const { task, options, axes } = surface;
    let received = 0;
    const sentAt = clock();
    slot.patches++;
    surface.inFlight++;
    try {
      const posting = slots.postPlane(slot, task.plane);
      if (posting) await posting;
      const job = {
        kind: 'patch',
        backend: task.backend,
        plane: task.plane.plane,
        coords: gridCoords(axes, patch.indices),
      } as const;
      const running = slot.client.start(job, {
        signal: options.signal,
        onReply(reply) {
          if (reply.type === 'device') options.onDevice(reply);
          // What still comes after a failure is computed elsewhere by then.
          if (reply.type !== 'patch' || options.signal.aborted || !active.has(surface)) return;
          const indices = patch.indices.subarray(reply.first, reply.first + reply.loss.length);
          options.onPoints(indices, reply.loss, reply.accuracy, patch.level);
          received = reply.first + reply.loss.length;
        },
      });
      await running.done;
      const elapsed = clock() - Math.max(sentAt, slot.lastPatchAt);
      const rate = patch.indices.length / Math.max(0.1, elapsed);
      const before = surface.rates.get(slot);
      surface.rate = before === undefined ? rate : 0.6 * before + 0.4 * rate;
      surface.rates.set(slot, surface.rate);
    } catch (error) {
      fail(surface, { level: patch.level, indices: patch.indices.slice(received) }, error);
    } finally {
      slot.lastPatchAt = clock();
      slot.patches--;
      surface.inFlight--;
      if (surface.inFlight === 0 && surface.queue.left === 0) surface.finish(null);
      pump();
    }
  }

  function fail(surface: Active, rest: Patch, error: unknown): void {
    const crashed = error instanceof JobFailure && error.problem.key === 'run.problem.crash';
    if (!crashed || ++surface.crashes >= MAX_CRASHES) return surface.finish(error as Error);
    surface.queue.putBack(rest);
  }

  async function prepare(surface: Active): Promise<void> {
    const slot = freeSlot(surface.group) ?? (slots.of(surface.group)[0] as Slot);
    await slots.ensurePlane(slot, surface.task.plane, (reply) => {
      if (reply.type !== 'plane') return;
      surface.axes = reply.axes;
      surface.options.onPlane(reply);
    });
  }

  function start(task: SurfaceTask, options: SurfaceOptions): SurfaceRun {
    const { grid, axes } = task.plane.recipe;
    const given = axes.length === 1 ? [grid.alpha] : [grid.alpha, grid.beta];
    const queue = createPatchQueue(gridLevels(given.map(({ points }) => points)), task.done);
    let surface: Active | null = null;
    const done = new Promise<void>((resolve, reject) => {
      const finish = (error: Error | null): void => {
        if (surface) active.delete(surface);
        options.signal.removeEventListener('abort', onAbort);
        if (error) reject(error);
        else resolve();
      };
      const onAbort = (): void => finish(aborted());
      const entry: Active = {
        task,
        options,
        group: groupOf(task.backend),
        queue,
        axes: given,
        ready: false,
        paused: false,
        inFlight: 0,
        rate: 0,
        rates: new Map(),
        crashes: 0,
        finish,
      };
      surface = entry;
      if (options.signal.aborted) return finish(aborted());
      active.add(entry);
      options.signal.addEventListener('abort', onAbort);
      prepare(entry).then(
        () => {
          entry.ready = true;
          if (queue.left === 0) finish(null);
          pump();
        },
        (error) => finish(error),
      );
    });
    const setPaused = (paused: boolean) => (): void => {
      if (surface) surface.paused = paused;
      pump();
    };
    return { done, pause: setPaused(true), resume: setPaused(false) };
  }

  return { start, pump };
}
