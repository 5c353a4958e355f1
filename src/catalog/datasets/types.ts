import type { Rng } from '../../math/random';
import type { ParamSpecs, ParamValues } from '../params';

/** Labelled samples. `x` is row-major [n, inputs]; `labels` are class indices. */
export interface Samples {
  readonly n: number;
  readonly x: Float32Array;
  readonly labels: Int32Array;
}

/** A train/test split of one data set. */
export interface Dataset {
  /** Shape of one input without the sample axis: [features], or [h, w, c] of images. */
  readonly inputShape: readonly number[];
  readonly classes: number;
  readonly train: Samples;
  readonly test: Samples;
  /** What a black pixel is in each channel, where the inputs are images: what lies outside them. */
  readonly black?: readonly number[];
  /** The same of full brightness. */
  readonly white?: readonly number[];
  /** One name per input when they have one (iris: sepal length …): i18n keys. */
  readonly inputNames?: readonly string[];
  /** One name per class when they have one (shirt, boot …): i18n keys. */
  readonly classNames?: readonly string[];
}

/** What is known of a data set before it is drawn or loaded. */
export interface DatasetShape {
  readonly inputShape: readonly number[];
  readonly classes: number;
  /** Samples in the two splits. */
  readonly train: number;
  readonly test: number;
}

/** A data set a person can choose. Same parameters, seed and asset give identical bytes. */
export interface DatasetSpec {
  readonly id: string;
  /** i18n key of the name. */
  readonly label: string;
  readonly params: ParamSpecs;
  /** File under public/data that `generate` reads, or, from "user:" on, files that a person opened (see user-images.ts); absent for synthetic sets. */
  readonly asset?: string;
  /** The two inputs that its decision boundary is drawn on unless a person chooses others. */
  readonly boundaryInputs: readonly [number, number];
  /** Sizes that `generate` will give with these parameters. */
  shape(params: ParamValues): DatasetShape;
  /** `asset` holds the bytes of the named file when the spec has one. Throws a clear Error on damaged bytes. */
  generate(params: ParamValues, rng: Rng, asset?: Uint8Array): Dataset;
}
