import { type Graph, type GraphNode, type Shape, sizeOf } from './graph';

/** Multiply-adds of one replica's products and convolutions. */
export function multiplyAdds(graph: Graph): number {
  return graph.nodes.reduce((sum, node) => sum + ofNode(graph, node), 0);
}

function ofNode({ nodes }: Graph, { operation, inputs, shape }: GraphNode): number {
  const shapeOf = (k: number): Shape => nodes[inputs[k]].shape;
  switch (operation.op) {
    case 'matmul':
      return sizeOf(shape) * (operation.transposeA ? shapeOf(0)[0] : shapeOf(0)[1]);
    case 'denseFused':
      return sizeOf(shape) * shapeOf(0)[1];
    case 'conv2d':
    case 'convFused':
      return (sizeOf(shape) / shape[3]) * sizeOf(shapeOf(1));
    case 'convInputGradient':
      return (sizeOf(shapeOf(0)) / shapeOf(0)[3]) * sizeOf(shapeOf(1));
    case 'convFilterGradient':
      return (sizeOf(shapeOf(1)) / shapeOf(1)[3]) * sizeOf(shape);
    default:
      return 0;
  }
}
