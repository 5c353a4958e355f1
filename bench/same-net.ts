/**
 * What it costs that training uses plain SIMD: `npx tsx bench/same-net.ts [--rounds N]` trains with the plain and with the relaxed build in turn, and prints the times, the ratio of each
 * round, and their median. Then how far planes of both builds lie apart, about the very same weights.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { nets } from '../src/catalog/nets';
import type { Device } from '../src/engine/device';
import { createWasmDevice } from '../src/engine/kernels/wasm';
import { readWasmModules } from '../src/engine/kernels/wasm/node';
import { datasetOf, netOf } from '../src/engine/setup';
import { train } from '../src/engine/train';
import type { Checkpoint } from '../src/experiment/checkpoint';
import { presets } from '../src/experiment/presets';
import type { Recipe } from '../src/experiment/recipe';
import { choose } from '../src/experiment/recipe-defaults';
import { planesApart } from '../tests/planes-apart';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const modules = readWasmModules();
const clothes = new Uint8Array(gunzipSync(readFileSync(new URL('../public/data/fashion-mnist.images', import.meta.url))));

const [resnet] = presets.get('resnet-fashion').build().panes;
/** ResNet-14 on 2,000 images, two epochs: as in the page but for their number. */
const resnet14: Recipe = {
  ...resnet,
  net: choose(nets, 'resnet', { ...resnet.net.params, depth: '14' }),
  runs: resnet.runs.map((run) => ({ ...run, epochs: 2 })),
};
const [withSkips, without] = presets.get('skip-connections').build().panes;
const cases: Record<string, { recipe: Recipe; asset?: Uint8Array }> = {
  'the default net, with skips': { recipe: withSkips },
  'the default net, without': { recipe: without },
  'ResNet-14, two epochs': { recipe: resnet14, asset: clothes },
};

async function trained(device: Device, recipe: Recipe, asset?: Uint8Array): Promise<{ seconds: number; last: Checkpoint }> {
  const dataset = datasetOf(recipe, asset);
  const net = netOf(recipe, dataset);
  const before = process.cpuUsage();
  let last: Checkpoint | null = null;
  const options = { signal: new AbortController().signal, clock: () => performance.now() };
  for await (const event of train(device, { dataset, net, run: recipe.runs[0], index: 0 }, options))
    if (event.type === 'checkpoint') last = event.checkpoint;
  const { user, system } = process.cpuUsage(before);
  // The processor's time: what else the machine does takes none of it.
  return { seconds: (user + system) / 1e6, last: last as Checkpoint };
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

for (const [name, { recipe, asset }] of Object.entries(cases)) {
  const devices = [await createWasmDevice(modules, { variant: 'simd' }), await createWasmDevice(modules, { variant: 'relaxed' })];
  const ratios: number[] = [];
  let checkpoint: Checkpoint | null = null;
  for (let round = -1; round < Number(values.rounds); round++) {
    // In turn, and each first in every other round.
    const order = round % 2 === 0 ? [0, 1] : [1, 0];
    const seconds = [0, 0];
    for (const k of order) {
      const result = await trained(devices[k], recipe, asset);
      seconds[k] = result.seconds;
      if (k === 0) checkpoint = result.last;
    }
    // The first round warms both up.
    if (round < 0) continue;
    ratios.push(seconds[0] / seconds[1]);
    console.log(`${name}: plain ${seconds[0].toFixed(2)} s, relaxed ${seconds[1].toFixed(2)} s, ${ratios[round].toFixed(3)}`);
  }
  console.log(
    `${name}: plain takes ${median(ratios).toFixed(3)} times as long (median; ${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)})`,
  );
  const { points, at99, most } = await planesApart(devices, recipe, checkpoint as Checkpoint, asset);
  console.log(
    `${name}: planes of ${points} points agree to ${at99.toExponential(1)} relative at 99 % of them, ${most.toExponential(1)} everywhere`,
  );
}
