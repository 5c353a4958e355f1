import { expect, it } from 'vitest';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { datasetOf, netOf } from '../../src/engine/setup';
import { train } from '../../src/engine/train';
import type { Checkpoint } from '../../src/experiment/checkpoint';
import { presets } from '../../src/experiment/presets';
import { planesApart } from '../planes-apart';

const modules = readWasmModules();

it('planes by relaxed and by plain SIMD agree to 1e-5 relative at 99 % of the points, to 2e-4 everywhere', {
  timeout: 300_000,
}, async () => {
  const [, deep] = presets.get('skip-connections').build().panes;
  const axis = { ...deep.grid.alpha, points: 33 };
  const recipe = { ...deep, grid: { ...deep.grid, alpha: axis, beta: axis } };
  const dataset = datasetOf(recipe);
  const [plain, relaxed] = await Promise.all((['simd', 'relaxed'] as const).map((variant) => createWasmDevice(modules, { variant })));
  let origin: Checkpoint | null = null;
  const options = { signal: new AbortController().signal, clock: () => 0 };
  for await (const event of train(plain, { dataset, net: netOf(recipe, dataset), run: recipe.runs[0], index: 0 }, options))
    if (event.type === 'checkpoint') origin = event.checkpoint;
  const { points, at99, most } = await planesApart([plain, relaxed], recipe, origin as Checkpoint);
  expect(points).toBe(33 * 33);
  expect(at99).toBeLessThan(1e-5);
  expect(most).toBeLessThan(2e-4);
  // They are two builds, or the comparison would be of nothing.
  expect(most).toBeGreaterThan(0);
});
