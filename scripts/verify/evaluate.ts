import type { Samples } from '../../src/catalog/datasets/types';
import type { WeightPoint } from '../../src/catalog/directions/types';
import type { Net } from '../../src/catalog/nets/types';
import type { Device } from '../../src/engine/device';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { sliceLayout, traceForward } from '../../src/engine/graph/trace';
import { createGridEvaluator } from '../../src/engine/grid-evaluator';
import type { Plane } from '../../src/engine/plane';
import { runningStatistics } from '../../src/engine/training-graph';
import type { BatchNormMode } from '../../src/experiment/recipe';

/** Loss and accuracy (percent) at points of a plane, through the same evaluator as the app's. */
export async function evaluatePoints(
  device: Device,
  plane: Plane,
  samples: Samples,
  mode: BatchNormMode,
  coords: readonly (readonly number[])[],
) {
  const evaluator = createGridEvaluator(device, plane, samples, mode);
  const loss = new Float64Array(coords.length);
  const accuracy = new Float64Array(coords.length);
  try {
    const options = { signal: new AbortController().signal, clock: () => performance.now() };
    for await (const chunk of evaluator.evaluate(Float64Array.from(coords.flat()), options)) {
      loss.set(chunk.loss, chunk.first);
      chunk.accuracy.forEach((share, i) => {
        accuracy[chunk.first + i] = (100 * Math.round(share * samples.n)) / samples.n;
      });
    }
  } finally {
    evaluator.dispose();
  }
  return { loss, accuracy };
}

/** Logits [n, classes] at one point. */
export async function evaluateLogits(device: Device, net: Net, point: WeightPoint, samples: Samples): Promise<Float64Array> {
  const builder = new GraphBuilder();
  const { theta, state } = weightInputs(builder, net);
  const x = builder.input('x', [samples.n, ...net.input.inputShape], { perReplica: false });
  const { logits } = traceForward(
    builder,
    net,
    sliceLayout(builder, theta, net.parameters),
    sliceLayout(builder, state, net.state),
    x,
    'state',
  );
  const program = device.compile(builder.build({ logits }), 1);
  try {
    program.write('x', samples.x);
    program.write('theta', point.theta);
    program.write('state', point.state);
    program.run(1);
    return Float64Array.from(await program.read('logits'));
  } finally {
    program.dispose();
  }
}

/** Running statistics after one training pass over the samples, in the state layout. */
export async function evaluateRunningStatistics(device: Device, net: Net, point: WeightPoint, samples: Samples): Promise<Float32Array> {
  const builder = new GraphBuilder();
  const { theta, state } = weightInputs(builder, net);
  const x = builder.input('x', [samples.n, ...net.input.inputShape], { perReplica: false });
  const stateSlots = sliceLayout(builder, state, net.state);
  const { batchStatistics } = traceForward(builder, net, sliceLayout(builder, theta, net.parameters), stateSlots, x, 'batch');
  const program = device.compile(builder.build({ statistics: runningStatistics(builder, net, state, batchStatistics) }), 1);
  try {
    program.write('x', samples.x);
    program.write('theta', point.theta);
    program.write('state', point.state);
    program.run(1);
    return await program.read('statistics');
  } finally {
    program.dispose();
  }
}

function weightInputs(builder: GraphBuilder, net: Net) {
  return {
    theta: builder.input('theta', [net.parameters.size], { perReplica: true }),
    state: builder.input('state', [net.state.size], { perReplica: true }),
  };
}
