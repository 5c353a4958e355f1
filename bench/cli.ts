import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BENCH_NETS } from './cases/nets';
import { appLatency } from './node/app-latency';
import { launch, timeGroup } from './node/browser';
import { compare } from './node/compare';
import { printGoals } from './node/goals';
import { groupsFor, torchGroups } from './node/groups';
import { type BenchResult, cellsOf, describeMachine, merged } from './node/result';
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
  --only WORDS    only groups whose name has all these words ("plane resnet-8 webgl", "training", "kernels wasm", "app", "torch"),
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
const stored =
  options.only && options.name && existsSync(resultFile(options.name))
    ? (JSON.parse(readFileSync(resultFile(options.name), 'utf8')) as BenchResult)
    : null;
const result: BenchResult = { ...describeMachine(browser.version(), options.note), cells: [] };
const save = (): void => {
  if (options.name)
    writeFileSync(
      resultFile(options.name),
      `${JSON.stringify(merged(stored, result), null, 2)}
`,
    );
};
try {
  for (const { name, unit, group } of groupsFor(site.cases, options.quick).filter((each) => only(each.name))) {
    const cells = cellsOf(name, unit, group, await timeGroup(browser, address, group));
    result.cells.push(...cells);
    printCells(cells);
    save();
  }
  if (options.torch)
    for (const { name, unit, group } of torchGroups(site.cases, options.quick).filter((each) => only(each.name))) {
      const ours = cellsOf(name, unit, group, await timeGroup(browser, address, group));
      const cells = [...ours, ...timeTorch(site.folder, group.task.net, options.quick, ours[0])];
      result.cells.push(...cells);
      printCells(cells);
      save();
    }
} finally {
  await browser.close();
}
if (only('app')) {
  const cells = await appLatency(options.quick ? 3 : 5);
  result.cells.push(...cells);
  printCells(cells);
}
save();
printTable(result);
printGoals(options.name ? merged(stored, result) : result);
if (previous) compare(previous, result);
process.exit(0);
