/**
 * Writes the fixtures of the newest link version: `npx tsx scripts/link-fixtures.ts FILE.npz`. Only for a version that has not been shipped: a
 * fixture that exists is never written again, because the links it stands for are out in the world.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { datasets } from '../src/catalog/datasets';
import { directions } from '../src/catalog/directions';
import { nets } from '../src/catalog/nets';
import { optimizers } from '../src/catalog/optimizers';
import { schedules } from '../src/catalog/schedules';
import { defaultDocument } from '../src/experiment/defaults';
import type { Landscape } from '../src/experiment/landscape';
import { decodeLink, encodeLink } from '../src/experiment/link/codec';
import { choose, defaultAxis, defaultRecipe, defaultRun } from '../src/experiment/recipe-defaults';
import type { Snapshot } from '../src/experiment/snapshot';
import { formats, readFile } from '../src/formats';
import { syntheticCurve, syntheticLandscape, syntheticPane, syntheticSnapshot, withPaths } from '../tests/links/synthetic';

const [computed] = process.argv.slice(2);
const folder = new URL('../tests/links/fixtures/', import.meta.url);

/** The default experiment as this page computed it, from a file that `npm run landscape` wrote. */
function realPair(): Snapshot {
  const result = readFile('pair.npz', readFileSync(computed as string));
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.snapshot;
}

/** One pane, a line not yet complete, with everything that a number can be; two runs; ten classes. */
function oddities(): Snapshot {
  const document = defaultDocument();
  const points = 57;
  const special = [Number.NaN, Infinity, -Infinity, 0, 2 ** -149, 3.4028234e38, 1e-38];
  const loss = Float32Array.from({ length: points }, (_, i) => special[i] ?? Math.exp(Math.sin(i / 3) * 4));
  const landscape: Landscape = {
    axes: [{ min: -0.5, max: 1.5, points }],
    loss,
    accuracy: Float32Array.from({ length: points }, (_, i) => (i === 0 ? Number.NaN : ((i * 37) % 361) / 360)),
    done: Uint8Array.from({ length: points }, (_, i) => (i % 5 === 4 ? 0 : 1 + (i % 3))),
    samples: 360,
    cosine: Number.NaN,
    cosineByChance: Number.NaN,
  };
  const curves = [
    syntheticCurve(1, 20, 360),
    [{ epoch: 0.5, trainLoss: 1, trainAccuracy: 0.123456789, testLoss: Number.NaN, testAccuracy: Number.NaN }],
  ];
  const boundary = {
    width: 33,
    height: 20,
    x: [-1, 1.25] as const,
    y: [0, 8] as const,
    inputs: [3, 60] as const,
    classes: Uint8Array.from({ length: 660 }, (_, i) => Math.floor(i / 97 + (i % 33) / 9) % 10),
  };
  const { provenance } = syntheticPane({ seed: 1, points: 3, epochs: 2 });
  const recipe = defaultRecipe({
    name: '直线 №1 🙂',
    data: { ...choose(datasets, 'digits'), seed: 9 },
    axes: [defaultAxis()],
    runs: [defaultRun({ epochs: 20 }), defaultRun({ epochs: 1, optimizer: choose(optimizers, 'sgd'), learningRate: 0.05 })],
    view: { field: 'accuracy', repeats: 1, boundaryInputs: [3, 60] },
  });
  return {
    document: { ...document, preset: '', panes: [recipe], shared: { ...document.shared, view: 'line', cap: 12.5 } },
    panes: [{ curves, checkpoints: [], landscape, boundary, provenance }],
  };
}

/** Every setting that came after the version's dictionary, none at its usual value; paths; images. */
function laterSettings(): Snapshot {
  const document = defaultDocument();
  const range = { min: -0.25, max: 0.5, points: 5 };
  const recipe = defaultRecipe({
    data: { ...choose(datasets, 'fashion-mnist', { train: 1000, test: 500 }), seed: 4 },
    net: choose(nets, 'cnn', { layers: 1, width: 2 }),
    runs: [
      defaultRun({ epochs: 8, checkpointEvery: 2, augmentation: 'flips-and-crops', schedule: choose(schedules, 'cosine', { floor: 0.1 }) }),
    ],
    axes: [1, 2].map((component) => ({ ...choose(directions, 'principal', { component }), seed: null })),
    view: { field: 'loss', repeats: 3, boundaryInputs: [20, 176] },
  });
  const pane = { ...recipe, grid: { ...recipe.grid, alpha: range, beta: range, fit: true } };
  const loss = Float32Array.from({ length: 25 }, (_, i) => 0.01 + ((i * 7) % 25) / 3);
  const landscape: Landscape = {
    axes: [range, range],
    loss,
    accuracy: loss.map((_, i) => ((i * 11) % 201) / 200),
    done: new Uint8Array(25).fill(3),
    samples: 200,
    cosine: 0.015625,
    cosineByChance: 0.03125,
  };
  const shared = { ...document.shared, paths: true, view: 'contours' as const };
  return withPaths(
    {
      document: { ...document, preset: '', panes: [pane], shared },
      panes: [{ curves: [syntheticCurve(2, 8, 200)], checkpoints: [], landscape, boundary: null, provenance: null }],
    },
    5,
  );
}

function write(name: string, snapshot: Snapshot, results: boolean): void {
  const file = new URL(`${name}.txt`, folder);
  if (existsSync(file)) return;
  const { fragment } = encodeLink(snapshot, { results });
  writeFileSync(file, `${fragment}\n`);
  // The decoded values stand beside it, as the file format writes them, so that both must keep their word.
  const decoded = formats.get('json').encode(expectedOf(fragment));
  writeFileSync(new URL(`${name}.expected.json`, folder), decoded);
}

function expectedOf(fragment: string): Snapshot {
  const opened = decodeLink(fragment);
  if (!opened.ok) throw new Error(opened.detail.key);
  return opened.snapshot;
}

/** All that version 2 carries besides: fingerprint, λmax, minima, the surface over the other range. */
function measuredPair(): Snapshot {
  const { document, panes } = syntheticSnapshot({ seed: 4, points: 9, epochs: 6, boundarySide: 8 });
  return {
    document,
    panes: panes.map((pane, i) => ({
      ...pane,
      checkpoints: [],
      measured: i === 0 ? { lambdaMax: 0.93, minima: [{ alpha: 0, beta: 0.25 }] } : { lambdaMax: 37_529, minima: null },
      otherRange: syntheticLandscape({ seed: 40 + i, points: 5 }),
      provenance: pane.provenance && { ...pane.provenance, fingerprint: `0123-456${i}` },
    })),
  };
}

if (computed) write('v2-pair', realPair(), true);
write('v2-recipe', measuredPair(), false);
write('v2-oddities', oddities(), true);
write('v2-later-settings', laterSettings(), true);
write('v2-measured', measuredPair(), true);
