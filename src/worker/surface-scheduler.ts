import type { Clock } from '../engine/clock';
import type { BackendId } from '../engine/device';
import type { GridSpec, Recipe } from '../experiment/recipe';
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
/** Patch sizes are multiples of this where they can be: replicas are evaluated in powers of two. */
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
  readonly grid: GridSpec;
  readonly lines: boolean;
  ready: boolean;
  paused: boolean;
  inFlight: number;
  /** Points per ms of one worker; 0 while unknown. */
  rate: number;
  crashes: number;
  finish(error: Error | null): void;
}

export interface SurfaceScheduler {
  start(task: SurfaceTask, options: SurfaceOptions): SurfaceRun;
  /** Hands out what can be handed out; called when a worker became free. */
  pump(): void;
}

/** Spreads the patches of all surfaces over the workers: always the coarsest pass first, so that several surfaces sharpen together. */
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
      const { level, leftInLevel } = surface.queue;
      if (!best || level < best.queue.level || (level === best.queue.level && leftInLevel > best.queue.leftInLevel)) best = surface;
    }
    return best;
  }

  function patchSize({ group, queue, rate }: Active): number {
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
        const patch = surface.queue.take(patchSize(surface));
        if (patch) void evaluate(surface, patch, slot);
      }
    }
  }

  async function evaluate(surface: Active, patch: Patch, slot: Slot): Promise<void> {
    const { task, options, grid, lines } = surface;
    let received = 0;
    const sentAt = clock();
    slot.patches++;
    surface.inFlight++;
    try {
      const planeSent = slots.ensurePlane(slot, task.plane);
      planeSent?.catch(() => undefined);
      const job = { kind: 'patch', backend: task.backend, plane: task.plane.plane, coords: coordsOf(grid, patch.indices, lines) } as const;
      const running = slot.client.start(job, {
        signal: options.signal,
        onReply(reply) {
          if (reply.type === 'device') options.onDevice(reply);
          if (reply.type !== 'patch' || options.signal.aborted) return;
          const indices = patch.indices.subarray(reply.first, reply.first + reply.loss.length);
          options.onPoints(indices, reply.loss, reply.accuracy, patch.level);
          received = reply.first + reply.loss.length;
        },
      });
      await running.done;
      const elapsed = clock() - Math.max(sentAt, slot.lastPatchAt);
      const rate = patch.indices.length / Math.max(0.1, elapsed);
      surface.rate = surface.rate === 0 ? rate : 0.6 * surface.rate + 0.4 * rate;
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
    await slots.ensurePlane(slot, surface.task.plane, (reply) => reply.type === 'plane' && surface.options.onPlane(reply));
  }

  function start(task: SurfaceTask, options: SurfaceOptions): SurfaceRun {
    const { grid, axes } = task.plane.recipe as Recipe;
    const lines = axes.length === 1;
    const points = lines ? [grid.alpha.points] : [grid.alpha.points, grid.beta.points];
    const queue = createPatchQueue(gridLevels(points), task.done);
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
        grid,
        lines,
        ready: false,
        paused: false,
        inFlight: 0,
        rate: 0,
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

/** Coordinates of grid points by flat index (iβ · nα + iα): (α, β) pairs, or α alone on a line. */
function coordsOf(grid: Pick<GridSpec, 'alpha' | 'beta'>, indices: Uint32Array, line: boolean): Float64Array {
  const { alpha, beta } = grid;
  const coords = new Float64Array(indices.length * (line ? 1 : 2));
  indices.forEach((index, i) => {
    const a = alpha.min + ((index % alpha.points) * (alpha.max - alpha.min)) / (alpha.points - 1);
    if (line) {
      coords[i] = a;
      return;
    }
    coords[2 * i] = a;
    coords[2 * i + 1] = beta.min + (Math.floor(index / alpha.points) * (beta.max - beta.min)) / (beta.points - 1);
  });
  return coords;
}
