import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Group, Timing } from '../page/host';
import type { Unit } from './groups';
import { ROOT } from './site';

/** What was timed for one contestant of one group. */
export interface Cell {
  readonly group: string;
  readonly contestant: string;
  readonly unit: Unit;
  readonly adapter: string;
  readonly variant: string;
  /** Median of the runs; null where it was not run, which `notRun` explains. */
  readonly median: number | null;
  readonly runs: readonly number[];
  readonly perRun: number;
  /** Ours over this one, median of the ratios of neighbouring runs; null for ours itself. */
  readonly oursTimes: number | null;
  /** Largest relative difference of the losses to the expected ones. */
  readonly difference: number | null;
  readonly notRun: string | null;
}

export interface BenchResult {
  readonly date: string;
  readonly commit: string;
  readonly note: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGiB: number;
    readonly platform: string;
    /** Processes that wanted a core in the minute before: above the number of cores, others were at work too. */
    readonly loadBefore: number;
  };
  readonly versions: Readonly<Record<string, string>>;
  readonly cells: Cell[];
}

/** The machine, the browser and the versions of what is compared. */
export function describeMachine(browser: string, note: string): BenchResult {
  return {
    date: new Date().toISOString(),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim(),
    note,
    machine: {
      cpu: cpus()[0]?.model ?? '',
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      platform: `${platform()} ${arch()}`,
      loadBefore: loadavg()[0] as number,
    },
    versions: {
      chromium: browser,
      node: process.version,
      '@tensorflow/tfjs': installedVersion('@tensorflow/tfjs'),
      '@tensorflow/tfjs-backend-wasm': installedVersion('@tensorflow/tfjs-backend-wasm'),
      '@jax-js/jax': installedVersion('@jax-js/jax'),
    },
    cells: [],
  };
}

/** Read from the file beside its code: some packages do not let others import their package.json by name. */
function installedVersion(name: string): string {
  const entry = createRequire(join(ROOT, 'bench', 'cli.ts')).resolve(name);
  const folder = entry.slice(0, entry.lastIndexOf(`/${name}/`) + name.length + 2);
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Cells of a group from its timings. Multiply-adds count as two operations. */
export function cellsOf(name: string, unit: Unit, group: Group, timings: readonly Timing[]): Cell[] {
  const factor = unit === 'GFLOP/s' ? 2e-9 : 1;
  const ours = timings.find(({ contestant }) => contestant === 'ours');
  return timings.map((timing) => {
    const ratios = ours && ours !== timing ? timing.rates.map((rate, i) => (ours.rates[i] as number) / rate).filter(Number.isFinite) : [];
    return {
      group: name,
      contestant: timing.contestant,
      unit,
      adapter: timing.adapter || group.backend,
      variant: timing.variant,
      median: timing.notRun ? null : median(timing.rates) * factor,
      runs: timing.rates.map((rate) => rate * factor),
      perRun: timing.perRun,
      oursTimes: ratios.length > 0 && !timing.notRun && !ours?.notRun ? median(ratios) : null,
      difference: timing.difference,
      notRun: timing.notRun,
    };
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** A stored result with the groups that were timed anew in place of the old ones. */
export function merged(stored: BenchResult | null, now: BenchResult): BenchResult {
  const groups = new Set(now.cells.map(({ group }) => group));
  return { ...now, cells: [...(stored?.cells.filter(({ group }) => !groups.has(group)) ?? []), ...now.cells] };
}
