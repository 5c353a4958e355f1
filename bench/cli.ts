import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BENCH_NETS } from './cases/nets';
import { appCurvature } from './node/app-curvature';
import { appImages } from './node/app-images';
import { appLatency } from './node/app-latency';
import { appOpening } from './node/app-opening';
import { launch, timeGroup } from './node/browser';
import { changeLines } from './node/compare';
import { goalLines } from './node/goals';
import { groupsFor, torchGroups } from './node/groups';
import { type BenchResult, type Cell, cellsOf, describeMachine, merged } from './node/result';
import { buildSite, ROOT, serveSite } from './node/site';
import { printCells, printTable } from './node/table';
import { timeTorch } from './node/torch';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    torch: { type: 'boolean', default: false },
    compare: { type: 'string' },
    name: { type: 'string' },
    note: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});

const resultFile = (name: string): string => join(ROOT, 'bench', 'results', `${name}.json`);

if (options.help) {
  console.log(`npm run bench -- [options]
  --only WORDS    only groups whose name has all these words ("plane resnet-8 webgl", "hessian", "training", "kernels wasm", "app", "app-images", "app-opening", "app-curvature", "torch"),
                  or of one of several such lists with commas between
  --quick         shorter runs and three of them
  --torch         also a plain PyTorch loop (python3 with torch)
  --compare FILE  show what changed since a stored result
  --name NAME     write bench/results/NAME.json; with --only, the rest of what is there stays
  --note TEXT     a remark kept with the result`);
  process.exit(0);
}

/** Every word of one of its parts must be in the name. */
const only = (name: string): boolean => options.only.split(',').some((part) => part.split(' ').every((word) => name.includes(word)));
const previous = options.compare ? (JSON.parse(readFileSync(options.compare, 'utf8')) as BenchResult) : null;
const nets = BENCH_NETS.filter((net) => !BENCH_NETS.some((other) => options.only.includes(other)) || options.only.includes(net));
const site = await buildSite(nets);
const address = await serveSite(site.folder, Number(process.env.BENCH_PORT ?? 4380));
const browser = await launch();
const browserVersion = browser.version();
await browser.close();
const stored =
  options.only && options.name && existsSync(resultFile(options.name))
    ? (JSON.parse(readFileSync(resultFile(options.name), 'utf8')) as BenchResult)
    : null;
const result: BenchResult = { ...describeMachine(browserVersion, options.note), cells: [] };
const save = (): void => {
  if (options.name)
    writeFileSync(
      resultFile(options.name),
      `${JSON.stringify(merged(stored, result), null, 2)}
`,
    );
};
const keep = (cells: readonly Cell[]): void => {
  result.cells.push(...cells);
  printCells(cells);
  save();
};
for (const { name, unit, group } of groupsFor(site.cases, options.quick).filter((each) => only(each.name)))
  keep(cellsOf(name, unit, group, await timeGroup(address, group)));
if (options.torch)
  for (const { name, unit, group } of torchGroups(site.cases, options.quick).filter((each) => only(each.name))) {
    const ours = cellsOf(name, unit, group, await timeGroup(address, group));
    keep([...ours, ...timeTorch(site.folder, group.task.net, options.quick, ours[0])]);
  }
if (only('app')) keep(await appLatency(options.quick ? 3 : 5));
if (only('app-opening')) keep(await appOpening(options.quick ? 1 : 3));
if (only('app-curvature')) keep(await appCurvature(options.quick ? 1 : 3));
if (only('app-images')) keep(await appImages(options.quick ? 1 : 3));
printTable(result);
for (const line of goalLines(options.name ? merged(stored, result) : result)) console.log(line);
if (previous) for (const line of changeLines(previous, result)) console.log(line);
process.exit(0);
