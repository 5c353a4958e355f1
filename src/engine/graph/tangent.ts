import type { GraphBuilder } from './builder';
import type { GraphNode, NodeId } from './graph';

/** Tangent of a node; undefined where it is 0. */
type Tangent = NodeId | undefined;

/**
 * Forward-mode derivative: appends nodes for the directional derivatives of `outputs` when each key of `seeds` moves at the rate of its value, and
 * returns them; undefined where an output does not depend on a seed. Rules are made of operations of the same family. Applied to the gradient of a
 * loss it gives exact Hessian-vector products (Pearlmutter 1994): H v = d/dt ∇L(θ + t v). Throws where an operation has no rule.
 */
export function tangents(builder: GraphBuilder, outputs: readonly NodeId[], seeds: ReadonlyMap<NodeId, NodeId>): Tangent[] {
  const found = new Map<NodeId, Tangent>(seeds);
  for (const id of ancestors(builder, outputs)) {
    if (found.has(id)) continue;
    const node = builder.node(id);
    const moving = node.inputs.map((input) => found.get(input));
    if (moving.some((tangent) => tangent !== undefined)) found.set(id, tangentOf(builder, node, moving));
  }
  return outputs.map((id) => found.get(id));
}

/** What some nodes are computed from, themselves included, in order of evaluation. */
function ancestors(builder: GraphBuilder, outputs: readonly NodeId[]): NodeId[] {
  const found = new Set<NodeId>();
  const visit = [...outputs];
  for (let id = visit.pop(); id !== undefined; id = visit.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    visit.push(...builder.node(id).inputs);
  }
  return [...found].sort((a, b) => a - b);
}

function tangentOf(b: GraphBuilder, node: GraphNode, moving: readonly Tangent[]): Tangent {
  const { operation, inputs, shape } = node;
  const [x, y, z] = inputs as [NodeId, NodeId, NodeId];
  const [dx, dy, dz, dw] = moving;
  const sum = (...terms: readonly Tangent[]): Tangent => {
    const present = terms.filter((term) => term !== undefined);
    return present.length === 0 ? undefined : present.reduce((a, c) => b.binary('add', a, c));
  };
  /** The product rule of an operation that is linear in each of its two operands. */
  const bilinear = (apply: (first: NodeId, second: NodeId) => NodeId): Tangent =>
    sum(dx === undefined ? undefined : apply(dx, y), dy === undefined ? undefined : apply(x, dy));
  /** That of one that is linear in its only operand that moves. */
  const linear = (of: Tangent, apply: (tangent: NodeId) => NodeId): Tangent => (of === undefined ? undefined : apply(of));
  switch (operation.op) {
    case 'slice':
      return linear(dx, (d) => b.slice(d, operation.offset, shape));
    case 'pack': {
      const parts = moving.flatMap((d, k) => (d === undefined ? [] : [{ node: d, offset: operation.offsets[k] as number }]));
      return b.pack(parts, shape[0] as number);
    }
    case 'matmul':
      return bilinear((first, second) => b.matmul(first, second, operation));
    case 'columns':
      return operation.fn === 'multiply' ? bilinear((first, second) => b.columns('multiply', first, second)) : columnsSum();
    case 'normalize': {
      const centred = dz === undefined ? undefined : b.columns('multiply', b.columns('subtract', x, y), dz);
      const shifted = dy === undefined ? dx : dx === undefined ? b.scale(b.broadcastRows(dy, shape), -1) : b.columns('subtract', dx, dy);
      const scaled = shifted === undefined ? undefined : b.columns('multiply', shifted, z);
      const both = sum(scaled, centred);
      if (dw === undefined) return both;
      return both === undefined ? b.broadcastRows(dw, shape) : b.columns('add', both, dw);
    }
    case 'columnSum':
      return linear(dx, (d) => b.columnSum(d));
    case 'columnDot':
      if (x === y) return linear(dx, (d) => b.scale(b.columnDot(x, d), 2));
      return bilinear((first, second) => b.columnDot(first, second));
    case 'broadcastRows':
      return linear(dx, (d) => b.broadcastRows(d, shape));
    case 'activation': {
      // The derivative of a ReLU is a step, which is flat wherever it has a derivative.
      if (operation.kind === 'relu' && operation.order > 0) return undefined;
      const order = operation.order + 1;
      if (order > 2) throw new Error('Activations have derivatives up to the second.');
      return linear(dx, (d) => b.binary('multiply', d, b.activation(x, operation.kind, order as 1 | 2)));
    }
    case 'binary':
      if (operation.fn === 'multiply') return bilinear((first, second) => b.binary('multiply', first, second));
      return sum(dx, operation.fn === 'add' ? dy : linear(dy, (d) => b.scale(d, -1)));
    case 'scale':
      return linear(dx, (d) => b.scale(d, operation.factor));
    case 'power':
      return linear(dx, (d) => b.binary('multiply', d, b.scale(b.power(x, operation.shift, operation.exponent - 1), operation.exponent)));
    case 'crossEntropyGradient':
      return linear(dx, (d) => b.crossEntropyHessian(x, d));
    case 'conv2d':
    case 'convInputGradient':
    case 'convFilterGradient':
      return bilinear((first, second) => b.slide(operation.op, first, second, shape, operation));
    case 'averagePool':
      return linear(dx, (d) => b.averagePool(d, { size: operation.size, stride: operation.stride }));
    case 'averagePoolGradient':
      return linear(dx, (d) => b.averagePoolGradient(d, shape, operation));
    // Which entry is largest does not change where these have a derivative.
    case 'maxPool':
      return linear(dx, (d) => b.maxPoolGather(x, d, operation));
    case 'maxPoolGradient':
      return linear(dy, (d) => b.maxPoolGradient(x, d, operation));
    case 'maxPoolGather':
      return linear(dy, (d) => b.maxPoolGather(x, d, operation));
    case 'reshape':
      return linear(dx, (d) => b.reshape(d, shape));
    case 'concatenate': {
      let offset = 0;
      const placed = moving.map((d, k) => {
        const from = offset;
        offset += b.shape(inputs[k] as NodeId).at(-1) as number;
        return linear(d, (part) => b.placeColumns(part, from, shape.at(-1) as number));
      });
      return moving.includes(undefined) ? sum(...placed) : b.concatenate(moving as NodeId[]);
    }
    case 'takeColumns':
      return linear(dx, (d) => b.takeColumns(d, operation.offset, shape.at(-1) as number));
    case 'placeColumns':
      return linear(dx, (d) => b.placeColumns(d, operation.offset, shape.at(-1) as number));
    default:
      throw new Error(`There is no tangent rule for ${operation.op}.`);
  }

  function columnsSum(): Tangent {
    const fn = (operation as { fn: 'add' | 'subtract' }).fn;
    if (dy === undefined) return dx;
    if (dx !== undefined) return b.columns(fn, dx, dy);
    const rows = b.broadcastRows(dy, shape);
    return fn === 'add' ? rows : b.scale(rows, -1);
  }
}
