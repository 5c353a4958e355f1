import { type Graph, type GraphNode, rowsAndColumns, sizeOf } from '../../graph/graph';
import { matMulExtents } from '../shapes';
import type { Kernel, Source, Step } from './kernel';
import { activationKernel } from './ops/activation';
import { adamDirectionKernel } from './ops/adam-direction';
import { binaryKernel } from './ops/binary';
import { broadcastRowsKernel } from './ops/broadcast-rows';
import { argmaxKernel, crossEntropyGradientKernel, rowCorrectKernel, rowLossKernel, rowSumSteps } from './ops/classification';
import { columnsKernel } from './ops/columns';
import { composeKernel } from './ops/compose';
import { gatherRowsKernel } from './ops/gather-rows';
import { denseFusedKernel, matMulKernel } from './ops/matmul';
import { mixKernel } from './ops/mix';
import { normalizeKernel } from './ops/normalize';
import { packSteps } from './ops/pack';
import { powerKernel } from './ops/power';
import { scaleKernel } from './ops/scale';
import { sumRowsSteps } from './ops/sum-rows';

/** The kernel launches that evaluate a node, the last one giving its value; none for inputs and slices, which are read in place. */
export function lower(graph: Graph, node: GraphNode): Step[] {
  const { operation, shape } = node;
  const size = sizeOf(shape);
  const { columns } = rowsAndColumns(shape);
  const sources: Source[] = node.inputs.map((id) => ({ node: id }));
  const inputs = node.inputs.map((id) => graph.nodes[id] as GraphNode);
  const [a, b] = inputs as [GraphNode, GraphNode];
  const one = (kernel: Kernel, ...uniforms: number[]): Step[] => [{ kernel, operands: sources, uniforms, size }];
  switch (operation.op) {
    case 'input':
    case 'slice':
      return [];
    case 'pack':
      return packSteps(
        inputs.map((input, k) => ({ source: sources[k] as Source, start: operation.offsets[k] as number, size: sizeOf(input.shape) })),
        size,
      );
    case 'gatherRows':
      return one(gatherRowsKernel(node.dtype), size / (shape[0] ?? 1));
    case 'compose':
      return one(composeKernel(), (inputs[2] as GraphNode).shape[0] as number, size);
    case 'matmul': {
      const { n, inner, m } = matMulExtents(a, b, operation);
      return one(matMulKernel(operation.transposeA, operation.transposeB), n, inner, m);
    }
    case 'denseFused': {
      const { n, inner, m } = matMulExtents(a, b, { transposeA: false, transposeB: false });
      return one(denseFusedKernel(operation), n, inner, m);
    }
    case 'columns':
      return one(columnsKernel(operation.fn), columns);
    case 'normalize':
      return one(normalizeKernel(), columns);
    case 'columnSum':
    case 'columnDot':
      return sumRowsSteps(sources, rowsAndColumns(a.shape).rows, columns);
    case 'broadcastRows':
      return one(broadcastRowsKernel(), columns);
    case 'activation':
      return one(activationKernel(operation.kind, operation.order));
    case 'binary':
      return one(binaryKernel(operation.fn));
    case 'scale':
      return one(scaleKernel(), operation.factor);
    case 'power':
      return one(powerKernel(), operation.shift, 2 * operation.exponent);
    case 'mix':
      return one(mixKernel(operation.ca, operation.cb, operation.square), operation.ca ?? 0, operation.cb ?? 0);
    case 'adamDirection':
      return one(adamDirectionKernel(operation.cm, operation.cv), operation.cm ?? 0, operation.cv ?? 0, operation.eps);
    case 'crossEntropy': {
      const { rows, columns: classes } = rowsAndColumns(a.shape);
      return rowSumSteps(rowLossKernel(), sources, rows, classes, 1 / rows);
    }
    case 'crossEntropyGradient':
      return one(crossEntropyGradientKernel(), columns, 1 / rowsAndColumns(shape).rows);
    case 'correctCount': {
      const { rows, columns: classes } = rowsAndColumns(a.shape);
      return rowSumSteps(rowCorrectKernel(), sources, rows, classes, 1);
    }
    case 'argmax':
      return one(argmaxKernel(), rowsAndColumns(a.shape).columns);
  }
}
