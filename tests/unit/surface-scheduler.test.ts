import { expect, it } from 'vitest';
import { datasetOf, netOf } from '../../src/engine/setup';
import { createRng } from '../../src/math/random';
import type { EngineClient } from '../../src/worker/client';
import type { PlaneJob } from '../../src/worker/jobs';
import type { Slot, Slots } from '../../src/worker/slots';
import { createSurfaceScheduler } from '../../src/worker/surface-scheduler';
import { tinyRecipe } from './support/tiny';

it('a slow core gets patches that take as long as those of a fast one', async () => {
  let now = 0;
  const events: { readonly at: number; readonly run: () => void }[] = [];
  const sizes = new Map<Slot, number[]>();
  /** A worker that takes its patches one after the other, so many ms a point. */
  const worker = (msPerPoint: number): Slot => {
    let busyUntil = 0;
    const start: EngineClient['start'] = (job, { onReply }) => {
      if (job.kind !== 'patch') throw new Error('Only patches are expected.');
      const points = job.coords.length / 2;
      sizes.get(slot)?.push(points);
      busyUntil = Math.max(now, busyUntil) + points * msPerPoint;
      const done = new Promise<void>((resolve) => {
        const run = (): void => {
          onReply({ type: 'patch', first: 0, loss: new Float32Array(points), accuracy: new Float32Array(points) });
          resolve();
        };
        events.push({ at: busyUntil, run });
      });
      return { done, pause() {}, resume() {}, step() {}, leave() {} };
    };
    const slot: Slot = {
      group: 'cpu',
      client: { start } as EngineClient,
      trainings: 0,
      patches: 0,
      readings: 0,
      lastPatchAt: 0,
      idleSince: 0,
    };
    sizes.set(slot, []);
    return slot;
  };
  const [fast, slow] = [worker(1), worker(5)];
  const slots = { of: () => [fast, slow], ensurePlane: async () => {}, postPlane: () => null } as unknown as Slots;
  const scheduler = createSurfaceScheduler({ slots, limit: () => 2, clock: () => now });
  const recipe = tinyRecipe();
  const points = { min: -1, max: 1, points: 65 };
  const net = netOf(recipe, datasetOf(recipe));
  const plane: PlaneJob = {
    kind: 'plane',
    plane: 'p',
    recipe: { ...recipe, grid: { ...recipe.grid, alpha: points, beta: points } },
    directionSeed: 7,
    origin: { theta: net.initialise(createRng(5)), state: net.initialState() },
    checkpoints: [],
    backend: 'wasm',
  };
  let received = 0;
  const run = scheduler.start(
    { backend: 'wasm', plane, done: new Uint8Array(65 * 65) },
    {
      signal: new AbortController().signal,
      onPlane() {},
      onDevice() {},
      onPoints({ length }) {
        received += length;
      },
    },
  );
  let over = false;
  void run.done.then(() => {
    over = true;
  });
  while (!over) {
    await new Promise((resolve) => setImmediate(resolve));
    events.sort((a, b) => a.at - b.at);
    const next = events.shift();
    if (!next) continue;
    now = next.at;
    next.run();
  }
  expect(received).toBe(65 * 65);
  const longest = (slot: Slot, ms: number): number => Math.max(...(sizes.get(slot) ?? []).slice(2)) * ms;
  expect(longest(slow, 5)).toBeLessThan(1.5 * longest(fast, 1));
});
