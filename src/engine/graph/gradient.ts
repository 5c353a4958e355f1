import type { GraphBuilder } from './builder';
import type { GraphNode, NodeId } from './graph';

/** A cotangent: a node, or the number 1 at the root. */
type Cotangent = NodeId | 'one';

/**
 * Reverse-mode derivative of a scalar: appends nodes for d root / d x, for each x in `wrt`, and returns them. Every rule is made of operations of the
 * same family that save inputs only, so the result can be differentiated again. Nodes shared by all replicas are constants: what depends on
 * parameters is per replica. Throws where an operation has no rule.
 */
export function gradient(builder: GraphBuilder, root: NodeId, wrt: readonly NodeId[]): NodeId[] {
  const dependsOnWrt = dependents(builder, root, wrt);
  const cotangents = new Map<NodeId, Cotangent>([[root, 'one']]);
  const accumulate = (id: NodeId, cotangent: NodeId): void => {
    const held = cotangents.get(id);
    if (held === 'one') throw new Error('The root of a gradient is used by itself.');
    cotangents.set(id, held === undefined ? cotangent : builder.binary('add', held, cotangent));
  };
  for (let id = root; id >= 0; id--) {
    const cotangent = cotangents.get(id);
    if (cotangent === undefined || !dependsOnWrt.has(id) || wrt.includes(id)) continue;
    backpropagate(builder, builder.node(id), cotangent, (input, make) => {
      if (dependsOnWrt.has(input)) accumulate(input, make());
    });
  }
  return wrt.map((id) => {
    const cotangent = cotangents.get(id);
    if (cotangent === 'one') throw new Error('A gradient with respect to its own root.');
    return cotangent ?? builder.scale(id, 0);
  });
}

type Pass = (input: NodeId, make: () => NodeId) => void;

function backpropagate(b: GraphBuilder, node: GraphNode, cotangent: Cotangent, pass: Pass): void {
  const { operation, inputs } = node;
  const [x, y, z, w] = inputs as [NodeId, NodeId, NodeId, NodeId];
  if (operation.op === 'crossEntropy') {
    if (cotangent !== 'one') throw new Error('The loss must be the root of its gradient.');
    pass(x, () => b.crossEntropyGradient(x, y));
    return;
  }
  if (cotangent === 'one') throw new Error(`The root of a gradient must be a loss, not ${operation.op}.`);
  const g = cotangent;
  switch (operation.op) {
    case 'matmul': {
      const { transposeA, transposeB } = operation;
      pass(x, () =>
        transposeA
          ? b.matmul(y, g, { transposeA: transposeB, transposeB: true })
          : b.matmul(g, y, { transposeA: false, transposeB: !transposeB }),
      );
      pass(y, () =>
        transposeB ? b.matmul(g, x, { transposeA: true, transposeB: transposeA }) : b.matmul(x, g, { transposeA: !transposeA }),
      );
      return;
    }
    case 'columns':
      pass(x, () => (operation.fn === 'multiply' ? b.columns('multiply', g, y) : g));
      pass(y, () => {
        if (operation.fn === 'multiply') return b.columnDot(g, x);
        return operation.fn === 'add' ? b.columnSum(g) : b.scale(b.columnSum(g), -1);
      });
      return;
    case 'normalize':
      pass(x, () => b.columns('multiply', g, z));
      pass(y, () => b.scale(b.binary('multiply', z, b.columnSum(g)), -1));
      pass(z, () => b.columnDot(g, b.columns('subtract', x, y)));
      pass(w, () => b.columnSum(g));
      return;
    case 'columnSum':
      pass(x, () => b.broadcastRows(g, b.shape(x)));
      return;
    case 'columnDot':
      if (x === y) {
        pass(x, () => b.columns('multiply', x, b.scale(g, 2)));
        return;
      }
      pass(x, () => b.columns('multiply', y, g));
      pass(y, () => b.columns('multiply', x, g));
      return;
    case 'broadcastRows':
      pass(x, () => b.columnSum(g));
      return;
    case 'activation': {
      const order = operation.order + 1;
      if (order > 2) throw new Error('Activations have derivatives up to the second.');
      pass(x, () => b.binary('multiply', g, b.activation(x, operation.kind, order as 1 | 2)));
      return;
    }
    case 'binary':
      if (operation.fn === 'multiply') {
        pass(x, () => b.binary('multiply', g, y));
        pass(y, () => b.binary('multiply', g, x));
        return;
      }
      pass(x, () => g);
      pass(y, () => (operation.fn === 'add' ? g : b.scale(g, -1)));
      return;
    case 'scale':
      pass(x, () => b.scale(g, operation.factor));
      return;
    case 'power':
      pass(x, () => b.binary('multiply', g, b.scale(b.power(x, operation.shift, operation.exponent - 1), operation.exponent)));
      return;
    case 'crossEntropyGradient':
      pass(x, () => b.crossEntropyHessian(x, g));
      return;
    case 'conv2d':
      pass(x, () => b.slide('convInputGradient', g, y, b.shape(x), operation));
      pass(y, () => b.slide('convFilterGradient', x, g, b.shape(y), operation));
      return;
    case 'convInputGradient':
      pass(x, () => b.slide('conv2d', g, y, b.shape(x), operation));
      pass(y, () => b.slide('convFilterGradient', g, x, b.shape(y), operation));
      return;
    case 'convFilterGradient':
      pass(x, () => b.slide('convInputGradient', y, g, b.shape(x), operation));
      pass(y, () => b.slide('conv2d', x, g, b.shape(y), operation));
      return;
    case 'averagePool':
      pass(x, () => b.averagePoolGradient(g, b.shape(x), operation));
      return;
    case 'averagePoolGradient':
      pass(x, () => b.averagePool(g, { size: operation.size, stride: operation.stride }));
      return;
    case 'maxPool':
      pass(x, () => b.maxPoolGradient(x, g, operation));
      return;
    case 'maxPoolGradient':
      pass(y, () => b.maxPoolGather(x, g, operation));
      return;
    case 'maxPoolGather':
      pass(y, () => b.maxPoolGradient(x, g, operation));
      return;
    case 'reshape':
      pass(x, () => b.reshape(g, b.shape(x)));
      return;
    case 'concatenate': {
      let offset = 0;
      for (const part of inputs) {
        const from = offset;
        const columns = b.shape(part).at(-1) as number;
        pass(part, () => b.takeColumns(g, from, columns));
        offset += columns;
      }
      return;
    }
    case 'takeColumns':
      pass(x, () => b.placeColumns(g, operation.offset, b.shape(x).at(-1) as number));
      return;
    case 'placeColumns':
      pass(x, () => b.takeColumns(g, operation.offset, b.shape(x).at(-1) as number));
      return;
    default:
      throw new Error(`There is no gradient rule for ${operation.op}.`);
  }
}

/** All nodes up to `root` that depend on one of `wrt`. */
function dependents(builder: GraphBuilder, root: NodeId, wrt: readonly NodeId[]): Set<NodeId> {
  const found = new Set<NodeId>(wrt);
  for (let id = 0; id <= root; id++) {
    if (builder.node(id).inputs.some((input) => found.has(input))) found.add(id);
  }
  return found;
}
