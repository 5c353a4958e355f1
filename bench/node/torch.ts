import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { BenchNet } from '../cases/nets';
import type { Cell } from './result';
import { ROOT } from './site';

interface TorchLine {
  readonly net: BenchNet;
  readonly rates: readonly number[];
  readonly median: number;
  readonly points: number;
  readonly difference: number;
  readonly version: string;
  readonly threads: number;
}

/** Times bench/torch-loop.py with one thread and with all, on the same cases. Without python3 or torch it says so. */
export function timeTorch(folder: string, nets: readonly BenchNet[], quick: boolean): Cell[] {
  return [...new Set([1, cpus().length])].flatMap((threads) => {
    const pace = quick ? ['3', '150'] : ['5', '400'];
    const { status, stdout, stderr, error } = spawnSync(
      'python3',
      [join(ROOT, 'bench', 'torch-loop.py'), folder, ...pace, String(threads), ...nets],
      { encoding: 'utf8' },
    );
    const lines = (stdout ?? '').split('\n').filter(Boolean);
    const cells = lines.map((line): Cell => cellOf(JSON.parse(line) as TorchLine));
    if (status === 0) return cells;
    const notRun = error?.message ?? stderr.trim().split('\n').at(-1) ?? `python3 ended with ${status}`;
    return [
      ...cells,
      {
        ...cellOf({ net: nets[cells.length], rates: [], median: 0, points: 0, difference: 0, version: '', threads }),
        median: null,
        notRun,
      },
    ];
  });
}

function cellOf({ net, rates, median, points, difference, version, threads }: TorchLine): Cell {
  return {
    group: `torch ${net}`,
    contestant: `torch, ${threads} thread${threads > 1 ? 's' : ''}`,
    unit: 'points/s',
    adapter: `${threads} threads`,
    variant: `torch ${version}`,
    median,
    runs: rates,
    perRun: points,
    oursTimes: null,
    difference,
    notRun: null,
  };
}
