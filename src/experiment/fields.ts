import type { NumberParam, ParamSpecs } from '../catalog/params';
import { MAX_SEED } from '../math/random';
import type { CameraView, HeightId } from './recipe';

/**
 * The values of a document that are not settings of a catalog entry, described in the same way: these tables drive parsing,
 * defaults, controls and differences.
 */
export const SEED: NumberParam = { kind: 'number', label: 'catalog.field.seed', min: 0, max: MAX_SEED, default: 1, integer: true };

export const RUN_FIELDS = {
  seed: SEED,
  learningRate: { kind: 'number', label: 'catalog.field.learningRate', min: 1e-6, max: 10, default: 3e-3, scale: 'log' },
  batchSize: { kind: 'number', label: 'catalog.field.batchSize', min: 0, max: 65536, default: 64, integer: true, scale: 'log' },
  augmentation: {
    kind: 'choice',
    label: 'images.augmentation',
    options: ['none', 'flips', 'flips-and-crops'].map((id) => ({ id, label: `images.augmentation.${id}` })),
    default: 'none',
  },
  epochs: { kind: 'number', label: 'catalog.field.epochs', min: 1, max: 5000, default: 120, integer: true, scale: 'log' },
  checkpointEvery: { kind: 'number', label: 'catalog.field.checkpointEvery', min: 1, max: 5000, default: 5, integer: true, scale: 'log' },
} as const satisfies ParamSpecs;

/** Checkpoints that one run may keep, the initialisation and the end included. */
export const MAX_CHECKPOINTS = 501;
/** Bytes that the checkpoints of all runs of a pane may take. */
export const MAX_CHECKPOINT_BYTES = 256 * 2 ** 20;

export const ORIGIN_FIELDS = {
  rescale: { kind: 'number', label: 'catalog.field.rescale', min: 0.01, max: 100, default: 1, scale: 'log' },
} as const satisfies ParamSpecs;

export const AXIS_FIELDS = {
  min: { kind: 'number', label: 'catalog.field.min', min: -1000, max: 1000, default: -1, step: 0.1 },
  max: { kind: 'number', label: 'catalog.field.max', min: -1000, max: 1000, default: 1, step: 0.1 },
  points: { kind: 'number', label: 'catalog.field.points', min: 2, max: 513, default: 65, integer: true },
} as const satisfies ParamSpecs;

export const GRID_FIELDS = {
  fit: { kind: 'flag', label: 'catalog.field.fit', default: false },
  split: {
    kind: 'choice',
    label: 'catalog.field.split',
    options: [
      { id: 'train', label: 'catalog.split.train' },
      { id: 'test', label: 'catalog.split.test' },
    ],
    default: 'train',
  },
  samples: { kind: 'number', label: 'catalog.field.samples', min: 0, max: 65536, default: 0, integer: true, scale: 'log' },
  batchNorm: {
    kind: 'choice',
    label: 'catalog.field.batchNormMode',
    options: [
      { id: 'frozen', label: 'catalog.batchNorm.frozen' },
      { id: 'interpolated', label: 'catalog.batchNorm.interpolated' },
      { id: 'recomputed', label: 'catalog.batchNorm.recomputed' },
    ],
    default: 'frozen',
  },
} as const satisfies ParamSpecs;

const IMAGE_GRID_FIELDS = {
  ...GRID_FIELDS,
  split: {
    ...GRID_FIELDS.split,
    options: [
      { id: 'train', label: 'images.split.train' },
      { id: 'test', label: 'images.split.test' },
    ],
  },
  samples: { ...GRID_FIELDS.samples, label: 'images.field.samples' },
} as const satisfies ParamSpecs;

/** The grid's fields in the words for what is evaluated: points, or images. */
export function gridFields(images: boolean): typeof GRID_FIELDS | typeof IMAGE_GRID_FIELDS {
  return images ? IMAGE_GRID_FIELDS : GRID_FIELDS;
}

export const VIEW_FIELDS = {
  field: {
    kind: 'choice',
    label: 'catalog.field.field',
    options: [
      { id: 'loss', label: 'catalog.shown.loss' },
      { id: 'accuracy', label: 'catalog.shown.accuracy' },
    ],
    default: 'loss',
  },
  repeats: { kind: 'number', label: 'catalog.field.repeats', min: 1, max: 8, default: 1, integer: true },
} as const satisfies ParamSpecs;

export const CAMERA_FIELDS = {
  azimuth: { kind: 'number', label: 'catalog.field.azimuth', min: -360, max: 360, default: -30 },
  elevation: { kind: 'number', label: 'catalog.field.elevation', min: -90, max: 90, default: 41 },
  distance: { kind: 'number', label: 'catalog.field.distance', min: 0.5, max: 100, default: 8.4 },
} as const satisfies ParamSpecs;

export const CAMERA_VIEWS = ['opening', 'valley', 'map'] as const satisfies readonly CameraView[];

/** How a loss is drawn as a height, in the order in which a key goes round. */
export const HEIGHT_IDS = ['loss', 'log', 'linear'] as const satisfies readonly HeightId[];

const COLORMAP_IDS = ['mako', 'viridis', 'cividis', 'batlow'] as const;

export const SHARED_FIELDS = {
  view: {
    kind: 'choice',
    label: 'catalog.field.view',
    options: [
      { id: 'surface', label: 'catalog.view.surface' },
      { id: 'contours', label: 'catalog.view.contours' },
      { id: 'line', label: 'catalog.view.line' },
    ],
    default: 'surface',
  },
  height: {
    kind: 'choice',
    label: 'catalog.field.height',
    options: HEIGHT_IDS.map((id) => ({ id, label: `catalog.height.${id}` })),
    default: 'loss',
  },
  sharedScale: { kind: 'flag', label: 'catalog.field.sharedScale', default: true },
  paths: { kind: 'flag', label: 'catalog.field.paths', default: false },
  range: {
    kind: 'choice',
    label: 'range.label',
    options: [
      { id: 'near', label: 'range.near' },
      { id: 'far', label: 'range.far' },
    ],
    default: 'far',
    absent: 'far',
  },
  colormap: {
    kind: 'choice',
    label: 'catalog.field.colormap',
    options: COLORMAP_IDS.map((id) => ({ id, label: `catalog.colormap.${id}` })),
    default: 'mako',
  },
  lineAxis: { kind: 'number', label: 'catalog.field.lineAxis', min: 0, max: 1, default: 0, integer: true },
  directionSeed: { ...SEED, label: 'catalog.field.directionSeed', default: 2 },
} as const satisfies ParamSpecs;

/** Loss above which a surface is cut away, where a person set one. */
export const CAP: NumberParam = { kind: 'number', label: 'catalog.field.cap', min: 1e-9, max: 1e30, default: 1e4, scale: 'log' };

export const MAX_NAME_LENGTH = 80;
export const MAX_PANES = 4;
export const MAX_RUNS = 8;
