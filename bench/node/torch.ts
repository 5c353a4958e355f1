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

/** With more threads than free cores PyTorch can take minutes a point. */
const TORCH_MS = 120_000;

/** Where Debian's torch is for, if another python3 comes first. */
const PYTHONS = ['python3', '/usr/bin/python3'];

/** The first Python that has torch; else the first, whose failure is then reported. */
function python(): string {
  return PYTHONS.find((each) => spawnSync(each, ['-c', 'import torch']).status === 0) ?? (PYTHONS[0] as string);
}

/** Times bench/torch-loop.py on a case with one thread and with all, both held against `ours`, which has all cores. Without python3 or torch it says so. */
export function timeTorch(folder: string, net: BenchNet, quick: boolean, ours: Cell | undefined): Cell[] {
  const all = cpus().length;
  return [...new Set([1, all])].map((threads) => {
    const pace = quick ? ['3', '150'] : ['5', '400'];
    const script = join(ROOT, 'bench', 'torch-loop.py');
    const { status, stdout, stderr, error } = spawnSync(python(), [script, folder, ...pace, String(threads), net], {
      encoding: 'utf8',
      timeout: TORCH_MS,
    });
    if (status === 0) {
      const cell = cellOf(JSON.parse(stdout) as TorchLine);
      return ours?.median && cell.median ? { ...cell, oursTimes: ours.median / cell.median } : cell;
    }
    const notRun = error?.message ?? stderr.trim().split('\n').at(-1) ?? `python3 ended with ${status}`;
    return {
      ...cellOf({ net, rates: [], median: 0, points: 0, difference: 0, version: '', threads }),
      median: null,
      difference: null,
      notRun,
    };
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
