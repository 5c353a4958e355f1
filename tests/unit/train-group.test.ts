import { describe, expect, it } from 'vitest';
import { mlp } from '../../src/catalog/nets/mlp';
import { optimizers } from '../../src/catalog/optimizers';
import { defaultParams } from '../../src/catalog/params';
import { type Device, trainingDevice } from '../../src/engine/device';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { datasetOf } from '../../src/engine/setup';
import { type GroupEvent, type TrainingEvent, train, trainGroup } from '../../src/engine/train';
import { shares, trainingGroups } from '../../src/engine/training-groups';
import { defaultDocument } from '../../src/experiment/defaults';
import type { Run } from '../../src/experiment/recipe';

const [recipe] = defaultDocument().panes;
const moons = datasetOf({ data: { id: 'moons', params: { ...recipe.data.params, points: 60 }, seed: 3 } });
const net = mlp.build({ ...recipe.net.params, depth: 2, width: 8 }, moons);
const modules = readWasmModules();

const sgd = (changes: Partial<Run> = {}, params = {}): Run => ({
  ...recipe.runs[0],
  optimizer: { id: 'sgd', params: { ...defaultParams(optimizers.get('sgd').params), ...params } },
  learningRate: 0.1,
  epochs: 12,
  batchSize: 16,
  checkpointEvery: 5,
  ...changes,
});

/** Runs that differ in all that may differ in a group. */
const RUNS = [
  sgd(),
  sgd({ seed: 9, learningRate: 0.02, epochs: 3 }),
  sgd({ seed: 4, checkpointEvery: 12 }, { momentum: 0.5, weightDecay: 0.01 }),
  sgd({ seed: 5, epochs: 7 }),
];

interface Options {
  readonly device?: Device;
  readonly clock?: () => number;
  readonly isWanted?: (index: number) => boolean;
  readonly onEvent?: (event: GroupEvent) => void;
}

/** Each run's events, as they are where it trains alone. */
async function together(runs: readonly Run[], options: Options = {}): Promise<TrainingEvent[][]> {
  const { device = createReferenceDevice('f32'), clock = () => 0, isWanted, onEvent } = options;
  const members = runs.map((run, index) => ({ run, index }));
  const found: TrainingEvent[][] = runs.map(() => []);
  const settings = { signal: new AbortController().signal, clock, ...(isWanted ? { isWanted } : {}) };
  for await (const event of trainGroup(device, { dataset: moons, net, members }, settings)) {
    onEvent?.(event);
    if (event.type === 'round') continue;
    const { run, ...own } = event;
    found[run].push(own.type === 'checkpoint' ? { ...own, checkpoint: { ...own.checkpoint, run: 0 } } : own);
  }
  return found;
}

async function alone(run: Run, device: Device = createReferenceDevice('f32')): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  const job = { dataset: moons, net, run, index: 0 };
  for await (const event of train(device, job, { signal: new AbortController().signal, clock: () => 0 })) {
    const { run: _, ...own } = event as GroupEvent & { run: number };
    events.push(own as TrainingEvent);
  }
  return events;
}

const epochsOf = (events: readonly TrainingEvent[]) => events.flatMap((event) => (event.type === 'epoch' ? [event.point.epoch] : []));
const finals = (events: readonly TrainingEvent[]) => events.flatMap((event) => (event.type === 'epoch' ? [event.theta] : [])).at(-1);

describe.each([
  ['the reference', async () => createReferenceDevice('f32')],
  ['WASM', () => createWasmDevice(modules)],
])('runs that train together on %s', (_, open) => {
  it('have the events that each has alone, to the bit, though some are done sooner', async () => {
    expect(trainingGroups(RUNS)).toEqual([[0, 1, 2, 3]]);
    const device = await open();
    const found = await together(RUNS, { device });
    for (const [index, run] of RUNS.entries()) expect(found[index]).toEqual(await alone(run, await open()));
    expect(found.map((events) => epochsOf(events).at(-1))).toEqual([12, 3, 12, 7]);
    expect(device.memory()).toEqual({ tensors: 0, bytes: 0 });
  });
});

describe('runs that train together', () => {
  it('tell when all are through with an epoch', async () => {
    const order: (string | number)[] = [];
    await together([sgd({ epochs: 2 }), sgd({ seed: 2, epochs: 1 })], {
      onEvent(event) {
        if (event.type === 'epoch') order.push(`${event.run}: ${event.point.epoch}`);
        if (event.type === 'round') order.push(event.epoch);
      },
    });
    expect(order).toEqual(['0: 0', '1: 0', 0, '0: 1', '1: 1', 1, '0: 2', 2]);
  });

  it('lose one that is no longer wanted, in the middle of an epoch, and keep their bits', async () => {
    const device = await createWasmDevice(modules);
    let time = 0;
    let unwanted = -1;
    const found = await together(RUNS, {
      device,
      // Every step takes longer than a slice.
      clock: () => (time += 100),
      isWanted: (index) => index !== unwanted,
      onEvent(event) {
        if (event.type === 'progress' && event.epoch > 4 && event.epoch < 5) unwanted = 0;
      },
    });
    expect(epochsOf(found[0])).toEqual([0, 1, 2, 3, 4]);
    for (const index of [1, 2, 3]) {
      const expected = await alone(RUNS[index], await createWasmDevice(modules));
      const points = (events: readonly TrainingEvent[]) => events.filter(({ type }) => type !== 'progress');
      expect(points(found[index])).toEqual(points(expected));
    }
    expect(device.memory()).toEqual({ tensors: 0, bytes: 0 });
  });

  it('end when none is wanted', async () => {
    let isOver = false;
    const found = await together(RUNS, {
      isWanted: () => !isOver,
      onEvent(event) {
        isOver ||= event.type === 'round' && event.epoch === 2;
      },
    });
    expect(found.map((events) => epochsOf(events).at(-1))).toEqual([2, 2, 2, 2]);
  });

  it('are not touched by one that diverges', async () => {
    const wild = sgd({ seed: 2, learningRate: 1e30 });
    const [calm, lost] = await together([sgd(), wild]);
    expect(lost.some((event) => event.type === 'epoch' && Number.isNaN(event.point.trainLoss))).toBe(true);
    expect(finals(lost)?.some(Number.isNaN)).toBe(true);
    expect(calm).toEqual(await alone(sgd()));
    expect(finals(calm)?.every(Number.isFinite)).toBe(true);
  });

  it('begin one after the other where memory does not suffice for all, with the same bits', async () => {
    const roomy = await trainingDevice(await createWasmDevice(modules));
    let mostReplicas = 0;
    const cramped: Device = {
      ...roomy,
      memoryFor(graph) {
        const need = roomy.memoryFor(graph);
        // Two runs are to take no more than half of what there is.
        return { ...need, availableBytes: 2 * (need.fixedBytes + 2.5 * need.replicaBytes) };
      },
      compile(graph, replicas) {
        if (graph.updates.length > 0) mostReplicas = Math.max(mostReplicas, replicas);
        return roomy.compile(graph, replicas);
      },
    };
    const ends: number[] = [];
    const found = await together(RUNS, {
      device: cramped,
      onEvent(event) {
        if (event.type === 'epoch' && event.point.epoch === RUNS[event.run].epochs) ends.push(event.run);
      },
    });
    expect(mostReplicas).toBe(2);
    expect(ends).toEqual([1, 0, 3, 2]);
    for (const [index, run] of RUNS.entries()) expect(found[index]).toEqual(await alone(run, await createWasmDevice(modules)));
    expect(roomy.memory()).toEqual({ tensors: 0, bytes: 0 });
  });

  it('step in turn where one step takes long, so that a cancel is heard between them', async () => {
    const wide = mlp.build({ ...recipe.net.params, depth: 4, width: 128 }, moons);
    const runs = [sgd({ epochs: 1, batchSize: 0 }), sgd({ epochs: 1, batchSize: 0, seed: 2 })];
    const device = await trainingDevice(await createWasmDevice(modules));
    const replicas: number[] = [];
    const watched: Device = {
      ...device,
      compile(graph, count) {
        if (graph.updates.length > 0) replicas.push(count);
        return device.compile(graph, count);
      },
    };
    const members = runs.map((run, index) => ({ run, index }));
    const options = { signal: new AbortController().signal, clock: () => 0 };
    for await (const _ of trainGroup(watched, { dataset: moons, net: wide, members }, options));
    expect(replicas).toEqual([2]);
    replicas.length = 0;
    // Half a million weights on 6,000 samples take more than a slice.
    const train = { n: 6000, x: new Float32Array(12000).fill(0.5), labels: new Int32Array(6000) };
    const wider = mlp.build({ ...recipe.net.params, depth: 2, width: 256 }, moons);
    for await (const _ of trainGroup(watched, { dataset: { ...moons, train }, net: wider, members }, options));
    expect(replicas).toEqual([1, 1]);
  });
});

describe('shares', () => {
  it('are neighbours in lists of like lengths, none empty', () => {
    expect(shares([1, 2, 3, 4, 5], 2)).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    expect(shares([1, 2], 5)).toEqual([[1], [2]]);
    expect(shares([1, 2], 0)).toEqual([[1, 2]]);
  });
});
