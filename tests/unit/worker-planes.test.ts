import { describe, expect, it } from 'vitest';
import { directions } from '../../src/catalog/directions';
import type { Direction, RunPoint } from '../../src/catalog/directions/types';
import { createGramKernel } from '../../src/engine/kernels/wasm/gram';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { datasetOf, netOf } from '../../src/engine/setup';
import { choose } from '../../src/experiment/recipe-defaults';
import type { GramKernel } from '../../src/math/gram-pca';
import { createRng } from '../../src/math/random';
import { createClient } from '../../src/worker/client';
import type { PlaneJob, Reply } from '../../src/worker/jobs';
import { createPool } from '../../src/worker/pool';
import { clock, type InProcessOptions, inProcessWorker } from './support/in-process-worker';
import { tinyRecipe } from './support/tiny';

const axes = [1, 2].map((component) => ({ ...choose(directions, 'principal', { component }), seed: null }));
const recipe = tinyRecipe({ axes });
const net = netOf(recipe, datasetOf(recipe));

/** A plane on the principal axes of a run that wandered. */
function planeOf(checkpoints = 12): PlaneJob {
  const rng = createRng(5);
  let theta = net.initialise(rng);
  const points = Array.from({ length: checkpoints }, (_, epoch): RunPoint => {
    theta = theta.map((value) => value + 0.05 * rng.normal());
    return { run: 0, epoch, theta, state: net.initialState() };
  });
  return {
    kind: 'plane',
    plane: 'p#1',
    recipe,
    directionSeed: 7,
    origin: points.at(-1) as RunPoint,
    checkpoints: points,
    backend: 'wasm',
  };
}

/** The axes of a plane that a worker got in one message. */
async function axesFrom(plane: PlaneJob): Promise<readonly Direction[]> {
  let axes: readonly Direction[] = [];
  const onReply = (reply: Reply): void => {
    if (reply.type === 'plane') axes = reply.directions ?? [];
  };
  await createClient(inProcessWorker(), () => {}).start(plane, { onReply }).done;
  return axes;
}

describe('a worker that builds principal axes', () => {
  async function build(options: InProcessOptions): Promise<Extract<Reply, { type: 'plane' }>> {
    const replies: Reply[] = [];
    await createClient(inProcessWorker(options), () => {}).start(planeOf(), { onReply: (reply) => replies.push(reply) }).done;
    const [reply] = replies;
    if (reply?.type !== 'plane') throw new Error('There is no plane.');
    return reply;
  }

  it('adds up with the fast kernel, once for both axes, and finds those of the plain one', async () => {
    let panels = 0;
    let kernels = 0;
    const gramKernel = async (): Promise<GramKernel> => {
      kernels++;
      const kernel = await createGramKernel(readWasmModules());
      return {
        ...kernel,
        add(...panel) {
          panels++;
          kernel.add(...panel);
        },
      };
    };
    const fast = await build({ gramKernel });
    expect(kernels).toBe(1);
    expect(panels).toBe(net.parameters.slots.reduce((sum, { size }) => sum + Math.ceil(size / 256), 0));
    const plain = await build({ gramKernel: async () => null });
    for (const [k, { delta }] of (plain.directions as Direction[]).entries())
      delta.forEach((value, i) => {
        expect(Math.abs(value - (fast.directions?.[k]?.delta[i] ?? Number.NaN))).toBeLessThan(1e-6);
      });
    expect(fast.axes).toEqual(plain.axes);
    expect(fast.scree).toHaveLength(10);
    expect(fast.screeByChance).toEqual(plain.screeByChance);
  });
});

describe('a plane that is made from checkpoints', () => {
  async function evaluate(size: number, intercept: NonNullable<InProcessOptions['intercept']> = () => false) {
    const sent: PlaneJob[] = [];
    const spawn = () =>
      inProcessWorker({
        intercept(message, port) {
          if (message.type === 'start' && message.job.kind === 'plane') sent.push(message.job);
          return intercept(message, port);
        },
      });
    const pool = createPool({ size, spawn, clock, later: () => {} });
    const plane = planeOf();
    const loss = new Float32Array(45);
    const reading = { kind: 'reading', backend: 'wasm', plane: plane.plane, coords: new Float64Array(2), inputs: [0, 1], side: 8 } as const;
    const options = {
      signal: new AbortController().signal,
      onPlane: () => {},
      onDevice: () => {},
      onPoints(indices: Uint32Array, losses: Float32Array) {
        indices.forEach((index, i) => {
          loss[index] = losses[i] as number;
        });
      },
    };
    const surface = pool.surface({ backend: 'wasm', plane, done: new Uint8Array(45) }, options);
    // Readings ask for the same plane in other workers before the first has built it.
    const readings = await Promise.all([pool.read(reading, plane, 'a'), pool.read(reading, plane, 'b'), surface.done]);
    pool.terminate();
    return { sent, loss, readings: readings.slice(0, 2).map((each) => each?.loss) };
  }

  it('is built by one worker, and the others get its axes', async () => {
    const one = await evaluate(1);
    const three = await evaluate(3);
    expect(three.loss).toEqual(one.loss);
    expect(three.readings).toEqual(one.readings);
    expect(three.sent.length).toBeGreaterThan(1);
    expect(three.sent.map(({ checkpoints, built }) => [checkpoints.length, built?.directions.length])).toEqual([
      [12, undefined],
      ...three.sent.slice(1).map(() => [0, 2]),
    ]);
  });

  it('arrives in several messages where there is much of it, and is the same', async () => {
    const wide = tinyRecipe({ axes, net: { ...recipe.net, params: { ...recipe.net.params, depth: 3, width: 100 } } });
    const { parameters } = netOf(wide, datasetOf(wide));
    const rng = createRng(9);
    const checkpoints = Array.from({ length: 130 }, (_, epoch): RunPoint => {
      const theta = Float32Array.from({ length: parameters.size }, (_unused, i) => Math.sin(epoch / (1 + (i % 7))) + 0.01 * rng.normal());
      return { run: 0, epoch, theta, state: new Float32Array(netOf(wide, datasetOf(wide)).state.size) };
    });
    const plane: PlaneJob = { ...planeOf(2), plane: 'wide#1', recipe: wide, origin: checkpoints[129] as RunPoint, checkpoints };
    const messages: string[] = [];
    const pool = createPool({
      size: 1,
      spawn: () =>
        inProcessWorker({
          intercept(message) {
            messages.push(message.type === 'start' ? message.job.kind : message.type);
            return false;
          },
        }),
      clock,
      later: () => {},
    });
    const path = { kind: 'path', backend: 'wasm', plane: plane.plane, checkpoints } as const;
    const points = await pool.path(path, plane, 'a');
    pool.terminate();
    expect(messages).toEqual(['points', 'plane', 'path', 'path']);
    expect(points.map(({ epoch }) => epoch)).toEqual(checkpoints.map(({ epoch }) => epoch));
    const whole = await axesFrom(plane);
    // Where the plane is made of all of them, the last lies in its middle, and the first where the axes of all say.
    expect(points.at(-1)).toMatchObject({ alpha: 0, beta: 0, distance: 0 });
    const first = plane.checkpoints[0] as RunPoint;
    const along = (delta: Float32Array) =>
      delta.reduce((sum, value, i) => sum + value * ((first.theta[i] ?? 0) - (plane.origin.theta[i] ?? 0)), 0);
    expect(points[0]?.alpha).toBeCloseTo(along(whole[0]?.delta as Float32Array), 3);
  });

  it('is built by another worker where the first breaks', async () => {
    const built: number[] = [];
    const spawn = () =>
      inProcessWorker({
        intercept(message, port) {
          if (message.type !== 'start' || message.job.kind !== 'plane') return false;
          built.push(message.job.checkpoints.length);
          if (built.length > 1) return false;
          port.onerror?.({ message: 'out of memory' });
          return true;
        },
      });
    const pool = createPool({ size: 2, spawn, clock, later: () => {} });
    const plane = planeOf();
    const reading = { kind: 'reading', backend: 'wasm', plane: plane.plane, coords: new Float64Array(2), inputs: [0, 1], side: 8 } as const;
    const [first, second] = await Promise.allSettled([pool.read(reading, plane, 'a'), pool.read(reading, plane, 'b')]);
    pool.terminate();
    expect(first).toMatchObject({ status: 'rejected', reason: { problem: { key: 'run.problem.crash' } } });
    expect(second.status).toBe('fulfilled');
    expect(built).toEqual([12, 12]);
  });
});
