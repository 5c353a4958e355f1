import {
  type Graph,
  type GraphNode,
  type ImageOperation,
  type NodeId,
  type PoolWindow,
  rowsAndColumns,
  type Sliding,
  sizeOf,
} from '../../graph/graph';
import { ABSENT, type Addresses, activationCode, type Command, type Operand } from './command';
import { Opcode } from './opcodes';
import { type ConvolutionPlan, planConvolution, planFilterGradient, planInputGradient, type Windows } from './sliding';
import { planWinograd, planWinogradFilterGradient, planWinogradGradient, type WinogradPlan } from './winograd';

/** What follows the sums of a convolution. */
type Epilogue = Pick<Extract<ImageOperation, { op: 'convFused' }>, 'bias' | 'normalize' | 'activation' | 'residual'>;
const PLAIN: Epilogue = { bias: false, normalize: false, activation: null, residual: 'none' };

/** The commands that evaluate a node on images; none for reshapes, which are views. */
export function imageCommands(graph: Graph, id: NodeId, operation: ImageOperation, addresses: Addresses): Command[] {
  const node = graph.nodes[id] as GraphNode;
  const inputs = inputsOf(graph, node);
  const out = addresses.operand(id);
  const operands = node.inputs.map((input) => addresses.operand(input)) as [Operand, ...Operand[]];
  const command = (opcode: Opcode, all: readonly Operand[], numbers: readonly number[]): Command[] => [
    { opcode, operands: all, numbers, node: id },
  ];
  const pooling = (opcode: Opcode, whole: GraphNode, window: PoolWindow, pooled: GraphNode): Command[] =>
    command(opcode, [out, ...operands], [...whole.shape, window.size, window.stride, pooled.shape[1], pooled.shape[2]]);

  /** One command: by Winograd's algorithm where there is a plan for it, else, and where that meets what is not finite, by plain sums. */
  const convolution = (
    [source, kernel, ...rest]: readonly Operand[],
    plan: ConvolutionPlan,
    winograd: WinogradPlan | undefined,
    { bias, normalize, residual, activation }: Epilogue,
  ): Command[] => {
    const take = (present: boolean): Operand => (present ? (rest.shift() as Operand) : ABSENT);
    const columns = [take(bias), take(normalize), take(normalize), take(normalize)];
    return command(
      winograd ? Opcode.ConvolveByWinograd : Opcode.Convolve,
      [out, source, kernel, ...columns, take(residual !== 'none'), addresses.scratch],
      [...plan.numbers, activationCode(activation), Number(residual === 'before'), ...plan.packing, ...(winograd?.numbers ?? [])],
    );
  };

  switch (operation.op) {
    case 'conv2d':
      return convolution(operands, planConvolution(node, inputs, operation), forwardWinograd(graph, node, operation), PLAIN);
    case 'convFused': {
      const plan = planConvolution(node, inputs, operation);
      return convolution(operands, plan, forwardWinograd(graph, node, operation), operation);
    }
    case 'convInputGradient': {
      const winograd = planWinogradGradient(node, inputs, operation);
      return planInputGradient(node, inputs, operation).flatMap((plan) => convolution(operands, plan, winograd, PLAIN));
    }
    case 'convFilterGradient': {
      const winograd = planWinogradFilterGradient(node, inputs, operation);
      return command(
        winograd ? Opcode.FilterGradientByWinograd : Opcode.FilterGradient,
        [out, ...operands, addresses.scratch],
        [...planFilterGradient(node, inputs, operation).numbers, ...(winograd?.numbers ?? [])],
      );
    }
    case 'averagePool':
      return pooling(Opcode.AveragePool, inputs[0] as GraphNode, operation, node);
    case 'averagePoolGradient':
      return pooling(Opcode.AveragePoolGradient, node, operation, inputs[0] as GraphNode);
    case 'maxPool':
      return pooling(Opcode.MaxPool, inputs[0] as GraphNode, operation, node);
    case 'maxPoolGradient':
      return pooling(Opcode.MaxPoolGradient, node, operation, inputs[1] as GraphNode);
    case 'maxPoolGather':
      return pooling(Opcode.MaxPoolGather, inputs[0] as GraphNode, operation, node);
    case 'reshape':
      return [];
    case 'concatenate': {
      const { rows, columns } = rowsAndColumns(node.shape);
      let offset = 0;
      return inputs.flatMap((part, k) => {
        const width = rowsAndColumns(part.shape).columns;
        const to = atColumn(out, offset);
        offset += width;
        return command(Opcode.CopyRows, [to, operands[k] as Operand], [rows, width, columns, width]);
      });
    }
    case 'takeColumns': {
      const { rows, columns } = rowsAndColumns(node.shape);
      const from = rowsAndColumns((inputs[0] as GraphNode).shape).columns;
      return command(Opcode.CopyRows, [out, atColumn(operands[0], operation.offset)], [rows, columns, columns, from]);
    }
    case 'placeColumns': {
      const { rows, columns } = rowsAndColumns((inputs[0] as GraphNode).shape);
      const wide = rowsAndColumns(node.shape).columns;
      return [
        ...command(Opcode.Fill, [out], [4 * sizeOf(node.shape)]),
        ...command(Opcode.CopyRows, [atColumn(out, operation.offset), operands[0]], [rows, columns, wide, columns]),
      ];
    }
  }
}

/** Scratch that a node's commands need, in bytes. */
export function imageScratchBytes(graph: Graph, node: GraphNode): number {
  const { operation } = node;
  const inputs = inputsOf(graph, node);
  switch (operation.op) {
    case 'conv2d':
    case 'convFused':
      return mostScratch([planConvolution(node, inputs, operation), forwardWinograd(graph, node, operation)]);
    case 'convInputGradient':
      return mostScratch([...planInputGradient(node, inputs, operation), planWinogradGradient(node, inputs, operation)]);
    case 'convFilterGradient':
      return mostScratch([planFilterGradient(node, inputs, operation), planWinogradFilterGradient(node, inputs, operation)]);
    default:
      return 0;
  }
}

/** Gradients keep Winograd's algorithm where the graph asks for plain sums: their rounding decides no activation. */
function forwardWinograd(graph: Graph, node: GraphNode, sliding: Sliding): WinogradPlan | undefined {
  return graph.plainSums ? undefined : planWinograd(node, inputsOf(graph, node), sliding);
}

function inputsOf(graph: Graph, node: GraphNode): GraphNode[] {
  return node.inputs.map((input) => graph.nodes[input] as GraphNode);
}

function mostScratch(plans: readonly (Windows | WinogradPlan | undefined)[]): number {
  return Math.max(...plans.map((plan) => plan?.scratchBytes ?? 0));
}

function atColumn({ at, stride }: Operand, column: number): Operand {
  return { at: at + 4 * column, stride };
}
