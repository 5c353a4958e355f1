import type { MemoryNeed } from '../../device';
import { type Graph, type NodeId, sizeOf } from '../../graph/graph';
import type { TfjsBackend } from './backend';
import { mostReplicas } from './limits';
import { isView, type Plan, planGraph } from './plan';

type Sizes = Pick<TfjsBackend, 'alignment' | 'maxBytes' | 'maxEntries' | 'launchesPerSubmit' | 'resultEntries'>;

/** What a program of the graph would take of a GPU, what is pooled for reuse included. */
export function memoryFor(graph: Graph, backend: Sizes): MemoryNeed {
  const plan = planGraph(graph);
  const { shared, perReplica } = poolOf(graph, plan, backend);
  const [fixedBytes, replicaBytes] = [4 * shared, 4 * perReplica];
  const fitting = Math.floor((backend.maxBytes - fixedBytes) / Math.max(1, replicaBytes));
  const maxReplicas = Math.max(0, Math.min(fitting, mostReplicas(graph, plan, backend)));
  return { fixedBytes, replicaBytes, availableBytes: backend.maxBytes, maxReplicas };
}

/** A device buffer in use: how many entries, and how many values lie in it. */
interface Held {
  readonly entries: number;
  readonly perReplica: boolean;
  holders: number;
}

/**
 * Entries of all buffers of a run. As the program does, it goes through the launches; a buffer whose last value has served is reused by results of exactly
 * its size, once the launches up to there have been submitted.
 */
function poolOf(graph: Graph, plan: Plan, { alignment, launchesPerSubmit, resultEntries }: Sizes): { shared: number; perReplica: number } {
  const total = { shared: 0, perReplica: 0 };
  const free = new Map<string, number>();
  let [served, launches] = [[] as string[], 0];
  const padded = (size: number): number => Math.ceil(Math.max(size, 1) / alignment) * alignment;
  const acquire = (entries: number, perReplica: boolean): Held => {
    const key = `${entries} ${perReplica}`;
    const reusable = free.get(key) ?? 0;
    if (reusable > 0) free.set(key, reusable - 1);
    else total[perReplica ? 'perReplica' : 'shared'] += entries;
    return { entries, perReplica, holders: 1 };
  };
  const release = (held: Held | undefined): void => {
    if (held && --held.holders === 0) served.push(`${held.entries} ${held.perReplica}`);
  };
  const submit = (): void => {
    for (const key of served) free.set(key, (free.get(key) ?? 0) + 1);
    served = [];
  };

  const values = new Map<NodeId, Held>();
  const kept = new Set([...Object.values(graph.outputs), ...graph.updates.map(({ node }) => node), ...plan.constants]);
  graph.nodes.forEach((node, id) => {
    const steps = plan.steps[id];
    const isInput = node.operation.op === 'input';
    if (!steps && !isInput) return;
    let value: Held | undefined;
    if (isView(node)) {
      value = values.get(node.inputs[0]) as Held;
      value.holders++;
    } else if (isInput) {
      value = acquire(padded(sizeOf(node.shape)), node.perReplica);
      value.holders++;
    } else {
      const results = (steps ?? []).map((step) => {
        launches++;
        const result = acquire(resultEntries?.(step) ?? padded(step.size), node.perReplica);
        if (launches % launchesPerSubmit === 0) submit();
        return result;
      });
      for (const earlier of results.slice(0, -1)) release(earlier);
      value = results.at(-1) as Held;
    }
    if (kept.has(id)) value.holders++;
    values.set(id, value);
    for (const done of plan.lastReads[id]) {
      release(values.get(done));
      values.delete(done);
    }
  });
  // New values of inputs stand beside the old ones until all are there.
  for (const { node } of graph.updates) acquire(padded(sizeOf(graph.nodes[node].shape)), graph.nodes[node].perReplica);
  return total;
}
