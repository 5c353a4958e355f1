import { describe, expect, it } from 'vitest';
import { changeLines } from '../../bench/node/compare';
import { goalLines } from '../../bench/node/goals';
import type { BenchResult, Cell } from '../../bench/node/result';

function cell(group: string, contestant: string, median: number | null, more: Partial<Cell> = {}): Cell {
  const notRun = median === null ? 'it crashed' : null;
  const rest = { adapter: '', variant: '', runs: [], perRun: 1, oursTimes: null, difference: null };
  return { group, contestant, unit: 'points/s', median, notRun, ...rest, ...more };
}

function result(cells: Cell[], cores = 4): BenchResult {
  const machine = { cpu: 'A', cores, memoryGiB: 8, platform: 'linux x64', loadBefore: 0 };
  return { date: '2026-01-01', commit: 'abc', note: '', machine, versions: {}, cells };
}

describe('bench --compare', () => {
  it('tells what changed, what stayed within noise being left out', () => {
    const before = result([
      cell('g', 'ours', 100),
      cell('g', 'tfjs', 20),
      cell('g', 'jax-js', null),
      cell('g', 'limit', 5),
      cell('g', 'old', 1),
    ]);
    const now = result([
      cell('g', 'ours', 150),
      cell('g', 'tfjs', 21.9),
      cell('g', 'jax-js', 3),
      cell('g', 'limit', null),
      cell('g', 'young', 7),
    ]);
    expect(changeLines(before, now).slice(2)).toEqual([
      '  g | ours: 100 → 150 points/s (×1.50)',
      '  g | jax-js: runs now, 3.00 points/s',
      '  g | limit: no longer runs: it crashed',
      '  g | young: new',
      '  g | old: gone',
    ]);
  });

  it('calls nothing gone in groups that were not timed, and says so where nothing changed', () => {
    const lines = changeLines(result([cell('g', 'ours', 100), cell('other', 'ours', 1)]), result([cell('g', 'ours', 95)]));
    expect(lines).toEqual(['', 'since 2026-01-01 (abc)', '  nothing changed by more than 10 %']);
  });

  it('warns of another machine', () => {
    expect(changeLines(result([], 2), result([], 4))[2]).toBe('  another machine: A, 2 cores then');
  });
});

describe('the goals of a bench', () => {
  it('hold, miss, or stay open where a side did not run', () => {
    const lines = goalLines({
      cells: [
        cell('plane cnn-8-16 wasm', 'ours', 400),
        cell('plane cnn-8-16 wasm', 'ours-two-workers', 600, { oursTimes: 1 / 1.5 }),
        cell('plane cnn-8-16 wasm', 'tfjs', 100, { oursTimes: 4 }),
        cell('plane resnet-8 webgpu', 'tfjs', null),
        cell('torch resnet-8', 'torch, 1 thread', 50, { oursTimes: 3 }),
        cell('torch resnet-8', 'torch, 4 threads', 90, { oursTimes: 1.9 }),
        cell('kernels wasm conv 3×3 16→16', 'limit', 50, { oursTimes: 0.7 }),
        cell('kernels wasm conv 3×3 8→8', 'limit', 50, { oursTimes: 0.5 }),
      ],
    });
    expect(lines).toEqual([
      'open    resnet-8, webgpu: ours ≥ 20× tfjs: not timed',
      'open    resnet-8, webgpu: ours ≥ 1.5× jax-js: not timed',
      'holds   cnn-8-16, wasm: ours ≥ 2× tfjs: 4.00',
      'misses  cnn-8-16, wasm: two workers ≥ 1.7× one: 1.50',
      'misses  resnet-8: ours ≥ 2× PyTorch, all cores each: 1.90',
      'holds   kernels wasm conv 3×3 16→16: share of the bare limit ≥ 0.6: 0.700',
    ]);
  });
});
