import { expect, it } from 'vitest';
import { createMemory, type RunRecord } from '../../src/app/memory';
import { MAX_CHECKPOINT_BYTES, MAX_PANES } from '../../src/experiment/fields';
import { checkpointCount, limitsOf } from '../../src/experiment/limits';
import { parseDocument } from '../../src/experiment/parse';
import { presets } from '../../src/experiment/presets';
import { settleRecipe } from '../../src/experiment/settle';
import { weightSizes } from '../../src/experiment/weight-sizes';
import { addTexts, t } from '../../src/i18n';
import { problems } from '../../src/i18n/messages/problems';

addTexts(problems);

/** A document of 132 characters that asked for 98 GiB of checkpoints (the review of machines, D1). */
const run = (seed: number, checkpointEvery = 1) => ({ epochs: 500, checkpointEvery, batchSize: 0, seed });
const bomb = (checkpointEvery = 1) => ({
  version: 1,
  panes: [
    {
      data: { id: 'spirals', params: { points: 16 } },
      net: { id: 'mlp', params: { depth: 100, width: 256 } },
      runs: Array.from({ length: 8 }, (_, seed) => run(seed, checkpointEvery)),
    },
  ],
});

it('a document whose checkpoints would not fit is refused, with an interval at which they would', () => {
  const parsed = parseDocument(bomb());
  if (parsed.ok) throw new Error('It was taken.');
  const [problem] = parsed.problems;
  expect(t(problem.key, problem.values)).toBe(
    'The checkpoints of this training would take more than 256 MiB. Keep one every 500 epochs or less often.',
  );
  expect(parseDocument(bomb(500)).ok).toBe(true);
});

it('an edit that asks for too many keeps them as far apart as they fit', () => {
  const [recipe] = presets.get('skip-connections').build().panes;
  const wide = settleRecipe({
    ...recipe,
    net: { ...recipe.net, params: { ...recipe.net.params, depth: 40, width: 128 } },
    runs: [0, 1].map((seed) => ({ ...recipe.runs[0], seed, epochs: 400, checkpointEvery: 1 })),
  });
  expect(limitsOf(wide)).toEqual([]);
  const { theta, state } = weightSizes(wide);
  const bytes = 4 * (theta + state) * wide.runs.reduce((sum, each) => sum + checkpointCount(each), 0);
  expect(bytes).toBeLessThanOrEqual(MAX_CHECKPOINT_BYTES);
  expect(bytes).toBeGreaterThan(MAX_CHECKPOINT_BYTES / 2);
});

it('every preset fits as it is', () => {
  for (const preset of presets.all) for (const recipe of preset.build().panes) expect(limitsOf(recipe), preset.id).toEqual([]);
});

it('the memory is bounded, however large its newest entries are', () => {
  const memory = createMemory();
  const floats = 200 * 2 ** 18;
  const theta = { length: floats } as unknown as Float32Array;
  const metrics = { trainLoss: 0, trainAccuracy: 1, testLoss: 0, testAccuracy: 1 };
  const checkpoint = { run: 0, epoch: 0, theta, state: new Float32Array(0), metrics };
  const record: RunRecord = { curve: [], checkpoints: [checkpoint], complete: true, live: null, source: 'here', provenance: null };
  for (let i = 0; i < 12; i++) memory.runs.set(`run ${i}`, record);
  expect(memory.runs.keys.length * 4 * floats).toBeLessThanOrEqual(MAX_PANES * MAX_CHECKPOINT_BYTES);
  expect(memory.runs.keys).toContain('run 11');
});
