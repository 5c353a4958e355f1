import type { Samples } from '../catalog/datasets/types';
import type { Net, NetInput } from '../catalog/nets/types';
import type { Device } from './device';
import { GraphBuilder } from './graph/builder';
import { fuse } from './graph/fuse';
import { sliceLayout, traceForward } from './graph/trace';

/** Loss and accuracy of one set of weights on fixed samples, with the given running statistics. */
export interface MetricsEvaluator {
  /** Mean cross entropy and the share of correct samples (0 … 1). */
  evaluate(theta: Float32Array, state: Float32Array): Promise<{ loss: number; accuracy: number }>;
  dispose(): void;
}

/** Prepares an evaluator on a device; the samples are uploaded once. */
export function createMetricsEvaluator(device: Device, net: Net, samples: Samples): MetricsEvaluator {
  const builder = new GraphBuilder();
  const theta = builder.input('theta', [net.parameters.size], { perReplica: true });
  const state = builder.input('state', [net.state.size], { perReplica: true });
  const { x, labels } = sampleInputs(builder, net.input, samples.n);
  const { logits } = traceForward(
    builder,
    net,
    sliceLayout(builder, theta, net.parameters),
    sliceLayout(builder, state, net.state),
    x,
    'state',
  );
  const graph = fuse(builder.build({ loss: builder.crossEntropy(logits, labels), correct: builder.correctCount(logits, labels) }));
  const program = device.compile(graph, 1);
  program.write('x', samples.x);
  program.write('labels', samples.labels);
  return {
    async evaluate(weights, statistics) {
      program.write('theta', weights);
      program.write('state', statistics);
      program.run(1);
      const [loss] = await program.read('loss');
      const [correct] = await program.read('correct');
      return { loss: loss as number, accuracy: (correct as number) / samples.n };
    },
    dispose: () => program.dispose(),
  };
}

/** The inputs `x` [n, …] and `labels` [n], shared by all replicas. Dense nets read each sample as one row. */
export function sampleInputs(builder: GraphBuilder, input: NetInput, n: number): { x: number; labels: number } {
  return {
    x: builder.input('x', [n, ...input.inputShape], { perReplica: false }),
    labels: builder.input('labels', [n], { perReplica: false, dtype: 'i32' }),
  };
}
