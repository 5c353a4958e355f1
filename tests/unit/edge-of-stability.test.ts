import { expect, it } from 'vitest';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { datasetOf, netOf } from '../../src/engine/setup';
import { sharpnessAlong } from '../../src/engine/sharpening';
import { train } from '../../src/engine/train';
import type { Checkpoint } from '../../src/experiment/checkpoint';
import { presets } from '../../src/experiment/presets';
import { stabilityOf } from '../../src/experiment/stability';

it('the preset’s sharpness climbs to 2/η, overshoots and stays about there, while the loss goes down by ups and downs', async () => {
  const [recipe] = presets.get('edge-of-stability').build().panes;
  const index = recipe.runs.length - 1;
  const run = { ...recipe.runs[index], epochs: 600 };
  const dataset = datasetOf(recipe);
  const net = netOf(recipe, dataset);
  const device = await createWasmDevice(readWasmModules());
  const options = { signal: new AbortController().signal, clock: () => performance.now() };
  const losses: number[] = [];
  const checkpoints: Checkpoint[] = [];
  for await (const event of train(device, { dataset, net, run, index }, options)) {
    if (event.type === 'epoch') losses.push(event.point.trainLoss);
    if (event.type === 'checkpoint') checkpoints.push(event.checkpoint);
  }
  const stability = stabilityOf({ ...recipe, runs: [run] }, 0);
  if ('reason' in stability) throw new Error('The preset has no limit.');
  const shares: number[] = [];
  for await (const point of sharpnessAlong(device, { dataset, net, run }, checkpoints, options))
    if (point) shares[point.index] = point.value / stability.limitAt(checkpoints[point.index].epoch);
  device.dispose();

  expect(shares[0]).toBeLessThan(0.7);
  expect(Math.max(...shares)).toBeGreaterThan(1.1);
  const later = shares.slice(shares.length / 2).sort((a, b) => a - b);
  expect(later[0]).toBeGreaterThan(0.8);
  expect(later.at(-1)).toBeLessThan(1.2);
  expect(losses.at(-1)).toBeLessThan(0.5 * losses[0]);
  const rises = losses.filter((loss, i) => i > 0 && loss > losses[i - 1]).length;
  expect(rises).toBeGreaterThan(0.05 * losses.length);
});
