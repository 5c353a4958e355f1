import { GraphBuilder } from './builder';
import type { Graph, GraphNode, NodeId, Operation } from './graph';

type DenseFused = Extract<Operation, { op: 'denseFused' }>;

/**
 * Joins each dense layer with the bias, normalisation, activation and skip that follow it, so that a backend writes a layer's
 * output once (DESIGN.md, "the replica axis"). Only intermediate values that nothing else reads are joined; values do not change
 * beyond the rounding of one multiply-add.
 */
export function fuse(graph: Graph): Graph {
  const readers = countReaders(graph);
  const layers = new Map<NodeId, { operation: DenseFused; inputs: NodeId[] }>();
  const absorbed = new Set<NodeId>();
  const soleReader = (id: NodeId): NodeId | undefined => (readers.get(id)?.length === 1 ? readers.get(id)?.[0] : undefined);

  graph.nodes.forEach(({ operation, inputs, shape }, id) => {
    if (operation.op !== 'matmul' || operation.transposeA || operation.transposeB || shape.length !== 2) return;
    const layer = {
      op: 'denseFused' as const,
      bias: false,
      normalize: false,
      activation: null as DenseFused['activation'],
      residual: false,
    };
    const fusedInputs = [...inputs];
    const chain: NodeId[] = [id];
    for (let last = id, next = soleReader(id); next !== undefined && next >= 0; last = next, next = soleReader(next)) {
      const node = graph.nodes[next] as GraphNode;
      const { op } = node.operation;
      const isPlain = !layer.bias && !layer.normalize && layer.activation === null;
      if (op === 'columns' && node.operation.fn === 'add' && isPlain && node.inputs[0] === last) {
        layer.bias = true;
        fusedInputs.push(node.inputs[1] as NodeId);
      } else if (op === 'normalize' && !layer.normalize && layer.activation === null && node.inputs[0] === last) {
        layer.normalize = true;
        fusedInputs.push(...node.inputs.slice(1));
      } else if (op === 'activation' && node.operation.order === 0 && layer.activation === null) {
        layer.activation = node.operation.kind;
      } else if (op === 'binary' && node.operation.fn === 'add' && node.inputs[0] !== node.inputs[1]) {
        layer.residual = true;
        fusedInputs.push(node.inputs[0] === last ? (node.inputs[1] as NodeId) : (node.inputs[0] as NodeId));
      } else break;
      chain.push(next);
      if (layer.residual) break;
    }
    const end = chain.pop() as NodeId;
    for (const inner of chain) absorbed.add(inner);
    layers.set(end, { operation: layer, inputs: fusedInputs });
  });
  return rebuild(graph, layers, absorbed);
}

function countReaders(graph: Graph): Map<NodeId, NodeId[]> {
  const readers = new Map<NodeId, NodeId[]>();
  const add = (id: NodeId, reader: NodeId): void => void readers.set(id, [...(readers.get(id) ?? []), reader]);
  graph.nodes.forEach((node, id) => {
    for (const input of node.inputs) add(input, id);
  });
  for (const id of Object.values(graph.outputs)) add(id, -1);
  for (const { node } of graph.updates) add(node, -1);
  return readers;
}

function rebuild(graph: Graph, layers: Map<NodeId, { operation: DenseFused; inputs: NodeId[] }>, absorbed: Set<NodeId>): Graph {
  const builder = new GraphBuilder();
  const newIds = new Map<NodeId, NodeId>();
  graph.nodes.forEach((node, id) => {
    if (absorbed.has(id)) return;
    const layer = layers.get(id);
    const inputs = (layer?.inputs ?? node.inputs).map((input) => newIds.get(input) as NodeId);
    newIds.set(id, builder.append({ ...node, operation: layer?.operation ?? node.operation, inputs }));
  });
  const renamed = (id: NodeId): NodeId => newIds.get(id) as NodeId;
  return builder.build(
    Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, renamed(id)])),
    graph.updates.map(({ input, node }) => ({ input, node: renamed(node) })),
  );
}
