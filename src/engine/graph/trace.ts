import type { TensorLayout } from '../../catalog/layout';
import type { Net } from '../../catalog/nets/types';
import type { NetOps } from '../../catalog/ops';
import type { GraphBuilder } from './builder';
import { type NodeId, rowsAndColumns, sizeOf } from './graph';

/** The batch-norm epsilon of every net (METHOD.md, section 9). */
export const BATCH_NORM_EPSILON = 1e-5;

/**
 * Which statistics a traced batch norm uses. "batch": those of the rows at hand, differentiable (training, and the
 * recomputed mode when the rows are all evaluation samples). "state": those in the state vector (frozen or interpolated).
 */
export type StatisticsSource = 'batch' | 'state';

/** Batch statistics of one batch-norm layer, in the order of the layers. */
export interface BatchStatistics {
  readonly meanSlot: number;
  readonly varianceSlot: number;
  readonly mean: NodeId;
  /** Biased. */
  readonly variance: NodeId;
  readonly rows: number;
}

/** Nodes of each slot of a flat vector. */
export function sliceLayout(builder: GraphBuilder, flat: NodeId, layout: TensorLayout): NodeId[] {
  return layout.slots.map((slot) => builder.slice(flat, slot.offset, slot.shape));
}

/** Traces a net's forward pass: logits of x, and the batch statistics it met when `statistics` is "batch". */
export function traceForward(
  builder: GraphBuilder,
  net: Net,
  parameters: readonly NodeId[],
  state: readonly NodeId[],
  x: NodeId,
  statistics: StatisticsSource,
): { logits: NodeId; batchStatistics: BatchStatistics[] } {
  const batchStatistics: BatchStatistics[] = [];
  const ops: NetOps<NodeId> = {
    dense: (input, kernel) => builder.matmul(input, kernel),
    conv2d: (input, kernel, options) => builder.conv2d(input, kernel, options),
    averagePool: (input, window) => builder.averagePool(input, window),
    maxPool: (input, window) => builder.maxPool(input, window),
    globalAveragePool(input) {
      const [n, h, w, c] = builder.shape(input);
      if (h !== w) throw new RangeError(`Global pooling takes square maps, not ${h} × ${w}.`);
      return builder.reshape(builder.averagePool(input, { size: h, stride: h }), [n, c]);
    },
    flatten(input) {
      const [n, ...rest] = builder.shape(input);
      return rest.length === 1 ? input : builder.reshape(input, [n, sizeOf(rest)]);
    },
    concatenate: (parts) => builder.concatenate(parts),
    addBias: (input, bias) => builder.columns('add', input, bias),
    activation: (input, kind) => builder.activation(input, kind),
    add: (a, b) => builder.binary('add', a, b),
    batchNorm(input, norm) {
      let { mean, variance } = norm;
      if (statistics === 'batch') {
        const { rows } = rowsAndColumns(builder.shape(input));
        mean = builder.scale(builder.columnSum(input), 1 / rows);
        const centred = builder.columns('subtract', input, mean);
        variance = builder.scale(builder.columnDot(centred, centred), 1 / rows);
        batchStatistics.push({ meanSlot: state.indexOf(norm.mean), varianceSlot: state.indexOf(norm.variance), mean, variance, rows });
      }
      const inverseDeviation = builder.power(variance, BATCH_NORM_EPSILON, -0.5);
      return builder.normalize(input, mean, builder.binary('multiply', norm.scale, inverseDeviation), norm.shift);
    },
  };
  return { logits: net.forward(ops, parameters, state, x), batchStatistics };
}
