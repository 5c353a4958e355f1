import type { BackendId } from '../engine/device';
import { gridCoords } from '../engine/grid-coords';
import type { HessianMapPoint } from '../engine/hessian-map';
import type { GridAxis } from '../experiment/recipe';
import { isAbort, JobFailure } from './failure';
import { gridLevels } from './grid-levels';
import type { PlaneJob, Reply } from './jobs';
import { createPatchQueue, type Patch } from './patch-queue';
import { type Group, groupOf, type Slot, type Slots } from './slots';

/** A curvature map to compute: a grid over a plane, other than the grid of its surface. */
export interface CurvatureTask {
  readonly backend: BackendId;
  readonly plane: PlaneJob;
  readonly axes: readonly GridAxis[];
  /** Marks of points that need no evaluation, by flat index. */
  readonly done: Uint8Array;
}

export interface CurvatureOptions {
  /** The eigenvalues at the point of flat index `index`, of refinement pass `level` (0 …). */
  onPoint(index: number, point: HessianMapPoint, level: number): void;
  readonly signal: AbortSignal;
}

/** Points a worker takes at once: they share its products, and a cancelled patch loses little. Fewer where that lets all workers share a pass. */
const PATCH = 8;
/** Crashes of a worker under one map, after which the map is given up. */
const MAX_CRASHES = 3;

/**
 * Spreads a map over the workers, coarse to fine. Rejects with an AbortError when cancelled, with a JobFailure when it failed; points that came in stay.
 */
export async function computeCurvature(
  { slots, limit }: { readonly slots: Slots; readonly limit: (group: Group) => number },
  { backend, plane, axes, done }: CurvatureTask,
  options: CurvatureOptions,
): Promise<void> {
  const group = groupOf(backend);
  const lanes = limit(group);
  const queue = createPatchQueue(gridLevels(axes.map(({ points }) => points)), done);
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  let crashes = 0;

  /** The least busy worker, training ones only where there is no other. */
  function freest(): Slot {
    const alive = slots.of(group);
    const idle = alive.filter(({ trainings }) => trainings === 0);
    const load = ({ patches, readings }: Slot): number => patches + readings;
    const best = (idle.length > 0 ? idle : alive).reduce<Slot | null>(
      (found, slot) => (found && load(found) <= load(slot) ? found : slot),
      null,
    );
    return best && (load(best) === 0 || alive.length >= lanes) ? best : slots.spawn(group);
  }

  async function evaluate(patch: Patch): Promise<void> {
    const slot = freest();
    const received = new Set<number>();
    slot.readings++;
    try {
      const posting = slots.postPlane(slot, plane);
      if (posting) await posting;
      const job = { kind: 'curvature', backend, plane: plane.plane, coords: gridCoords(axes, patch.indices) } as const;
      const onReply = (reply: Reply): void => {
        if (reply.type !== 'curvature' || signal.aborted) return;
        received.add(reply.point.index);
        options.onPoint(patch.indices[reply.point.index] as number, reply.point, patch.level);
      };
      await slot.client.start(job, { signal, onReply }).done;
    } catch (error) {
      const crashed = error instanceof JobFailure && error.problem.key === 'run.problem.crash';
      if (!crashed || ++crashes >= MAX_CRASHES) throw error;
      queue.putBack({ level: patch.level, indices: patch.indices.filter((_, i) => !received.has(i)) });
    } finally {
      slot.readings--;
    }
  }

  async function lane(): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const patch = queue.take(Math.max(1, Math.min(PATCH, Math.ceil(queue.leftInLevel / lanes))));
      if (!patch) return;
      await evaluate(patch);
    }
  }

  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } catch (error) {
    if (!isAbort(error)) failed.abort();
    throw error;
  }
}
