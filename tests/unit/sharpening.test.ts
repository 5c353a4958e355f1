import { beforeAll, describe, expect, it } from 'vitest';
import type { Samples } from '../../src/catalog/datasets/types';
import { nets } from '../../src/catalog/nets';
import { buildMlp } from '../../src/catalog/nets/mlp';
import type { Net } from '../../src/catalog/nets/types';
import { optimizers } from '../../src/catalog/optimizers';
import type { ParamValues } from '../../src/catalog/params';
import { schedules } from '../../src/catalog/schedules';
import { createDescendedHessian } from '../../src/engine/descended-hessian';
import type { Device } from '../../src/engine/device';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { sharpnessAlong } from '../../src/engine/sharpening';
import { TooManySamples } from '../../src/engine/too-large';
import type { Run } from '../../src/experiment/recipe';
import { choose } from '../../src/experiment/recipe-defaults';
import { withData } from '../../src/experiment/settle';
import { stabilityOf } from '../../src/experiment/stability';
import { createRng } from '../../src/math/random';
import { symmetricEigen } from '../../src/math/symmetric-eigen';
import { createClient } from '../../src/worker/client';
import type { Reply } from '../../src/worker/jobs';
import { expectClose } from '../close';
import { inProcessWorker } from './support/in-process-worker';
import { tinyRecipe, tinyRun } from './support/tiny';

const N = 24;
const rng = createRng(5);
const normals = (length: number, deviation = 1): Float32Array => Float32Array.from({ length }, () => deviation * rng.normal());
const samples: Samples = { n: N, x: normals(2 * N, 1.5), labels: Int32Array.from({ length: N }, (_, i) => i % 2) };
const dataset = { inputShape: [2], classes: 2, train: samples, test: samples };
const netOf = (sizes: number[], batchNorm = false): Net =>
  buildMlp({ sizes, activation: 'tanh', skips: false, batchNorm }, { inputShape: [2], classes: 2 }, (layout) => normals(layout.size, 0.6));
const runOf = (id: string, params: ParamValues = {}): Pick<Run, 'optimizer'> => ({ optimizer: choose(optimizers, id, params) });
const plain = runOf('sgd', { momentum: 0 });
const options = () => ({ signal: new AbortController().signal, clock: () => performance.now() });

async function sharpnessAt(device: Device, net: Net, run: Pick<Run, 'optimizer'>, thetas: readonly Float32Array[]) {
  const found: { value: number; bound: number }[] = [];
  const points = thetas.map((theta) => ({ theta, state: net.initialState() }));
  for await (const point of sharpnessAlong(device, { dataset, net, run }, points, options())) if (point) found[point.index] = point;
  return found;
}

/** The largest eigenvalue of the Hessian column by column, in float64. */
async function denseLargest(net: Net, run: Pick<Run, 'optimizer'>, theta: Float32Array): Promise<number> {
  const device = createReferenceDevice('f64');
  const hessian = createDescendedHessian(device, { dataset, net, run });
  const matrix = new Float64Array(hessian.size ** 2);
  for (let column = 0; column < hessian.size; column++) {
    const vector = new Float64Array(hessian.size);
    vector[column] = 1;
    const [product] = await hessian.multiply([{ point: { theta, state: net.initialState() }, vector }]);
    product.forEach((value, row) => {
      matrix[row * hessian.size + column] = value;
    });
  }
  hessian.dispose();
  return symmetricEigen(matrix, hessian.size).values.at(-1) as number;
}

describe('the sharpness of what training descends', () => {
  let device: Device;
  beforeAll(async () => {
    device = await createWasmDevice(readWasmModules());
  });

  it('is half the largest second moment of the inputs for logistic regression at zero', async () => {
    // Cross entropy of two equal logits: (1/n) Σ x̃x̃ᵀ ⊗ [[1, −1], [−1, 1]]/4, with x̃ = (x, 1).
    const moments = new Float64Array(9);
    for (let i = 0; i < N; i++) {
      const point = [samples.x[2 * i], samples.x[2 * i + 1], 1];
      for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) moments[3 * a + b] += (point[a] * point[b]) / N;
    }
    const expected = 0.5 * (symmetricEigen(moments, 3).values.at(-1) as number);
    const net = netOf([2, 2]);
    const zero = new Float32Array(net.parameters.size);
    const [{ value, bound }] = await sharpnessAt(device, net, plain, [zero]);
    expect(bound).toBeLessThanOrEqual(0.01 * value);
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(bound + 1e-5 * expected);
    const [decayed] = await sharpnessAt(device, net, runOf('sgd', { momentum: 0, weightDecay: 0.3 }), [zero]);
    expect(Math.abs(decayed.value - (expected + 0.3))).toBeLessThanOrEqual(decayed.bound + 1e-5 * expected);
  });

  it.each([
    ['plain', netOf([2, 5, 5, 2]), plain],
    ['with weight decay on kernels', netOf([2, 5, 5, 2]), runOf('sgd', { weightDecay: 0.5, decayScope: 'kernels' })],
    ['with weight decay in the gradient of Adam', netOf([2, 5, 2]), runOf('adam', { weightDecay: 0.5 })],
    ['with weight decay beside the gradient', netOf([2, 5, 2]), runOf('adamw', { weightDecay: 0.5 })],
    ['with batch norm', netOf([2, 6, 2], true), plain],
  ])('is the largest eigenvalue over all weights, to its bound: %s', async (_name, net, run) => {
    const thetas = [0, 1, 2].map(() => net.initialise(rng));
    const found = await sharpnessAt(device, net, run, thetas);
    for (const [i, { value, bound }] of found.entries()) {
      const expected = await denseLargest(net, run, thetas[i]);
      expect(bound).toBeLessThanOrEqual(0.01 * value);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(bound + 1e-4 * expected);
    }
    expect(found).toHaveLength(3);
  });

  it('counts weight decay where it is in the gradient, and only there', async () => {
    const net = netOf([2, 5, 2]);
    const theta = net.initialise(rng);
    const [without, coupled, decoupled] = await Promise.all(
      [plain, runOf('adam', { weightDecay: 0.5 }), runOf('adamw', { weightDecay: 0.5 })].map((run) => denseLargest(net, run, theta)),
    );
    expectClose([coupled, decoupled], [without + 0.5, without], { rtol: 1e-6, atol: 0 });
  });

  it('is NaN where the loss is', async () => {
    const net = netOf([2, 3, 2]);
    const [broken, fine] = await sharpnessAt(device, net, plain, [net.initialise(rng).fill(Number.NaN), net.initialise(rng)]);
    expect(broken.value).toBeNaN();
    expect(fine.value).toBeGreaterThan(0);
  });

  it('is refused where batch norm keeps more samples together than there is room for, with how many there is room for', () => {
    const input = { inputShape: [28, 28, 1], classes: 10 };
    const images = { n: 4000, x: new Float32Array(0), labels: new Int32Array(0) };
    const net = nets.get('resnet').build(choose(nets, 'resnet', { depth: '8' }).params, input);
    const create = () => createDescendedHessian(device, { dataset: { ...input, train: images, test: images }, net, run: plain });
    expect(create).toThrow(TooManySamples);
    expect(create).toThrow(/; [1-9]\d* samples fit/);
  });

  it('leaves nothing on the device, finished or aborted', async () => {
    const before = device.memory();
    const net = netOf([2, 6, 2]);
    for (let cycle = 0; cycle < 10; cycle++) await sharpnessAt(device, net, plain, [net.initialise(rng)]);
    const abort = new AbortController();
    const points = Array.from({ length: 50 }, () => ({ theta: net.initialise(rng), state: net.initialState() }));
    const aborted = (async () => {
      for await (const point of sharpnessAlong(device, { dataset, net, run: plain }, points, { ...options(), signal: abort.signal }))
        if (point?.index === 2) abort.abort();
    })();
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(device.memory()).toEqual(before);
  });
});

describe('the limit of stable steps', () => {
  const full = (changes: Partial<Run> = {}): Run =>
    tinyRun({ batchSize: 0, optimizer: choose(optimizers, 'sgd', { momentum: 0 }), learningRate: 0.1, epochs: 100, ...changes });
  const limits = (run: Run, epochs: readonly number[]): readonly number[] | string => {
    const stability = stabilityOf(tinyRecipe({ runs: [run] }), 0);
    return 'reason' in stability ? stability.reason.short.key : epochs.map(stability.limitAt);
  };

  it('is 2/η for gradient descent on all samples, whether that is said as a number or not', () => {
    expectClose(limits(full(), [0, 50, 100]) as number[], [20, 20, 20], { rtol: 1e-12, atol: 0 });
    expectClose(limits(full({ batchSize: 60 }), [0]) as number[], [20], { rtol: 1e-12, atol: 0 });
    expect(stabilityOf(tinyRecipe({ runs: [full()] }), 0)).toMatchObject({ plain: true });
  });

  it('follows the schedule: the rate of the step that comes next', () => {
    const stepped = full({ schedule: choose(schedules, 'step', { divisor: 10 }) });
    expectClose(limits(stepped, [0, 49, 50, 75, 100]) as number[], [20, 20, 200, 2000, 20_000], { rtol: 1e-9, atol: 0 });
    const [start, middle, end] = limits(full({ schedule: choose(schedules, 'cosine') }), [0, 50, 100]) as number[];
    expectClose([start, middle], [20, 40], { rtol: 1e-9, atol: 0 });
    expect(end).toBeGreaterThan(1000);
    expect(Number.isFinite(end)).toBe(true);
  });

  it('is not 2/η with momentum', () => {
    const heavy = full({ optimizer: choose(optimizers, 'sgd', { momentum: 0.9, nesterov: false }) });
    expectClose(limits(heavy, [3]) as number[], [38], { rtol: 1e-9, atol: 0 });
    expect(stabilityOf(tinyRecipe({ runs: [heavy] }), 0)).toMatchObject({ plain: false });
  });

  it('has a reason where there is none', () => {
    expect(limits(full({ optimizer: choose(optimizers, 'adam') }), [0])).toBe('sharpening.noLine.optimizer');
    expect(limits(full({ batchSize: 16 }), [0])).toBe('sharpening.noLine.batches');
    const images = withData(tinyRecipe(), 'fashion-mnist');
    const flipped = { ...images, runs: [full({ augmentation: 'flips' })] };
    expect(stabilityOf(flipped, 0)).toMatchObject({ reason: { short: { key: 'sharpening.noLine.augmentation' } } });
    expect(stabilityOf({ ...images, runs: [full()] }, 0)).toMatchObject({ plain: true });
  });
});

describe('sharpness in a worker', () => {
  const recipe = tinyRecipe();
  async function checkpoints(client: ReturnType<typeof createClient>) {
    const found: { theta: Float32Array; state: Float32Array }[] = [];
    const onReply = (reply: Reply): void => {
      if (reply.type === 'checkpoint') found.push(reply.checkpoint);
    };
    await client.start({ kind: 'train', backend: 'wasm', recipe, runs: [0], paused: false, live: null }, { onReply }).done;
    return found.map(({ theta, state }) => ({ theta, state }));
  }

  it('comes point by point, and is cancelled at once', async () => {
    const client = createClient(inProcessWorker(), () => {});
    const kept = await checkpoints(client);
    expect(kept).toHaveLength(3);
    const replies: Reply[] = [];
    const job = { kind: 'sharpening', backend: 'wasm', recipe, run: 0 } as const;
    await client.start({ ...job, points: kept }, { onReply: (reply) => replies.push(reply) }).done;
    expect(replies[0]).toMatchObject({ type: 'device', backend: 'wasm' });
    const found = replies.flatMap((reply) => (reply.type === 'sharpening' ? [reply.point] : []));
    expect(found.map(({ index }) => index)).toEqual([0, 1, 2]);
    for (const { value, bound } of found) expect(bound).toBeLessThan(0.01 * value);

    const abort = new AbortController();
    let heard = 0;
    const onReply = (reply: Reply): void => {
      if (reply.type === 'sharpening' && ++heard === 3) abort.abort();
    };
    const many = Array.from({ length: 3000 }, (_, i) => kept[i % 3]);
    await expect(client.start({ ...job, points: many }, { onReply, signal: abort.signal }).done).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(heard).toBeLessThan(20);
  });

  it('fails with a sentence for a run that the recipe has not', async () => {
    const client = createClient(inProcessWorker(), () => {});
    const job = { kind: 'sharpening', backend: 'wasm', recipe, run: 7, points: [] } as const;
    await expect(client.start(job, { onReply: () => {} }).done).rejects.toMatchObject({
      problem: { key: 'run.problem.engine', values: { message: expect.stringContaining('no run 8') } },
    });
  });
});
