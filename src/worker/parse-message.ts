import { BACKEND_IDS } from '../engine/device';
import type { FromWorker, Job, JobKind, Outcome, Reply, ToWorker } from './jobs';

/** A verifier: says what it wanted where the value is something else. */
type Check = (value: unknown, path: string) => void;
type Fields = Readonly<Record<string, Check>>;

function wanted(what: string, holds: (value: unknown) => boolean): Check {
  return (value, path) => {
    if (!holds(value)) throw new TypeError(`Message: ${path} should be ${what}, not ${describe(value)}.`);
  };
}

function describe(value: unknown): string {
  return value !== null && typeof value === 'object' ? value.constructor.name : (JSON.stringify(value) ?? typeof value);
}

const whole = wanted('a whole number from 0', (value) => Number.isSafeInteger(value) && (value as number) >= 0);
/** NaN and ±∞ are results. */
const number = wanted('a number', (value) => typeof value === 'number');
const text = wanted('a text', (value) => typeof value === 'string');
const flag = wanted('true or false', (value) => typeof value === 'boolean');
const backend = wanted('a backend', (value) => BACKEND_IDS.some((known) => known === value));
const floats = wanted('a Float32Array', (value) => value instanceof Float32Array);
const coords = wanted('a Float64Array', (value) => value instanceof Float64Array);
const bytes = wanted('a Uint8Array', (value) => value instanceof Uint8Array);
const asset = wanted('a Uint8Array or a Blob', (value) => value instanceof Uint8Array || value instanceof Blob);
const integers = wanted('an Int32Array', (value) => value instanceof Int32Array);
const list = wanted('a list', Array.isArray);

const record =
  (fields: Fields): Check =>
  (value, path) => {
    if (value === null || typeof value !== 'object') throw new TypeError(`Message: ${path} should be an object, not ${describe(value)}.`);
    for (const [name, check] of Object.entries(fields)) check((value as Record<string, unknown>)[name], `${path}.${name}`);
  };
const orNull =
  (check: Check): Check =>
  (value, path) => {
    if (value !== null) check(value, path);
  };
const orAbsent =
  (check: Check): Check =>
  (value, path) => {
    if (value !== undefined) check(value, path);
  };
const tagged =
  (tag: string, variants: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    record({ [tag]: text })(value, path);
    const found = (value as Record<string, unknown>)[tag] as string;
    const variant = Object.hasOwn(variants, found) ? variants[found] : undefined;
    if (!variant) throw new TypeError(`Message: ${path}.${tag} is unknown: "${found}".`);
    variant(value, path);
  };

// A recipe was parsed with its document; here it only has to be one.
const recipe = record({ data: record({ id: text }), net: record({ id: text }), runs: list, axes: list, grid: record({}) });
const weights = record({ theta: floats, state: floats });
const samples = record({ n: whole, x: floats, labels: integers });
const metrics = { trainLoss: number, trainAccuracy: number, testLoss: number, testAccuracy: number };
const view = { inputs: list, side: whole };
const boundary = record({ width: whole, height: whole, x: list, y: list, inputs: list, classes: bytes });
const estimate = record({ mean: number, standardError: number });
const predictions = record({ split: text, predicted: bytes, probabilities: floats });

const reading = record({ loss: number, accuracy: number, boundary: orNull(boundary), predictions: orNull(predictions) });
const facts = { axes: list, cosine: number, cosineByChance: number, samples: whole };

const jobs: Readonly<Record<JobKind, Check>> = {
  dataset: record({ recipe }),
  train: record({ backend, recipe, runs: list, paused: flag, live: orNull(record(view)) }),
  plane: record({
    plane: text,
    recipe,
    directionSeed: whole,
    origin: weights,
    checkpoints: list,
    built: orAbsent(record({ directions: list, facts: record(facts) })),
    backend,
  }),
  patch: record({ backend, plane: text, coords }),
  curvature: record({ backend, plane: text, coords }),
  spectrum: record({ backend, plane: text, coords, probes: whole, steps: whole, bins: whole }),
  sharpness: record({ backend, plane: text, coords }),
  sharpening: record({ backend, recipe, run: whole, points: list }),
  reading: record({ backend, plane: text, coords, ...view }),
  weights: record({ backend, recipe, point: weights, ...view }),
  path: record({ backend, plane: text, checkpoints: list }),
  adapters: record({}),
  check: record({ backend }),
  speed: record({ backend }),
};
const control = record({ id: whole });

const toWorker = tagged('type', {
  start: record({ id: whole, job: tagged('kind', jobs satisfies Readonly<Record<Job['kind'], Check>>), channel: orNull(text) }),
  cancel: control,
  pause: control,
  resume: control,
  step: control,
  leave: record({ id: whole, run: whole }),
  asset: record({ name: text, bytes: asset }),
  variant: record({ backend, variant: text, adapter: text }),
  points: record({ plane: text, points: list }),
  forget: record({ plane: text }),
  drag: record({ isDragging: flag }),
} satisfies Readonly<Record<ToWorker['type'], Check>>);

const replies: Readonly<Record<Reply['type'], Check>> = {
  dataset: record({ dataset: record({ inputShape: list, classes: whole, train: samples, test: samples }) }),
  epoch: record({ run: whole, point: record({ epoch: whole, ...metrics }) }),
  checkpoint: record({ checkpoint: record({ run: whole, epoch: whole, theta: floats, state: floats, metrics: record(metrics) }) }),
  progress: record({ run: whole, epoch: number, epochs: whole }),
  live: record({ run: whole, epoch: whole, reading }),
  trained: record({ run: whole }),
  reading: record({ reading }),
  plane: record({ ...facts, directions: orNull(list) }),
  patch: record({ first: whole, loss: floats, accuracy: floats }),
  curvature: record({
    point: record({
      index: whole,
      largest: number,
      smallest: number,
      ratio: number,
      largestBound: number,
      smallestBound: number,
      products: whole,
    }),
  }),
  density: record({
    density: record({
      min: number,
      max: number,
      deviation: number,
      density: coords,
      weights: whole,
      belowZero: record({ share: estimate, ofCurvature: estimate }),
    }),
  }),
  sharpness: record({ id: text, value: number, standardError: orNull(number) }),
  sharpening: record({ point: record({ index: whole, value: number, bound: number }) }),
  trace: record({ trace: estimate }),
  path: record({
    point: record({ epoch: whole, alpha: number, beta: number, length: number, distance: number, loss: number, planeLoss: number }),
  }),
  adapters: record({ adapters: list }),
  speed: record({ variant: text, pointsPerSecond: number, epochsPerSecond: number }),
  device: record({ backend, variant: text, adapter: text }),
};
const outcomes: Readonly<Record<Outcome['type'], Check>> = {
  ended: record({}),
  cancelled: record({}),
  failed: record({ problem: record({ path: text, key: text, values: record({}) }), lost: flag }),
};

const fromWorker = tagged('type', {
  reply: record({ id: whole, reply: tagged('type', replies) }),
  outcome: record({ id: whole, outcome: tagged('type', outcomes), taken: number }),
} satisfies Readonly<Record<FromWorker['type'], Check>>);

/** A message to a worker. Throws a TypeError that names what is wrong and where. */
export function parseToWorker(message: unknown): ToWorker {
  toWorker(message, 'message');
  return message as ToWorker;
}

/** A message from a worker. Throws a TypeError that names what is wrong and where. */
export function parseFromWorker(message: unknown): FromWorker {
  fromWorker(message, 'message');
  return message as FromWorker;
}
