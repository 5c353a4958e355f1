import type { TensorSlot } from '../catalog/layout';
import type { Net } from '../catalog/nets/types';
import type { BatchNormMode } from '../experiment/recipe';
import { GraphBuilder } from './graph/builder';
import { gradient } from './graph/gradient';
import type { Graph, NodeId } from './graph/graph';
import { tangents } from './graph/tangent';
import { type StatisticsSource, sliceLayout, traceForward } from './graph/trace';
import { sampleInputs } from './metrics';

/** With respect to which weights derivatives are taken. The paper's Hessian is that of the kernels (METHOD.md, section 4). */
export type WeightSet = 'kernels' | 'all';

/** Which statistics a batch-norm mode differentiates through: at one point, interpolated states are states like frozen ones. */
export function statisticsOf(mode: BatchNormMode): StatisticsSource {
  return mode === 'recomputed' ? 'batch' : 'state';
}

/** Whether a tensor's entries belong to a set of weights. */
export function isIn(set: WeightSet, slot: TensorSlot): boolean {
  return set === 'all' || slot.role === 'kernel';
}

/** Loss and gradient over n samples. Inputs per replica: theta, state; shared: x, labels. Outputs: loss, gradient [P], 0 outside the set. */
export function gradientGraph(net: Net, n: number, statistics: StatisticsSource, set: WeightSet = 'all'): Graph {
  const builder = new GraphBuilder();
  const { loss, gradients } = traceGradient(builder, net, n, statistics, set);
  return { ...builder.build({ loss, gradient: builder.pack(gradients, net.parameters.size) }), plainSums: true };
}

/**
 * The Hessian of the mean loss over n samples times a vector: the tangent of the gradient (DESIGN.md, "the replica axis"). Inputs per replica:
 * theta, state, vector [P], whose entries outside the set are taken for 0; shared: x, labels. Output: product [P], 0 outside the set.
 */
export function hessianGraph(net: Net, n: number, statistics: StatisticsSource, set: WeightSet): Graph {
  const builder = new GraphBuilder();
  const { parameters, gradients } = traceGradient(builder, net, n, statistics, set);
  const vector = builder.input('vector', [net.parameters.size], { perReplica: true });
  const vectors = sliceLayout(builder, vector, net.parameters);
  const seeds = new Map<NodeId, NodeId>();
  net.parameters.slots.forEach((slot, i) => {
    if (isIn(set, slot)) seeds.set(parameters[i], vectors[i]);
  });
  const products = tangents(
    builder,
    gradients.map(({ node }) => node),
    seeds,
  );
  const parts = gradients.flatMap(({ offset }, i) => {
    const node = products[i];
    return node === undefined ? [] : [{ node, offset }];
  });
  return { ...builder.build({ product: builder.pack(parts, net.parameters.size) }), plainSums: true };
}

interface TracedGradient {
  readonly loss: NodeId;
  readonly parameters: readonly NodeId[];
  /** Of each tensor in the set, and where it lies. */
  readonly gradients: readonly { readonly node: NodeId; readonly offset: number }[];
}

function traceGradient(builder: GraphBuilder, net: Net, n: number, statistics: StatisticsSource, set: WeightSet): TracedGradient {
  const theta = builder.input('theta', [net.parameters.size], { perReplica: true });
  const state = builder.input('state', [net.state.size], { perReplica: true });
  const { x, labels } = sampleInputs(builder, net.input, n);
  const parameters = sliceLayout(builder, theta, net.parameters);
  const { logits } = traceForward(builder, net, parameters, sliceLayout(builder, state, net.state), x, statistics);
  const loss = builder.crossEntropy(logits, labels);
  const chosen = net.parameters.slots.flatMap((slot, i) => (isIn(set, slot) ? [{ node: parameters[i], offset: slot.offset }] : []));
  const nodes = gradient(
    builder,
    loss,
    chosen.map(({ node }) => node),
  );
  return { loss, parameters, gradients: chosen.map(({ offset }, i) => ({ node: nodes[i], offset })) };
}
