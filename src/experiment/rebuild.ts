/** A named array as files hold it, row-major. */
export interface NamedArray {
  readonly name: string;
  readonly data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  readonly shape: readonly number[];
}

/** One tensor inside a flat vector of weights. */
interface TensorPlace {
  readonly name: string;
  readonly role: string;
  /** Dense kernel [in, out]; conv kernel [kh, kw, in, out]; 1-D otherwise. A filter is one index of the last axis. */
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}

/** What someone else needs to compute a pane's numbers anew with a program of their own. */
export interface Rebuild {
  readonly inputShape: readonly number[];
  readonly classes: number;
  /** The samples that the surface is evaluated on: the first so many of this split, in the order of the arrays. */
  readonly evaluated: { readonly split: 'train' | 'test'; readonly samples: number };
  /** Where the tensors lie in theta and in the directions, in order. */
  readonly parameters: readonly TensorPlace[];
  /** The same of the running statistics of batch norm. */
  readonly state: readonly TensorPlace[];
  /** ε of batch norm: (x − mean) / √(variance + ε). */
  readonly batchNormEpsilon: number;
  /** x_train [n, …inputShape], y_train [n], x_test, y_test; origin [P], origin_state [S]; direction_alpha [P], direction_beta [P], with …_state where the axis moves it. */
  readonly arrays: readonly NamedArray[];
}
