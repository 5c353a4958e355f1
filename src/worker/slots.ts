import type { BackendId } from '../engine/device';
import { createClient, type EngineClient, type StartOptions, type WorkerPort } from './client';
import type { PlaneJob } from './jobs';

/** Backends of one group share workers: as many as there are cores; or each GPU backend the one that owns its device. */
export type Group = 'cpu' | 'webgpu' | 'webgl';

export function groupOf(backend: BackendId): Group {
  return backend === 'webgpu' || backend === 'webgl' ? backend : 'cpu';
}

/** A worker of the pool and what it is busy with. */
export interface Slot {
  readonly group: Group;
  readonly client: EngineClient;
  trainings: number;
  patches: number;
  readings: number;
  /** When its last patch came in, clock ms. */
  lastPatchAt: number;
}

/** Planes a worker keeps at once: those of four panes, and the ones just before. */
const KEPT_PLANES = 6;

/** A plane's name is what it depends on, "#", and which weights. */
function planeFamily(plane: string): string {
  return plane.slice(0, plane.lastIndexOf('#'));
}

export interface Slots {
  /** Those alive. */
  of(group: Group): readonly Slot[];
  /** Starts one more worker. */
  spawn(group: Group): Slot;
  /** Sends a plane to a worker unless it has it, or if someone wants the reply; the job's `done`, or null. */
  ensurePlane(slot: Slot, plane: PlaneJob, onReply?: StartOptions['onReply']): Promise<void> | null;
  addAsset(name: string, bytes: Uint8Array): void;
  terminate(): void;
}

/** Keeps the workers of a pool. A broken one leaves the list (`onCrash`); the next job starts another. */
export function createSlots(spawnPort: () => WorkerPort, onCrash: (slot: Slot) => void): Slots {
  let slots: readonly Slot[] = [];
  const planes = new WeakMap<Slot, string[]>();
  const assets = new Map<string, Uint8Array>();
  return {
    of: (group) => slots.filter((slot) => slot.group === group),
    spawn(group) {
      const client = createClient(spawnPort(), () => {
        slots = slots.filter((other) => other !== slot);
        onCrash(slot);
      });
      const slot: Slot = { group, client, trainings: 0, patches: 0, readings: 0, lastPatchAt: 0 };
      planes.set(slot, []);
      for (const [name, bytes] of assets) client.send({ type: 'asset', name, bytes });
      slots = [...slots, slot];
      return slot;
    },
    ensurePlane(slot, job, onReply) {
      const kept = planes.get(slot) ?? [];
      const known = kept.indexOf(job.plane);
      if (known >= 0) kept.splice(known, 1);
      // The same plane around other weights takes the place of the one before.
      for (const older of kept.filter((plane) => planeFamily(plane) === planeFamily(job.plane))) {
        slot.client.send({ type: 'forget', plane: older });
        kept.splice(kept.indexOf(older), 1);
      }
      kept.push(job.plane);
      if (known >= 0 && !onReply) return null;
      const sent = slot.client.start(job, { onReply: onReply ?? (() => {}) }).done;
      if (kept.length > KEPT_PLANES) slot.client.send({ type: 'forget', plane: kept.shift() as string });
      // A plane that could not be built is not there.
      sent.catch(() => {
        const at = kept.indexOf(job.plane);
        if (at >= 0) kept.splice(at, 1);
      });
      return sent;
    },
    addAsset(name, bytes) {
      if (assets.has(name)) return;
      assets.set(name, bytes);
      for (const { client } of slots) client.send({ type: 'asset', name, bytes });
    },
    terminate() {
      for (const { client } of slots) client.terminate();
      slots = [];
    },
  };
}
