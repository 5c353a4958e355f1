import type { Samples } from '../../../src/catalog/datasets/types';
import { cnnDefinition } from '../../../src/catalog/nets/cnn';
import { defineNet, type NetDefinition } from '../../../src/catalog/nets/define';
import { initialiseKernels } from '../../../src/catalog/nets/initialise';
import { buildMlp } from '../../../src/catalog/nets/mlp';
import { resnetDefinition } from '../../../src/catalog/nets/resnet';
import type { Net } from '../../../src/catalog/nets/types';
import type { Device } from '../../../src/engine/device';
import { createGridEvaluator } from '../../../src/engine/grid-evaluator';
import type { Plane } from '../../../src/engine/plane';
import type { BatchNormMode } from '../../../src/experiment/recipe';
import { createRng } from '../../../src/math/random';

/** A plane on samples, small. */
export interface PlaneCase {
  readonly name: string;
  readonly plane: Plane;
  readonly samples: Samples;
  readonly mode: BatchNormMode;
}

const HE = { init: 'he', initScale: 1 };

function onImages(side: number, channels: number, definition: NetDefinition): Net {
  const input = { inputShape: [side, side, channels], classes: 3 };
  return defineNet(input, definition, (layout, rng) => initialiseKernels(layout, HE, rng), { reason: '' });
}

/** `moves`: which tensors the directions move, by rank. */
function planeCase(label: string, net: Net, n: number, mode: BatchNormMode, moves: 'all' | 'kernels' = 'all'): PlaneCase {
  const rng = createRng(5).fork(label);
  const normals = (length: number, deviation: number): Float32Array => Float32Array.from({ length }, () => deviation * rng.normal());
  const { parameters, state, input } = net;
  const origin = { theta: net.initialise(rng.fork('init')), state: net.initialState() };
  for (let i = 0; i < state.size; i++) origin.state[i] += 0.1 * Math.abs(rng.normal());
  const directions = [0, 1].map(() => ({ delta: normals(parameters.size, 0.2), stateDelta: normals(state.size, 0.02) }));
  for (const { shape, offset, size } of parameters.slots) {
    if (moves === 'kernels' && shape.length === 1) for (const { delta } of directions) delta.fill(0, offset, offset + size);
  }
  const width = input.inputShape.reduce((product, extent) => product * extent, 1);
  const samples = { n, x: normals(n * width, 1), labels: Int32Array.from({ length: n }, () => rng.integer(3)) };
  return { name: `${label}, ${mode}`, plane: { net, origin, directions }, samples, mode };
}

const mlp = (sizes: readonly number[], batchNorm: boolean): Net =>
  buildMlp({ sizes, activation: 'tanh', skips: false, batchNorm }, { inputShape: [sizes[0]], classes: 3 }, (layout, rng) =>
    initialiseKernels(layout, HE, rng),
  );
const smallResnet = onImages(
  8,
  3,
  resnetDefinition({ widths: [3, 5], blocks: 1, shortcuts: true, activation: 'relu', classes: 3, pool: null }),
);
const smallCnn = onImages(8, 1, cnnDefinition({ widths: [3, 5], activation: 'relu', classes: 3 }));

/** Nets of each kind in each batch-norm mode. */
export const PLANE_CASES: readonly PlaneCase[] = [
  planeCase('MLP', mlp([2, 7, 7, 3], false), 21, 'frozen'),
  planeCase('MLP of many inputs', mlp([97, 9, 3], false), 21, 'frozen'),
  planeCase('MLP of many inputs with batch norm', mlp([97, 9, 3], true), 21, 'frozen'),
  planeCase('CNN', smallCnn, 11, 'frozen'),
  planeCase('ResNet', smallResnet, 11, 'frozen'),
  planeCase('ResNet', smallResnet, 11, 'interpolated'),
  planeCase('ResNet', smallResnet, 11, 'recomputed'),
  planeCase('ResNet of which only kernels move', smallResnet, 11, 'frozen', 'kernels'),
];

const largeResnet = onImages(
  32,
  3,
  resnetDefinition({ widths: [16, 32, 64], blocks: 3, shortcuts: true, activation: 'relu', classes: 3, pool: null }),
);

/** The paper's ResNet-20 on samples first … end − 1 of `n` of its size: more than 13 of them are too much work for one block. */
export function blockedPlane(n: number, first = 0, end = n): PlaneCase {
  const whole = planeCase('ResNet-20', largeResnet, n, 'frozen');
  const width = whole.samples.x.length / n;
  const { x, labels } = whole.samples;
  return { ...whole, samples: { n: end - first, x: x.slice(first * width, end * width), labels: labels.slice(first, end) } };
}

/** Clocks that make chunks stay at one point, grow as fast as they can, or grow and fall back. */
const CLOCKS = {
  'one at a time': () => {
    let now = 0;
    return () => {
      now += 1000;
      return now;
    };
  },
  growing: () => () => 0,
  uneven: () => {
    let calls = 0;
    let now = 0;
    return () => {
      calls++;
      now += calls % 14 > 10 ? 60 : 1;
      return now;
    };
  },
};

interface Interrupting {
  readonly signal?: AbortSignal;
  readonly breathe?: () => Promise<void>;
}

/** Loss and accuracy at 45 points (5 where a point is much work) around the origin, and the sizes of the chunks that they came in. */
export async function planeValues(
  device: Device,
  { plane, samples, mode }: PlaneCase,
  pace: keyof typeof CLOCKS,
  options: Interrupting = {},
) {
  const points = plane.net === largeResnet ? 5 : 45;
  const coords = Float64Array.from({ length: 2 * points }, (_, i) => Math.sin(3 * i) / (1 + (i % 3)));
  const evaluator = createGridEvaluator(device, plane, samples, mode);
  const result = { loss: new Float32Array(points), accuracy: new Float32Array(points), chunks: [] as number[] };
  try {
    const { signal = new AbortController().signal, breathe } = options;
    for await (const { first, loss, accuracy } of evaluator.evaluate(coords, {
      signal,
      clock: CLOCKS[pace](),
      ...(breathe && { breathe }),
    })) {
      result.loss.set(loss, first);
      result.accuracy.set(accuracy, first);
      result.chunks.push(loss.length);
    }
  } finally {
    evaluator.dispose();
  }
  return result;
}
