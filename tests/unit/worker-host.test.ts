import { describe, expect, it } from 'vitest';
import { type Device, trainingDevice } from '../../src/engine/device';
import { DeviceLost } from '../../src/engine/device-lost';
import { datasetOf, netOf } from '../../src/engine/setup';
import { TooManySamples } from '../../src/engine/too-large';
import { createRng } from '../../src/math/random';
import { createClient } from '../../src/worker/client';
import { JobFailure } from '../../src/worker/failure';
import type { Host } from '../../src/worker/host';
import type { PlaneJob, Reply, TrainJob } from '../../src/worker/jobs';
import { inProcessWorker, macrotask, openNodeDevice } from './support/in-process-worker';
import { tinyRecipe, tinyRun } from './support/tiny';

const job = (changes: Partial<TrainJob> = {}): TrainJob => ({
  kind: 'train',
  backend: 'wasm',
  recipe: tinyRecipe(),
  runs: [0],
  paused: false,
  live: { inputs: [0, 1], side: 16 },
  ...changes,
});

function setUp(options: Parameters<typeof inProcessWorker>[0] = {}) {
  let host: Host | undefined;
  const client = createClient(inProcessWorker({ ...options, onHost: (made) => (host = made) }), () => {});
  return { client, host: () => host as Host };
}

const epochsOf = (replies: readonly Reply[]) => replies.flatMap((reply) => (reply.type === 'epoch' ? [reply.point.epoch] : []));
const until = async (holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 100_000 && !holds(); i++) await macrotask();
};

describe('a training job', () => {
  it.each([[[0]], [[0, 1]]])('paused in the middle of what it tells of an epoch, goes on by whole epochs: runs %o', async (runs) => {
    const recipe = tinyRecipe({ runs: [1, 2].map((seed) => tinyRun({ seed, epochs: 30 })) });
    const replies: Reply[] = [];
    const running = setUp().client.start(job({ recipe, runs }), {
      onReply(reply) {
        replies.push(reply);
        if (reply.type === 'epoch' && reply.point.epoch === 3 && reply.run === 0) running.pause();
      },
    });
    const settled = async (): Promise<number[]> => {
      let count = -1;
      while (count < replies.length) {
        count = replies.length;
        for (let i = 0; i < 60; i++) await macrotask();
      }
      return runs.map((run) =>
        Math.max(...replies.flatMap((reply) => (reply.type === 'epoch' && reply.run === run ? [reply.point.epoch] : []))),
      );
    };
    await until(() => replies.some((reply) => reply.type === 'epoch' && reply.run === 0 && reply.point.epoch === 3));
    const at = await settled();
    expect(new Set(at).size).toBe(1);
    expect(at[0]).toBeLessThan(10);
    for (const ahead of [1, 2]) {
      running.step();
      expect(await settled()).toEqual(at.map((epoch) => epoch + ahead));
    }
    running.resume();
    await running.done;
  });

  it('tells its device, every epoch, its checkpoints and a last boundary', async () => {
    const replies: Reply[] = [];
    await setUp().client.start(job(), { onReply: (reply) => replies.push(reply) }).done;
    expect(replies[0]).toMatchObject({ type: 'device', backend: 'wasm' });
    expect(epochsOf(replies)).toEqual([0, 1, 2, 3, 4]);
    expect(replies.flatMap((reply) => (reply.type === 'checkpoint' ? [reply.checkpoint.epoch] : []))).toEqual([0, 2, 4]);
    const last = replies.filter((reply) => reply.type === 'live').at(-1);
    expect(last).toMatchObject({ epoch: 4, reading: { boundary: { width: 16, height: 16 } } });
  });

  it('stops when cancelled: no epoch comes after one more', async () => {
    const abort = new AbortController();
    const replies: Reply[] = [];
    const recipe = tinyRecipe({ runs: [tinyRun({ epochs: 5000, checkpointEvery: 500 })] });
    const running = setUp().client.start(job({ recipe, live: null }), {
      signal: abort.signal,
      onReply(reply) {
        replies.push(reply);
        if (reply.type === 'epoch' && reply.point.epoch === 3) abort.abort();
      },
    });
    await expect(running.done).rejects.toMatchObject({ name: 'AbortError' });
    expect(epochsOf(replies).at(-1)).toBeLessThanOrEqual(6);
  });

  it('begins paused when asked, and a step is one epoch', async () => {
    const replies: Reply[] = [];
    const running = setUp().client.start(job({ paused: true, live: null }), { onReply: (reply) => replies.push(reply) });
    for (let i = 0; i < 30; i++) await macrotask();
    expect(epochsOf(replies)).toEqual([]);
    running.step();
    await until(() => epochsOf(replies).length >= 2);
    for (let i = 0; i < 30; i++) await macrotask();
    expect(epochsOf(replies)).toEqual([0, 1]);
    running.step();
    await until(() => epochsOf(replies).length >= 3);
    for (let i = 0; i < 30; i++) await macrotask();
    expect(epochsOf(replies)).toEqual([0, 1, 2]);
    running.resume();
    await running.done;
    expect(epochsOf(replies)).toEqual([0, 1, 2, 3, 4]);
  });

  it('can be cancelled while paused', async () => {
    const abort = new AbortController();
    const running = setUp().client.start(job({ paused: true }), { onReply: () => {}, signal: abort.signal });
    for (let i = 0; i < 30; i++) await macrotask();
    abort.abort();
    await expect(running.done).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a worker', () => {
  it('lets a newer job of a channel cancel the older', async () => {
    const { client } = setUp();
    const recipe = tinyRecipe({ runs: [tinyRun({ epochs: 5000, checkpointEvery: 500 })] });
    const older = client.start(job({ recipe, live: null }), { onReply: () => {}, channel: 'pin' });
    const newer = client.start({ kind: 'dataset', recipe }, { onReply: () => {}, channel: 'pin' });
    await expect(older.done).rejects.toMatchObject({ name: 'AbortError' });
    await newer.done;
  });

  it('says what is wrong with a job that cannot be done, and takes the next', async () => {
    const { client } = setUp();
    const failing = client.start({ kind: 'patch', backend: 'wasm', plane: 'unknown', coords: new Float64Array(2) }, { onReply: () => {} });
    const error = await failing.done.catch((caught) => caught);
    expect(error).toBeInstanceOf(JobFailure);
    expect(error.problem).toMatchObject({ key: 'run.problem.engine', values: { message: 'The plane of this job is not in the worker.' } });
    expect(error.lost).toBe(false);
    await client.start({ kind: 'dataset', recipe: tinyRecipe() }, { onReply: () => {} }).done;
  });

  /** What becomes of a patch on a graphics card whose answer is refused. */
  async function outcomeOf(refusal: () => Error) {
    const openDevice = async (): Promise<Device> => {
      const device = await trainingDevice(await openNodeDevice('wasm'));
      const compile: Device['compile'] = (graph, most) => {
        const program = device.compile(graph, most);
        const read = async (): Promise<never> => {
          throw refusal();
        };
        return { read, run: program.run.bind(program), write: program.write.bind(program), dispose: program.dispose.bind(program) };
      };
      return { ...device, id: 'webgpu', compile };
    };
    const { client } = setUp({ openDevice });
    const recipe = tinyRecipe();
    const net = netOf(recipe, datasetOf(recipe));
    const origin = { theta: net.initialise(createRng(1)), state: net.initialState() };
    const plane: PlaneJob = { kind: 'plane', plane: 'p', recipe, directionSeed: 1, origin, checkpoints: [], backend: 'webgpu' };
    await client.start(plane, { onReply: () => {} }).done;
    const patch = { kind: 'patch', backend: 'webgpu', plane: 'p', coords: new Float64Array(8) } as const;
    return client.start(patch, { onReply: () => {} }).done.catch((error) => error);
  }

  it('tells a card that is lost while its answer is awaited from a cancel', async () => {
    // What Chromium's mapAsync rejects with, a moment before the device is called lost.
    const refusal = () => new DOMException('Buffer was unmapped before mapping was resolved.', 'AbortError');
    expect(await outcomeOf(refusal)).toMatchObject({ name: 'JobFailure', lost: true });
    expect(await outcomeOf(() => new DeviceLost('WebGPU failed: lost'))).toMatchObject({ name: 'JobFailure', lost: true });
  });

  it('does not call a card lost whose job was too large, or at fault', async () => {
    expect(await outcomeOf(() => new RangeError('too many'))).toMatchObject({ lost: false, problem: { key: 'run.problem.too-large' } });
    const tooMany = () => new TooManySamples('samples', 5000, 2 ** 32, 2 ** 31, 2000);
    expect(await outcomeOf(tooMany)).toMatchObject({ lost: false, problem: { key: 'run.problem.samples', values: { fitting: 2000 } } });
    expect(await outcomeOf(() => new Error('a bug'))).toMatchObject({ lost: false, problem: { key: 'run.problem.engine' } });
  });

  it('opens a fresh device after a loss, once, however many jobs met it', async () => {
    let opened = 0;
    let disposed = 0;
    const openDevice = async (): Promise<Device> => {
      const isBroken = ++opened === 1;
      const device = await trainingDevice(await openNodeDevice('wasm'));
      const compile: Device['compile'] = (graph, most) => {
        const program = device.compile(graph, most);
        const run = (replicas: number): void => {
          if (isBroken) throw new DeviceLost('gone');
          program.run(replicas);
        };
        return { run, read: program.read.bind(program), write: program.write.bind(program), dispose: program.dispose.bind(program) };
      };
      return { ...device, id: 'webgpu', compile, dispose: () => void disposed++ };
    };
    const { client } = setUp({ openDevice });
    const start = () => client.start(job({ backend: 'webgpu', live: null }), { onReply: () => {} }).done;
    const together = await Promise.allSettled([start(), start(), start()]);
    expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await start();
    expect([opened, disposed]).toEqual([2, 1]);
  });

  it('asks a card what is known before it is used, unless that adapter was asked before', async () => {
    const asked: string[] = [];
    const options = {
      openDevice: async (): Promise<Device> => ({ ...(await trainingDevice(await openNodeDevice('wasm'))), id: 'webgpu', adapter: 'Card' }),
      async selfTest({ adapter }: Device) {
        asked.push(adapter);
        return 'product 64×16×16: entry 0 is 0, not 1';
      },
    };
    const { client } = setUp(options);
    const error = await client.start({ kind: 'check', backend: 'webgpu' }, { onReply: () => {} }).done.catch((caught) => caught);
    expect(error).toMatchObject({ lost: true, problem: { key: 'run.problem.wrong-results' } });
    const known = setUp(options).client;
    known.send({ type: 'variant', backend: 'webgpu', variant: '', adapter: 'Card' });
    await known.start({ kind: 'check', backend: 'webgpu' }, { onReply: () => {} }).done;
    expect(asked).toEqual(['Card']);
    const other = setUp(options).client;
    other.send({ type: 'variant', backend: 'webgpu', variant: '', adapter: 'Another card' });
    await expect(other.start({ kind: 'check', backend: 'webgpu' }, { onReply: () => {} }).done).rejects.toThrow();
    expect(asked).toEqual(['Card', 'Card']);
  });

  it('calls a device lost that does not start', async () => {
    const { client } = setUp();
    const error = await client.start(job({ backend: 'webgpu' }), { onReply: () => {} }).done.catch((caught) => caught);
    expect(error).toMatchObject({ lost: true, problem: { key: 'run.problem.backend' } });
  });

  it('holds no more after 20 rounds of training and evaluating than after one', async () => {
    const { client, host } = setUp({ openDevice: openNodeDevice });
    const recipe = tinyRecipe();
    let origin: PlaneJob['origin'] | undefined;
    const round = async (i: number) => {
      const onReply = (reply: Reply) => {
        if (reply.type === 'checkpoint') origin = reply.checkpoint;
      };
      await client.start(job(), { onReply }).done;
      const plane = `plane ${i}`;
      if (!origin) throw new Error('no checkpoint');
      await client.start({ kind: 'plane', plane, recipe, directionSeed: 1, origin, checkpoints: [], backend: 'wasm' }, { onReply }).done;
      const abort = new AbortController();
      const patch = { kind: 'patch', backend: 'wasm', plane, coords: new Float64Array(2 * 200) } as const;
      const running = client.start(patch, { onReply: () => i % 2 === 0 && abort.abort(), signal: abort.signal });
      await running.done.catch(() => undefined);
      client.send({ type: 'forget', plane });
      for (let k = 0; k < 20; k++) await macrotask();
    };
    await round(0);
    const first = host().memory();
    for (let i = 1; i <= 20; i++) await round(i);
    expect(host().memory()).toEqual(first);
  });
});
