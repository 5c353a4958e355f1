import { type GraphNode, rowsAndColumns, sizeOf } from '../../graph/graph';
import { matMulExtents } from '../shapes';
import type { Kernel, Source, Step } from './kernel';
import {
  argmaxKernel,
  crossEntropyGradientKernel,
  crossEntropyHessianKernel,
  rowCorrectKernel,
  rowLossKernel,
  rowSumSteps,
} from './ops/classification';
import { composeKernel } from './ops/compose';
import { convolutionSteps, filterGradientSteps, inputGradientSteps } from './ops/convolution';
import { gatherRowsKernel } from './ops/gather-rows';
import { denseFusedKernel, matMulKernel } from './ops/matmul';
import { concatenateSteps, placeColumnsStep, takeColumnsStep } from './ops/move-columns';
import { packSteps } from './ops/pack';
import { poolingSteps } from './ops/pooling';
import { expression, sumRowsSteps } from './ops/sum-rows';
import { pointwiseOf } from './pointwise';
import { binary } from './pointwise/arithmetic';
import type { Pointwise } from './pointwise/definition';
import { buildGroup, type GroupContext, pointwiseStep } from './pointwise/group';

const ITSELF: Pointwise = { access: ['entry'], uniforms: [], functions: [], expression: ([x]) => x as string };

/** The kernel launches that evaluate a node, the last one giving its value; none for inputs, slices and reshapes, which are read in place. */
export function lower(node: GraphNode, context: GroupContext): Step[] {
  const { operation, shape } = node;
  const size = sizeOf(shape);
  const { columns } = rowsAndColumns(shape);
  const pointwise = pointwiseOf(operation);
  if (pointwise) return [pointwiseStep(node, size, pointwise, context)];
  const sources: Source[] = node.inputs.map((id) => ({ node: id }));
  const inputs = node.inputs.map((id) => context.graph.nodes[id] as GraphNode);
  const [a, b] = inputs as [GraphNode, GraphNode];
  const one = (kernel: Kernel, ...uniforms: number[]): Step[] => [{ kernel, operands: sources, uniforms, size }];
  switch (operation.op) {
    case 'pack':
      return packSteps(
        inputs.map((input, k) => ({ source: sources[k] as Source, start: operation.offsets[k] as number, size: sizeOf(input.shape) })),
        size,
      );
    case 'gatherRows':
      return one(gatherRowsKernel(node.dtype), size / (shape[0] ?? 1));
    case 'compose':
      return one(composeKernel((inputs[2] as GraphNode).shape[0] as number), size);
    case 'matmul': {
      const { n, inner, m } = matMulExtents(a, b, operation);
      return one(matMulKernel(operation.transposeA, operation.transposeB), n, inner, m);
    }
    case 'denseFused': {
      const { n, inner, m } = matMulExtents(a, b, { transposeA: false, transposeB: false });
      return one(denseFusedKernel(operation), n, inner, m);
    }
    case 'columnSum':
    case 'columnDot': {
      const term = buildGroup(operation.op === 'columnSum' ? ITSELF : binary('multiply'), node.inputs, columns, context);
      return sumRowsSteps(expression(term), rowsAndColumns(a.shape).rows, columns);
    }
    case 'crossEntropy': {
      const { rows, columns: classes } = rowsAndColumns(a.shape);
      return rowSumSteps(rowLossKernel(), sources, rows, classes, 1 / rows);
    }
    case 'crossEntropyGradient':
      return one(crossEntropyGradientKernel(), columns, 1 / rowsAndColumns(shape).rows);
    case 'crossEntropyHessian':
      return one(crossEntropyHessianKernel(), columns, 1 / rowsAndColumns(shape).rows);
    case 'correctCount': {
      const { rows, columns: classes } = rowsAndColumns(a.shape);
      return rowSumSteps(rowCorrectKernel(), sources, rows, classes, 1);
    }
    case 'argmax':
      return one(argmaxKernel(), rowsAndColumns(a.shape).columns);
    case 'conv2d':
    case 'convFused':
      return convolutionSteps(operation, node, inputs, sources);
    case 'convInputGradient':
      return inputGradientSteps(operation, node, inputs, sources);
    case 'convFilterGradient':
      return filterGradientSteps(operation, node, inputs, sources);
    case 'averagePool':
    case 'averagePoolGradient':
    case 'maxPool':
    case 'maxPoolGradient':
    case 'maxPoolGather':
      return poolingSteps(operation, node, inputs, sources);
    case 'concatenate':
      return concatenateSteps(
        inputs.map((input, k) => ({ source: sources[k], columns: rowsAndColumns(input.shape).columns })),
        rowsAndColumns(shape).rows,
      );
    case 'takeColumns':
      return [takeColumnsStep(sources[0], rowsAndColumns(a.shape).columns, columns, operation.offset, size)];
    case 'placeColumns':
      return [placeColumnsStep(sources[0], rowsAndColumns(a.shape).columns, columns, operation.offset, size)];
    default:
      return [];
  }
}
