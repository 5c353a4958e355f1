import { describe, expect, it } from 'vitest';
import { nets } from '../../src/catalog/nets';
import { defaultParams } from '../../src/catalog/params';
import type { Device } from '../../src/engine/device';
import { sizeOf } from '../../src/engine/graph/graph';
import { createGridEvaluator } from '../../src/engine/grid-evaluator';
import { memoryFor } from '../../src/engine/kernels/tfjs/memory';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { planeGraph } from '../../src/engine/plane-graph';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { TooManySamples } from '../../src/engine/too-large';
import { train } from '../../src/engine/train';
import type { BatchNormMode } from '../../src/experiment/recipe';
import { defaultRun } from '../../src/experiment/recipe-defaults';
import { createRng } from '../../src/math/random';
import { problemOf } from '../../src/worker/failure';
import { blockedPlane, PLANE_CASES, planeValues } from './support/plane-cases';

const MIB = 2 ** 20;
const modules = readWasmModules();
const GPU = { alignment: 1, maxBytes: 2 ** 31, maxEntries: 2 ** 28, launchesPerSubmit: 32 };

function refusal(act: () => unknown): TooManySamples {
  try {
    act();
  } catch (error) {
    if (error instanceof TooManySamples) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

/** A plane of the paper's ResNet-56 on images of 32 × 32 × 3 whose numbers do not matter. */
function paperPlane(n: number) {
  const spec = nets.get('resnet');
  const net = spec.build({ ...defaultParams(spec.params), depth: '56', size: 'paper' }, { inputShape: [32, 32, 3], classes: 10 });
  const rng = createRng(1);
  const origin = { theta: net.initialise(rng), state: net.initialState() };
  const delta = Float32Array.from(origin.theta, (value, i) => 0.1 * value * Math.sin(i));
  const x = new Float32Array(n * 3072);
  for (let i = 0; i < x.length; i++) x[i] = Math.sin(0.1 * i);
  const samples = { n, x, labels: Int32Array.from({ length: n }, (_, i) => i % 10) };
  return { plane: { net, origin, directions: [{ delta }, { delta }] }, samples };
}

describe('the memory of a program', () => {
  it.each(PLANE_CASES)('is on WASM what was foretold: $name', async ({ plane, samples, mode }) => {
    const device = await createWasmDevice(modules);
    const graph = planeGraph(plane, samples.n, samples.n, mode);
    for (const replicas of [1, 7]) {
      const { fixedBytes, replicaBytes } = device.memoryFor(graph);
      const before = device.memory().bytes;
      const program = device.compile(graph, replicas);
      const taken = device.memory().bytes - before;
      // Commands, and what blocks are rounded up by, are not foretold.
      expect(taken).toBeGreaterThanOrEqual(fixedBytes + replicas * replicaBytes - 64 * replicas);
      expect(taken).toBeLessThan(fixedBytes + replicas * replicaBytes + 0.1 * MIB);
      program.dispose();
    }
  });

  it('is shared over time by the activations of a deep net', async () => {
    const { plane } = paperPlane(1);
    const graph = planeGraph(plane, 512, 1024, 'frozen');
    const all = 4 * graph.nodes.reduce((sum, { shape, perReplica }) => sum + (perReplica ? sizeOf(shape) : 0), 0);
    const wasm = (await createWasmDevice(modules)).memoryFor(graph);
    // Three activations of 32 MiB, twice 512 images, and the axes, where all activations together take 1.1 GiB.
    expect(all).toBeGreaterThan(1000 * MIB);
    expect(wasm.fixedBytes + wasm.replicaBytes).toBeLessThan(135 * MIB);
    expect(memoryFor(graph, { ...GPU, launchesPerSubmit: 1 }).replicaBytes).toBeLessThan(200 * MIB);
    // Buffers that wait for a submission cannot be reused yet.
    expect(memoryFor(graph, GPU).replicaBytes).toBeGreaterThan(300 * MIB);
    expect(memoryFor(graph, { ...GPU, maxEntries: 2 ** 23 }).maxReplicas).toBe(1);
    expect(memoryFor(graph, { ...GPU, maxEntries: 2 ** 23 - 1 }).maxReplicas).toBe(0);
  });
});

describe('a plane of the paper’s ResNet-56 on 512 images', () => {
  it('evaluates on WASM in less than 32 MiB', async () => {
    const device = await createWasmDevice(modules);
    const { plane, samples } = paperPlane(512);
    const evaluator = createGridEvaluator(device, plane, samples, 'frozen');
    expect(device.memory().bytes).toBeLessThan(32 * MIB);
    const options = { signal: new AbortController().signal, clock: () => performance.now() };
    for await (const { loss, accuracy } of evaluator.evaluate(Float64Array.of(0.3, -0.2), options)) {
      expect(loss[0]).toBeGreaterThan(0);
      expect(accuracy[0]).toBeGreaterThanOrEqual(0);
    }
    evaluator.dispose();
    expect(device.memory()).toEqual({ tensors: 0, bytes: 0 });
  });

  it('fits into what a GPU holds, many points at a time', () => {
    const { plane } = paperPlane(1);
    const { maxReplicas, replicaBytes } = memoryFor(planeGraph(plane, 4, 512, 'frozen'), GPU);
    expect(maxReplicas).toBeGreaterThan(64);
    expect(replicaBytes).toBeLessThan(12 * MIB);
  });

  it('takes a quarter of what a phone gives', async () => {
    const { plane, samples } = paperPlane(32);
    const wasm = await createWasmDevice(modules);
    const held: number[] = [];
    const phone: Device = {
      ...wasm,
      memoryFor: (graph) => memoryFor(graph, { ...GPU, maxBytes: 256 * MIB }),
      compile(graph, maxReplicas) {
        held.push(maxReplicas * phone.memoryFor(graph).replicaBytes);
        return wasm.compile(graph, maxReplicas);
      },
    };
    createGridEvaluator({ ...phone, id: 'webgpu' }, plane, samples, 'frozen').dispose();
    expect(Math.max(...held)).toBeLessThanOrEqual(64 * MIB);
    expect(Math.max(...held)).toBeGreaterThan(32 * MIB);
  });
});

describe('a request that is too large', () => {
  const n = 27;
  const evaluator = (device: Device, samples: number, mode: BatchNormMode) => {
    const { plane, samples: given } = blockedPlane(n, 0, samples);
    return createGridEvaluator(device, plane, given, mode);
  };

  it('is refused before memory is taken, with the number that fits', async () => {
    const device = await createWasmDevice(modules, { maxBytes: 16 * MIB });
    const { samples, fitting, neededBytes, availableBytes } = refusal(() => evaluator(device, n, 'recomputed'));
    expect(device.memory()).toEqual({ tensors: 0, bytes: 0 });
    expect(samples).toBe(n);
    expect(neededBytes).toBeGreaterThan(availableBytes);
    expect(availableBytes).toBeLessThanOrEqual(16 * MIB);
    expect(fitting).toBeGreaterThan(1);
    expect(refusal(() => evaluator(device, fitting + 1, 'recomputed')).fitting).toBe(fitting);
    evaluator(device, fitting, 'recomputed').dispose();
    expect(problemOf(refusal(() => evaluator(device, n, 'recomputed')))).toEqual({
      path: '',
      key: 'run.problem.samples',
      values: { samples: n, fitting, needed: Math.ceil(neededBytes / MIB), available: Math.ceil(availableBytes / MIB) },
    });
  });

  it('is evaluated in blocks where samples do not matter to each other', async () => {
    const small = await createWasmDevice(modules, { maxBytes: 16 * MIB });
    const roomy = await createWasmDevice(modules);
    const plane = blockedPlane(n);
    expect((await planeValues(small, plane, 'growing')).loss).toEqual((await planeValues(roomy, plane, 'growing')).loss);
  });

  it('says so where the net alone is too large', async () => {
    const device = await createWasmDevice(modules, { maxBytes: 4 * MIB });
    const error = refusal(() => evaluator(device, n, 'frozen'));
    expect(error.fitting).toBe(0);
    expect(problemOf(error).key).toBe('run.problem.net');
  });

  it('is refused as a batch, too', async () => {
    const device = await createWasmDevice(modules, { maxBytes: 24 * MIB });
    const { plane, samples } = blockedPlane(n);
    const dataset = { train: samples, test: samples, classes: 3, inputShape: [32, 32, 3] };
    const training = (batchSize: number) => {
      const run = { ...defaultRun(), batchSize, epochs: 1 };
      return train(device, { dataset, net: plane.net, run, index: 0 }, { signal: new AbortController().signal, clock: () => 0 });
    };
    const error: unknown = await training(0)
      .next()
      .catch((reason: unknown) => reason);
    expect(device.memory()).toEqual({ tensors: 0, bytes: 0 });
    expect(problemOf(error)).toMatchObject({ key: 'run.problem.batch', values: { samples: n } });
    const { fitting } = error as TooManySamples;
    expect(fitting).toBeGreaterThan(1);
    await expect(training(fitting + 1).next()).rejects.toMatchObject({ fitting });
  });

  it('is refused on the plain CPU as well', () => {
    const { plane } = blockedPlane(n);
    const { availableBytes, maxReplicas } = createReferenceDevice('f32').memoryFor(planeGraph(plane, 8192, 8192, 'recomputed'));
    expect(maxReplicas).toBe(0);
    expect(availableBytes).toBe(2 ** 31);
  });
});
