/**
 * Trains the nets of tests/fixtures/fingerprints.json and writes the file: `npx tsx scripts/fingerprints.ts`. Tests in Node and in each browser
 * compare with it; it changes only with a reason, which the commit tells.
 */
import { writeFileSync } from 'node:fs';
import { datasets } from '../src/catalog/datasets';
import { nets } from '../src/catalog/nets';
import { optimizers } from '../src/catalog/optimizers';
import { schedules } from '../src/catalog/schedules';
import { createWasmDevice } from '../src/engine/kernels/wasm';
import { readWasmModules } from '../src/engine/kernels/wasm/node';
import { presets } from '../src/experiment/presets';
import { DOCUMENT_VERSION, type Document, type Recipe } from '../src/experiment/recipe';
import { choose, defaultRecipe, defaultRun, defaultShared } from '../src/experiment/recipe-defaults';
import { type FingerprintCase, type FingerprintFixture, trainedFingerprint } from '../tests/fingerprints';

const { grid, view } = defaultRecipe();
/** Few points: it is the nets that are compared. */
const axis = { ...grid.alpha, points: 5 };

function documentOf(...panes: Recipe[]): Document {
  return { version: DOCUMENT_VERSION, preset: '', panes: panes.map(small), shared: defaultShared() };
}

function small(recipe: Recipe): Recipe {
  return { ...recipe, grid: { ...recipe.grid, alpha: axis, beta: axis } };
}

/** ResNet-8 with and without shortcuts on clothing, images changed at random, SGD with Nesterov's momentum and weight decay, rate on a cosine. */
function convolutions(): Document {
  const run = defaultRun({
    optimizer: choose(optimizers, 'sgd', { weightDecay: 5e-4 }),
    schedule: choose(schedules, 'cosine'),
    learningRate: 0.05,
    batchSize: 64,
    augmentation: 'flips-and-crops',
    epochs: 2,
    checkpointEvery: 1,
  });
  const panes = [true, false].map((skips) =>
    defaultRecipe({
      data: { ...choose(datasets, 'fashion-mnist', { train: 256, test: 100 }), seed: 3 },
      net: choose(nets, 'resnet', { depth: '8', skips }),
      runs: [run],
      grid: { ...grid, samples: 64 },
      view: { ...view, boundaryInputs: datasets.get('fashion-mnist').boundaryInputs },
    }),
  );
  return documentOf(...panes);
}

function dense(dataset: string, net: Recipe['net']['params'], runs: Recipe['runs']): Document {
  const { boundaryInputs } = datasets.get(dataset);
  return documentOf(
    defaultRecipe({
      data: { ...choose(datasets, dataset), seed: 2 },
      net: choose(nets, 'mlp', net),
      runs,
      view: { ...view, boundaryInputs },
    }),
  );
}

const sgd = defaultRun({ optimizer: choose(optimizers, 'sgd'), schedule: choose(schedules, 'cosine'), learningRate: 0.1, epochs: 20 });
const adamw = defaultRun({ optimizer: choose(optimizers, 'adamw'), schedule: choose(schedules, 'step'), epochs: 20 });
const documents: Record<string, Document> = {
  'the default pair': documentOf(...presets.get('skip-connections').build().panes),
  'convolutions with augmentation': convolutions(),
  'Adam, GELU, on circles': dense('circles', { depth: 6, activation: 'gelu' }, [defaultRun({ epochs: 20 })]),
  'AdamW with steps, softplus, on blobs': dense('blobs', { depth: 4, activation: 'softplus' }, [adamw]),
  'SGD on a cosine, tanh, two seeds, on moons': dense('moons', { depth: 4, activation: 'tanh' }, [sgd, { ...sgd, seed: 2 }]),
  'SGD that diverges, on xor': dense('xor', { depth: 4 }, [
    { ...sgd, learningRate: 10, epochs: 4, schedule: choose(schedules, 'constant') },
  ]),
};

const device = await createWasmDevice(readWasmModules());
const cases: FingerprintCase[] = [];
for (const [name, document] of Object.entries(documents)) {
  const fingerprints: string[] = [];
  for (const recipe of document.panes) fingerprints.push(await trainedFingerprint(device, recipe));
  cases.push({ name, document, fingerprints });
  console.log(`${name}: ${fingerprints.join(', ')}`);
}
const fixture: FingerprintFixture = { command: 'npx tsx scripts/fingerprints.ts', cases };
writeFileSync(new URL('../tests/fixtures/fingerprints.json', import.meta.url), `${JSON.stringify(fixture, null, 1)}\n`);
