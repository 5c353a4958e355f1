import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { READY_MADE } from '../../src/app/gallery';
import { datasets } from '../../src/catalog/datasets';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createMetricsEvaluator } from '../../src/engine/metrics';
import { datasetOf, evaluationSamples, netOf } from '../../src/engine/setup';
import { headline, NO_READING } from '../../src/experiment/headline';
import { presets } from '../../src/experiment/presets';
import type { Recipe } from '../../src/experiment/recipe';
import { surfaceStatistics } from '../../src/experiment/statistics';
import { readFile } from '../../src/formats';
import { say } from '../../src/i18n/say';

const fileOf = (id: string): string => `public/gallery/${id}.npz`;

function assetOf(recipe: Recipe): Uint8Array | undefined {
  const { asset } = datasets.get(recipe.data.id);
  if (!asset) return undefined;
  const bytes = readFileSync(`public/data/${asset}`);
  return new Uint8Array(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
}

it('the ready-made results that are asked for are those that are there', () => {
  const files = readdirSync('public/gallery').map((name) => name.replace(/\.npz$/, ''));
  expect([...READY_MADE].sort()).toEqual(files.sort());
});

describe.each([...READY_MADE])('the ready-made result %s', (id) => {
  const read = readFile(`${id}.npz`, new Uint8Array(readFileSync(fileOf(id))));
  if (!read.ok) throw new Error(read.problem.key);
  const { document, panes } = read.snapshot;

  it('is of the preset as it is now, complete, and small', () => {
    expect(document).toEqual(presets.get(id).build());
    for (const { landscape, checkpoints } of panes) {
      expect(landscape?.done.every((done) => done > 0)).toBe(true);
      expect(checkpoints).toHaveLength(1);
    }
    expect(statSync(fileOf(id)).size).toBeLessThan(820_000);
  });

  it('shows that the net without shortcuts has the rougher surface', () => {
    const readings = panes.map(({ landscape }) => ({
      ...NO_READING,
      statistics: landscape && surfaceStatistics(landscape),
    }));
    expect(say(headline(document, readings))).toMatch(/rougher/);
  });

  it('has the weights that its surfaces were drawn around', async () => {
    const device = await createWasmDevice(readWasmModules());
    for (const [i, { landscape, checkpoints }] of panes.entries()) {
      const recipe = document.panes[i] as Recipe;
      const dataset = datasetOf(recipe, assetOf(recipe));
      const evaluator = createMetricsEvaluator(device, netOf(recipe, dataset), evaluationSamples(recipe.grid, dataset));
      const [checkpoint] = checkpoints;
      if (!landscape || !checkpoint) throw new Error('There is no landscape.');
      const [{ loss }] = await evaluator.evaluate([checkpoint]);
      const middle = landscape.loss[(landscape.loss.length - 1) / 2] as number;
      // Stored weights may be rounded to eleven bits.
      expect(Math.abs(loss / middle - 1)).toBeLessThan(0.01);
      evaluator.dispose();
    }
    device.dispose();
  });
});
