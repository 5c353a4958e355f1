import type { Dataset } from '../catalog/datasets/types';
import type { WeightPoint } from '../catalog/directions/types';
import type { BackendId } from '../engine/device';
import type { Reading } from '../engine/reading';
import type { Checkpoint, CurvePoint } from '../experiment/checkpoint';
import type { Problem, Recipe } from '../experiment/recipe';

/**
 * What the main thread asks of an engine worker and what it hears back. Messages are parsed where they arrive; recipes inside them were
 * parsed when their document was, and only their being objects is checked again.
 */

/** Makes the data set of a recipe. Replies: dataset. */
export interface DatasetJob {
  readonly kind: 'dataset';
  readonly recipe: Recipe;
}

/** Trains one run of a recipe. Replies: epoch, checkpoint, progress, reading. Hears pause, resume and step. */
export interface TrainJob {
  readonly kind: 'train';
  readonly backend: BackendId;
  readonly recipe: Recipe;
  readonly run: number;
  /** Begins paused, so that the first `step` trains the first epoch. */
  readonly paused: boolean;
  /** How the net's boundary is shown while it trains; null for not at all. */
  readonly live: BoundaryView | null;
}

/** Keeps a plane in the worker under `plane`, for the patches and readings that name it. Replies: plane. */
export interface PlaneJob {
  readonly kind: 'plane';
  readonly plane: string;
  readonly recipe: Recipe;
  readonly directionSeed: number;
  readonly origin: WeightPoint;
}

/** Evaluates points of a kept plane. `coords`: (α, β) pairs, or α alone on a line. Replies: patch, several. */
export interface PatchJob {
  readonly kind: 'patch';
  readonly backend: BackendId;
  readonly plane: string;
  readonly coords: Float64Array;
}

/** What the decision boundary of a reading is drawn on: two inputs, and the side of its square raster in points. */
export interface BoundaryView {
  readonly inputs: readonly [number, number];
  readonly side: number;
}

/** Loss, accuracy and decision boundary at one point of a kept plane. Replies: reading. */
export interface ReadingJob extends BoundaryView {
  readonly kind: 'reading';
  readonly backend: BackendId;
  readonly plane: string;
  readonly coords: Float64Array;
}

/** The same of given weights. Replies: reading. */
export interface WeightsJob extends BoundaryView {
  readonly kind: 'weights';
  readonly backend: BackendId;
  readonly recipe: Recipe;
  readonly point: WeightPoint;
}

/** Lists the adapters of this browser without starting a device on any. Replies: adapters. */
export interface AdaptersJob {
  readonly kind: 'adapters';
}

/** Times a backend at a standard plane and a standard training, warm-up excluded. Replies: speed. */
export interface SpeedJob {
  readonly kind: 'speed';
  readonly backend: BackendId;
}

export type Job = DatasetJob | TrainJob | PlaneJob | PatchJob | ReadingJob | WeightsJob | AdaptersJob | SpeedJob;
export type JobKind = Job['kind'];

export type ToWorker =
  /** `channel`: a newer job of the same channel cancels the older. */
  | { readonly type: 'start'; readonly id: number; readonly job: Job; readonly channel: string | null }
  | { readonly type: 'cancel' | 'pause' | 'resume' | 'step'; readonly id: number }
  /** Bytes of a file under public/data, kept for every later job. */
  | { readonly type: 'asset'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly type: 'forget'; readonly plane: string };

/** A backend's adapter; `hardware` is false for software rasterisers. */
export interface Adapter {
  readonly backend: BackendId;
  readonly adapter: string;
  readonly hardware: boolean;
}

export type Reply =
  | { readonly type: 'dataset'; readonly dataset: Dataset }
  | { readonly type: 'epoch'; readonly point: CurvePoint }
  | { readonly type: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly type: 'progress'; readonly epoch: number; readonly epochs: number }
  /** `epoch` while training, else null. */
  | { readonly type: 'reading'; readonly reading: Reading; readonly epoch: number | null }
  | { readonly type: 'plane'; readonly cosine: number; readonly cosineByChance: number; readonly samples: number }
  /** Points first … first + loss.length − 1 of the job. */
  | { readonly type: 'patch'; readonly first: number; readonly loss: Float32Array; readonly accuracy: Float32Array }
  | { readonly type: 'adapters'; readonly adapters: readonly Adapter[] }
  | { readonly type: 'speed'; readonly pointsPerSecond: number; readonly epochsPerSecond: number }
  /** Which device did the work, before its first result. */
  | { readonly type: 'device'; readonly backend: BackendId; readonly variant: string; readonly adapter: string };

/** How a job went. `lost`: the device failed rather than the job, so another backend may do it. */
export type Outcome =
  | { readonly type: 'ended' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed'; readonly problem: Problem; readonly lost: boolean };

export type FromWorker =
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly type: 'outcome'; readonly id: number; readonly outcome: Outcome };
