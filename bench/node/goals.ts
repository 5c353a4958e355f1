import type { BenchResult, Cell } from './result';
import { significant } from './table';

interface Goal {
  readonly text: string;
  readonly least: number;
  /** What the cells say; null where they say nothing. */
  readonly found: (cells: readonly Cell[]) => number | null;
}

const MLP = 'mlp-2-64-64-64-2';
const DEEP = 'default-30-layers';

/** Ours over a contestant; over the faster one where several match, as PyTorch with one thread or all: on a busy machine one is faster. */
const against = (group: string, contestant: string): Goal['found'] => {
  return (cells) => {
    const ratios = cells.flatMap((cell) => (cell.group === group && cell.contestant.startsWith(contestant) ? (cell.oursTimes ?? []) : []));
    return ratios.length > 0 ? Math.min(...ratios) : null;
  };
};

function planes(backend: string, contestant: string, nets: readonly string[], least: number): Goal[] {
  return nets.map((net) => ({
    text: `${net}, ${backend}: ours ≥ ${least}× ${contestant}`,
    least,
    found: against(`plane ${net} ${backend}`, contestant),
  }));
}

/** The ratios that issue 2 asks for on a machine of two cores without a GPU. */
const GOALS: readonly Goal[] = [
  ...planes('webgpu', 'tfjs', [MLP, 'cnn-8-16', 'resnet-8'], 20),
  ...planes('webgl', 'tfjs', [MLP, 'cnn-8-16', 'resnet-8'], 3),
  ...planes('webgpu', 'jax-js', [MLP, 'cnn-8-16', 'resnet-8'], 1.5),
  ...planes('wasm', 'tfjs', [MLP, DEEP], 3),
  ...planes('wasm', 'tfjs', ['cnn-8-16', 'resnet-8'], 2),
  ...[MLP, DEEP, 'cnn-8-16', 'resnet-8'].map((net) => ({
    text: `${net}, wasm: two workers ≥ 1.7× one`,
    least: 1.7,
    found: (cells: readonly Cell[]) => {
      const ratio = against(`plane ${net} wasm`, 'ours-two-workers')(cells);
      return ratio === null ? null : 1 / ratio;
    },
  })),
  { text: 'training of the 30-layer net, wasm: ours ≥ 4× tfjs', least: 4, found: against(`training ${DEEP} wasm`, 'tfjs') },
  ...[
    [MLP, 4],
    ['cnn-8-16', 3],
    ['resnet-8', 2],
  ].map(([net, least]) => ({
    text: `${net}: ours ≥ ${least}× PyTorch, all cores each`,
    least: Number(least),
    found: against(`torch ${net}`, 'torch'),
  })),
];

/** Says which of the wanted ratios hold, and the share of the bare limit that each kernel on WASM reaches (wanted: 0.6 from 16 channels on). */
export function printGoals({ cells }: BenchResult): void {
  const kernels = cells.filter((cell) => cell.group.startsWith('kernels wasm') && cell.contestant === 'limit' && cell.oursTimes !== null);
  const shares: Goal[] = kernels.map((cell) => ({
    text: `${cell.group}: share of the bare limit`,
    least: 0.6,
    found: () => cell.oursTimes,
  }));
  console.log('');
  for (const { text, least, found } of [...GOALS, ...shares]) {
    const value = found(cells);
    if (value !== null) console.log(`${value >= least ? 'holds ' : 'misses'}  ${text}: ${significant(value)}`);
  }
}
