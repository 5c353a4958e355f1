import { type Graph, sizeOf } from '../../graph/graph';
import type { Step } from './kernel';
import type { Plan } from './plan';

/** What limits a device's tensors. */
interface Limits {
  /** Most entries in one tensor. */
  readonly maxEntries: number;
  /** Every replica's part of a tensor starts at a multiple of this many entries. */
  readonly alignment: number;
}

/** Throws a RangeError that names the tensor that is too large, and how many replicas would fit, if any. */
export function checkFits(graph: Graph, maxReplicas: number, limits: Limits): void {
  for (const { shape, perReplica, operation } of graph.nodes)
    checkTensor(`${operation.op} [${shape}]`, sizeOf(shape), perReplica, maxReplicas, limits);
}

/** The same for the tensors between the launches of one node. */
export function checkPlanFits(graph: Graph, { steps }: Plan, maxReplicas: number, limits: Limits): void {
  graph.nodes.forEach(({ shape, perReplica, operation }, id) => {
    for (const { size } of steps[id]?.slice(0, -1) ?? [])
      checkTensor(`${operation.op} [${shape}], between its launches,`, size, perReplica, maxReplicas, limits);
  });
}

/** Most replicas for which no tensor of a program is too large; 0 where one is too large for a single replica. */
export function mostReplicas(
  graph: Graph,
  { steps }: Plan,
  { maxEntries, alignment, resultEntries }: Limits & { resultEntries?(step: Step): number | undefined },
): number {
  let most = Infinity;
  graph.nodes.forEach(({ shape, perReplica }, id) => {
    const results = (steps[id] ?? []).map((step) => resultEntries?.(step) ?? step.size);
    for (const entries of [sizeOf(shape), ...results]) {
      const fitting = Math.floor(maxEntries / (Math.ceil(Math.max(1, entries) / alignment) * alignment));
      most = Math.min(most, perReplica || fitting === 0 ? fitting : Infinity);
    }
  });
  return most;
}

function checkTensor(
  what: string,
  entriesOfOne: number,
  perReplica: boolean,
  maxReplicas: number,
  { maxEntries, alignment }: Limits,
): void {
  const size = Math.ceil(entriesOfOne / alignment) * alignment;
  const entries = size * (perReplica ? maxReplicas : 1);
  if (entries <= maxEntries) return;
  const fitting = perReplica ? Math.floor(maxEntries / size) : 0;
  throw new RangeError(
    `${what}${perReplica ? ` for ${maxReplicas} replicas` : ''} has ${entries} numbers; this device holds ${maxEntries} in one tensor` +
      (fitting > 0 ? `, so at most ${fitting} replicas fit.` : '.'),
  );
}
