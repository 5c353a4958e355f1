import { directions } from '../catalog/directions';
import { aborted, type StartOptions } from './client';
import { JobFailure } from './failure';
import { inBatches } from './in-batches';
import type { BuiltPlane, PlaneJob, Reply } from './jobs';
import { createLru } from './lru';
import { createMacrotask } from './macrotask';
import type { Slot } from './slots';

/** Planes a worker keeps at once: those of four panes, and the ones just before. */
const KEPT_PLANES = 6;

/** Which planes are in which workers. */
export interface SentPlanes {
  /** Sends a plane to a worker unless it has it, or if someone wants the reply. Resolves once it is there; null where it is. */
  ensure(slot: Slot, job: PlaneJob, onReply?: StartOptions['onReply']): Promise<void> | null;
  /**
   * The same for a job that follows at once: resolves as soon as it may be sent, null where it may be now. Where the plane cannot be built, the job fails with the
   * reason.
   */
  post(slot: Slot, job: PlaneJob): Promise<void> | null;
}

/** A plane on its way to a worker. */
interface Sending {
  /** The worker has it. */
  readonly arrived: Promise<void>;
  /** Its message has been sent; null where it was from the start. */
  readonly posted: Promise<void> | null;
}

/**
 * Sends planes to workers. One that is made from checkpoints or slopes is built by the worker that is asked first; the others get its finished axes, so that the
 * work is done once and the checkpoints are copied once, in messages that hold up the main thread for a moment only.
 */
export function createSentPlanes(): SentPlanes {
  const keptBy = new WeakMap<Slot, string[]>();
  const onTheWay = new WeakMap<Slot, Map<string, Sending>>();
  const building = new Map<string, Promise<void>>();
  const built = createLru<BuiltPlane>(KEPT_PLANES);
  let pause: (() => Promise<void>) | undefined;

  function send(slot: Slot, job: PlaneJob, onReply: StartOptions['onReply']): Sending {
    if (!isShared(job)) return { arrived: slot.client.start(job, { onReply }).done, posted: null };
    const ready = built.get(job.plane);
    if (ready) return { arrived: slot.client.start({ ...job, checkpoints: [], built: ready }, { onReply }).done, posted: null };
    const elsewhere = building.get(job.plane);
    if (!elsewhere) return build(slot, job, onReply);
    // A worker that broke says nothing about the plane: the next builds it.
    const rest = elsewhere
      .catch((error) => {
        if (!isCrash(error)) throw error;
      })
      .then(() => {
        throwIfForgotten(slot, job);
        return send(slot, job, onReply);
      });
    return { arrived: rest.then(({ arrived }) => arrived), posted: rest.then(({ posted }) => posted ?? undefined) };
  }

  function build(slot: Slot, job: PlaneJob, onReply: StartOptions['onReply']): Sending {
    const hear = (reply: Reply): void => {
      if (reply.type === 'plane') {
        const { type: _, directions: axes, ...facts } = reply;
        if (axes) built.set(job.plane, { directions: axes, facts });
      }
      onReply(reply);
    };
    const batches = inBatches(job.checkpoints);
    const start = (checkpoints: PlaneJob['checkpoints']) => slot.client.start({ ...job, checkpoints }, { onReply: hear }).done;
    let sending: Sending;
    if (batches.length < 2) sending = { arrived: start(job.checkpoints), posted: null };
    else {
      // In an object: a promise of the promise would wait for it.
      const started = sendAhead(slot, job, batches.slice(0, -1)).then(() => ({ arrived: start(batches.at(-1) ?? []) }));
      sending = { arrived: started.then(({ arrived }) => arrived), posted: started.then(() => undefined) };
    }
    building.set(job.plane, sending.arrived);
    const end = (): void => {
      building.delete(job.plane);
    };
    sending.arrived.then(end, end);
    return sending;
  }

  /** Leaves the main thread to others after each batch. */
  async function sendAhead(slot: Slot, job: PlaneJob, batches: readonly PlaneJob['checkpoints'][]): Promise<void> {
    for (const points of batches) {
      throwIfForgotten(slot, job);
      slot.client.send({ type: 'points', plane: job.plane, points });
      pause ??= createMacrotask();
      await pause();
    }
    throwIfForgotten(slot, job);
  }

  function throwIfForgotten(slot: Slot, { plane }: PlaneJob): void {
    if (!keptBy.get(slot)?.includes(plane)) throw aborted();
  }

  function ensure(slot: Slot, job: PlaneJob, onReply?: StartOptions['onReply']): Sending | null {
    const kept = keptBy.get(slot) ?? [];
    const coming = onTheWay.get(slot) ?? new Map<string, Sending>();
    keptBy.set(slot, kept);
    onTheWay.set(slot, coming);
    const known = kept.indexOf(job.plane);
    if (known >= 0) kept.splice(known, 1);
    // The same plane around other weights takes the place of the one before.
    for (const older of kept.filter((plane) => planeFamily(plane) === planeFamily(job.plane))) {
      slot.client.send({ type: 'forget', plane: older });
      kept.splice(kept.indexOf(older), 1);
    }
    kept.push(job.plane);
    if (known >= 0 && !onReply) return coming.get(job.plane) ?? null;
    const sending = send(slot, job, onReply ?? (() => {}));
    coming.set(job.plane, sending);
    if (kept.length > KEPT_PLANES) slot.client.send({ type: 'forget', plane: kept.shift() as string });
    const arrived = (): void => {
      if (coming.get(job.plane) === sending) coming.delete(job.plane);
    };
    sending.arrived.then(arrived, () => {
      arrived();
      // A plane that could not be built is not there.
      const at = kept.indexOf(job.plane);
      if (at >= 0) kept.splice(at, 1);
    });
    sending.posted?.catch(() => undefined);
    return sending;
  }

  return {
    ensure: (slot, job, onReply) => ensure(slot, job, onReply)?.arrived ?? null,
    post: (slot, job) => ensure(slot, job)?.posted ?? null,
  };
}

/** A plane's name is what it depends on, "#", and which weights. */
function planeFamily(plane: string): string {
  return plane.slice(0, plane.lastIndexOf('#'));
}

/** Whether building it takes more than the weights at its origin. */
function isShared({ recipe, checkpoints }: PlaneJob): boolean {
  return checkpoints.length > 0 || recipe.axes.some(({ id }) => directions.get(id).needs !== 'nothing');
}

function isCrash(error: unknown): boolean {
  return error instanceof JobFailure && error.problem.key === 'run.problem.crash';
}
