import { GraphBuilder } from './builder';
import { type Graph, type GraphNode, type NodeId, sizeOf } from './graph';

/**
 * Multiply-adds saved for each number that is read instead, from which on hoisting pays: those of a product mostly work on numbers that are near. Measured
 * on WASM (docs/decisions/0010-grid-scheduling.md).
 */
const WORTHWHILE = 8;

/** A value that is origin + Σ_k coords_k · deltas_k for shared origin and deltas. */
interface Affine {
  readonly origin: NodeId;
  readonly deltas: readonly NodeId[];
  readonly coords: NodeId;
}

/**
 * Takes products with weights that move along directions out of the replicas (DESIGN.md: the first layer's linearity): x·(W + Σ α_k D_k) of an x that
 * replicas share, with its bias, becomes x·W + Σ α_k (x·D_k), of which only the sum is left to each replica. Rounding differs by a few units of the last
 * place of the largest term.
 */
export function hoist(graph: Graph): Graph {
  const builder = new GraphBuilder();
  const newIds: NodeId[] = [];
  const affine = new Map<NodeId, Affine>();
  graph.nodes.forEach((node, id) => {
    const inputs = node.inputs.map((input) => newIds[input]);
    const found = affineValue(builder, { ...node, inputs }, inputs, affine);
    const next = found && node.operation.op !== 'slice' ? composed(builder, found) : builder.append({ ...node, inputs });
    newIds[id] = next;
    if (found) affine.set(next, found);
  });
  const { outputs, updates } = graph;
  return builder.build(
    Object.fromEntries(Object.entries(outputs).map(([name, id]) => [name, newIds[id]])),
    updates.map(({ input, node }) => ({ input, node: newIds[node] })),
  );
}

function affineValue(
  builder: GraphBuilder,
  node: GraphNode,
  inputs: readonly NodeId[],
  affine: ReadonlyMap<NodeId, Affine>,
): Affine | undefined {
  const { operation, shape } = node;
  const [first, second] = inputs;
  const apply = (value: Affine, of: (id: NodeId) => NodeId): Affine => ({
    ...value,
    origin: of(value.origin),
    deltas: value.deltas.map(of),
  });
  switch (operation.op) {
    case 'slice': {
      const whole = builder.node(first);
      if (whole.operation.op !== 'compose') return undefined;
      const [origin, deltas, coords] = whole.inputs;
      const size = sizeOf(whole.shape);
      return {
        origin: builder.slice(origin, operation.offset, shape),
        deltas: Array.from({ length: builder.shape(coords)[0] }, (_, k) => builder.slice(deltas, k * size + operation.offset, shape)),
        coords,
      };
    }
    case 'matmul':
    case 'conv2d': {
      const weights = affine.get(second);
      const perEntry = sizeOf(builder.shape(second)) / (shape.at(-1) as number);
      if (!weights || builder.node(first).perReplica || perEntry < WORTHWHILE * (1 + weights.deltas.length)) return undefined;
      if (operation.op === 'conv2d') return apply(weights, (kernel) => builder.slide('conv2d', first, kernel, shape, operation));
      return operation.transposeA || operation.transposeB ? undefined : apply(weights, (kernel) => builder.matmul(first, kernel));
    }
    case 'columns': {
      const value = affine.get(first);
      const bias = affine.get(second);
      if (operation.fn !== 'add' || !value || builder.node(first).operation.op !== 'compose') return undefined;
      if (!bias) return builder.node(second).perReplica ? undefined : { ...value, origin: builder.columns('add', value.origin, second) };
      return {
        ...value,
        origin: builder.columns('add', value.origin, bias.origin),
        deltas: value.deltas.map((delta, k) => builder.columns('add', delta, bias.deltas[k])),
      };
    }
    default:
      return undefined;
  }
}

function composed(builder: GraphBuilder, { origin, deltas, coords }: Affine): NodeId {
  const shape = builder.shape(origin);
  const size = sizeOf(shape);
  const packed = builder.pack(
    deltas.map((node, k) => ({ node, offset: k * size })),
    deltas.length * size,
  );
  return builder.compose(origin, builder.reshape(packed, [deltas.length, ...shape]), coords);
}
