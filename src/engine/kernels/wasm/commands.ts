import { type Graph, type GraphNode, type NodeId, rowsAndColumns, sizeOf } from '../../graph/graph';
import { ABSENT, type Addresses, activationCode, type Command, type Constant, type Operand } from './command';
import { imageCommands } from './image-commands';
import { Arithmetic, Opcode } from './opcodes';

const ARITHMETIC = { add: Arithmetic.Add, subtract: Arithmetic.Subtract, multiply: Arithmetic.Multiply } as const;

/** The commands that evaluate one node; none for inputs, views, and vectors packed in place. */
export function commandsOf(graph: Graph, id: NodeId, addresses: Addresses): Command[] {
  const node = graph.nodes[id] as GraphNode;
  const inputs = node.inputs.map((input) => graph.nodes[input] as GraphNode);
  const { operation } = node;
  const out = addresses.operand(id);
  const operands = node.inputs.map((input) => addresses.operand(input));
  const size = sizeOf(node.shape);
  const { rows, columns } = rowsAndColumns(inputs[0]?.shape ?? []);
  const command = (opcode: Opcode, all: readonly (Operand | Constant)[], numbers: readonly number[]): Command[] => [
    { opcode, operands: all, numbers, node: id },
  ];
  const plain = (opcode: Opcode, ...numbers: number[]): Command[] => command(opcode, [out, ...operands], numbers);

  switch (operation.op) {
    case 'input':
    case 'slice':
      return [];
    case 'pack':
      return packCommands(graph, id, operation.offsets, addresses);
    case 'gatherRows': {
      const count = node.shape[0] as number;
      return plain(Opcode.GatherRows, count, inputs[0]?.shape[0] as number, count === 0 ? 0 : (4 * size) / count);
    }
    case 'compose':
      return plain(Opcode.Compose, size, inputs[2]?.shape[0] as number);
    case 'matmul':
    case 'denseFused':
      return command(Opcode.Dense, ...denseArguments(node, inputs, [out, ...operands], addresses));
    case 'columns':
      return plain(Opcode.Columns, rows, columns, ARITHMETIC[operation.fn]);
    case 'normalize':
      return plain(Opcode.Normalize, rows, columns);
    case 'columnSum':
      return plain(Opcode.ColumnSum, rows, columns);
    case 'columnDot':
      return plain(Opcode.ColumnDot, rows, columns);
    case 'broadcastRows': {
      const shape = rowsAndColumns(node.shape);
      return plain(Opcode.BroadcastRows, shape.rows, shape.columns);
    }
    case 'activation':
      return plain(Opcode.Activation, size, 3 * activationCode(operation.kind) + operation.order);
    case 'binary':
      return plain(Opcode.Binary, size, ARITHMETIC[operation.fn]);
    case 'scale':
      return command(Opcode.Scale, [out, ...operands, single(operation.factor)], [size]);
    case 'power': {
      const halves = 2 * Math.abs(operation.exponent);
      if (!Number.isInteger(halves)) throw new RangeError(`power takes multiples of ½, not ${operation.exponent}.`);
      const shift = single(operation.shift);
      return command(Opcode.Power, [out, ...operands, shift], [size, halves, operation.exponent < 0 ? 1 : 0]);
    }
    case 'mix': {
      const pair = coefficients(operation.ca, operation.cb, operands.slice(2));
      return command(Opcode.Mix, [out, ...operands.slice(0, 2), ...pair], [size, operation.square ? 1 : 0]);
    }
    case 'adamDirection': {
      const pair = coefficients(operation.cm, operation.cv, operands.slice(2));
      return command(Opcode.AdamDirection, [out, ...operands.slice(0, 2), ...pair, single(operation.eps)], [size]);
    }
    case 'crossEntropy':
      return plain(Opcode.CrossEntropy, rows, columns);
    case 'crossEntropyGradient':
      return plain(Opcode.CrossEntropyGradient, rows, columns);
    case 'crossEntropyHessian':
      return plain(Opcode.CrossEntropyHessian, rows, columns);
    case 'correctCount':
      return plain(Opcode.CorrectCount, rows, columns);
    case 'argmax':
      return plain(Opcode.Argmax, rows, columns);
    default:
      return imageCommands(graph, id, operation, addresses);
  }
}

/** Copies `bytes` from one tensor to another. */
export function copyCommand(to: Operand, from: Operand, bytes: number, node: NodeId): Command {
  return { opcode: Opcode.Copy, operands: [to, from], numbers: [bytes], node };
}

function single(value: number): Constant {
  return { constant: Math.fround(value) };
}

function coefficients(first: number | null, second: number | null, scalars: readonly Operand[]): (Operand | Constant)[] {
  const queue = [...scalars];
  return [first, second].map((value) => (value === null ? (queue.shift() as Operand) : single(value)));
}

function packCommands(graph: Graph, id: NodeId, offsets: readonly number[], addresses: Addresses): Command[] {
  const node = graph.nodes[id] as GraphNode;
  const out = addresses.operand(id);
  const inside = (offset: number): Operand => ({ at: out.at + 4 * offset, stride: out.stride });
  const parts = node.inputs
    .map((input, k) => ({ input, offset: offsets[k] as number, size: sizeOf((graph.nodes[input] as GraphNode).shape) }))
    .sort((a, b) => a.offset - b.offset);
  const commands: Command[] = [];
  let filled = 0;
  const fillTo = (offset: number): void => {
    if (offset > filled) commands.push({ opcode: Opcode.Fill, operands: [inside(filled)], numbers: [4 * (offset - filled)], node: id });
  };
  for (const { input, offset, size } of parts) {
    fillTo(offset);
    const to = inside(offset);
    const from = addresses.operand(input);
    if (to.at !== from.at) commands.push(copyCommand(to, from, 4 * size, id));
    filled = Math.max(filled, offset + size);
  }
  fillTo(sizeOf(node.shape));
  return commands;
}

function denseArguments(
  { operation, shape }: GraphNode,
  inputs: readonly GraphNode[],
  operands: readonly Operand[],
  addresses: Addresses,
): [Operand[], number[]] {
  const [out, a, b, ...rest] = operands as [Operand, Operand, Operand, ...Operand[]];
  const fused = operation.op === 'denseFused' ? operation : { bias: false, normalize: false, activation: null, residual: false };
  const { transposeA, transposeB } = operation.op === 'matmul' ? operation : { transposeA: false, transposeB: false };
  const take = (present: boolean): Operand => (present ? (rest.shift() as Operand) : ABSENT);
  const bias = take(fused.bias);
  const [mean, scale, shift] = [take(fused.normalize), take(fused.normalize), take(fused.normalize)];
  const residual = take(fused.residual);
  const left = rowsAndColumns((inputs[0] as GraphNode).shape);
  const [rows, inner] = transposeA ? [left.columns, left.rows] : [left.rows, left.columns];
  return [
    [out, a, b, bias, mean, scale, shift, residual, transposeB ? addresses.scratch : ABSENT],
    [rows, rowsAndColumns(shape).columns, inner, Number(transposeA), Number(transposeB), activationCode(fused.activation)],
  ];
}
