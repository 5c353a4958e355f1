import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { datasets } from '../../src/catalog/datasets';
import type { Device } from '../../src/engine/device';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { presets } from '../../src/experiment/presets';
import type { Spread } from '../../src/experiment/spread/thresholds';
import { calibrate } from './calibrate';
import { ASKED, basinsOf, CONTRASTS, type Count, claimsOf, falseClaimsOf, measuredAs } from './contrasts';
import { measureErrors, readErrors, worseOf } from './errors';
import { flipsOf, measureLines, readLines } from './lines';
import { measure } from './measure';
import { CHECK_RECIPES, type MeasuredRecipe, TABLE_RECIPES } from './recipes';
import { addRow, readRows } from './rows';

const USAGE = `Usage: npm run spread -- [--check] [--no-training]

Trains the recipes of scripts/spread/recipes.ts with many seeds, writes their numbers to bench/results/spread.csv and the thresholds that headlines take from them to
src/experiment/spread/table.ts. Rows that are there already are kept.

--check        with seeds that the table has never seen: how often the headline claims a difference that is none (at most 5 %), how often ready experiments claim theirs
               (at least 19 of 20 where it is asked for); writes the shares to src/experiment/spread/shares.ts
--no-training  with the rows that are there`;

const DIRECTION_SEEDS = 3;
/** Seeds of the table, and those of the check. Two hundreds of the table's were seeds of checks before. */
const SEEDS = [
  { first: 1, count: 16, directionSeed: (seed: number) => 2 + (seed % DIRECTION_SEEDS) },
  { first: 101, count: 9, directionSeed: () => 2 },
  { first: 301, count: 9, directionSeed: () => 2 },
] as const;
const CHECK = { first: 501, pairs: 9, contrasts: 20 } as const;
const MOST_FALSE = 0.05;
const SURE = 0.95;

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const TABLE_ROWS = at('bench/results/spread.csv');
const CHECK_ROWS = at('bench/results/spread-check.csv');
const LINE_ROWS = at('bench/results/spread-lines.csv');
const ERROR_ROWS = at('bench/results/spread-errors.csv');
/** Ready experiments that are about errors, not surfaces. */
const OF_ERRORS = ['resnet-fashion', 'deep-resnet-fashion'] as const;

const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    'no-training': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
const device = options['no-training'] ? null : await createWasmDevice(readWasmModules());
if (options.check) await check();
else await table();
device?.dispose();

async function table(): Promise<void> {
  if (device)
    for (const { first, count, directionSeed } of SEEDS) await measureAll(device, TABLE_RECIPES, first, count, TABLE_ROWS, directionSeed);
  const rows = readRows(TABLE_ROWS);
  const spread = calibrate(TABLE_RECIPES, rows);
  const lines = Object.entries(spread).map(([kind, own]) => `  '${kind}': ${literal(own)},`);
  const seeds = new Set(rows.map(({ seed }) => seed)).size;
  writeFileSync(
    at('src/experiment/spread/table.ts'),
    `import type { Spread } from './thresholds';

/**
 * Of each kind of recipe (kind.ts), the differences, on the scales of scales.ts, that training seeds alone reach in about 3 of 100 pairs. Written by \`npm run spread\` on ${today()}, from ${rows.length} trainings with ${seeds}
 * seeds on WASM in Node ${process.versions.node} (${machine()}); the single numbers are in bench/results/spread.csv.
 */
export const SPREAD: Readonly<Record<string, Spread>> = {
${lines.join('\n')}
};
`,
  );
  console.log(`${Object.keys(spread).length} kinds from ${rows.length} trainings.`);
}

async function check(): Promise<void> {
  const contrasts = [...new Set([...CONTRASTS.flatMap(panesOf), ...panesOf('batch-size'), ...Object.values(ASKED).flat()])];
  if (device) {
    await measureAll(device, CHECK_RECIPES, CHECK.first, CHECK.pairs, CHECK_ROWS, () => 2);
    const known = [...TABLE_RECIPES, ...CHECK_RECIPES];
    const recipes = contrasts.flatMap((id) => known.find((recipe) => recipe.id === id) ?? []);
    await measureAll(device, recipes, CHECK.first, CHECK.contrasts, CHECK_ROWS, () => 2);
    for (let seed = CHECK.first; seed < CHECK.first + CHECK.contrasts; seed++) {
      if (readLines(LINE_ROWS).some((row) => row.seed === seed)) continue;
      await measureLines(device, seed, LINE_ROWS, assetOf('digits'));
      console.error(`batch-line ${seed}`);
    }
    for (const id of OF_ERRORS) {
      for (let seed = CHECK.first; seed < CHECK.first + CHECK.contrasts; seed++) {
        if (readErrors(ERROR_ROWS).some((row) => row.preset === id && row.seed === seed)) continue;
        await measureErrors(device, id, seed, ERROR_ROWS, assetOf('fashion-mnist'));
        console.error(`${id} ${seed}`);
      }
    }
  }
  const rows = readRows(CHECK_ROWS);
  const pairRows = rows.filter(({ seed }) => seed < CHECK.first + CHECK.pairs);
  let passed = true;
  for (const near of [false, true]) {
    const counts = CHECK_RECIPES.map((recipe) => [recipe.id, falseClaimsOf(recipe, pairRows, near)] as const);
    for (const [id, count] of counts) console.log(`${near ? 'near' : 'far '}  ${id}: ${said(count)} pairs of seeds get a claim`);
    const shown = counts.reduce((sum, [, count]) => sum + count.shown, 0);
    const of = counts.reduce((sum, [, count]) => sum + count.of, 0);
    const ok = of >= 200 && shown <= MOST_FALSE * of;
    passed &&= ok;
    console.log(`${near ? 'near' : 'far '}  all: ${said({ shown, of })}, at most 5 % of at least 200: ${ok ? 'passed' : 'FAILED'}`);
  }
  for (const [name, panes] of Object.entries(ASKED)) passed = asked(name, claimsOf(panes, rows, false)) && passed;
  const flips = flipsOf(readLines(LINE_ROWS));
  passed = asked('batch-line without decay: the full batch looks sharper', flips.without) && passed;
  console.log(`batch-line with decay: the small batch looks sharper: ${said(flips.withDecay)}`);
  const shares: (readonly [string, Count])[] = CONTRASTS.map(
    (id) => [id, claimsOf(panesOf(id), rows, presets.get(id).build().shared.range === 'near')] as const,
  );
  shares.push(['batch-size', basinsOf(rows)]);
  for (const id of OF_ERRORS) {
    const count = worseOf(id, readErrors(ERROR_ROWS));
    // Their sentences speak of these trainings until as many seeds are known as of the others.
    if (count.of >= CHECK.contrasts) shares.push([id, count]);
    else console.log(`${id}: the second net errs clearly more with ${said(count)} seeds so far`);
  }
  for (const [id, count] of shares) console.log(`${id}: its difference is claimed with ${said(count)} seeds`);
  const entries = shares.map(
    ([id, { shown, of }]) => `  ${/^\w+$/.test(id) ? id : `'${id}'`}: ${Number((shown / Math.max(1, of)).toFixed(2))},`,
  );
  writeFileSync(
    at('src/experiment/spread/shares.ts'),
    `/**
 * Of each ready experiment, the share of training seeds whose pictures show a difference beyond what seeds alone do; below 0.95 its headline speaks of these trainings only. Written by
 * \`npm run spread -- --check\` on ${today()} (${machine()}).
 */
export const SHOWN_BY: Readonly<Record<string, number>> = {
${entries.join('\n')}
};
`,
  );
  console.log(passed ? 'passed' : 'FAILED');
  if (!passed) process.exitCode = 1;
}

function asked(name: string, count: Count): boolean {
  const ok = count.of >= CHECK.contrasts && count.shown >= SURE * count.of;
  console.log(`${name}: ${said(count)} seeds, at least 19 of 20: ${ok ? 'passed' : 'FAILED'}`);
  return ok;
}

function panesOf(preset: string): string[] {
  return presets
    .get(preset)
    .build()
    .panes.map((recipe) => measuredAs(recipe) ?? fail(`A pane of ${preset} is none of the measured recipes.`));
}

async function measureAll(
  on: Device,
  recipes: readonly MeasuredRecipe[],
  first: number,
  count: number,
  path: URL,
  directionSeed: (seed: number) => number,
): Promise<void> {
  const known = new Set(readRows(path).map((row) => `${row.recipe} ${row.seed}`));
  for (let seed = first; seed < first + count; seed++) {
    for (const { id, recipe } of recipes) {
      if (known.has(`${id} ${seed}`)) continue;
      addRow(path, await measure(on, id, recipe, seed, directionSeed(seed), assetOf(recipe.data.id)));
      known.add(`${id} ${seed}`);
      console.error(`${id} ${seed}`);
    }
  }
}

function assetOf(data: string): Uint8Array | undefined {
  const name = datasets.get(data).asset;
  if (!name) return undefined;
  const bytes = readFileSync(at(`public/data/${name}`));
  return new Uint8Array(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
}

function literal(spread: Spread): string {
  return `{ ${Object.entries(spread)
    .map(([measure, value]) => `${measure}: ${value}`)
    .join(', ')} }`;
}

function said({ shown, of }: Count): string {
  return `${shown} of ${of}`;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function machine(): string {
  return `${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${process.platform} ${process.arch}`;
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
