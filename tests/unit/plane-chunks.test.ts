import { describe, expect, it } from 'vitest';
import { createGridEvaluator } from '../../src/engine/grid-evaluator';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createMetricsEvaluator } from '../../src/engine/metrics';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { train } from '../../src/engine/train';
import { defaultRun } from '../../src/experiment/recipe-defaults';
import { expectClose } from '../close';
import { blockedPlane, PLANE_CASES, planeValues } from './support/plane-cases';

const modules = readWasmModules();
const DEVICES = {
  'wasm, relaxed': () => createWasmDevice(modules, { variant: 'relaxed' }),
  'wasm, simd': () => createWasmDevice(modules, { variant: 'simd' }),
  cpu: () => createReferenceDevice('f32'),
};

describe.each(Object.entries(DEVICES))('a plane on %s', (name, open) => {
  it.each(PLANE_CASES)('has the same bits for every size of chunks: $name', async (plane) => {
    const device = await open();
    const expected = await planeValues(device, plane, 'one at a time');
    expect(expected.chunks.every((count) => count === 1)).toBe(true);
    for (const pace of ['growing', 'uneven'] as const) {
      const { chunks, loss, accuracy } = await planeValues(device, plane, pace);
      if (name !== 'cpu') expect(Math.max(...chunks)).toBeGreaterThan(4);
      expect(loss).toEqual(expected.loss);
      expect(accuracy).toEqual(expected.accuracy);
    }
    expect(new Set(expected.loss).size).toBeGreaterThan(20);
  });
});

describe('samples in blocks', () => {
  it('give the loss and accuracy of all, with the same bits for every size of chunks', async () => {
    const device = await createWasmDevice(modules);
    const plane = blockedPlane(27);
    const alone = await planeValues(device, plane, 'one at a time');
    const together = await planeValues(device, plane, 'growing');
    expect(together.loss).toEqual(alone.loss);
    expect(together.accuracy).toEqual(alone.accuracy);
    // Blocks of 7, 7, 7 and 6: each is a plane of its own.
    const parts: Awaited<ReturnType<typeof planeValues>>[] = [];
    for (let first = 0; first < 27; first += 7)
      parts.push(await planeValues(device, blockedPlane(27, first, Math.min(first + 7, 27)), 'growing'));
    const rows = [7, 7, 7, 6];
    const mean = (field: 'loss' | 'accuracy') =>
      alone.loss.map((_, i) => parts.reduce((sum, part, k) => sum + rows[k] * part[field][i], 0) / 27);
    expectClose(alone.loss, mean('loss'), { rtol: 1e-6, atol: 0 });
    expectClose(alone.accuracy, mean('accuracy'), { rtol: 1e-6, atol: 0 });
  });

  it('lets other work in between them, and stops there when aborted', async () => {
    const device = await createWasmDevice(modules);
    let breaths = 0;
    const abort = new AbortController();
    const aborted = planeValues(device, blockedPlane(27), 'growing', {
      signal: abort.signal,
      async breathe() {
        if (++breaths === 2) abort.abort();
      },
    });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(breaths).toBe(2);
  });
});

describe('metrics of samples in blocks', () => {
  it('are what a plane has at its origin', async () => {
    const device = await createWasmDevice(modules);
    const { plane, samples } = blockedPlane(27);
    const at = createGridEvaluator(device, plane, samples, 'frozen').evaluate(new Float64Array(2), {
      signal: new AbortController().signal,
      clock: () => 0,
    });
    const { value } = await at.next();
    let breaths = 0;
    const [{ loss, accuracy }] = await createMetricsEvaluator(device, plane.net, samples).evaluate(
      [plane.origin],
      async () => void breaths++,
    );
    expectClose([loss, accuracy], [value.loss[0], value.accuracy[0]], { rtol: 1e-6, atol: 0 });
    expect(breaths).toBe(3);
  });

  it('hear that a training is aborted', async () => {
    const { plane, samples } = blockedPlane(27);
    const dataset = { train: samples, test: samples, classes: 3, inputShape: [32, 32, 3] };
    const abort = new AbortController();
    let breaths = 0;
    const training = train(
      await createWasmDevice(modules),
      { dataset, net: plane.net, run: { ...defaultRun(), epochs: 1 }, index: 0 },
      {
        signal: abort.signal,
        clock: () => 0,
        async breathe() {
          if (++breaths === 2) abort.abort();
        },
      },
    );
    await expect(training.next()).rejects.toMatchObject({ name: 'AbortError' });
    expect(breaths).toBe(2);
  });
});
