import { describe, expect, it } from 'vitest';
import { createPace } from '../../src/engine/chunking';
import type { Device, Program } from '../../src/engine/device';
import { createGridEvaluator } from '../../src/engine/grid-evaluator';
import { buildPlane } from '../../src/engine/plane';
import { datasetOf, evaluationSamples, netOf } from '../../src/engine/setup';
import { createRng } from '../../src/math/random';
import { tinyRecipe } from './support/tiny';

/** A device in virtual time: work is done in turn at `msPerPoint`, and an answer takes `latencyMs` more. */
function simulate(id: Device['id'], msPerPoint: number, latencyMs: number) {
  let now = 0;
  let busyUntil = 0;
  const submissions: { count: number; ms: number }[] = [];
  const events: { at: number; resolve: () => void }[] = [];
  const wait = (at: number): Promise<void> => new Promise((resolve) => void events.push({ at, resolve }));
  let open = true;
  const drive = async (): Promise<void> => {
    while (open) {
      await new Promise((resolve) => setImmediate(resolve));
      events.sort((a, b) => a.at - b.at);
      const next = events.shift();
      if (!next) continue;
      now = Math.max(now, next.at);
      next.resolve();
    }
  };
  const program = (): Program => {
    let replicas = 1;
    return {
      write() {},
      run(count) {
        replicas = count;
        busyUntil = Math.max(now, busyUntil) + count * msPerPoint;
        submissions.push({ count, ms: count * msPerPoint });
      },
      async read() {
        const values = new Float32Array(replicas);
        await wait(busyUntil + latencyMs);
        return values;
      },
      dispose() {},
    };
  };
  const memoryFor: Device['memoryFor'] = () => ({ fixedBytes: 0, replicaBytes: 0, availableBytes: 2 ** 30, maxReplicas: 1000 });
  const device = { id, compile: program, memoryFor } as Partial<Device> as Device;
  return {
    device,
    submissions,
    clock: () => now,
    async run(work: () => Promise<void>) {
      const driving = drive();
      await work();
      open = false;
      await driving;
    },
  };
}

async function evaluateSimulated(id: Device['id'], msPerPoint: number, latencyMs: number, points: number, isDragging?: () => boolean) {
  const recipe = tinyRecipe();
  const dataset = datasetOf(recipe);
  const net = netOf(recipe, dataset);
  const origin = { theta: net.initialise(createRng(1)), state: net.initialState() };
  const simulated = simulate(id, msPerPoint, latencyMs);
  const { device, clock } = simulated;
  const evaluator = createGridEvaluator(
    device,
    await buildPlane(recipe, 7, net, origin),
    evaluationSamples(recipe.grid, dataset),
    'frozen',
  );
  let received = 0;
  await simulated.run(async () => {
    for await (const { first, loss } of evaluator.evaluate(new Float64Array(2 * points), {
      signal: new AbortController().signal,
      clock,
      ...(isDragging && { isDragging }),
    })) {
      expect(first).toBe(received);
      received += loss.length;
    }
  });
  expect(received).toBe(points);
  return { ...simulated, total: clock() };
}

describe('the size of submissions', () => {
  it.each([
    [1, 5],
    [3, 40],
    [20, 5],
    [20, 40],
  ])('on a GPU of %i ms a point settles at 50 to 100 ms, whatever an answer takes (%i ms)', async (msPerPoint, latencyMs) => {
    const points = Math.ceil(4000 / msPerPoint);
    const { submissions, total } = await evaluateSimulated('webgpu', msPerPoint, latencyMs, points);
    for (const { ms } of submissions) expect(ms).toBeLessThanOrEqual(100);
    const settled = submissions.slice(-6, -1);
    for (const { ms } of settled) expect(ms).toBeGreaterThanOrEqual(50);
    // Answers are waited for while the next submission runs.
    expect(total).toBeLessThan(1.5 * points * msPerPoint + 500);
  });

  it('on a GPU is short while a person drags something, and as before when they let go', async () => {
    let asked = 0;
    const { submissions } = await evaluateSimulated('webgpu', 1, 5, 4000, () => ++asked > 20 && asked <= 40);
    const during = submissions.slice(20, 40);
    for (const { ms } of during) expect(ms).toBeLessThanOrEqual(25);
    for (const { ms } of during) expect(ms).toBeGreaterThan(10);
    for (const { ms } of [...submissions.slice(14, 20), ...submissions.slice(40, 46)]) expect(ms).toBeGreaterThanOrEqual(50);
  });

  it('on WASM is the same while a person drags something: its threads are not the card', async () => {
    const still = await evaluateSimulated('wasm', 2, 0, 600);
    const dragged = await evaluateSimulated('wasm', 2, 0, 600, () => true);
    expect(dragged.submissions).toEqual(still.submissions);
  });

  it('is one point where a point alone takes longer', async () => {
    const { submissions } = await evaluateSimulated('webgpu', 400, 10, 12);
    expect(submissions.map(({ count }) => count)).toEqual(new Array(12).fill(1));
  });

  it('on WASM stays below 50 ms', async () => {
    const { submissions } = await evaluateSimulated('wasm', 2, 0, 600);
    for (const { ms } of submissions) expect(ms).toBeLessThanOrEqual(50);
    expect(submissions.at(-2)?.ms).toBeGreaterThan(30);
  });

  it('does not shrink because a patch ends, and grows fourfold at most', () => {
    const pace = createPace(70, 100);
    let now = 0;
    const submit = (count: number, ms: number): number => {
      pace.done(count, now, now + ms);
      now += ms;
      return pace.replicas;
    };
    expect(pace.replicas).toBe(1);
    expect([submit(1, 0), submit(4, 1), submit(16, 4)]).toEqual([4, 16, 64]);
    expect(submit(3, 1)).toBe(64);
    expect(submit(64, 12)).toBe(100);
    expect(submit(3, 700)).toBe(100);
    expect(submit(3, 700)).toBe(1);
  });

  it('counts two late answers that come together as the time of both', () => {
    const pace = createPace(70, 100);
    for (const [count, start, now] of [
      [1, 0, 20],
      [3, 1, 80],
      [3, 21, 200],
      [3, 81, 200],
    ])
      pace.done(count, start, now);
    expect(pace.replicas).toBe(3);
  });
});
