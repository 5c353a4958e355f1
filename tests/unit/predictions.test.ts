import { describe, expect, it } from 'vitest';
import { datasets } from '../../src/catalog/datasets';
import type { Dataset } from '../../src/catalog/datasets/types';
import { nets } from '../../src/catalog/nets';
import type { Device } from '../../src/engine/device';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createMetricsEvaluator } from '../../src/engine/metrics';
import { type Answers, createPredictionEvaluator } from '../../src/engine/predictions';
import { createReadingEvaluator } from '../../src/engine/reading';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { datasetOf, netOf } from '../../src/engine/setup';
import type { BatchNormMode } from '../../src/experiment/recipe';
import { choose } from '../../src/experiment/recipe-defaults';
import { createRng } from '../../src/math/random';
import { expectClose } from '../close';
import { assetOf } from './support/images';

const data = { ...choose(datasets, 'fashion-mnist', { train: 256, test: 100 }), seed: 5 };
const whole = datasetOf({ data }, assetOf('fashion-mnist.images'));
const dataset: Dataset = { ...whole, test: { n: 37, x: whole.test.x.subarray(0, 37 * 196), labels: whole.test.labels.subarray(0, 37) } };
const net = netOf({ net: choose(nets, 'resnet', { depth: '8' }) }, dataset);
/** Of weights and statistics that are those of no training, so that the modes differ. */
const point = (() => {
  const rng = createRng(9);
  const state = net.initialState().map((value) => value * (1 + 0.5 * rng.uniform()) + 0.1 * rng.uniform());
  return { theta: net.initialise(rng).map((value) => value * 1.5), state };
})();

async function answersOf(device: Device, mode: BatchNormMode, block?: number, theta = point.theta): Promise<Answers> {
  const evaluator = createPredictionEvaluator(device, net, dataset.test, mode, block);
  try {
    return await evaluator.read({ theta, state: point.state });
  } finally {
    evaluator.dispose();
  }
}

describe('answers to images', () => {
  it('agree with the loss and accuracy of the same samples, and add up to 1', async () => {
    const device = createReferenceDevice('f32');
    const answers = await answersOf(device, 'frozen');
    const [metrics] = await createMetricsEvaluator(device, net, dataset.test).evaluate([point]);
    expectClose([answers.loss], [metrics.loss], { rtol: 1e-5, atol: 0 });
    expect(answers.accuracy).toBe(metrics.accuracy);
    const { labels } = dataset.test;
    expect([...answers.predicted].filter((cls, i) => cls === labels[i]).length / 37).toBe(answers.accuracy);
    expect(new Set(answers.predicted).size).toBeGreaterThan(1);
    for (let i = 0; i < 37; i++) {
      const row = [...answers.probabilities.subarray(10 * i, 10 * i + 10)];
      expect(row.indexOf(Math.max(...row))).toBe(answers.predicted[i]);
      expectClose([row.reduce((sum, p) => sum + p, 0)], [1], { rtol: 1e-6, atol: 0 });
    }
  });

  it.each(['frozen', 'recomputed', 'interpolated'] as const)('are on WASM those of the reference, batch norm %s', async (mode) => {
    const expected = await answersOf(createReferenceDevice('f64'), mode);
    const actual = await answersOf(await createWasmDevice(readWasmModules()), mode);
    expectClose(actual.probabilities, expected.probabilities, { rtol: 2e-4, atol: 1e-7 });
    expectClose([actual.loss], [expected.loss], { rtol: 1e-5, atol: 0 });
    expect(actual.predicted).toEqual(expected.predicted);
    expect(actual.accuracy).toBe(expected.accuracy);
  });

  it('depend on the statistics of the samples where these are recomputed', async () => {
    const device = createReferenceDevice('f32');
    expect((await answersOf(device, 'recomputed')).loss).not.toBeCloseTo((await answersOf(device, 'frozen')).loss, 2);
  });

  // Kernels may be chosen by the size of a block: it is fixed by the net, and these are large enough for the same ones.
  it.each([
    ['wasm', 17],
    ['wasm', 36],
    ['cpu', 1],
    ['cpu', 5],
  ] as const)('are on %s to the bit the same in blocks of %i images', async (backend, block) => {
    const device = backend === 'wasm' ? await createWasmDevice(readWasmModules()) : createReferenceDevice('f32');
    const before = device.memory();
    expect(await answersOf(device, 'frozen', block)).toEqual(await answersOf(device, 'frozen'));
    expect(device.memory()).toEqual(before);
  });

  it('let others in between two blocks, stop when told to, and are right afterwards', async () => {
    const evaluator = createPredictionEvaluator(createReferenceDevice('f32'), net, dataset.test, 'frozen', 10);
    const abort = new AbortController();
    let breaths = 0;
    const breathe = async (): Promise<void> => {
      if (++breaths === 2) abort.abort();
    };
    await expect(evaluator.read(point, { signal: abort.signal, breathe })).rejects.toMatchObject({ name: 'AbortError' });
    expect(breaths).toBe(2);
    expect(await evaluator.read(point)).toEqual(await answersOf(createReferenceDevice('f32'), 'frozen'));
    evaluator.dispose();
  });

  it('are NaN for weights that are, and then class 0, as the accuracy counts them', async () => {
    const device = await createWasmDevice(readWasmModules());
    const { loss, predicted, probabilities, accuracy } = await answersOf(
      device,
      'frozen',
      undefined,
      point.theta.map(() => Number.NaN),
    );
    expect(loss).toBeNaN();
    expect(probabilities.every(Number.isNaN)).toBe(true);
    expect(predicted).toEqual(new Uint8Array(37));
    expect(accuracy).toBe(dataset.test.labels.filter((label) => label === 0).length / 37);
  });

  it('come with readings of images in place of a boundary, of the samples that the grid takes', async () => {
    const device = createReferenceDevice('f32');
    const request = { inputs: [0, 1], width: 4, height: 4 } as const;
    const reader = createReadingEvaluator(device, net, dataset, { split: 'test', samples: 20, batchNorm: 'frozen' }, request);
    const { boundary, predictions } = await reader.read(point);
    reader.dispose();
    const all = await answersOf(device, 'frozen');
    expect(boundary).toBeNull();
    expect(predictions).toEqual({
      split: 'test',
      predicted: all.predicted.subarray(0, 20),
      probabilities: all.probabilities.subarray(0, 200),
    });
    expect(device.memory()).toEqual({ tensors: 0, bytes: 0 });
  });
});

describe('images', () => {
  it('say what black and full brightness became', () => {
    const [[black], [white]] = [dataset.black ?? [], dataset.white ?? []];
    const { x } = dataset.train;
    expect(Math.min(...x)).toBe(Math.fround(black));
    const shades = x.map((value) => ((value - black) / (white - black)) * 255 * 4);
    for (const shade of shades.subarray(0, 5000)) expect(Math.abs(shade - Math.round(shade))).toBeLessThan(1e-3);
    expect(Math.max(...shades)).toBeGreaterThan(900);
    expect(Math.max(...shades)).toBeLessThan(1020.5);
  });
});
