/** Loss and accuracy on both splits. Losses are means over samples without the weight-decay term; accuracies are in 0 … 1. */
export interface Metrics {
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
}

/** A net at one moment of one run. Checkpoint 0 is the initialisation. */
export interface Checkpoint {
  readonly run: number;
  readonly epoch: number;
  readonly theta: Float32Array;
  readonly state: Float32Array;
  readonly metrics: Metrics;
}

/** One point of a training curve. */
export interface CurvePoint extends Metrics {
  readonly epoch: number;
}
