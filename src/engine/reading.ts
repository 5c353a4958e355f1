import type { Dataset, Samples } from '../catalog/datasets/types';
import type { WeightPoint } from '../catalog/directions/types';
import type { Net } from '../catalog/nets/types';
import type { Boundary, Predictions } from '../experiment/landscape';
import type { BatchNormMode, Recipe } from '../experiment/recipe';
import type { Device } from './device';
import { GraphBuilder } from './graph/builder';
import { fuse } from './graph/fuse';
import { sliceLayout, traceForward } from './graph/trace';
import { sampleInputs } from './metrics';
import { createPredictionEvaluator, type ReadOptions } from './predictions';
import { evaluationSamples } from './setup';

/** What one net does at one point of weight space: its loss and accuracy, and what can be shown of its answers. */
export interface Reading {
  readonly loss: number;
  readonly accuracy: number;
  /** The classes over two of its inputs; null on images, where two pixels say nothing. */
  readonly boundary: Boundary | null;
  /** On images: what it makes of each. */
  readonly predictions: Predictions | null;
}

export interface ReadingEvaluator {
  /** Of many images it makes way, and rejects with the signal's reason once it is aborted. */
  read(point: WeightPoint, options?: ReadOptions): Promise<Reading>;
  dispose(): void;
}

/** Where and how finely the decision boundary is drawn. */
export interface BoundaryRequest {
  /** The two inputs shown; the others stay at their training mean. */
  readonly inputs: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

/** Prepares readings of a net on a device, with what suits its inputs: on images the answer to each, else the decision boundary. */
export function createReadingEvaluator(
  device: Device,
  net: Net,
  dataset: Dataset,
  grid: Pick<Recipe['grid'], 'split' | 'samples' | 'batchNorm'>,
  request: BoundaryRequest,
): ReadingEvaluator {
  const samples = evaluationSamples(grid, dataset);
  if (dataset.inputShape.length < 3) return createBoundaryEvaluator(device, net, dataset, samples, grid.batchNorm, request);
  const evaluator = createPredictionEvaluator(device, net, samples, grid.batchNorm);
  return {
    async read(point, options) {
      const { loss, accuracy, predicted, probabilities } = await evaluator.read(point, options);
      return { loss, accuracy, boundary: null, predictions: { split: grid.split, predicted, probabilities } };
    },
    dispose: evaluator.dispose,
  };
}

/** In the "recomputed" mode the boundary uses the statistics of the evaluation samples. */
function createBoundaryEvaluator(
  device: Device,
  net: Net,
  dataset: Dataset,
  samples: Samples,
  mode: BatchNormMode,
  request: BoundaryRequest,
): ReadingEvaluator {
  const recomputes = mode === 'recomputed' && net.state.size > 0;
  const metrics = device.compile(metricsGraph(net, samples.n, recomputes), 1);
  metrics.write('x', samples.x);
  metrics.write('labels', samples.labels);
  const { x: inputGrid, x0, x1 } = boundaryInputs(dataset, request);
  const boundary = device.compile(classesGraph(net, request.width * request.height), 1);
  boundary.write('x', inputGrid);
  return {
    async read({ theta, state }) {
      metrics.write('theta', theta);
      if (!recomputes) metrics.write('state', state);
      metrics.run(1);
      const [loss] = await metrics.read('loss');
      const [correct] = await metrics.read('correct');
      boundary.write('theta', theta);
      boundary.write('state', recomputes ? await metrics.read('statistics') : state);
      boundary.run(1);
      const classes = Uint8Array.from(await boundary.read('classes'));
      const { width, height, inputs } = request;
      return {
        loss: loss as number,
        accuracy: (correct as number) / samples.n,
        boundary: { width, height, x: x0, y: x1, inputs, classes },
        predictions: null,
      };
    },
    dispose() {
      metrics.dispose();
      boundary.dispose();
    },
  };
}

function metricsGraph(net: Net, n: number, recomputes: boolean) {
  const builder = new GraphBuilder();
  const theta = builder.input('theta', [net.parameters.size], { perReplica: true });
  const state = builder.input('state', [net.state.size], { perReplica: true });
  const { x, labels } = sampleInputs(builder, net.input, n);
  const parameters = sliceLayout(builder, theta, net.parameters);
  const traced = traceForward(builder, net, parameters, sliceLayout(builder, state, net.state), x, recomputes ? 'batch' : 'state');
  const outputs = { loss: builder.crossEntropy(traced.logits, labels), correct: builder.correctCount(traced.logits, labels) };
  if (!recomputes) return fuse(builder.build(outputs));
  const parts = traced.batchStatistics.flatMap(({ meanSlot, varianceSlot, mean, variance }) => [
    { node: mean, offset: net.state.slots[meanSlot]?.offset as number },
    { node: variance, offset: net.state.slots[varianceSlot]?.offset as number },
  ]);
  return fuse(builder.build({ ...outputs, statistics: builder.pack(parts, net.state.size) }));
}

function classesGraph(net: Net, points: number) {
  const builder = new GraphBuilder();
  const theta = builder.input('theta', [net.parameters.size], { perReplica: true });
  const state = builder.input('state', [net.state.size], { perReplica: true });
  const x = builder.input('x', [points, ...net.input.inputShape], { perReplica: false });
  const { logits } = traceForward(
    builder,
    net,
    sliceLayout(builder, theta, net.parameters),
    sliceLayout(builder, state, net.state),
    x,
    'state',
  );
  return fuse(builder.build({ classes: builder.argmax(logits) }));
}

/** Margin around the data's range that the boundary is drawn on, as a share of the range. */
const MARGIN = 0.08;

/** Inputs at the centres of a width × height raster over two inputs, row-major from the lowest second input; the others at their training mean. */
function boundaryInputs(dataset: Dataset, { inputs, width, height }: BoundaryRequest) {
  const { x, n } = dataset.train;
  const features = x.length / n;
  const means = new Float64Array(features);
  for (let i = 0; i < x.length; i++) means[i % features] = (means[i % features] as number) + (x[i] as number) / n;
  const x0 = rangeOf(dataset, inputs[0], features);
  const x1 = rangeOf(dataset, inputs[1], features);
  const raster = new Float32Array(width * height * features);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = (row * width + column) * features;
      raster.set(means, at);
      raster[at + inputs[0]] = x0[0] + ((column + 0.5) / width) * (x0[1] - x0[0]);
      raster[at + inputs[1]] = x1[0] + ((row + 0.5) / height) * (x1[1] - x1[0]);
    }
  }
  return { x: raster, x0, x1 };
}

function rangeOf(dataset: Dataset, input: number, features: number): [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (const { x } of [dataset.train, dataset.test]) {
    for (let i = input; i < x.length; i += features) {
      min = Math.min(min, x[i] as number);
      max = Math.max(max, x[i] as number);
    }
  }
  const margin = max > min ? MARGIN * (max - min) : 1;
  return [min - margin, max + margin];
}
