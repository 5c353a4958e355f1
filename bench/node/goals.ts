import type { BenchResult, Cell } from './result';
import { significant } from './table';

interface Goal {
  readonly group: string;
  readonly text: string;
  readonly least: number;
  /** What the cells say; null where they say nothing. */
  readonly found: (cells: readonly Cell[]) => number | null;
}

const MLP = 'mlp-2-64-64-64-2';
const DEEP = 'default-30-layers';

/** Ours over a contestant; over the faster one where several match, as PyTorch with one thread or all: on a busy machine one is faster. */
function against(group: string, contestant: string): Pick<Goal, 'group' | 'found'> {
  return {
    group,
    found(cells) {
      const ratios = cells.flatMap((cell) =>
        cell.group === group && cell.contestant.startsWith(contestant) ? (cell.oursTimes ?? []) : [],
      );
      return ratios.length > 0 ? Math.min(...ratios) : null;
    },
  };
}

function planes(backend: string, contestant: string, nets: readonly string[], least: number): Goal[] {
  return nets.map((net) => ({
    text: `${net}, ${backend}: ours ≥ ${least}× ${contestant}`,
    least,
    ...against(`plane ${net} ${backend}`, contestant),
  }));
}

/** The ratios that issue 2 asks for on a machine of two cores without a GPU. */
const GOALS: readonly Goal[] = [
  ...planes('webgpu', 'tfjs', [MLP, 'cnn-8-16', 'resnet-8'], 20),
  ...planes('webgl', 'tfjs', [MLP, 'cnn-8-16', 'resnet-8'], 3),
  ...planes('webgpu', 'jax-js', [MLP, 'cnn-8-16', 'resnet-8'], 1.5),
  ...planes('wasm', 'tfjs', [MLP, DEEP], 3),
  ...planes('wasm', 'tfjs', ['cnn-8-16', 'resnet-8'], 2),
  ...[MLP, DEEP, 'cnn-8-16', 'resnet-8'].map((net) => {
    const { group, found } = against(`plane ${net} wasm`, 'ours-two-workers');
    return {
      group,
      text: `${net}, wasm: two workers ≥ 1.7× one`,
      least: 1.7,
      found: (cells: readonly Cell[]) => {
        const ratio = found(cells);
        return ratio === null ? null : 1 / ratio;
      },
    };
  }),
  { text: 'training of the 30-layer net, wasm: ours ≥ 4× tfjs', least: 4, ...against(`training ${DEEP} wasm`, 'tfjs') },
  ...[
    [MLP, 4],
    ['cnn-8-16', 3],
    ['resnet-8', 2],
  ].map(([net, least]) => ({
    text: `${net}: ours ≥ ${least}× PyTorch, all cores each`,
    least: Number(least),
    ...against(`torch ${net}`, 'torch'),
  })),
];

/**
 * Which of the wanted ratios hold, and the share of the bare limit that each kernel on WASM reaches (wanted: 0.6 from 16 channels on). Goals whose
 * group was not timed are left out; those of which a side did not run are listed as open.
 */
export function goalLines({ cells }: Pick<BenchResult, 'cells'>): string[] {
  const shares: Goal[] = cells
    .filter(({ group, contestant }) => group.startsWith('kernels wasm') && contestant === 'limit' && !group.includes('8→8'))
    .map(({ group }) => ({ text: `${group}: share of the bare limit ≥ 0.6`, least: 0.6, ...against(group, 'limit') }));
  const timed = new Set(cells.map(({ group }) => group));
  const goals = [...GOALS, ...shares].filter(({ group }) => timed.has(group));
  return goals.map(({ text, least, found }) => {
    const value = found(cells);
    if (value === null) return `open    ${text}: not timed`;
    return `${value >= least ? 'holds ' : 'misses'}  ${text}: ${significant(value)}`;
  });
}
