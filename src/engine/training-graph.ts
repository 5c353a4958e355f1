import type { Net } from '../catalog/nets/types';
import type { OptimizerOps, Scalar } from '../catalog/ops';
import { optimizers } from '../catalog/optimizers';
import type { Run } from '../experiment/recipe';
import { GraphBuilder } from './graph/builder';
import { gradient } from './graph/gradient';
import type { Graph, GraphUpdate, NodeId } from './graph/graph';
import { type BatchStatistics, sliceLayout, traceForward } from './graph/trace';

/** Momentum of the running statistics (METHOD.md, section 9). */
const STATISTICS_MOMENTUM = 0.1;

/** Where a training graph finds its batch: `batch` rows of `n` samples kept on the device, chosen by the input `index`. */
export interface TrainingShape {
  readonly n: number;
  readonly batch: number;
  /** True where each step's images are changed and written by themselves: the input is `batchX` [batch, …] then, and there is no `x`. */
  readonly augmented?: boolean;
}

/**
 * One optimizer step as a graph: gather a batch, forward with batch statistics, backward, update running statistics, slots and θ.
 * Inputs: x (or batchX), labels, index, theta, state, slot.NAME, hyper.NAME. Output: `loss` of the batch before the step. Every
 * value that depends on a replica is per replica, so runs that share optimizer and batch size can train together.
 */
export function trainingGraph(net: Net, run: Pick<Run, 'optimizer'>, shape: TrainingShape): Graph {
  const builder = new GraphBuilder();
  const { inputShape } = net.input;
  const labels = builder.input('labels', [shape.n], { perReplica: false, dtype: 'i32' });
  const index = builder.input('index', [shape.batch], { perReplica: true, dtype: 'i32' });
  const theta = builder.input('theta', [net.parameters.size], { perReplica: true });
  const state = builder.input('state', [net.state.size], { perReplica: true });
  const batchX = shape.augmented
    ? builder.input('batchX', [shape.batch, ...inputShape], { perReplica: true })
    : builder.gatherRows(builder.input('x', [shape.n, ...inputShape], { perReplica: false }), index);
  const batchLabels = builder.gatherRows(labels, index);
  const stateSlots = sliceLayout(builder, state, net.state);

  const forwardAt = (at: NodeId): { loss: NodeId; parameters: NodeId[]; batchStatistics: BatchStatistics[] } => {
    const parameters = sliceLayout(builder, at, net.parameters);
    const { logits, batchStatistics } = traceForward(builder, net, parameters, stateSlots, batchX, 'batch');
    return { loss: builder.crossEntropy(logits, batchLabels), parameters, batchStatistics };
  };
  const gradientAt = (at: NodeId): NodeId => {
    const { loss, parameters } = forwardAt(at);
    const parts = gradient(builder, loss, parameters).map((node, i) => ({ node, offset: net.parameters.slots[i]?.offset as number }));
    return builder.pack(parts, net.parameters.size);
  };

  const { params } = run.optimizer;
  const spec = optimizers.get(run.optimizer.id);
  const scalarInput = (name: string): Scalar<NodeId> => ({ scalar: builder.input(`hyper.${name}`, [], { perReplica: true }) });
  const slotInput = (name: string): NodeId => builder.input(`slot.${name}`, [net.parameters.size], { perReplica: true });
  const hyper = Object.fromEntries(Object.keys(spec.hyper(params, 1, 1)).map((name) => [name, scalarInput(name)]));
  const slots = Object.fromEntries(spec.slots(params).map((name) => [name, slotInput(name)]));
  const stepped = spec.step(optimizerOps(builder, net), params, { theta, slots, hyper, gradient: gradientAt });

  const { loss, batchStatistics } = forwardAt(theta);
  const updates: GraphUpdate[] = [
    { input: 'theta', node: stepped.theta },
    ...Object.entries(stepped.slots).map(([name, node]) => ({ input: `slot.${name}`, node })),
  ];
  if (net.state.size > 0) updates.push({ input: 'state', node: runningStatistics(builder, net, state, batchStatistics) });
  return builder.build({ loss }, updates);
}

/** running ← 0.9 · running + 0.1 · batch, with the unbiased variance (PyTorch's rule), over the whole state at once. */
export function runningStatistics(builder: GraphBuilder, net: Net, state: NodeId, batch: readonly BatchStatistics[]): NodeId {
  const offset = (slot: number): number => net.state.slots[slot].offset;
  const parts = batch.flatMap(({ meanSlot, varianceSlot, mean, variance, rows }) => [
    { node: mean, offset: offset(meanSlot) },
    { node: builder.scale(variance, rows > 1 ? rows / (rows - 1) : 1), offset: offset(varianceSlot) },
  ]);
  return builder.mix(1 - STATISTICS_MOMENTUM, state, STATISTICS_MOMENTUM, builder.pack(parts, net.state.size));
}

function optimizerOps(builder: GraphBuilder, net: Net): OptimizerOps<NodeId> {
  return {
    mix: (ca, a, cb, b) => builder.mix(ca, a, cb, b),
    mixSquare: (ca, a, cb, b) => builder.mix(ca, a, cb, b, true),
    adamDirection: (cm, m, cv, v, eps) => builder.adamDirection(cm, m, cv, v, eps),
    keepRoles(vector, roles) {
      const kept = net.parameters.slots.filter((slot) => roles.includes(slot.role));
      const parts = kept.map(({ offset, shape }) => ({ node: builder.slice(vector, offset, shape), offset }));
      return builder.pack(parts, net.parameters.size);
    },
  };
}
