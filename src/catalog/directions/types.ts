import type { Rng } from '../../math/random';
import type { TensorLayout } from '../layout';
import type { ParamSpecs, ParamValues } from '../params';

/** A point of weight space with its BN state. */
export interface WeightPoint {
  readonly theta: Float32Array;
  readonly state: Float32Array;
}

/** What a direction is built from. The engine supplies it; kinds that need more (runs, curvature) ask it here. */
export interface DirectionContext {
  readonly layout: TensorLayout;
  readonly origin: WeightPoint;
  readonly rng: Rng;
}

/** One axis: an offset in weight space, and in state space where the axis has such a part. */
export interface Direction {
  readonly delta: Float32Array;
  readonly stateDelta?: Float32Array;
}

/** A sentence part, as i18n key and values, that says how the axis was made. */
export interface Caption {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A kind of direction a person can choose (METHOD.md, section 2). */
export interface DirectionKind {
  readonly id: string;
  readonly label: string;
  readonly params: ParamSpecs;
  /** Whether its directions have a state part, without which BN statistics cannot be interpolated. */
  readonly movesState: boolean;
  build(params: ParamValues, context: DirectionContext): Direction;
  caption(params: ParamValues): Caption;
}
