import type { Graph, GraphNode, NodeId } from '../../graph/graph';
import type { Step } from './kernel';
import { lower } from './lower';
import { pointwiseOf } from './pointwise';

/** How a graph is run: which nodes get values, by which launches, and when a value has served. */
export interface Plan {
  /** For each node its launches, or undefined where other nodes' launches compute it within. */
  readonly steps: readonly (readonly Step[] | undefined)[];
  /** For each node, those whose values are last read by it. */
  readonly lastReads: readonly (readonly NodeId[])[];
  /** Values that replicas share and that are read where they are not computed: kept from run to run, until an input that they depend on changes. */
  readonly constants: ReadonlySet<NodeId>;
}

/** Plans a graph: pointwise operations are joined into the launches that read them, as far as each launch's operands allow. */
export function planGraph(graph: Graph): Plan {
  const kept = new Set([...Object.values(graph.outputs), ...graph.updates.map(({ node }) => node)]);
  const needed = new Set(kept);
  const readers = graph.nodes.map(() => 0);
  for (const node of graph.nodes) {
    for (const id of new Set(node.inputs)) (readers[id] as number)++;
    if (!takesIn(node)) for (const id of node.inputs) needed.add(id);
  }
  const steps: (readonly Step[] | undefined)[] = graph.nodes.map(() => undefined);
  const lastReads: NodeId[][] = graph.nodes.map(() => []);
  const read = new Set<NodeId>();
  const isShared = (id: NodeId): boolean => !(graph.nodes[id] as GraphNode).perReplica;
  const constants = new Set([...kept].filter(isShared));
  // Backwards, so that all readers of a node have been planned when its turn comes.
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    if (!needed.has(id)) continue;
    const node = graph.nodes[id] as GraphNode;
    const own = lower(node, { graph, readers, needed });
    steps[id] = own;
    for (const operand of operandsOf(node, own)) {
      needed.add(operand);
      if (node.perReplica && isShared(operand)) constants.add(operand);
      if (!read.has(operand) && !kept.has(operand)) (lastReads[id] as NodeId[]).push(operand);
      read.add(operand);
    }
  }
  return { steps, lastReads, constants };
}

/** Whether a node's value lies within its input's. */
export function isView({ operation }: GraphNode): boolean {
  return operation.op === 'slice' || operation.op === 'reshape';
}

/** Whether a node's launch can compute its operands within. */
function takesIn({ operation }: GraphNode): boolean {
  return operation.op === 'columnSum' || operation.op === 'columnDot' || pointwiseOf(operation) !== undefined;
}

function operandsOf(node: GraphNode, steps: readonly Step[]): Set<NodeId> {
  if (isView(node)) return new Set(node.inputs);
  return new Set(steps.flatMap((step) => step.operands.flatMap((source) => ('node' in source ? [source.node] : []))));
}
