import { describe, expect, it } from 'vitest';
import type { BackendId, Device } from '../../src/engine/device';
import { refinementLevels } from '../../src/engine/refine';
import { datasetOf, netOf } from '../../src/engine/setup';
import type { Recipe } from '../../src/experiment/recipe';
import { createRng } from '../../src/math/random';
import type { WorkerPort } from '../../src/worker/client';
import type { PlaneJob } from '../../src/worker/jobs';
import { createPatchQueue } from '../../src/worker/patch-queue';
import { createPool, type EnginePool } from '../../src/worker/pool';
import { poolSize } from '../../src/worker/pool-size';
import { clock, type InProcessOptions, inProcessWorker, openNodeDevice } from './support/in-process-worker';
import { tinyRecipe } from './support/tiny';

function planeOf(recipe: Recipe): PlaneJob {
  const net = netOf(recipe, datasetOf(recipe));
  const origin = { theta: net.initialise(createRng(5)), state: net.initialState() };
  return { kind: 'plane', plane: 'p', recipe, directionSeed: 7, origin, checkpoints: [], backend: 'wasm' };
}

interface Evaluated {
  readonly loss: Float32Array;
  readonly accuracy: Float32Array;
  readonly levels: readonly number[];
  readonly spawned: number;
  readonly error: unknown;
}

async function evaluate(
  size: number,
  backend: BackendId,
  recipe = tinyRecipe(),
  options: InProcessOptions = {},
  stopAfter = Infinity,
): Promise<Evaluated> {
  let spawned = 0;
  const spawn = () => {
    spawned++;
    return inProcessWorker(options);
  };
  const pool = createPool({ size, spawn, clock, later: () => {} });
  const total = recipe.grid.alpha.points * (recipe.axes.length === 1 ? 1 : recipe.grid.beta.points);
  const loss = new Float32Array(total).fill(-1);
  const accuracy = new Float32Array(total).fill(-1);
  const levels: number[] = [];
  const abort = new AbortController();
  let points = 0;
  const run = pool.surface(
    { backend, plane: planeOf(recipe), done: new Uint8Array(total) },
    {
      signal: abort.signal,
      onPlane: ({ samples }) => expect(samples).toBe(datasetOf(recipe).train.n),
      onDevice: (device) => expect(device.backend).toBe(backend),
      onPoints(indices, losses, accuracies, level) {
        indices.forEach((index, i) => {
          expect(loss[index]).toBe(-1);
          loss[index] = losses[i];
          accuracy[index] = accuracies[i];
        });
        levels.push(level);
        points += indices.length;
        if (points >= stopAfter) abort.abort();
      },
    },
  );
  const error = await run.done.then(
    () => null,
    (caught) => caught,
  );
  pool.terminate();
  return { loss, accuracy, levels, spawned, error };
}

describe('the pool', () => {
  it.each([
    ['wasm', 9, 5],
    ['wasm', 33, 17],
    ['cpu', 8, 3],
  ] as const)('gives the same bits on %s for %i × %i points whatever the number of workers', async (backend, alpha, beta) => {
    const recipe = tinyRecipe();
    const sized = {
      ...recipe,
      grid: { ...recipe.grid, alpha: { min: -1, max: 1.5, points: alpha }, beta: { min: -0.5, max: 1, points: beta } },
    };
    const one = await evaluate(1, backend, sized);
    expect(one.error).toBeNull();
    expect(one.loss.includes(-1)).toBe(false);
    for (const size of [2, 3, 8]) {
      const many = await evaluate(size, backend, sized);
      expect(many.error).toBeNull();
      expect(many.loss).toEqual(one.loss);
      expect(many.accuracy).toEqual(one.accuracy);
    }
  });

  it('evaluates a line, too', async () => {
    const recipe = tinyRecipe();
    const line = await evaluate(2, 'wasm', { ...recipe, axes: recipe.axes.slice(0, 1) });
    expect(line.error).toBeNull();
    expect(line.loss.length).toBe(9);
    expect(line.loss.includes(-1)).toBe(false);
  });

  it('goes from coarse to fine and starts no more workers than it may', async () => {
    const recipe = tinyRecipe();
    const wide = { ...recipe, grid: { ...recipe.grid, alpha: { min: -1, max: 1, points: 65 }, beta: { min: -1, max: 1, points: 65 } } };
    const passOf = new Map<string, number>();
    refinementLevels([65, 65]).forEach(({ indices }, pass) => {
      for (const index of indices) passOf.set(`${-1 + ((index % 65) * 2) / 64} ${-1 + (Math.floor(index / 65) * 2) / 64}`, pass);
    });
    const asked: number[] = [];
    const { levels, spawned } = await evaluate(3, 'wasm', wide, {
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'patch') {
          const { coords } = message.job;
          for (let i = 0; i < coords.length; i += 2) asked.push(passOf.get(`${coords[i]} ${coords[i + 1]}`) ?? -1);
        }
        return false;
      },
    });
    expect(spawned).toBe(3);
    expect(asked.length).toBe(65 * 65);
    expect(asked).toEqual([...asked].sort());
    expect([asked[0], asked.at(-1), Math.max(...levels)]).toEqual([0, 5, 5]);
  });

  it('keeps what came in when it is cancelled, and nothing comes after', async () => {
    const recipe = tinyRecipe();
    const wide = { ...recipe, grid: { ...recipe.grid, alpha: { min: -1, max: 1, points: 65 }, beta: { min: -1, max: 1, points: 65 } } };
    const { error, loss } = await evaluate(2, 'wasm', wide, {}, 500);
    expect(error).toMatchObject({ name: 'AbortError' });
    const finished = loss.filter((value) => value !== -1).length;
    expect(finished).toBeGreaterThanOrEqual(500);
    expect(finished).toBeLessThan(600);
  });

  it('replaces a worker that breaks and finishes with the same bits', async () => {
    let patches = 0;
    const broken: InProcessOptions = {
      intercept(message, port) {
        if (message.type !== 'start' || message.job.kind !== 'patch' || ++patches !== 3) return false;
        port.onerror?.({ message: 'out of memory' });
        return true;
      },
    };
    const recipe = tinyRecipe();
    const wide = { ...recipe, grid: { ...recipe.grid, alpha: { min: -1, max: 1, points: 33 } } };
    const whole = await evaluate(2, 'wasm', wide);
    const mended = await evaluate(2, 'wasm', wide, broken);
    expect(mended.error).toBeNull();
    expect(mended.spawned).toBe(3);
    expect(mended.loss).toEqual(whole.loss);
  });

  it('gives a surface up whose workers keep breaking, with a sentence', async () => {
    const broken: InProcessOptions = {
      intercept(message, port) {
        if (message.type !== 'start' || message.job.kind !== 'patch') return false;
        port.onerror?.({ message: 'out of memory' });
        return true;
      },
    };
    const { error } = await evaluate(1, 'wasm', tinyRecipe(), broken);
    expect(error).toMatchObject({ problem: { key: 'run.problem.crash' } });
  });

  it('takes as many workers as there are cores, one to eight', () => {
    expect([0, 1, 2, 4, 8, 64].map(poolSize)).toEqual([1, 1, 2, 4, 8, 8]);
  });
});

describe('a worker that has nothing to do', () => {
  /** A device that has taken so many MiB for good. */
  const grown = async (mib: number): Promise<Device> => ({ ...(await openNodeDevice('cpu')), takenBytes: () => mib * 2 ** 20 });

  async function afterAMinute(mib: number, during: (pool: EnginePool) => Promise<unknown> = async () => {}) {
    let now = 0;
    const timers: { readonly at: number; readonly call: () => void }[] = [];
    const ports: { ended: boolean }[] = [];
    const spawn = (): WorkerPort => {
      const port = inProcessWorker({ openDevice: () => grown(mib) });
      const { terminate } = port;
      const seen = { ended: false };
      ports.push(seen);
      port.terminate = () => {
        seen.ended = true;
        terminate();
      };
      return port;
    };
    const pool = createPool({ size: 1, spawn, clock: () => now, later: (call, ms) => timers.push({ at: now + ms, call }) });
    const read = () =>
      pool.read(
        { kind: 'reading', backend: 'cpu', plane: 'p', coords: new Float64Array(2), inputs: [0, 1], side: 2 },
        { ...planeOf(tinyRecipe()), backend: 'cpu' },
        'a',
      );
    await read();
    now = 60_000;
    const done = during(pool);
    for (const { call } of timers.splice(0)) call();
    const ended = ports.map((port) => port.ended);
    await done;
    await read();
    pool.terminate();
    return { ended, spawned: ports.length };
  }

  it('is ended where it holds much, since its memory never shrinks; the next job gets another', async () => {
    expect(await afterAMinute(300)).toEqual({ ended: [true], spawned: 2 });
  });

  it('stays where it holds little, or where it works', async () => {
    expect(await afterAMinute(200)).toEqual({ ended: [false], spawned: 1 });
    expect(await afterAMinute(300, (pool) => pool.dataset(tinyRecipe()))).toEqual({ ended: [false], spawned: 1 });
  });
});

describe('a patch queue', () => {
  const levels = [
    { points: [2], indices: Uint32Array.of(0, 4) },
    { points: [5], indices: Uint32Array.of(2, 1, 3) },
  ];

  it('hands out every open point once, by pass', () => {
    const queue = createPatchQueue(levels, Uint8Array.of(1, 0, 0, 0, 0));
    expect([queue.level, queue.leftInLevel, queue.left]).toEqual([0, 1, 4]);
    expect(queue.take(2)).toEqual({ level: 0, indices: Uint32Array.of(4) });
    expect(queue.take(2)).toEqual({ level: 1, indices: Uint32Array.of(2, 1) });
    queue.putBack({ level: 1, indices: Uint32Array.of(1) });
    expect(queue.take(9)).toEqual({ level: 1, indices: Uint32Array.of(1, 3) });
    expect([queue.level, queue.left, queue.take(1)]).toEqual([Infinity, 0, null]);
  });
});
