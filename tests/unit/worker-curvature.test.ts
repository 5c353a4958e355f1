import { describe, expect, it } from 'vitest';
import { sharpnessMeasures } from '../../src/catalog/sharpness';
import { createClient } from '../../src/worker/client';
import type { PlaneJob, Reply } from '../../src/worker/jobs';
import { inProcessWorker } from './support/in-process-worker';
import { tinyRecipe } from './support/tiny';

/** A worker that keeps the plane "p" around a trained net. */
async function setUp() {
  const client = createClient(inProcessWorker(), () => {});
  const recipe = tinyRecipe();
  let origin: PlaneJob['origin'] | undefined;
  const onReply = (reply: Reply): void => {
    if (reply.type === 'checkpoint') origin = reply.checkpoint;
  };
  await client.start({ kind: 'train', backend: 'wasm', recipe, runs: [0], paused: false, live: null }, { onReply }).done;
  if (!origin) throw new Error('There is no checkpoint.');
  await client.start({ kind: 'plane', plane: 'p', recipe, directionSeed: 1, origin, checkpoints: [], backend: 'wasm' }, { onReply }).done;
  return client;
}

describe('curvature in a worker', () => {
  it('gives the ends of the spectrum at each point of a patch', async () => {
    const client = await setUp();
    const replies: Reply[] = [];
    const coords = Float64Array.of(0, 0, 0.5, 0, 0, -0.5);
    await client.start({ kind: 'curvature', backend: 'wasm', plane: 'p', coords }, { onReply: (reply) => replies.push(reply) }).done;
    expect(replies[0]).toMatchObject({ type: 'device', backend: 'wasm' });
    const points = replies.flatMap((reply) => (reply.type === 'curvature' ? [reply.point] : []));
    expect(points.map(({ index }) => index).sort()).toEqual([0, 1, 2]);
    for (const { largest, smallest, largestBound } of points) {
      expect(largest).toBeGreaterThan(smallest);
      expect(largestBound).toBeLessThan(2e-3 * largest);
    }
  });

  it('gives a spectrum at a point: its ends, densities, and a trace between what they allow', async () => {
    const client = await setUp();
    const replies: Reply[] = [];
    const job = {
      kind: 'spectrum',
      backend: 'wasm',
      plane: 'p',
      coords: Float64Array.of(0.2, 0.1),
      probes: 3,
      steps: 12,
      bins: 200,
    } as const;
    await client.start(job, { onReply: (reply) => replies.push(reply) }).done;
    const [ends] = replies.flatMap((reply) => (reply.type === 'curvature' ? [reply.point] : []));
    const densities = replies.flatMap((reply) => (reply.type === 'density' ? [reply.density] : []));
    const traces = replies.flatMap((reply) => (reply.type === 'trace' ? [reply.trace] : []));
    if (!ends) throw new Error('There are no ends.');
    expect(densities).toHaveLength(3);
    for (const { density, min, max } of densities) {
      expect(density).toHaveLength(200);
      expect(min).toBeLessThan(max);
      expect(Math.abs(max - ends.largest)).toBeLessThan(0.3 * (ends.largest - ends.smallest));
    }
    const last = traces.at(-1);
    if (!last) throw new Error('There is no trace.');
    expect(traces).toHaveLength(35);
    expect(last.standardError).toBeGreaterThan(0);
    expect(last.mean).toBeGreaterThan(ends.smallest);
  });

  it('gives every measure of sharpness at a point', async () => {
    const client = await setUp();
    const replies: Reply[] = [];
    const job = { kind: 'sharpness', backend: 'wasm', plane: 'p', coords: Float64Array.of(0.1, 0) } as const;
    await client.start(job, { onReply: (reply) => replies.push(reply) }).done;
    const numbers = replies.flatMap((reply) => (reply.type === 'sharpness' ? [reply] : []));
    expect(numbers.map(({ id }) => id)).toEqual(sharpnessMeasures.all.map(({ id }) => id));
    for (const { id, value, standardError } of numbers) {
      expect(value, id).toBeGreaterThan(0);
      expect(standardError !== null, id).toBe(id === 'trace');
    }
  });

  it('is cancelled at once', async () => {
    const client = await setUp();
    const abort = new AbortController();
    let points = 0;
    const coords = new Float64Array(2 * 5000);
    const onReply = (reply: Reply): void => {
      if (reply.type === 'curvature' && ++points === 3) abort.abort();
    };
    const running = client.start({ kind: 'curvature', backend: 'wasm', plane: 'p', coords }, { onReply, signal: abort.signal });
    await expect(running.done).rejects.toMatchObject({ name: 'AbortError' });
    expect(points).toBeLessThan(20);
  });
});
