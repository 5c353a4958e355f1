import type { Dataset } from '../catalog/datasets/types';
import type { Direction, RunPoint, WeightPoint } from '../catalog/directions/types';
import type { BackendId } from '../engine/device';
import type { HessianMapPoint } from '../engine/hessian-map';
import type { PlaneFacts } from '../engine/plane-facts';
import type { PathCheckpoint } from '../engine/plane-path';
import type { Reading } from '../engine/reading';
import type { SharpnessAt } from '../engine/sharpening';
import type { Checkpoint, CurvePoint } from '../experiment/checkpoint';
import type { PathPoint } from '../experiment/landscape';
import type { Problem, Recipe } from '../experiment/recipe';
import type { SpectralDensity } from '../experiment/spectrum';
import type { Estimate } from '../math/estimate';

/**
 * What the main thread asks of an engine worker and what it hears back. Messages are parsed where they arrive; recipes inside them were
 * parsed when their document was, and only their being objects is checked again.
 */

/** Makes the data set of a recipe. Replies: dataset. */
export interface DatasetJob {
  readonly kind: 'dataset';
  readonly recipe: Recipe;
}

/**
 * Trains runs of a recipe that `trainingGroups` puts together. Replies: epoch, checkpoint, progress, live and at last trained of each. Hears pause, resume,
 * step and leave.
 */
export interface TrainJob {
  readonly kind: 'train';
  readonly backend: BackendId;
  readonly recipe: Recipe;
  readonly runs: readonly number[];
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
  /** Kept checkpoints of the runs, where an axis or the range is made from them. */
  readonly checkpoints: readonly RunPoint[];
  /** What another worker has built of it: nothing is left to build then, and no checkpoints are needed. */
  readonly built?: BuiltPlane;
  /** What slopes are computed on, where an axis is made from them. */
  readonly backend: BackendId;
}

/** The axes of a plane and what is known of it. */
export interface BuiltPlane {
  readonly directions: readonly Direction[];
  readonly facts: PlaneFacts;
}

/** Evaluates points of a kept plane. `coords`: (α, β) pairs, or α alone on a line. Replies: patch, several. */
export interface PatchJob {
  readonly kind: 'patch';
  readonly backend: BackendId;
  readonly plane: string;
  readonly coords: Float64Array;
}

/** Extreme eigenvalues of the Hessian at points of a kept plane, `coords` as in a patch. Replies: curvature, one a point. */
export interface CurvatureJob {
  readonly kind: 'curvature';
  readonly backend: BackendId;
  readonly plane: string;
  readonly coords: Float64Array;
}

/**
 * The Hessian's spectrum at one point of a kept plane: its ends, then a density of `bins` values from `probes` Lanczos runs of `steps` products,
 * then its trace from as many products. Replies: curvature, several density, several trace.
 */
export interface SpectrumJob {
  readonly kind: 'spectrum';
  readonly backend: BackendId;
  readonly plane: string;
  readonly coords: Float64Array;
  readonly probes: number;
  readonly steps: number;
  readonly bins: number;
}

/** The catalog's sharpness measures at one point of a kept plane. Replies: sharpness, one a measure. */
export interface SharpnessJob {
  readonly kind: 'sharpness';
  readonly backend: BackendId;
  readonly plane: string;
  readonly coords: Float64Array;
}

/** λ_max of what a run descends, at weights of that run. Replies: sharpening, one a point. */
export interface SharpeningJob {
  readonly kind: 'sharpening';
  readonly backend: BackendId;
  readonly recipe: Recipe;
  readonly run: number;
  readonly points: readonly WeightPoint[];
}

/** What the decision boundary of a reading is drawn on: two inputs, and the side of its square raster in points. */
export interface BoundaryView {
  readonly inputs: readonly [number, number];
  readonly side: number;
}

/** Loss, accuracy and decision boundary, or answers to images, at one point of a kept plane. Replies: reading. */
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

/** Follows a run's checkpoints beside a kept plane, in the order given. Replies: path, one a checkpoint. */
export interface PathJob {
  readonly kind: 'path';
  readonly backend: BackendId;
  readonly plane: string;
  readonly checkpoints: readonly PathCheckpoint[];
}

/** Lists the adapters of this browser without starting a device on any. Replies: adapters. */
export interface AdaptersJob {
  readonly kind: 'adapters';
}

/** Chooses a backend's kernel variant by measuring, and times it at a standard plane and a standard training, warm-up excluded. Replies: speed. */
export interface SpeedJob {
  readonly kind: 'speed';
  readonly backend: BackendId;
}

/** Opens a backend's device, which is tested where that has not been done. Replies: device. */
export interface CheckJob {
  readonly kind: 'check';
  readonly backend: BackendId;
}

export type Job =
  | DatasetJob
  | TrainJob
  | PlaneJob
  | PatchJob
  | CurvatureJob
  | SpectrumJob
  | SharpnessJob
  | SharpeningJob
  | ReadingJob
  | WeightsJob
  | PathJob
  | AdaptersJob
  | CheckJob
  | SpeedJob;
export type JobKind = Job['kind'];

/** The bytes of a data set's file. */
export type AssetBytes = Uint8Array | Blob;

export type ToWorker =
  /** `channel`: a newer job of the same channel cancels the older. */
  | { readonly type: 'start'; readonly id: number; readonly job: Job; readonly channel: string | null }
  | { readonly type: 'cancel' | 'pause' | 'resume' | 'step'; readonly id: number }
  /** A training goes on without one of its runs. */
  | { readonly type: 'leave'; readonly id: number; readonly run: number }
  /** A data set's file, kept for every later job. A blob is read by each worker that gets it, so that a large file is not copied on the main thread. */
  | { readonly type: 'asset'; readonly name: string; readonly bytes: AssetBytes }
  /** The kernel variant that a backend's device is to use when it is opened, and the adapter on which that was tested. */
  | { readonly type: 'variant'; readonly backend: BackendId; readonly variant: string; readonly adapter: string }
  /** Checkpoints of a plane that is about to be sent: they come before those of its job. */
  | { readonly type: 'points'; readonly plane: string; readonly points: readonly RunPoint[] }
  | { readonly type: 'forget'; readonly plane: string }
  /** A person begins or ends to drag something on the page. */
  | { readonly type: 'drag'; readonly isDragging: boolean };

/** A backend's adapter; `hardware` is false for software rasterisers. */
export interface Adapter {
  readonly backend: BackendId;
  readonly adapter: string;
  readonly hardware: boolean;
  /** What it allows, as a text that tells some devices of one name apart. */
  readonly limits?: string;
}

export type Reply =
  | { readonly type: 'dataset'; readonly dataset: Dataset }
  | { readonly type: 'epoch'; readonly run: number; readonly point: CurvePoint }
  | { readonly type: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly type: 'progress'; readonly run: number; readonly epoch: number; readonly epochs: number }
  /** The net in training. */
  | { readonly type: 'live'; readonly run: number; readonly epoch: number; readonly reading: Reading }
  /** A run is through with its last epoch: nothing more comes of it. */
  | { readonly type: 'trained'; readonly run: number }
  | { readonly type: 'reading'; readonly reading: Reading }
  /** `directions`: its axes, where they took more to build than the weights at the origin. */
  | ({ readonly type: 'plane'; readonly directions: readonly Direction[] | null } & PlaneFacts)
  /** Points first … first + loss.length − 1 of the job. */
  | { readonly type: 'patch'; readonly first: number; readonly loss: Float32Array; readonly accuracy: Float32Array }
  /** `index` counts the job's points, which may come in any order. */
  | { readonly type: 'curvature'; readonly point: HessianMapPoint }
  /** After one more probe, each closer than the last. */
  | { readonly type: 'density'; readonly density: SpectralDensity }
  | { readonly type: 'trace'; readonly trace: Estimate }
  /** `id` is the measure's; `standardError` null where the value is no estimate. */
  | { readonly type: 'sharpness'; readonly id: string; readonly value: number; readonly standardError: number | null }
  /** `index` counts the job's points, which may come in any order. */
  | { readonly type: 'sharpening'; readonly point: SharpnessAt }
  | { readonly type: 'path'; readonly point: PathPoint }
  | { readonly type: 'adapters'; readonly adapters: readonly Adapter[] }
  | { readonly type: 'speed'; readonly variant: string; readonly pointsPerSecond: number; readonly epochsPerSecond: number }
  /** Which device did the work, before its first result. */
  | { readonly type: 'device'; readonly backend: BackendId; readonly variant: string; readonly adapter: string };

/** How a job went. `lost`: the device failed rather than the job, so another backend may do it. */
export type Outcome =
  | { readonly type: 'ended' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed'; readonly problem: Problem; readonly lost: boolean };

export type FromWorker =
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  /** `taken`: bytes that the worker has taken and gives back only when it ends. */
  | { readonly type: 'outcome'; readonly id: number; readonly outcome: Outcome; readonly taken: number };
