import type { Rng } from '../../math/random';
import type { TensorLayout } from '../layout';
import type { ParamSpecs, ParamValues } from '../params';
import type { IgnoreId } from './normalise';

/** A point of weight space with its BN state. */
export interface WeightPoint {
  readonly theta: Float32Array;
  readonly state: Float32Array;
}

/** A kept checkpoint of a run. */
export interface RunPoint extends WeightPoint {
  readonly run: number;
  readonly epoch: number;
}

/** Which end of the Hessian's spectrum an eigenvector belongs to, by algebraic value. */
export type SpectrumEnd = 'largest' | 'second' | 'smallest';

/** What a direction is built from. The engine supplies it; kinds that need more (runs, curvature) ask it here. */
export interface DirectionContext {
  readonly layout: TensorLayout;
  readonly origin: WeightPoint;
  readonly rng: Rng;
  /** 0 for the first axis, 1 for the second. */
  readonly axis: number;
  /** The run that the origin belongs to. */
  readonly run: number;
  /** Kept checkpoints of the runs, in order of run and epoch; empty where the kind needs none. */
  readonly checkpoints: readonly RunPoint[];
  /** Axes that are built already. */
  readonly built: readonly Direction[];
  /** Principal components of points θ_i − θ*, unit vectors in order of their share. */
  principalAxes(points: readonly RunPoint[], options: PrincipalOptions): readonly Direction[] | Promise<readonly Direction[]>;
  /** Slopes of the loss at the origin; throws where the kind does not need them. */
  readonly curvature: CurvatureContext;
}

/** How principal components are taken (METHOD.md, section 2). */
export interface PrincipalOptions {
  /** As the reference's scikit-learn does it; not, as the paper's text has it. */
  readonly centred: boolean;
  /** Which tensors are left out. */
  readonly ignore: IgnoreId;
  /** How many are wanted; there may be fewer. */
  readonly components: number;
}

/** What the engine computes at the origin when asked, on the samples of the surface. */
export interface CurvatureContext {
  /** ∇L over all parameters, [P]. */
  gradient(): Promise<Float32Array>;
  /** A unit eigenvector of the Hessian over the kernels, [P], 0 elsewhere. */
  eigenvector(end: SpectrumEnd): Promise<Float32Array>;
}

/** One axis: an offset in weight space, and in state space where the axis has such a part. */
export interface Direction {
  readonly delta: Float32Array;
  readonly stateDelta?: Float32Array;
  /** Share of the paths' variance that this axis explains, 0 … 1; principal axes only. */
  readonly explained?: number;
  /** The same of the first components that this one was found with; principal axes only. */
  readonly scree?: readonly number[];
}

/** A sentence part, as i18n key and values, that says how the axis was made. */
export interface Caption {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What of a recipe an axis may be impossible for. */
export interface RunsFacts {
  /** Epochs of each run. */
  readonly epochs: readonly number[];
  /** Run and epoch of the origin. */
  readonly run: number;
  readonly epoch: number;
}

/** A kind of direction a person can choose (METHOD.md, section 2). */
export interface DirectionKind {
  readonly id: string;
  readonly label: string;
  /** i18n key of one line that says what it shows. */
  readonly about: string;
  readonly params: ParamSpecs;
  /** Whether its directions have a state part, without which BN statistics cannot be interpolated. */
  readonly movesState: boolean;
  /** What it is built from besides the weights at the origin. */
  readonly needs: 'nothing' | 'checkpoints' | 'curvature';
  /** Rejects or throws an Error in plain words where what the context holds allows no such direction. */
  build(params: ParamValues, context: DirectionContext): Direction | Promise<Direction>;
  caption(params: ParamValues): Caption;
  /** i18n key of why a recipe's runs have no such direction; null where they have. */
  obstacle?(params: ParamValues, facts: RunsFacts): string | null;
  /** Parameters near these that have no obstacle, for when the runs have changed. */
  settle?(params: ParamValues, facts: RunsFacts): ParamValues;
  /** Range of coordinates that usually shows it, as an axis of the grid. */
  readonly usualRange?: readonly [number, number];
}
