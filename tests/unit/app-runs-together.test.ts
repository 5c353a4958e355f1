import { describe, expect, it } from 'vitest';
import { optimizers } from '../../src/catalog/optimizers';
import { type BackendId, type Device, trainingDevice } from '../../src/engine/device';
import { DeviceLost } from '../../src/engine/device-lost';
import type { Document, Recipe, Run } from '../../src/experiment/recipe';
import { choose } from '../../src/experiment/recipe-defaults';
import type { Host } from '../../src/worker/host';
import type { ToWorker, TrainJob } from '../../src/worker/jobs';
import { type AppOptions, runToEnd, setUpApp, type TestApp } from './support/app';
import { macrotask, openNodeDevice } from './support/in-process-worker';
import { tinyDocument, tinyRecipe, tinyRun } from './support/tiny';

const [plainPane] = tinyDocument().panes;

function documentOf(...panes: readonly (readonly Run[])[]): Document {
  return { ...tinyDocument(), panes: panes.map((runs) => ({ ...plainPane, runs })) };
}
const seeds = (count: number, changes: Partial<Run> = {}): Run[] =>
  Array.from({ length: count }, (_, i) => tinyRun({ seed: i + 1, ...changes }));
const long = { epochs: 3000, checkpointEvery: 1000 };

/** WASM under the name of a GPU backend: one worker owns it, and its bits are known. */
async function gpu(runsLeft = Infinity): Promise<Device> {
  const device = await trainingDevice(await openNodeDevice('wasm'));
  let left = runsLeft;
  return {
    ...device,
    id: 'webgpu',
    compile(graph, most) {
      const program = device.compile(graph, most);
      const run = (replicas: number): void => {
        if (--left < 0) throw new DeviceLost('The device is lost.');
        program.run(replicas);
      };
      return { run, write: program.write.bind(program), read: program.read.bind(program), dispose: program.dispose.bind(program) };
    },
  };
}
const openDevice = async (backend: BackendId): Promise<Device> => (backend === 'webgpu' ? gpu() : openNodeDevice(backend));

/** The app, and the training jobs that its workers were given. */
function watched(options: AppOptions): TestApp & { jobs: TrainJob[]; left: number[]; hosts: Host[] } {
  const jobs: TrainJob[] = [];
  const left: number[] = [];
  const hosts: Host[] = [];
  const intercept = (message: ToWorker): boolean => {
    if (message.type === 'start' && message.job.kind === 'train') jobs.push(message.job);
    if (message.type === 'leave') left.push(message.run);
    return false;
  };
  return { ...setUpApp({ openDevice, intercept, onHost: (host) => hosts.push(host), ...options }), jobs, left, hosts };
}
function onGpu(options: AppOptions) {
  const test = watched(options);
  test.app().forceBackend('webgpu');
  return test;
}

const runsOf = (jobs: readonly TrainJob[]) => jobs.map(({ runs }) => runs);
const curves = (test: TestApp, index = 0) => test.results.pane(index).snapshot.curves;
const lastEpochs = (test: TestApp, index = 0) => curves(test, index).map((curve) => curve.at(-1)?.epoch);
const weights = (test: TestApp, index = 0) =>
  test.results.pane(index).snapshot.checkpoints.map(({ run, epoch, theta }) => [run, epoch, [...theta]]);
const edit = (test: TestApp, change: (runs: readonly Run[]) => readonly Run[], index = 0): void =>
  test.app().edit((document) => ({
    ...document,
    panes: document.panes.map((pane, i): Recipe => (i === index ? { ...pane, runs: change(pane.runs) } : pane)),
  }));

describe('the runs of a recipe', () => {
  it('train in one job on a GPU where their steps are alike, with the bits that each has in a job of its own', async () => {
    const optimizer = choose(optimizers, 'sgd');
    const runs = [...seeds(3), tinyRun({ learningRate: 0.02, epochs: 6 }), tinyRun({ batchSize: 8 }), tinyRun({ optimizer })];
    const test = onGpu({ document: documentOf(runs) });
    await runToEnd(test);
    expect(runsOf(test.jobs)).toEqual([[0, 1, 2, 3], [4], [5]]);
    expect(test.phases()).toEqual(['done']);
    expect(lastEpochs(test)).toEqual([4, 4, 4, 6, 4, 4]);
    const apart = watched({ document: documentOf(runs), cores: 6 });
    await runToEnd(apart);
    expect(runsOf(apart.jobs).map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(weights(test)).toEqual(weights(apart));
    expect(curves(test)).toEqual(curves(apart));
    expect(test.results.pane(0).snapshot.provenance).toMatchObject({ backend: 'webgpu' });
  });

  it('have a worker each on the processor while there are as many, and share them else', async () => {
    const jobsOf = async (count: number, cores: number) => {
      const test = watched({ document: documentOf(seeds(count)), cores });
      await runToEnd(test);
      expect(lastEpochs(test)).toEqual(new Array(count).fill(4));
      return { jobs: runsOf(test.jobs), weights: weights(test) };
    };
    const apart = await jobsOf(5, 8);
    expect(apart.jobs).toEqual([[0], [1], [2], [3], [4]]);
    const shared = await jobsOf(5, 2);
    expect(shared.jobs).toEqual([
      [0, 1],
      [2, 3, 4],
    ]);
    expect(shared.weights).toEqual(apart.weights);
    expect((await jobsOf(3, 1)).jobs).toEqual([[0, 1, 2]]);
  });

  it('show every curve while they train together, and the boundary of the one that the surface is around', async () => {
    const document = documentOf(seeds(4, long));
    const [pane] = document.panes as [Recipe];
    const test = onGpu({ document: { ...document, panes: [{ ...pane, origin: { ...pane.origin, run: 2 } }] } });
    test.app().runAll();
    await test.until(() => lastEpochs(test).every((epoch) => (epoch ?? 0) > 20));
    expect(test.app().panes[0]).toMatchObject({ phase: 'training', epochs: 3000 });
    expect(test.app().panes[0]?.fraction).toBeGreaterThan(0);
    expect(test.results.pane(0).underProbe?.epoch).toBeGreaterThan(0);
    expect(test.results.pane(0).underProbe?.boundary?.classes.length).toBe(64 * 64);
    test.app().stop();
    expect(test.phases()).toEqual(['stopped']);
    expect(curves(test).every((curve) => curve.length > 20)).toBe(true);
  });

  it('pause, step by one epoch and go on together', async () => {
    const test = onGpu({ document: documentOf(seeds(3), [tinyRun({ seed: 2 }), tinyRun({ seed: 7 })]) });
    const quiet = async (): Promise<void> => {
      for (let i = 0; i < 60; i++) await macrotask();
    };
    test.app().stepEpoch();
    await test.until(() => [...lastEpochs(test), ...lastEpochs(test, 1)].every((epoch) => epoch === 1));
    await quiet();
    expect([lastEpochs(test), lastEpochs(test, 1)]).toEqual([
      [1, 1, 1],
      [1, 1],
    ]);
    test.app().stepEpoch();
    await test.until(() => lastEpochs(test).every((epoch) => epoch === 2));
    await quiet();
    expect(lastEpochs(test)).toEqual([2, 2, 2]);
    test.app().resume();
    await test.until(() => test.app().run.kind === 'idle');
    expect(test.phases()).toEqual(['done', 'done']);
    // The run that both panes have was trained once, with the first pane's.
    expect(test.jobs.map(({ runs, recipe }) => runs.map((run) => recipe.runs[run]?.seed))).toEqual([[1, 2, 3], [7]]);
  });

  it('go on for the pane that still wants one, without the others', async () => {
    const test = onGpu({
      document: documentOf(seeds(3, { epochs: 1500, checkpointEvery: 500 }), seeds(3, { epochs: 1500, checkpointEvery: 500 }).slice(1, 2)),
    });
    test.app().runAll();
    await test.until(() => lastEpochs(test).every((epoch) => (epoch ?? 0) >= 10));
    test.app().edit((document) => ({
      ...document,
      panes: [
        { ...document.panes[0], net: { ...plainPane.net, params: { ...plainPane.net.params, width: 9 } } },
        document.panes[1],
      ] as Recipe[],
    }));
    expect(test.phases()[0]).not.toBe('training');
    expect(test.phases()[1]).toBe('training');
    await test.until(() => test.app().run.kind === 'idle');
    expect(test.phases()[1]).toBe('done');
    expect(test.left.sort()).toEqual([0, 2]);
    expect(test.jobs).toHaveLength(1);
    const apart = watched({ document: documentOf(seeds(3, { epochs: 1500, checkpointEvery: 500 }).slice(1, 2)) });
    await runToEnd(apart);
    expect(curves(test, 1)).toEqual(curves(apart));
    // What had come of the others by then stays.
    test.app().undo();
    expect((lastEpochs(test)[0] ?? 0) >= 10 && (lastEpochs(test)[0] ?? 0) < 1500).toBe(true);
    expect(lastEpochs(test)[1]).toBe(1500);
  });

  it('are not touched by one that diverges', async () => {
    const wild = tinyRun({ seed: 2, learningRate: 1e30, optimizer: choose(optimizers, 'sgd') });
    const calm = tinyRun({ optimizer: choose(optimizers, 'sgd'), learningRate: 0.05 });
    const test = onGpu({ document: documentOf([calm, wild]) });
    await runToEnd(test);
    expect(runsOf(test.jobs)).toEqual([[0, 1]]);
    expect(curves(test)[1]?.at(-1)?.trainLoss).toBeNaN();
    const apart = watched({ document: documentOf([calm]) });
    await runToEnd(apart);
    expect(curves(test)[0]).toEqual(curves(apart)[0]);
  });
});

describe('a run that is added', () => {
  it('alone is trained where the others are done', async () => {
    const test = onGpu({ document: documentOf(seeds(2)) });
    await runToEnd(test);
    edit(test, (runs) => [...runs, tinyRun({ seed: 8 })]);
    expect(test.needs()).toEqual(['training']);
    await runToEnd(test);
    expect(runsOf(test.jobs)).toEqual([[0, 1], [2]]);
    expect(lastEpochs(test)).toEqual([4, 4, 4]);
  });

  it('begins at once where the others are in training, and they go on', async () => {
    const test = onGpu({ document: documentOf(seeds(2, { epochs: 1500, checkpointEvery: 500 })) });
    test.app().runAll();
    await test.until(() => lastEpochs(test).every((epoch) => (epoch ?? 0) >= 10));
    edit(test, (runs) => [...runs, tinyRun({ seed: 8 })]);
    expect(test.phases()).toEqual(['training']);
    await test.until(() => lastEpochs(test)[2] === 4);
    expect(lastEpochs(test)[0]).toBeLessThan(1500);
    await test.until(() => test.app().run.kind === 'idle');
    expect(test.phases()).toEqual(['done']);
    expect(runsOf(test.jobs)).toEqual([[0, 1], [2]]);
    expect(lastEpochs(test)).toEqual([1500, 1500, 4]);
  });

  it('and removed or changed in training leaves the others alone; as it is changed, it trains after them', async () => {
    const test = onGpu({ document: documentOf(seeds(3, { epochs: 1500, checkpointEvery: 500 })) });
    test.app().runAll();
    await test.until(() => lastEpochs(test).every((epoch) => (epoch ?? 0) >= 10));
    edit(test, (runs) => [runs[0] as Run, { ...(runs[1] as Run), learningRate: 0.001, epochs: 5 }]);
    expect(test.phases()).toEqual(['training']);
    await test.until(() => test.app().run.kind === 'idle');
    expect(test.phases()).toEqual(['done']);
    expect(test.left.sort()).toEqual([1, 2]);
    expect(runsOf(test.jobs)).toEqual([[0, 1, 2], [1]]);
    expect(lastEpochs(test)).toEqual([1500, 5]);
  });
});

describe('a GPU that is lost while runs train together', () => {
  it('leaves what is complete; the others start anew, spread over the processor', async () => {
    // The first run is complete after the first epoch; some steps later the device fails.
    const runs = [tinyRun({ epochs: 1 }), ...seeds(4).map((run) => ({ ...run, seed: run.seed + 10, epochs: 6 }))];
    const test = watched({
      document: documentOf(runs),
      cores: 2,
      openDevice: async (backend) => (backend === 'webgpu' ? gpu(22) : openNodeDevice(backend)),
    });
    test.app().forceBackend('webgpu');
    await runToEnd(test);
    expect(test.app().toast?.key).toBe('run.trouble.webgpu');
    expect(test.jobs.map((job) => [job.backend, job.runs])).toEqual([
      ['webgpu', [0, 1, 2, 3, 4]],
      ['wasm', [1, 2]],
      ['wasm', [3, 4]],
    ]);
    expect(test.phases()).toEqual(['done']);
    expect(curves(test).map((curve) => curve.map(({ epoch }) => epoch))).toEqual([[0, 1], ...new Array(4).fill([0, 1, 2, 3, 4, 5, 6])]);
    const apart = watched({ document: documentOf(runs), cores: 8 });
    await runToEnd(apart);
    expect(weights(test)).toEqual(weights(apart));
  });
});

describe('trainings together', () => {
  it('hold no more after many rounds than after one', async () => {
    const test = onGpu({ document: documentOf(seeds(4)) });
    const held = () => test.hosts.map((host) => host.memory());
    await runToEnd(test);
    await test.until(() => test.results.pane(0).underProbe?.exact === true);
    const first = held();
    for (let round = 0; round < 5; round++) {
      test.app().runAll();
      await test.until(() => test.app().run.kind === 'idle');
      for (let i = 0; i < 30; i++) await macrotask();
    }
    expect(test.jobs).toHaveLength(6);
    expect(held()).toEqual(first);
  });

  it('say what is wrong where a batch is too large, as one alone does', async () => {
    const recipe = tinyRecipe({ runs: seeds(3) });
    const none = async (backend: BackendId): Promise<Device> => {
      const device = await trainingDevice(await openNodeDevice(backend));
      return {
        ...device,
        memoryFor: (graph) => ({ ...device.memoryFor(graph), ...(graph.updates.length > 0 ? { maxReplicas: 0, availableBytes: 1 } : {}) }),
      };
    };
    const test = watched({ document: { ...tinyDocument(), panes: [recipe] }, openDevice: none });
    await runToEnd(test);
    expect(test.phases()).toEqual(['failed']);
    expect(test.app().panes[0]?.failure?.key).toBe('run.problem.net');
  });
});
