import { type Graph, sizeOf } from '../../graph/graph';

/** What limits a device's tensors. */
interface Limits {
  /** Most entries in one tensor. */
  readonly maxEntries: number;
  /** Every replica's part of a tensor starts at a multiple of this many entries. */
  readonly alignment: number;
}

/** Throws a RangeError that names the tensor that is too large, and how many replicas would fit, if any. */
export function checkFits(graph: Graph, maxReplicas: number, { maxEntries, alignment }: Limits): void {
  for (const { shape, perReplica, operation } of graph.nodes) {
    const size = Math.ceil(sizeOf(shape) / alignment) * alignment;
    const entries = size * (perReplica ? maxReplicas : 1);
    if (entries <= maxEntries) continue;
    const fitting = perReplica ? Math.floor(maxEntries / size) : 0;
    throw new RangeError(
      `${operation.op} [${shape}]${perReplica ? ` for ${maxReplicas} replicas` : ''} has ${entries} numbers; this device holds ${maxEntries} in one tensor` +
        (fitting > 0 ? `, so at most ${fitting} replicas fit.` : '.'),
    );
  }
}
