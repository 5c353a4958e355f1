import { targetOf } from '../catalog/directions/between';
import type { RunPoint } from '../catalog/directions/types';
import { nets } from '../catalog/nets';
import type { Checkpoint } from './checkpoint';
import { dataShape } from './limits';
import type { Recipe } from './recipe';

/** A trained point of a line: its origin, or the checkpoint that lies at 1. */
export interface LineEnd {
  readonly at: 0 | 1;
  readonly run: number;
  readonly epoch: number;
  /** Its kernels one after another; biases and batch norm are left out. */
  readonly kernels: Float32Array;
  readonly norm: number;
  /** Half of the kernels' weights lie between these. */
  readonly quartiles: readonly [number, number];
}

type Kernels = Pick<LineEnd, 'kernels' | 'norm' | 'quartiles'>;

/** Lines are drawn often, and a checkpoint's weights never change. */
const known = new WeakMap<Float32Array, Kernels>();

/** The trained points of a line whose checkpoints are known; none for a plane, and none where the weights were rescaled, since they are other weights then. */
export function lineEnds({ data, net, origin, axes }: Recipe, checkpoints: readonly Checkpoint[]): readonly LineEnd[] {
  const [axis] = axes;
  if (axes.length !== 1 || !axis || origin.rescale !== 1) return [];
  const own = checkpoints.filter(({ run }) => run === origin.run);
  const start = origin.epoch === 'last' ? own.at(-1) : own.find(({ epoch }) => epoch === origin.epoch);
  if (!start) return [];
  const endOf = (at: 0 | 1, { run, epoch, theta }: RunPoint): LineEnd => ({ at, run, epoch, ...kernelsOf({ data, net }, theta) });
  const ends = [endOf(0, start)];
  const isKnown = axis.id === 'between' && checkpoints.some(({ run }) => run + 1 === axis.params.run);
  return isKnown ? [...ends, endOf(1, targetOf(axis.params, checkpoints))] : ends;
}

function kernelsOf({ data, net }: Pick<Recipe, 'data' | 'net'>, theta: Float32Array): Kernels {
  const present = known.get(theta);
  if (present) return present;
  const slots = nets
    .get(net.id)
    .build(net.params, dataShape({ data }))
    .parameters.slots.filter(({ role }) => role === 'kernel');
  const kernels = new Float32Array(slots.reduce((sum, { size }) => sum + size, 0));
  let offset = 0;
  for (const slot of slots) {
    kernels.set(theta.subarray(slot.offset, slot.offset + slot.size), offset);
    offset += slot.size;
  }
  const sorted = kernels.slice().sort();
  const quantile = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  const norm = Math.sqrt(kernels.reduce((sum, value) => sum + value * value, 0));
  const made: Kernels = { kernels, norm, quartiles: [quantile(0.25), quantile(0.75)] };
  known.set(theta, made);
  return made;
}
