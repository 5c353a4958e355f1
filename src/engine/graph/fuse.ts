import { GraphBuilder } from './builder';
import type { Graph, GraphNode, NodeId, Operation } from './graph';

type Fused = Extract<Operation, { op: 'denseFused' | 'convFused' }>;

/** A layer being put together: what it does so far, and what it reads. */
interface Layer {
  bias: boolean;
  normalize: boolean;
  activation: Fused['activation'];
  residual: 'none' | 'before' | 'after';
  readonly inputs: NodeId[];
}

/**
 * Joins each dense or convolutional layer with the bias, normalisation, activation and skip that follow it, so that a backend writes a
 * layer's output once (DESIGN.md, "the replica axis"). Only intermediate values that nothing else reads are joined; values do
 * not change beyond the rounding of one multiply-add.
 */
export function fuse(graph: Graph): Graph {
  const readers = countReaders(graph);
  const layers = new Map<NodeId, { operation: Fused; inputs: NodeId[] }>();
  const absorbed = new Set<NodeId>();
  graph.nodes.forEach((node, id) => {
    const { operation } = node;
    const isDense = operation.op === 'matmul' && !operation.transposeA && !operation.transposeB && node.shape.length === 2;
    if (!isDense && operation.op !== 'conv2d') return;
    const layer: Layer = { bias: false, normalize: false, activation: null, residual: 'none', inputs: [...node.inputs] };
    let last = id;
    for (let next = soleReader(readers, last); next !== undefined; next = soleReader(readers, last)) {
      if (absorbed.has(next) || layers.has(next) || !extend(layer, graph.nodes[next], last, isDense)) break;
      absorbed.add(last);
      last = next;
    }
    const { inputs, residual, ...rest } = layer;
    const fused: Fused = isDense
      ? { op: 'denseFused', ...rest, residual: residual !== 'none' }
      : { ...(operation as Extract<Operation, { op: 'conv2d' }>), op: 'convFused', ...rest, residual };
    layers.set(last, { operation: fused, inputs });
  });
  return rebuild(graph, layers, absorbed);
}

/** Takes one more operation into a layer whose value so far is `last`; false where it cannot. */
function extend(layer: Layer, { operation, inputs }: GraphNode, last: NodeId, isDense: boolean): boolean {
  if (layer.residual === 'after' || (isDense && layer.residual !== 'none')) return false;
  const isLinear = layer.activation === null && layer.residual === 'none';
  if (operation.op === 'columns' && operation.fn === 'add' && isLinear && !layer.bias && !layer.normalize && inputs[0] === last) {
    layer.bias = true;
    layer.inputs.push(inputs[1]);
    return true;
  }
  if (operation.op === 'normalize' && isLinear && !layer.normalize && inputs[0] === last) {
    layer.normalize = true;
    layer.inputs.push(...inputs.slice(1));
    return true;
  }
  if (operation.op === 'activation' && operation.order === 0 && layer.activation === null) {
    layer.activation = operation.kind;
    return true;
  }
  if (operation.op === 'binary' && operation.fn === 'add' && layer.residual === 'none' && inputs[0] !== inputs[1]) {
    layer.residual = layer.activation === null ? 'before' : 'after';
    layer.inputs.push(inputs[0] === last ? inputs[1] : inputs[0]);
    return true;
  }
  return false;
}

/** The one node that reads a value, or undefined where several do, or an output or update does. */
function soleReader(readers: ReadonlyMap<NodeId, readonly NodeId[]>, id: NodeId): NodeId | undefined {
  const found = readers.get(id);
  return found?.length === 1 && found[0] >= 0 ? found[0] : undefined;
}

/** Who reads each node; −1 stands for an output or an update. */
function countReaders(graph: Graph): Map<NodeId, NodeId[]> {
  const readers = new Map<NodeId, NodeId[]>();
  const add = (id: NodeId, reader: NodeId): void => {
    const found = readers.get(id);
    if (found) found.push(reader);
    else readers.set(id, [reader]);
  };
  graph.nodes.forEach((node, id) => {
    for (const input of node.inputs) add(input, id);
  });
  for (const id of Object.values(graph.outputs)) add(id, -1);
  for (const { node } of graph.updates) add(node, -1);
  return readers;
}

function rebuild(graph: Graph, layers: ReadonlyMap<NodeId, { operation: Fused; inputs: NodeId[] }>, absorbed: ReadonlySet<NodeId>): Graph {
  const builder = new GraphBuilder();
  const newIds = new Map<NodeId, NodeId>();
  const renamed = (id: NodeId): NodeId => newIds.get(id) as NodeId;
  graph.nodes.forEach((node, id) => {
    if (absorbed.has(id)) return;
    const layer = layers.get(id);
    newIds.set(
      id,
      builder.append({ ...node, operation: layer?.operation ?? node.operation, inputs: (layer?.inputs ?? node.inputs).map(renamed) }),
    );
  });
  return builder.build(
    Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, renamed(id)])),
    graph.updates.map(({ input, node }) => ({ input, node: renamed(node) })),
  );
}
