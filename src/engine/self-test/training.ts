import type { Dataset, Samples } from '../../catalog/datasets/types';
import { nets } from '../../catalog/nets';
import { optimizers } from '../../catalog/optimizers';
import { choose, defaultRun } from '../../experiment/recipe-defaults';
import { createRng } from '../../math/random';
import type { Device } from '../device';
import { createReferenceDevice } from '../reference/device';
import { train } from '../train';

const SIDE = 4;
const CLASSES = 3;
/** How far from float64 two steps may end: the norm of the difference to the norm of the weights, and losses relatively. */
const TOLERANCE = 1e-3;

/** What is wrong with two steps of training a small conv net with batch norm on a device; '' where nothing is. Rejects where the device fails. */
export async function checkTraining(device: Device): Promise<string> {
  const [expected, actual] = [await trained(createReferenceDevice('f64')), await trained(device)];
  // Comparisons the other way round let NaN through.
  if (!(Math.abs(actual.loss - expected.loss) <= TOLERANCE * expected.loss))
    return `training: the loss is ${actual.loss}, not ${expected.loss}`;
  const error = distance(actual.weights, expected.weights);
  return error <= TOLERANCE ? '' : `training: the weights are ${error} from what they should be`;
}

async function trained(device: Device): Promise<{ readonly loss: number; readonly weights: Float32Array }> {
  const dataset = stripes();
  const net = nets.get('resnet').build(choose(nets, 'resnet', { depth: '8' }).params, dataset);
  const run = defaultRun({ optimizer: choose(optimizers, 'sgd'), learningRate: 0.02, batchSize: 4, epochs: 1, checkpointEvery: 1 });
  const options = { signal: new AbortController().signal, clock: () => 0 };
  for await (const event of train(device, { dataset, net, run, index: 0 }, options))
    if (event.type === 'checkpoint' && event.checkpoint.epoch === 1)
      return { loss: event.checkpoint.metrics.trainLoss, weights: event.checkpoint.theta };
  throw new Error('Training ended without its last checkpoint.');
}

/** Noisy images whose brightest rows tell the class. */
function stripes(): Dataset {
  const rng = createRng(7);
  const samples = (split: string, n: number): Samples => {
    const stream = rng.fork(split);
    const labels = Int32Array.from({ length: n }, (_, i) => i % CLASSES);
    const x = Float32Array.from({ length: n * SIDE * SIDE }, (_, i) => {
      const [image, row] = [Math.floor(i / (SIDE * SIDE)), Math.floor(i / SIDE) % SIDE];
      return 0.5 * stream.normal() + (row % CLASSES === labels[image] ? 1 : 0);
    });
    return { n, x, labels };
  };
  return { inputShape: [SIDE, SIDE, 1], classes: CLASSES, train: samples('train', 8), test: samples('test', 3), black: [-1] };
}

function distance(actual: Float32Array, expected: Float32Array): number {
  let [difference, norm] = [0, 0];
  expected.forEach((value, i) => {
    const gap = actual[i] - value;
    difference += gap * gap;
    norm += value * value;
  });
  return Math.sqrt(difference / norm);
}
