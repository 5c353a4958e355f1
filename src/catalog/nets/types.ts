import type { Rng } from '../../math/random';
import type { TensorLayout } from '../layout';
import type { NetOps } from '../ops';
import type { ParamSpecs, ParamValues } from '../params';
import type { NetDefinition } from './define';

/** What a net is fed. */
export interface NetInput {
  readonly inputShape: readonly number[];
  readonly classes: number;
}

/** A net: where its tensors lie and one definition of the forward pass, which serves training, grids and derivatives. */
export interface Net {
  readonly input: NetInput;
  /** The net layer by layer, for whoever wants to look at it. */
  readonly definition: NetDefinition;
  /** The trained parameters θ. */
  readonly parameters: TensorLayout;
  /** BN running statistics, kept apart from θ. */
  readonly state: TensorLayout;
  /** Initial θ, float32, [parameters.size]. */
  initialise(rng: Rng): Float32Array;
  /** Initial state: means 0, variances 1. */
  initialState(): Float32Array;
  /** Logits [n, classes] of x [n, ...inputShape]; `parameters` and `state` are handles in the order of the layouts' slots. */
  forward<T>(ops: NetOps<T>, parameters: readonly T[], state: readonly T[], x: T): T;
  /**
   * Two kernels (names), and the first one's bias if any, whose rescaling W₁,b₁ → c·W₁,c·b₁ and W₂ → W₂/c leaves the function unchanged
   * (METHOD.md, section 5); or the i18n key of why there are none.
   */
  readonly reparametrisation: { readonly scaleUp: readonly string[]; readonly scaleDown: readonly string[] } | { readonly reason: string };
}

/** A net family a person can choose. */
export interface NetSpec {
  readonly id: string;
  readonly label: string;
  /** i18n key of one line that says what it is, with the paper's figures that show it. */
  readonly about: string;
  readonly params: ParamSpecs;
  /** True where inputs must be images, [h, w, c]; else any input is read as one row of numbers. */
  readonly needsImages: boolean;
  /** Throws a RangeError on vectors where `needsImages`. */
  build(params: ParamValues, input: NetInput): Net;
}
