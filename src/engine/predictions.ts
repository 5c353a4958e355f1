import type { Samples } from '../catalog/datasets/types';
import type { WeightPoint } from '../catalog/directions/types';
import type { Net } from '../catalog/nets/types';
import type { Predictions } from '../experiment/landscape';
import type { BatchNormMode } from '../experiment/recipe';
import { exp, log } from '../math/portable';
import type { Device } from './device';
import { GraphBuilder } from './graph/builder';
import { fuse } from './graph/fuse';
import { sliceLayout, traceForward } from './graph/trace';
import { samplesOfBlock, sliceSamples } from './sample-blocks';

/** A net's answers to a set of samples at one point of weight space. */
export interface Answers extends Pick<Predictions, 'predicted' | 'probabilities'> {
  /** Mean cross entropy and share of correct samples, from the same logits. */
  readonly loss: number;
  readonly accuracy: number;
}

/** How a reading of many samples makes way for others. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Awaited between two blocks of samples: lets a worker hear its messages. */
  readonly breathe?: () => Promise<void>;
}

export interface PredictionEvaluator {
  /** Rejects with the signal's reason once it is aborted. */
  read(point: WeightPoint, options?: ReadOptions): Promise<Answers>;
  dispose(): void;
}

/**
 * Prepares readings of what a net makes of each sample. They are evaluated in blocks, as planes are, so that memory stays bounded; in the
 * "recomputed" mode all at once, as each answer then depends on all samples. `block`: samples at a time.
 */
export function createPredictionEvaluator(
  device: Device,
  net: Net,
  samples: Samples,
  mode: BatchNormMode,
  block = samplesOfBlock(logitsGraph(net, 1, false), samples.n),
): PredictionEvaluator {
  const recomputes = mode === 'recomputed' && net.state.size > 0;
  const part = recomputes ? samples.n : block;
  const program = device.compile(logitsGraph(net, part, recomputes), 1);
  const { classes } = net.input;
  const writePart = (first: number): void => program.write('x', sliceSamples(samples, first, part).x);
  if (part === samples.n) writePart(0);
  return {
    async read({ theta, state }, { signal, breathe } = {}) {
      program.write('theta', theta);
      if (!recomputes) program.write('state', state);
      const logits = new Float32Array(samples.n * classes);
      for (let next = 0; next < samples.n; next += part) {
        // Every part is whole: the last one reaches back.
        const first = Math.min(next, samples.n - part);
        if (next > 0) await breathe?.();
        signal?.throwIfAborted();
        if (part < samples.n) writePart(first);
        program.run(1);
        logits.set(await program.read('logits'), first * classes);
      }
      return answers(logits, samples.labels, classes);
    },
    dispose: () => program.dispose(),
  };
}

function logitsGraph(net: Net, n: number, recomputes: boolean) {
  const builder = new GraphBuilder();
  const theta = builder.input('theta', [net.parameters.size], { perReplica: true });
  const state = builder.input('state', [net.state.size], { perReplica: true });
  const x = builder.input('x', [n, ...net.input.inputShape], { perReplica: false });
  const parameters = sliceLayout(builder, theta, net.parameters);
  const { logits } = traceForward(builder, net, parameters, sliceLayout(builder, state, net.state), x, recomputes ? 'batch' : 'state');
  return fuse(builder.build({ logits }));
}

/** Loss as PyTorch's cross entropy, in double precision; the largest logit as in the graph's `correctCount`. */
function answers(logits: Float32Array, labels: Int32Array, classes: number): Answers {
  const n = labels.length;
  const predicted = new Uint8Array(n);
  const probabilities = new Float32Array(logits.length);
  let [loss, correct] = [0, 0];
  for (let i = 0; i < n; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    const best = largestOf(row);
    let sum = 0;
    for (const logit of row) sum += exp(logit - row[best]);
    for (let k = 0; k < classes; k++) probabilities[i * classes + k] = exp(row[k] - row[best]) / sum;
    predicted[i] = best;
    loss += row[best] + log(sum) - row[labels[i]];
    if (best === labels[i]) correct++;
  }
  return { predicted, probabilities, loss: loss / n, accuracy: correct / n };
}

/** Index of the largest entry: NaN is the largest, the first wins ties. */
function largestOf(row: Float32Array): number {
  let best = 0;
  for (let k = 1; k < row.length && !Number.isNaN(row[best]); k++) if (row[k] > row[best] || Number.isNaN(row[k])) best = k;
  return best;
}
