import type { Clock } from '../engine/clock';
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
  /** When its last job had settled, clock ms. */
  idleSince: number;
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
  /** Tells workers that own a graphics card that a person begins or ends to drag something. */
  drag(isDragging: boolean): void;
  terminate(): void;
}

/** A worker whose memory has grown beyond this, bytes, is ended once it had nothing to do for so long, ms: memory of WebAssembly never shrinks. */
const [MUCH, LONG] = [256 * 2 ** 20, 60_000];

export interface SlotsOptions {
  readonly spawn: () => WorkerPort;
  readonly clock: Clock;
  readonly later: (callback: () => void, ms: number) => void;
  onCrash(slot: Slot): void;
}

/** Keeps the workers of a pool. A broken one leaves the list (`onCrash`), and so does one that holds much and does nothing; the next job starts another. */
export function createSlots({ spawn: spawnPort, clock, later, onCrash }: SlotsOptions): Slots {
  let slots: readonly Slot[] = [];
  const planes = createSentPlanes();
  const assets = new Map<string, AssetBytes>();
  const leave = (slot: Slot): void => {
    slots = slots.filter((other) => other !== slot);
  };
  const isBusy = ({ client, trainings, patches, readings }: Slot): boolean => client.busy || trainings + patches + readings > 0;
  function endIfIdle(slot: Slot): void {
    const since = clock();
    slot.idleSince = since;
    later(() => {
      if (slot.idleSince !== since || isBusy(slot) || !slots.includes(slot)) return;
      leave(slot);
      slot.client.terminate();
    }, LONG);
  }
  const terminate = (): void => {
    for (const { client } of slots) client.terminate();
    slots = [];
  };
  return {
    of: (group) => slots.filter((slot) => slot.group === group),
    spawn(group) {
      const client = createClient(
        spawnPort(),
        () => {
          leave(slot);
          onCrash(slot);
        },
        () => {
          if (client.taken > MUCH) endIfIdle(slot);
        },
      );
      const slot: Slot = { group, client, trainings: 0, patches: 0, readings: 0, lastPatchAt: 0, idleSince: 0 };
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
    drag(isDragging) {
      for (const { group, client } of slots) if (group !== 'cpu') client.send({ type: 'drag', isDragging });
    },
    terminate,
  };
}
