import { exp, log, power } from '../../math/portable';
import { type GraphNode, rowsAndColumns } from '../graph/graph';
import { activationValue } from './activations';
import { evaluateImageNode } from './image-kernels';

export type Values = Float32Array | Float64Array | Int32Array;

/** One replica's tensor of a node: values from `at` on. */
export interface View {
  readonly values: Values;
  readonly at: number;
  readonly node: GraphNode;
}

/** Evaluates one node for one replica, entry by entry as its definition in graph.ts says, with float64 arithmetic. */
export function evaluateNode(out: View, inputs: readonly View[]): void {
  const { operation, shape } = out.node;
  const [a, b, c, d] = inputs as [View, View, View, View];
  const size = shape.reduce((product, extent) => product * extent, 1);
  const { columns } = rowsAndColumns(shape);
  const write = (value: (i: number) => number): void => {
    for (let i = 0; i < size; i++) out.values[out.at + i] = value(i);
  };
  switch (operation.op) {
    case 'input':
      return;
    case 'slice':
      return write((i) => read(a, operation.offset + i));
    case 'pack':
      out.values.fill(0, out.at, out.at + size);
      inputs.forEach((part, k) => {
        const length = part.node.shape.reduce((product, extent) => product * extent, 1);
        for (let i = 0; i < length; i++) out.values[out.at + (operation.offsets[k] as number) + i] = read(part, i);
      });
      return;
    case 'gatherRows': {
      const rowSize = size / (shape[0] as number);
      return write((i) => read(a, read(b, Math.floor(i / rowSize)) * rowSize + (i % rowSize)));
    }
    case 'compose': {
      const directions = c.node.shape[0] as number;
      return write((i) => {
        let value = read(a, i);
        for (let k = 0; k < directions; k++) value += read(c, k) * read(b, k * size + i);
        return value;
      });
    }
    case 'matmul': {
      const { transposeA, transposeB } = operation;
      const inner = a.node.shape[transposeA ? 0 : 1] as number;
      const [aColumns, bColumns] = [a.node.shape[1] as number, b.node.shape[1] as number];
      return write((i) => {
        const [row, column] = [Math.floor(i / columns), i % columns];
        let sum = 0;
        for (let k = 0; k < inner; k++) {
          const left = transposeA ? k * aColumns + row : row * aColumns + k;
          const right = transposeB ? column * bColumns + k : k * bColumns + column;
          sum += read(a, left) * read(b, right);
        }
        return sum;
      });
    }
    case 'columns':
      return write((i) => combine(operation.fn, read(a, i), read(b, i % columns)));
    case 'normalize':
      return write((i) => (read(a, i) - read(b, i % columns)) * read(c, i % columns) + read(d, i % columns));
    case 'columnSum':
      return write((i) => sumRows(a, columns, (at) => read(a, at), i));
    case 'columnDot':
      return write((i) => sumRows(a, columns, (at) => read(a, at) * read(b, at), i));
    case 'broadcastRows':
      return write((i) => read(a, i % columns));
    case 'activation':
      return write((i) => activationValue(operation.kind, operation.order, read(a, i)));
    case 'binary':
      return write((i) => combine(operation.fn, read(a, i), read(b, i)));
    case 'scale':
      return write((i) => operation.factor * read(a, i));
    case 'power':
      return write((i) => power(read(a, i) + operation.shift, operation.exponent));
    case 'mix': {
      const [ca, cb] = coefficients(operation.ca, operation.cb, inputs.slice(2));
      return write((i) => ca * read(a, i) + cb * read(b, i) * (operation.square ? read(b, i) : 1));
    }
    case 'adamDirection': {
      const [cm, cv] = coefficients(operation.cm, operation.cv, inputs.slice(2));
      return write((i) => (cm * read(a, i)) / (Math.sqrt(cv * read(b, i)) + operation.eps));
    }
    case 'crossEntropy': {
      const classes = a.node.shape[1] as number;
      const rows = a.node.shape[0] as number;
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += logSumExp(a, row, classes) - read(a, row * classes + read(b, row));
      return write(() => sum / rows);
    }
    case 'crossEntropyGradient':
      return write((i) => {
        const row = Math.floor(i / columns);
        const share = exp(read(a, i) - logSumExp(a, row, columns));
        return (share - (read(b, row) === i % columns ? 1 : 0)) / (shape[0] as number);
      });
    case 'crossEntropyHessian': {
      const share = (at: number): number => exp(read(a, at) - logSumExp(a, Math.floor(at / columns), columns));
      return write((i) => {
        const first = i - (i % columns);
        let sum = 0;
        for (let at = first; at < first + columns; at++) sum += share(at) * (read(b, i) - read(b, at));
        return (share(i) * sum) / (shape[0] as number);
      });
    }
    case 'correctCount': {
      const [rows, classes] = a.node.shape as [number, number];
      let count = 0;
      for (let row = 0; row < rows; row++) count += argmaxRow(a, row, classes) === read(b, row) ? 1 : 0;
      return write(() => count);
    }
    case 'argmax':
      return write((i) => argmaxRow(a, i, a.node.shape.at(-1) as number));
    case 'denseFused': {
      const rest = inputs.slice(2);
      const bias = operation.bias ? rest.shift() : undefined;
      const [mean, scale, shift] = operation.normalize ? rest.splice(0, 3) : [];
      const residual = operation.residual ? rest.shift() : undefined;
      const inner = a.node.shape[1] as number;
      return write((i) => {
        const [row, column] = [Math.floor(i / columns), i % columns];
        let value = 0;
        for (let k = 0; k < inner; k++) value += read(a, row * inner + k) * read(b, k * columns + column);
        if (bias) value += read(bias, column);
        if (mean && scale && shift) value = (value - read(mean, column)) * read(scale, column) + read(shift, column);
        if (operation.activation) value = activationValue(operation.activation, 0, value);
        return residual ? value + read(residual, i) : value;
      });
    }
    default:
      return evaluateImageNode(operation, out, inputs);
  }
}

function read(view: View, i: number): number {
  return view.values[view.at + i] as number;
}

function combine(fn: 'add' | 'subtract' | 'multiply', a: number, b: number): number {
  if (fn === 'add') return a + b;
  return fn === 'subtract' ? a - b : a * b;
}

function sumRows(x: View, columns: number, term: (at: number) => number, column: number): number {
  const { rows } = rowsAndColumns(x.node.shape);
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += term(row * columns + column);
  return sum;
}

function coefficients(first: number | null, second: number | null, scalars: readonly View[]): [number, number] {
  const queue = [...scalars];
  const next = (): number => read(queue.shift() as View, 0);
  const a = first ?? next();
  return [a, second ?? next()];
}

/** max + log Σ exp(x − max), as PyTorch computes it: +∞ among the logits, or all −∞, gives NaN. */
function logSumExp(logits: View, row: number, classes: number): number {
  let max = -Infinity;
  for (let k = 0; k < classes; k++) max = Math.max(max, read(logits, row * classes + k));
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += exp(read(logits, row * classes + k) - max);
  return max + log(sum);
}

/** Index of the largest entry: NaN counts as the largest, the first of equals wins (PyTorch's rule). */
function argmaxRow(logits: View, row: number, classes: number): number {
  let best = 0;
  for (let k = 0; k < classes; k++) {
    const value = read(logits, row * classes + k);
    if (Number.isNaN(value)) return k;
    if (value > read(logits, row * classes + best)) best = k;
  }
  return best;
}
