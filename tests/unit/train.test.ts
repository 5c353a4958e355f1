import { describe, expect, it } from 'vitest';
import { mlp } from '../../src/catalog/nets/mlp';
import { optimizers } from '../../src/catalog/optimizers';
import { defaultParams } from '../../src/catalog/params';
import { createBatchStream } from '../../src/engine/batches';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { datasetOf } from '../../src/engine/setup';
import { type TrainingEvent, train } from '../../src/engine/train';
import { trainingGroups } from '../../src/engine/training-groups';
import { defaultDocument } from '../../src/experiment/defaults';
import type { Run } from '../../src/experiment/recipe';
import { createRng } from '../../src/math/random';

const [recipe] = defaultDocument().panes;
const moons = datasetOf({ data: { id: 'moons', params: { ...recipe.data.params, points: 60 }, seed: 3 } });
const net = mlp.build({ ...recipe.net.params, depth: 2, width: 8 }, moons);

function runOf(id: string, learningRate: number): Run {
  const optimizer = { id, params: defaultParams(optimizers.get(id).params) };
  return { ...recipe.runs[0], optimizer, learningRate, epochs: 12, batchSize: 16, checkpointEvery: 5 };
}

async function collect(run: Run, signal = new AbortController().signal): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  for await (const event of train(createReferenceDevice('f32'), { dataset: moons, net, run, index: 0 }, { signal, clock: () => 0 }))
    events.push(event);
  return events;
}

describe('train', () => {
  for (const [id, rate] of [
    ['sgd', 0.1],
    ['adam', 0.01],
    ['adamw', 0.01],
  ] as const) {
    it(`${id} learns two moons, keeps the initialisation and every fifth epoch, and repeats to the bit`, async () => {
      const [first, second] = await Promise.all([collect(runOf(id, rate)), collect(runOf(id, rate))]);
      const curve = first.flatMap((event) => (event.type === 'epoch' ? [event.point] : []));
      expect(curve.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 13 }, (_, i) => i));
      expect(curve[12].trainLoss).toBeLessThan(0.6 * curve[0].trainLoss);
      const checkpoints = first.flatMap((event) => (event.type === 'checkpoint' ? [event.checkpoint] : []));
      expect(checkpoints.map(({ epoch }) => epoch)).toEqual([0, 5, 10, 12]);
      const again = second.flatMap((event) => (event.type === 'checkpoint' ? [event.checkpoint] : []));
      expect(again.map(({ theta }) => Array.from(theta))).toEqual(checkpoints.map(({ theta }) => Array.from(theta)));
    });
  }

  it('puts runs together whose steps are alike', () => {
    const sgd = runOf('sgd', 0.1);
    const plain = { ...sgd, optimizer: { ...sgd.optimizer, params: { ...sgd.optimizer.params, nesterov: false } } };
    const runs = [
      sgd,
      runOf('adam', 0.01),
      { ...sgd, seed: 5 },
      { ...sgd, batchSize: 8 },
      plain,
      { ...sgd, epochs: 3 },
      runOf('adam', 0.1),
      { ...sgd, augmentation: 'flips' as const },
      { ...sgd, augmentation: 'flips-and-crops' as const },
    ];
    expect(trainingGroups(runs)).toEqual([[0, 2, 5], [1, 6], [3], [4], [7, 8]]);
  });

  it('stops within one slice of an abort, and leaves nothing on the device', async () => {
    const device = createReferenceDevice('f32');
    const controller = new AbortController();
    let time = 0;
    const clock = (): number => (time += 100);
    const seen: string[] = [];
    const run = async (): Promise<void> => {
      for await (const event of train(
        device,
        { dataset: moons, net, run: runOf('sgd', 0.1), index: 0 },
        { signal: controller.signal, clock },
      )) {
        seen.push(event.type);
        if (event.type === 'progress') controller.abort();
      }
    };
    await expect(run()).rejects.toThrow(/abort/i);
    expect(seen.filter((type) => type === 'progress')).toHaveLength(1);
    expect(device.memory()).toEqual({ tensors: 0, bytes: 0 });
  });
});

describe('createBatchStream', () => {
  it('shows every sample equally often in full batches, whatever the batch size', () => {
    for (const [n, size] of [
      [12, 4],
      [10, 4],
      [7, 7],
      [5, 1],
    ]) {
      const stream = createBatchStream(n, size, createRng(1));
      const seen = new Int32Array(n);
      for (let step = 0; step < n; step++) for (const index of stream.next()) seen[index]++;
      expect(Array.from(seen)).toEqual(Array(n).fill(size));
      const steps = Array.from({ length: 6 }, (_, epoch) => stream.stepsOf(epoch)).reduce((sum, k) => sum + k, 0);
      expect(steps).toBe(Math.floor((6 * n) / size));
    }
    expect(() => createBatchStream(5, 6, createRng(1))).toThrow(RangeError);
  });
});
