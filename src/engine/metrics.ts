import type { Samples } from '../catalog/datasets/types';
import type { WeightPoint } from '../catalog/directions/types';
import type { Net, NetInput } from '../catalog/nets/types';
import { createBlockedProgram } from './blocked-program';
import { SUBMITTING } from './chunking';
import type { Device } from './device';
import { GraphBuilder } from './graph/builder';
import { multiplyAdds } from './graph/cost';
import { fuse } from './graph/fuse';
import type { Graph } from './graph/graph';
import { sliceLayout, traceForward } from './graph/trace';
import { joined } from './replicas';
import { BLOCK_MULTIPLY_ADDS } from './sample-blocks';

/** Loss and accuracy of sets of weights on fixed samples, each with its running statistics. */
export interface MetricsEvaluator {
  /**
   * Mean cross entropy and the share of correct samples (0 … 1) of each point, whose bits do not depend on the others. `breathe` is awaited between
   * blocks of samples.
   */
  evaluate(points: readonly WeightPoint[], breathe?: () => Promise<void>): Promise<{ loss: number; accuracy: number }[]>;
  dispose(): void;
}

/** Memory of the points that are evaluated at once; one may take more. */
const POINTS_BYTES = 256 * 2 ** 20;

/** Prepares an evaluator of up to `most` points at once on a device; the samples are uploaded once. Throws TooManySamples where memory does not suffice. */
export function createMetricsEvaluator(device: Device, net: Net, samples: Samples, most = 1): MetricsEvaluator {
  // Together they take no longer than a block of samples may.
  const quick = Math.floor(BLOCK_MULTIPLY_ADDS / (samples.n * multiplyAdds(metricsGraph(net, 1, 1))));
  const program = createBlockedProgram(device, samples, {
    graphOf: (n, held) => metricsGraph(net, n, held),
    isWhole: false,
    mostReplicas: Math.max(1, Math.min(most, quick, SUBMITTING[device.id].replicas)),
    replicaBytes: POINTS_BYTES,
  });
  const together = async (points: readonly WeightPoint[], breathe?: () => Promise<void>) => {
    program.write('theta', joined(points.map(({ theta }) => theta)));
    program.write('state', joined(points.map(({ state }) => state)));
    const sums = points.map(() => ({ loss: 0, correct: 0 }));
    for (let block = 0; block < program.blocks; block++) {
      if (block > 0) await breathe?.();
      const { rows, values } = program.submit(block, points.length);
      const [losses, corrects] = await values;
      // One block's share is 1, which keeps its bits.
      for (const [i, sum] of sums.entries()) {
        sum.loss += (rows / samples.n) * losses[i];
        sum.correct += corrects[i];
      }
    }
    return sums.map(({ loss, correct }) => ({ loss, accuracy: correct / samples.n }));
  };
  return {
    async evaluate(points, breathe) {
      const found: { loss: number; accuracy: number }[] = [];
      while (found.length < points.length) {
        if (found.length > 0) await breathe?.();
        found.push(...(await together(points.slice(found.length, found.length + program.maxReplicas), breathe)));
      }
      return found;
    },
    dispose: () => program.dispose(),
  };
}

function metricsGraph(net: Net, n: number, held: number): Graph {
  const builder = new GraphBuilder();
  const theta = builder.input('theta', [net.parameters.size], { perReplica: true });
  const state = builder.input('state', [net.state.size], { perReplica: true });
  const { x, labels } = sampleInputs(builder, net.input, n, held);
  const parameters = sliceLayout(builder, theta, net.parameters);
  const { logits } = traceForward(builder, net, parameters, sliceLayout(builder, state, net.state), x, 'state');
  return fuse(builder.build({ loss: builder.crossEntropy(logits, labels), correct: builder.correctCount(logits, labels) }));
}

/**
 * The inputs `x` [held, …] and `labels` [held], shared by all replicas; of more than n samples held, the rows in the input `index` [n]. Dense nets read each
 * sample as one row.
 */
export function sampleInputs(builder: GraphBuilder, input: NetInput, n: number, held = n): { x: number; labels: number } {
  const x = builder.input('x', [held, ...input.inputShape], { perReplica: false });
  const labels = builder.input('labels', [held], { perReplica: false, dtype: 'i32' });
  if (n === held) return { x, labels };
  const index = builder.input('index', [n], { perReplica: false, dtype: 'i32' });
  return { x: builder.gatherRows(x, index), labels: builder.gatherRows(labels, index) };
}
