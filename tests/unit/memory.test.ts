import { describe, expect, it } from 'vitest';
import type { Device } from '../../src/engine/device';
import { gridCoords } from '../../src/engine/grid-coords';
import { createGridEvaluator } from '../../src/engine/grid-evaluator';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { buildPlane } from '../../src/engine/plane';
import { createReadingEvaluator } from '../../src/engine/reading';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { datasetOf, evaluationSamples, netOf } from '../../src/engine/setup';
import { train } from '../../src/engine/train';
import type { Checkpoint } from '../../src/experiment/checkpoint';
import { tinyRecipe, tinyRun } from './support/tiny';

const CYCLES = 20;
const clock = (): number => performance.now();

const DEVICES: readonly (readonly [string, () => Promise<Device> | Device])[] = [
  ['wasm', () => createWasmDevice(readWasmModules())],
  ['wasm, without relaxed SIMD', () => createWasmDevice(readWasmModules(), { variant: 'simd' })],
  ['cpu', () => createReferenceDevice('f32')],
];

/** Trains one run to its end, and once more until the second event after which it is aborted. */
async function trainAndAbort(device: Device): Promise<Checkpoint> {
  const recipe = tinyRecipe({ runs: [tinyRun({ epochs: 2 })] });
  const dataset = datasetOf(recipe);
  const job = { dataset, net: netOf(recipe, dataset), run: recipe.runs[0], index: 0 };
  let last: Checkpoint | null = null;
  for await (const event of train(device, job, { signal: new AbortController().signal, clock }))
    if (event.type === 'checkpoint') last = event.checkpoint;
  const abort = new AbortController();
  let events = 0;
  const aborted = (async () => {
    for await (const _ of train(device, { ...job, run: { ...job.run, epochs: 50 } }, { signal: abort.signal, clock }))
      if (++events === 2) abort.abort();
  })();
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
  if (!last) throw new Error('no checkpoint');
  return last;
}

/** Evaluates a plane whole, another until its first chunk, and reads a point with its boundary. */
async function evaluateAndAbort(device: Device, origin: Checkpoint): Promise<void> {
  const recipe = tinyRecipe();
  const dataset = datasetOf(recipe);
  const net = netOf(recipe, dataset);
  const samples = evaluationSamples(recipe.grid, dataset);
  const coords = gridCoords(
    [recipe.grid.alpha, recipe.grid.beta],
    Int32Array.from({ length: 45 }, (_, i) => i),
  );
  for (const stops of [false, true]) {
    const abort = new AbortController();
    const evaluator = createGridEvaluator(device, await buildPlane(recipe, 7, net, origin), samples, 'frozen');
    let points = 0;
    try {
      for await (const { loss } of evaluator.evaluate(coords, { signal: abort.signal, clock })) {
        points += loss.length;
        if (stops) abort.abort();
      }
    } catch (error) {
      expect((error as Error).name).toBe('AbortError');
    } finally {
      evaluator.dispose();
    }
    expect(points < 45).toBe(stops);
  }
  const reader = createReadingEvaluator(
    device,
    net,
    dataset,
    { ...recipe.grid, batchNorm: 'frozen' },
    { inputs: [0, 1], width: 16, height: 16 },
  );
  const { loss } = await reader.read(origin);
  expect(loss).toBeGreaterThan(0);
  reader.dispose();
}

describe.each(DEVICES)('memory of %s', (_name, open) => {
  it(`is after ${CYCLES} rounds of training, evaluating and aborting what it was before the first`, async () => {
    const device = await open();
    const before = device.memory();
    const sizes: ReturnType<Device['memory']>[] = [];
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      await evaluateAndAbort(device, await trainAndAbort(device));
      sizes.push(device.memory());
    }
    for (const size of sizes) expect(size).toEqual(before);
    device.dispose();
  });
});
