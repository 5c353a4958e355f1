import type { BackendId } from '../engine/device';
import { createClient, type EngineClient, type WorkerPort } from './client';
import type { AssetBytes } from './jobs';
import { createSentPlanes, type SentPlanes } from './sent-planes';

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

export interface Slots {
  /** Those alive. */
  of(group: Group): readonly Slot[];
  /** Starts one more worker. */
  spawn(group: Group): Slot;
  readonly ensurePlane: SentPlanes['ensure'];
  readonly postPlane: SentPlanes['post'];
  addAsset(name: string, bytes: AssetBytes): void;
  /** Forgets a file, and ends all workers: they may hold what was made of it. */
  dropAsset(name: string): void;
  terminate(): void;
}

/** Keeps the workers of a pool. A broken one leaves the list (`onCrash`); the next job starts another. */
export function createSlots(spawnPort: () => WorkerPort, onCrash: (slot: Slot) => void): Slots {
  let slots: readonly Slot[] = [];
  const planes = createSentPlanes();
  const assets = new Map<string, AssetBytes>();
  const terminate = (): void => {
    for (const { client } of slots) client.terminate();
    slots = [];
  };
  return {
    of: (group) => slots.filter((slot) => slot.group === group),
    spawn(group) {
      const client = createClient(spawnPort(), () => {
        slots = slots.filter((other) => other !== slot);
        onCrash(slot);
      });
      const slot: Slot = { group, client, trainings: 0, patches: 0, readings: 0, lastPatchAt: 0 };
      for (const [name, bytes] of assets) client.send({ type: 'asset', name, bytes });
      slots = [...slots, slot];
      return slot;
    },
    ensurePlane: planes.ensure,
    postPlane: planes.post,
    addAsset(name, bytes) {
      if (assets.get(name) === bytes) return;
      assets.set(name, bytes);
      for (const { client } of slots) client.send({ type: 'asset', name, bytes });
    },
    dropAsset(name) {
      if (assets.delete(name)) terminate();
    },
    terminate,
  };
}
