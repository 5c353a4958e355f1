import type { Dataset, Samples } from '../../src/catalog/datasets/types';
import { nets } from '../../src/catalog/nets';
import { optimizers } from '../../src/catalog/optimizers';
import { schedules } from '../../src/catalog/schedules';
import type { Device } from '../../src/engine/device';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { train } from '../../src/engine/train';
import type { CurvePoint } from '../../src/experiment/checkpoint';
import type { Augmentation } from '../../src/experiment/recipe';
import { choose, defaultRun } from '../../src/experiment/recipe-defaults';
import { createRng } from '../../src/math/random';

/** A few steps of training a conv net of the catalog, on tiny images. */
export interface TrainingCase {
  readonly name: string;
  readonly net: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  /** 0 is the full batch. */
  readonly batchSize: number;
  readonly augmentation: Augmentation;
  /** What weight decay pulls on. */
  readonly decayScope: 'all' | 'kernels';
}

const SIDE = 8;
const CHANNELS = 2;
const CLASSES = 3;
const EPOCHS = 3;

function trainingCase(net: string, batchSize: number, more: Partial<TrainingCase> = {}): TrainingCase {
  const usual = { net, params: {}, batchSize, augmentation: 'none', decayScope: 'all' } as const;
  const parts = [net, `batch ${batchSize === 0 ? 'full' : batchSize}`, more.augmentation, more.decayScope].filter(Boolean);
  return { ...usual, ...more, name: `training ${parts.join(', ')}` };
}

/** Every kind of conv net; batches that divide the 20 images and ones that run on into the next epoch; the paper's weight decay. */
export const TRAINING_CASES: readonly TrainingCase[] = [
  trainingCase('cnn', 16, { augmentation: 'flips' }),
  trainingCase('cnn', 0),
  trainingCase('resnet', 16, { params: { depth: '8' } }),
  trainingCase('resnet', 7, { params: { depth: '8', skips: false }, augmentation: 'flips-and-crops', decayScope: 'kernels' }),
  // Smooth, since with ReLU a unit of this wide net sits so close to its kink that float32 may take the other side.
  trainingCase('vgg9', 16, { params: { activation: 'gelu' } }),
  trainingCase('densenet', 5, { params: { stageLayers: 4 } }),
];

/** Random images in which a bright corner tells the class, so that there is something to learn. */
function tinyImages(): Dataset {
  const rng = createRng(7);
  const samples = (split: string, n: number): Samples => {
    const stream = rng.fork(split);
    const labels = Int32Array.from({ length: n }, (_, i) => i % CLASSES);
    const x = Float32Array.from({ length: n * SIDE * SIDE * CHANNELS }, (_, i) => {
      const image = Math.floor(i / (SIDE * SIDE * CHANNELS));
      const [row, column] = [Math.floor(i / (SIDE * CHANNELS)) % SIDE, Math.floor(i / CHANNELS) % SIDE];
      const corner = (row < SIDE / 2 ? 0 : 2) + (column < SIDE / 2 ? 0 : 1);
      return 0.5 * stream.normal() + (corner === labels[image] ? 1 : 0);
    });
    return { n, x, labels };
  };
  return { inputShape: [SIDE, SIDE, CHANNELS], classes: CLASSES, train: samples('train', 20), test: samples('test', 9), black: [-1, -2] };
}

interface Trained {
  readonly curve: readonly CurvePoint[];
  readonly theta: Float32Array;
  readonly state: Float32Array;
}

async function trained(device: Device, test: TrainingCase): Promise<Trained> {
  const dataset = tinyImages();
  const net = nets.get(test.net).build(choose(nets, test.net, test.params).params, dataset);
  const run = defaultRun({
    optimizer: choose(optimizers, 'sgd', { weightDecay: 5e-4, decayScope: test.decayScope }),
    schedule: choose(schedules, 'cosine'),
    learningRate: 0.02,
    batchSize: test.batchSize,
    augmentation: test.augmentation,
    epochs: EPOCHS,
    checkpointEvery: EPOCHS,
  });
  const curve: CurvePoint[] = [];
  const options = { signal: new AbortController().signal, clock: () => 0 };
  for await (const event of train(device, { dataset, net, run, index: 0 }, options)) {
    if (event.type === 'epoch') curve.push(event.point);
    else if (event.type === 'checkpoint' && event.checkpoint.epoch === EPOCHS) {
      return { curve, theta: event.checkpoint.theta, state: event.checkpoint.state };
    }
  }
  throw new Error('Training kept no checkpoint of its end.');
}

/** How far a device is from float64 after the same training: losses relatively, vectors by the norm of their difference. */
export interface TrainingReport {
  readonly name: string;
  /** Loss on the training images before and after, in float64. */
  readonly losses: readonly [number, number];
  readonly lossError: number;
  readonly thetaError: number;
  readonly stateError: number;
  /** What is left on the device. */
  readonly tensors: number;
}

/** Trains on a device and on the reference in float64. */
export async function checkTraining(device: Device, test: TrainingCase): Promise<TrainingReport> {
  const expected = await trained(createReferenceDevice('f64'), test);
  const actual = await trained(device, test);
  const losses = expected.curve.flatMap((point, epoch) => {
    const got = actual.curve[epoch] as CurvePoint;
    return [Math.abs(got.trainLoss / point.trainLoss - 1), Math.abs(got.testLoss / point.testLoss - 1)];
  });
  return {
    name: test.name,
    losses: [expected.curve[0]?.trainLoss ?? Number.NaN, expected.curve.at(-1)?.trainLoss ?? Number.NaN],
    // Math.max gives NaN where one is, which no bound lets through.
    lossError: Math.max(...losses),
    thetaError: distance(actual.theta, expected.theta),
    stateError: distance(actual.state, expected.state),
    tensors: device.memory().tensors,
  };
}

function distance(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Number.NaN;
  let [difference, norm] = [0, 0];
  expected.forEach((value, i) => {
    difference += ((actual[i] as number) - value) ** 2;
    norm += value ** 2;
  });
  return norm === 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
}
