import { describe, expect, it } from 'vitest';
import { optimizers } from '../../src/catalog/optimizers';
import type { Device } from '../../src/engine/device';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { datasetOf, netOf } from '../../src/engine/setup';
import { train, trainGroup } from '../../src/engine/train';
import { choose, defaultRecipe, defaultRun } from '../../src/experiment/recipe-defaults';
import { checkTraining, TRAINING_CASES } from './training-cases';

const modules = readWasmModules();
const devices: readonly (readonly [string, () => Promise<Device>])[] = [
  ['the reference in float32', async () => createReferenceDevice('f32')],
  ['WASM, simd', () => createWasmDevice(modules, { variant: 'simd' })],
  ['WASM, relaxed', () => createWasmDevice(modules, { variant: 'relaxed' })],
];

describe.each(devices)('conv nets train on %s as in float64', (_, open) => {
  it.each(TRAINING_CASES.map((test) => [test.name, test] as const))('%s', async (_name, test) => {
    const device = await open();
    const { losses, lossError, thetaError, stateError, tensors } = await checkTraining(device, test);
    expect(losses[1]).toBeLessThan(losses[0]);
    expect(lossError).toBeLessThan(1e-3);
    expect(thetaError).toBeLessThan(1e-4);
    expect(stateError).toBeLessThan(1e-4);
    expect(tensors).toBe(0);
    device.dispose();
  });
});

describe.each(devices)('runs that train together on %s', (_, open) => {
  it('have the bits that each has alone', async () => {
    const { data } = defaultRecipe();
    const recipe = defaultRecipe({ data: { ...data, params: { ...data.params, points: 50 } } });
    const dataset = datasetOf(recipe);
    const net = netOf({ net: { ...recipe.net, params: { ...recipe.net.params, depth: 3, width: 5 } } }, dataset);
    const sgd = (momentum: number) => choose(optimizers, 'sgd', { momentum, weightDecay: momentum / 100 });
    const common = { batchSize: 7, epochs: 2 };
    const runs = [
      defaultRun({ ...common, optimizer: sgd(0.9), learningRate: 0.05 }),
      defaultRun({ ...common, optimizer: sgd(0), learningRate: 0.1, seed: 2 }),
      defaultRun({ ...common, optimizer: sgd(0.5), learningRate: 0.02, seed: 3 }),
    ];
    const device = await open();
    const options = { signal: new AbortController().signal, clock: () => 0 };
    const together: Float32Array[] = [];
    const members = runs.map((run, index) => ({ run, index }));
    for await (const event of trainGroup(device, { dataset, net, members }, options))
      if (event.type === 'epoch') together[event.run] = event.theta;
    for (const [index, run] of runs.entries()) {
      let alone: Float32Array = new Float32Array(0);
      for await (const event of train(device, { dataset, net, run, index: 0 }, options)) if (event.type === 'epoch') alone = event.theta;
      expect(alone.length).toBe(net.parameters.size);
      expect(new Uint32Array(together[index].slice().buffer)).toEqual(new Uint32Array(alone.slice().buffer));
    }
    expect(together[0]).not.toEqual(together[1]);
    expect(device.memory().tensors).toBe(0);
    device.dispose();
  });
});
