import type { OptimizerOps, Scalar } from '../ops';
import type { ParamSpecs, ParamValues } from '../params';

/** What an optimizer's step sees. Vectors are flat [P]; the replica axis is implied. */
export interface OptimizerStep<T> {
  readonly theta: T;
  /** The slots that the spec names, zero before the first step. */
  readonly slots: Readonly<Record<string, T>>;
  /** The per-replica scalars that `hyper` returned for this step. */
  readonly hyper: Readonly<Record<string, Scalar<T>>>;
  /** The gradient of the mean loss at any θ, without weight decay. Each call adds a pass (SAM makes two). */
  gradient(theta: T): T;
}

/** An optimizer. The step is traced once into the training graph; only `hyper` runs on every step. */
export interface OptimizerSpec {
  readonly id: string;
  readonly label: string;
  readonly params: ParamSpecs;
  /** A learning rate to start from when a person picks this optimizer. */
  readonly typicalRate: number;
  /** Whether weight decay is added to the gradient, as if λ‖θ‖²/2 were part of the loss. */
  readonly decayInGradient: boolean;
  /** The curvature up to which steps on the whole training set at this rate stay bounded along a quadratic; absent where each weight has a step size of its own. */
  stableUpTo?(params: ParamValues, learningRate: number): number;
  /** Names of the vectors it keeps between steps. */
  slots(params: ParamValues): readonly string[];
  /** Scalars for step `t` (1, 2, …) and the schedule's learning rate. Same keys at every step. */
  hyper(params: ParamValues, t: number, learningRate: number): Readonly<Record<string, number>>;
  /** The new θ and the new slots. `params` here shape the graph (choices, flags); numbers belong in `hyper`. */
  step<T>(ops: OptimizerOps<T>, params: ParamValues, context: OptimizerStep<T>): { theta: T; slots: Record<string, T> };
}
