import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import { datasets } from '../src/catalog/datasets';
import { createWasmDevice } from '../src/engine/kernels/wasm';
import { readWasmModules } from '../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../src/engine/reference/device';
import { type RunProgress, runRecipe } from '../src/engine/run-recipe';
import { defaultDocument } from '../src/experiment/defaults';
import { parseDocument, parseRecipe } from '../src/experiment/parse';
import { presets } from '../src/experiment/presets';
import { DOCUMENT_VERSION, type Document, type Problem } from '../src/experiment/recipe';
import type { PaneSnapshot, Snapshot } from '../src/experiment/snapshot';
import { surfaceStatistics } from '../src/experiment/statistics';
import { formats } from '../src/formats';
import { laterSeed } from '../src/math/random';
import '../src/app/texts';
import { t } from '../src/i18n';

const USAGE = `Usage: npm run landscape -- RECIPE --out FILE.npz|FILE.json [options]

RECIPE      a JSON file with a document or one recipe, or the name of a preset: ${presets.all.map(({ id }) => id).join(', ')}
--seed N            seed of the first training run, instead of the recipe's; the others keep their distance from it
--direction-seed N  seed of the shared directions
--weights all|origin|none   which checkpoints to store (all)
--bits N            significant bits of the stored weights, 8 to 24 (24: as they are); 11 is what a half float has, and packs to half the size
--backend wasm|cpu  what to compute on (wasm)`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    seed: { type: 'string' },
    'direction-seed': { type: 'string' },
    weights: { type: 'string', default: 'all' },
    bits: { type: 'string', default: '24' },
    backend: { type: 'string', default: 'wasm' },
  },
});
const [source] = positionals;
const format = formats.all.find(({ extensions, decode }) => decode && options.out && extensions.includes(extname(options.out).slice(1)));
if (!source || !options.out || !format || !['all', 'origin', 'none'].includes(options.weights)) fail(USAGE);

const bits = Number(options.bits);
if (!Number.isInteger(bits) || bits < 8 || bits > 24) fail(`--bits takes a whole number from 8 to 24, not "${options.bits}".`);

const document = withSeeds(readDocument(source));
const device = options.backend === 'cpu' ? createReferenceDevice('f32') : await createWasmDevice(readWasmModules());
const panes: PaneSnapshot[] = [];
for (const [index, recipe] of document.panes.entries()) panes.push(await computePane(index, recipe));
const snapshot: Snapshot = { document, panes };
writeFileSync(options.out, format.id === 'npz' ? packed(format.encode(snapshot)) : format.encode(snapshot));
device.dispose();

async function computePane(index: number, recipe: Document['panes'][number]): Promise<PaneSnapshot> {
  const name = String.fromCharCode(65 + index);
  const assetName = datasets.get(recipe.data.id).asset;
  const asset = assetName ? readAsset(assetName) : undefined;
  const run = runRecipe(device, recipe, {
    directionSeed: document.shared.directionSeed,
    asset,
    signal: new AbortController().signal,
    clock: () => performance.now(),
  });
  let step = await run.next();
  while (!step.done) {
    showProgress(name, step.value);
    step = await run.next();
  }
  const { curves, checkpoints, landscape, boundary, trainSeconds, gridSeconds } = step.value;
  const statistics = surfaceStatistics(landscape);
  const last = curves[recipe.origin.run].at(-1);
  process.stderr.write(
    `\r\u001b[K${name}: test accuracy ${last?.testAccuracy.toFixed(3)}, train loss ${last?.trainLoss.toExponential(2)}, roughness ${statistics?.roughness.toFixed(3)}, ` +
      `local minima ${statistics?.minima}; trained in ${trainSeconds.toFixed(1)} s, ${landscape.loss.length} points in ${gridSeconds.toFixed(1)} s\n`,
  );
  const isOrigin = (run: number, epoch: number): boolean =>
    run === recipe.origin.run && epoch === (recipe.origin.epoch === 'last' ? recipe.runs[run].epochs : recipe.origin.epoch);
  const kept = checkpoints.filter(({ run, epoch }) => options.weights === 'all' || (options.weights === 'origin' && isOrigin(run, epoch)));
  const stored = kept.map((checkpoint) => ({ ...checkpoint, theta: rounded(checkpoint.theta, bits) }));
  const provenance = {
    backend: device.id,
    variant: device.variant,
    engine: engineVersion(),
    host: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    date: new Date().toISOString(),
    trainSeconds,
    gridSeconds,
  };
  return { curves, checkpoints: stored, landscape, boundary, provenance };
}

/** Float32 numbers with only so many significant bits, rounded to nearest: what is left of the others is zeros, which pack to nothing. */
function rounded(values: Float32Array, significant: number): Float32Array {
  const dropped = 24 - significant;
  if (dropped === 0) return values;
  const whole = new Uint32Array(values.slice().buffer);
  for (let i = 0; i < whole.length; i++) whole[i] = ((whole[i] + (1 << (dropped - 1))) >>> dropped) << dropped;
  return new Float32Array(whole.buffer);
}

/** The same archive with its large entries deflated too: the page leaves that out, as a person waits there. */
function packed(archive: Uint8Array): Uint8Array {
  return zipSync(unzipSync(archive), { level: 9, mtime: new Date(1980, 0, 1) });
}

/** A data set's file, unpacked. */
function readAsset(assetName: string): Uint8Array {
  const path = new URL(`../public/data/${assetName}`, import.meta.url);
  if (!existsSync(path)) fail(`This experiment reads ${assetName}, which is opened in the page and not stored here.`);
  const bytes = readFileSync(path);
  return new Uint8Array(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
}

function showProgress(pane: string, progress: RunProgress): void {
  if (!process.stderr.isTTY) return;
  const text =
    progress.stage === 'training'
      ? `training, epoch ${Math.floor(progress.epoch)} of ${progress.epochs}`
      : `surface, ${progress.points} of ${progress.of} points`;
  process.stderr.write(`\r\u001b[K${pane}: ${text}`);
}

function readDocument(path: string): Document {
  if (presets.has(path)) return presets.get(path).build();
  if (!existsSync(path)) fail(`There is no file or preset "${path}".\n\n${USAGE}`);
  const value = parseJson(path);
  const isRecipe = typeof value === 'object' && value !== null && !('panes' in value);
  if (!isRecipe) {
    const result = parseDocument(value);
    return result.ok ? result.document : failWith(path, result.problems);
  }
  const result = parseRecipe(value);
  if (!result.ok) return failWith(path, result.problems);
  return { version: DOCUMENT_VERSION, preset: '', panes: [result.recipe], shared: defaultDocument().shared };
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return fail(`${path} is not JSON: ${(error as Error).message}`);
  }
}

function withSeeds(document: Document): Document {
  const seed = wholeNumber('seed');
  const directionSeed = wholeNumber('direction-seed');
  return {
    ...document,
    panes: document.panes.map((pane) =>
      seed === undefined
        ? pane
        : { ...pane, runs: pane.runs.map((run) => ({ ...run, seed: laterSeed(seed, Math.max(0, run.seed - pane.runs[0].seed)) })) },
    ),
    shared: directionSeed === undefined ? document.shared : { ...document.shared, directionSeed },
  };
}

function wholeNumber(name: 'seed' | 'direction-seed'): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0 ? value : fail(`--${name} takes a whole number, not "${text}".`);
}

function engineVersion(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}

function failWith(path: string, problems: readonly Problem[]): never {
  return fail(`${path} can't be used:\n${problems.map((problem) => `  ${problem.path}: ${t(problem.key, problem.values)}`).join('\n')}`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
