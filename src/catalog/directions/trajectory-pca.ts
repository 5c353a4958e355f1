import { type GramKernel, gramPcaSteps, type Pca } from '../../math/gram-pca';
import { finish } from '../../math/steps';
import type { TensorLayout } from '../layout';
import type { IgnoreId } from './normalise';
import type { Direction, WeightPoint } from './types';

/** Principal components of a trajectory, as axes. */
export interface TrajectoryPca extends Pick<Pca, 'explained' | 'singularValues'> {
  /** Unit vectors, orthogonal to each other, in order of their share; each moves the state by the same combination of the points' states. */
  readonly directions: readonly Direction[];
}

export interface TrajectoryPcaOptions {
  readonly centred: boolean;
  readonly ignore: IgnoreId;
  readonly components: number;
  readonly kernel?: GramKernel;
}

/**
 * Principal components of the points θ_i − θ_n, θ_n the origin (METHOD.md, section 2). Centred as the reference's scikit-learn does it, or not, as the paper's text has it. With `ignore` "biasbn" only
 * kernels count. Fewer directions than asked for where the points vary in fewer dimensions.
 */
export function trajectoryPca(
  points: readonly WeightPoint[],
  origin: WeightPoint,
  layout: TensorLayout,
  options: TrajectoryPcaOptions,
): TrajectoryPca {
  return finish(trajectoryPcaSteps(points, origin, layout, options));
}

/** The same in steps of some milliseconds. */
export function* trajectoryPcaSteps(
  points: readonly WeightPoint[],
  origin: WeightPoint,
  layout: TensorLayout,
  { ignore, ...options }: TrajectoryPcaOptions,
): Generator<void, TrajectoryPca> {
  const {
    explained,
    singularValues,
    weights,
    components: axes,
  } = yield* gramPcaSteps(
    points.map(({ theta }) => theta),
    { origin: origin.theta, ranges: keptRanges(layout, ignore), ...options },
  );
  const directions = axes.map((delta, k) => ({ delta, stateDelta: combineStates(points, origin, weights[k]) }));
  return { explained, singularValues, directions };
}

/** The parts of a weight vector that count, as [start, end). */
export function keptRanges(layout: TensorLayout, ignore: IgnoreId): readonly (readonly [number, number])[] {
  const kept = layout.slots.filter(({ shape }) => ignore === 'none' || shape.length > 1);
  return kept.map(({ offset, size }) => [offset, offset + size] as const);
}

function combineStates(points: readonly WeightPoint[], origin: WeightPoint, weights: Float64Array): Float32Array {
  return origin.state.map((_, i) => points.reduce((sum, { state }, k) => sum + weights[k] * (state[i] - origin.state[i]), 0));
}
