import { parseArgs } from 'node:util';
import { directions } from '../src/catalog/directions';
import type { RunPoint } from '../src/catalog/directions/types';
import { nets } from '../src/catalog/nets';
import { createGramKernel } from '../src/engine/kernels/wasm/gram';
import { readWasmModules } from '../src/engine/kernels/wasm/node';
import { datasetOf, netOf } from '../src/engine/setup';
import { defaultDocument } from '../src/experiment/defaults';
import type { Recipe } from '../src/experiment/recipe';
import { choose } from '../src/experiment/recipe-defaults';
import { createRng } from '../src/math/random';
import { createHost } from '../src/worker/host';
import type { Outcome } from '../src/worker/jobs';

/**
 * Time and memory of a plane on the principal axes of a long path, as the app's worker builds it: axes, their shares, the random walk's beside them, and the ranges that hold the path.
 * `npx tsx bench/pca.ts [--checkpoints 300] [--plain]`
 */
const { values: options } = parseArgs({
  options: { checkpoints: { type: 'string', default: '300' }, plain: { type: 'boolean', default: false } },
});

const [pane] = defaultDocument().panes;
const recipe: Recipe = {
  ...pane,
  net: choose(nets, 'mlp', { depth: 19, width: 128, batchNorm: false, skips: false }),
  axes: [1, 2].map((component) => ({ ...choose(directions, 'principal', { component }), seed: null })),
  grid: { ...pane.grid, fit: true },
};
const net = netOf(recipe, datasetOf(recipe));
const size = net.parameters.size;
const rng = createRng(1);
// A path that bends slowly, with noise of a fixed list on it: quick to make.
const noise = Float32Array.from({ length: 4096 }, () => rng.normal());
const checkpoints = Array.from({ length: Number(options.checkpoints) }, (_, epoch): RunPoint => {
  const theta = Float32Array.from(
    { length: size },
    (_unused, i) => Math.sin((epoch + (i % 13)) / 40) + 0.1 * noise[(i * 7 + epoch * 31) % 4096],
  );
  return { run: 0, epoch, theta, state: net.initialState() };
});
const before = process.memoryUsage().rss;
const modules = readWasmModules();

/** Seconds on the clock and of the processor. */
const seconds = () => {
  const { user, system } = process.cpuUsage();
  return { clock: performance.now() / 1000, processor: (user + system) / 1e6 };
};
const start = seconds();
const outcome = await new Promise<Outcome>((resolve) => {
  const host = createHost({
    post(message) {
      if (message.type === 'outcome') resolve(message.outcome);
      else if (message.reply.type === 'plane') {
        const percent = (shares: readonly number[] = []) => shares.map((share) => `${(100 * share).toFixed(1)} %`).join(' + ');
        console.log(`shares ${percent(message.reply.explained)}, of a random walk ${percent(message.reply.explainedByChance)}`);
      }
    },
    clock: () => performance.now(),
    macrotask: () => new Promise((done) => setImmediate(done)),
    selfTest: async () => '',
    openDevice: () => Promise.reject(new Error('Principal axes need no device.')),
    adapters: async () => [],
    gramKernel: async () => (options.plain ? null : createGramKernel(modules)),
  });
  const job = { kind: 'plane', plane: 'pca#1', recipe, directionSeed: 1, origin: checkpoints.at(-1), checkpoints, backend: 'wasm' };
  host.receive({ type: 'start', id: 0, job, channel: null });
});
const end = seconds();
const took = (which: 'clock' | 'processor'): string => `${(end[which] - start[which]).toFixed(2)} s`;
console.log(`${checkpoints.length} checkpoints of ${size} weights: ${took('clock')}, ${took('processor')} of the processor`);
const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
console.log(
  `memory of the process at most ${mebibytes(process.resourceUsage().maxRSS * 1024)}, with the checkpoints before ${mebibytes(before)}`,
);
if (outcome.type !== 'ended') {
  console.error(JSON.stringify(outcome));
  process.exitCode = 1;
}
