import type { ParamValues } from '../catalog/params';

/** Version of the document format; links and files carry it, and each older one has a migration. */
export const DOCUMENT_VERSION = 1;

/** A catalog entry and its settings. */
export interface Choice {
  readonly id: string;
  readonly params: ParamValues;
}

/** What is done to training images each time they are drawn: nothing, mirroring half of them, or shifting them as well. */
export type Augmentation = 'none' | 'flips' | 'flips-and-crops';

/** One training run. */
export interface Run {
  /** Seeds initialisation, batch order and augmentation. */
  readonly seed: number;
  readonly optimizer: Choice;
  readonly schedule: Choice;
  readonly learningRate: number;
  /** Samples in a batch; 0 is the full training set. */
  readonly batchSize: number;
  /** Has an effect on images only. */
  readonly augmentation: Augmentation;
  readonly epochs: number;
  /** A checkpoint is kept every so many epochs, besides the initialisation and the end. */
  readonly checkpointEvery: number;
}

/** A checkpoint of a run: the index of its epoch, or its last. */
export interface PointRef {
  readonly run: number;
  readonly epoch: number | 'last';
}

/** The point a plane is drawn around. `rescale` is the c of METHOD.md's reparametrisation; 1 leaves the weights alone. */
export interface Origin extends PointRef {
  readonly rescale: number;
}

/** One axis of the line or plane. `seed` null takes the document's shared direction seed. */
export interface DirectionSpec extends Choice {
  readonly seed: number | null;
}

/** Where one axis is sampled: `points` equally spaced values from `min` to `max`, both included. */
export interface GridAxis {
  readonly min: number;
  readonly max: number;
  readonly points: number;
}

export type BatchNormMode = 'frozen' | 'interpolated' | 'recomputed';
export type Split = 'train' | 'test';

/** What is evaluated over the grid. `alpha` is the first axis (columns), `beta` the second (rows). */
export interface GridSpec {
  readonly alpha: GridAxis;
  readonly beta: GridAxis;
  /** Takes the ranges that the runs' paths need instead of those given. */
  readonly fit: boolean;
  readonly split: Split;
  /** How many samples of the split, from its start; 0 is all. */
  readonly samples: number;
  readonly batchNorm: BatchNormMode;
}

/** How this pane alone is looked at. */
export interface PaneView {
  readonly field: 'loss' | 'accuracy';
  /** The two inputs that the decision boundary is drawn on; the others stay at their mean. */
  readonly boundaryInputs: readonly [number, number];
  /** Random directions that a line is drawn along, its own included. */
  readonly repeats: number;
}

/** One pane: everything that determines its picture. */
export interface Recipe {
  /** A name the person gave; '' lets the app name the pane by what differs. */
  readonly name: string;
  readonly data: Choice & { readonly seed: number };
  readonly net: Choice;
  readonly runs: readonly Run[];
  readonly origin: Origin;
  /** One axis (a line) or two (a plane). */
  readonly axes: readonly DirectionSpec[];
  readonly grid: GridSpec;
  readonly view: PaneView;
}

/** Orbit camera around the plot, degrees; at a distance of 8.4 the picture fills its pane. */
export interface Camera {
  readonly azimuth: number;
  readonly elevation: number;
  readonly distance: number;
}

/** A camera that the data choose, until a person turns it: from where walls hide least; from lower down; from straight above. */
export type CameraView = 'opening' | 'valley' | 'map';

export type HeightId = 'loss' | 'log' | 'linear';
export type ViewId = 'surface' | 'contours' | 'line';

/** How far from the trained weights a plane reaches: as its grid says, or a small part of it (range.ts). */
export type RangeId = 'far' | 'near';

/** What the panes share. */
export interface Shared {
  readonly view: ViewId;
  readonly camera: Camera | CameraView;
  /** The loss itself, nearly to scale below 100 and on a log above; its logarithm; or all to scale. */
  readonly height: HeightId;
  /** Loss above which the surface is cut away; null chooses one from the data. Always disclosed. */
  readonly cap: number | null;
  /** One height and colour scale for all panes, or one each. */
  readonly sharedScale: boolean;
  /** Whether the runs' paths are drawn over the picture. */
  readonly paths: boolean;
  /** What panes that have two ranges show. Their grids are always those of the far one. */
  readonly range: RangeId;
  readonly colormap: string;
  /** Axis along which the 1-D line is drawn: 0 = α, 1 = β. */
  readonly lineAxis: 0 | 1;
  readonly directionSeed: number;
}

/** The whole experiment as plain, shareable data: every value written, versioned, bounded. */
export interface Document {
  readonly version: typeof DOCUMENT_VERSION;
  /** The preset it came from, '' if none: names the experiment in the top bar. */
  readonly preset: string;
  readonly panes: readonly Recipe[];
  readonly shared: Shared;
}

/** What is wrong with a document: where, and an i18n key with values that says what to do. */
export interface Problem {
  readonly path: string;
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}
