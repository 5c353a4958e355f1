import { type Operation, type Sliding, sizeOf } from '../graph/graph';
import { activationValue } from './activations';
import type { View } from './kernels';

/**
 * The convolution family for one replica, as graph.ts defines it: float64 sums over every tap of every window, where what lies outside counts as 0.
 * Plain loops over flat arrays of doubles, since the closures of the other operations would take minutes on a net.
 */
export function convolve(out: View, x: View, kernel: View, { stride, padTop, padLeft }: Sliding): void {
  const [images, rows, columns, units] = out.node.shape;
  const [, height, width, channels] = x.node.shape;
  const [kernelRows, kernelColumns] = kernel.node.shape;
  const [entries, weights] = [doubles(x), doubles(kernel)];
  const window = new Float64Array(kernelRows * kernelColumns * channels);
  const sums = new Float64Array(units);
  for (let n = 0; n < images; n++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        window.fill(0);
        for (let i = 0; i < kernelRows; i++) {
          const [y, left] = [row * stride + i - padTop, column * stride - padLeft];
          if (y < 0 || y >= height) continue;
          const [first, last] = [Math.max(0, -left), Math.min(kernelColumns, width - left)];
          const from = ((n * height + y) * width + left) * channels;
          const to = i * kernelColumns * channels;
          for (let k = first * channels; k < last * channels; k++) window[to + k] = entries[from + k];
        }
        multiply(sums, window, weights);
        out.values.set(sums, out.at + ((n * rows + row) * columns + column) * units);
      }
    }
  }
}

/** A convolution and what is fused into it, in the order that graph.ts gives. */
export function convolveFused(out: View, inputs: readonly View[], operation: Extract<Operation, { op: 'convFused' }>): void {
  const [x, kernel, ...others] = inputs as [View, View, ...View[]];
  const parts = others.map(doubles);
  const values = new Float64Array(sizeOf(out.node.shape));
  const columns = out.node.shape[3];
  convolve({ ...out, at: 0, values }, x, kernel, operation);
  if (operation.bias) {
    const bias = parts.shift() as Float64Array;
    for (let i = 0; i < values.length; i++) values[i] += bias[i % columns];
  }
  if (operation.normalize) {
    const [mean, scale, shift] = parts.splice(0, 3);
    for (let i = 0; i < values.length; i++) values[i] = (values[i] - mean[i % columns]) * scale[i % columns] + shift[i % columns];
  }
  const addResidual = (): void => {
    const residual = parts[0];
    for (let i = 0; i < values.length; i++) values[i] += residual[i];
  };
  if (operation.residual === 'before') addResidual();
  if (operation.activation) for (let i = 0; i < values.length; i++) values[i] = activationValue(operation.activation, 0, values[i]);
  if (operation.residual === 'after') addResidual();
  out.values.set(values, out.at);
}

/** sums[u] ← Σ_k window[k] · weights[k, u], four sums at a time: the loop that a net spends its time in. */
function multiply(sums: Float64Array, window: Float64Array, weights: Float64Array): void {
  const units = sums.length;
  let u = 0;
  for (; u + 4 <= units; u += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = 0, at = u; k < window.length; k++, at += units) {
      const value = window[k];
      a += value * weights[at];
      b += value * weights[at + 1];
      c += value * weights[at + 2];
      d += value * weights[at + 3];
    }
    sums[u] = a;
    sums[u + 1] = b;
    sums[u + 2] = c;
    sums[u + 3] = d;
  }
  for (; u < units; u++) {
    let sum = 0;
    for (let k = 0; k < window.length; k++) sum += window[k] * weights[k * units + u];
    sums[u] = sum;
  }
}

/** Each entry of x gets what the windows that read it multiplied it with. */
export function convolveInputGradient(out: View, g: View, kernel: View, { stride, padTop, padLeft }: Sliding): void {
  const [entries, weights] = [doubles(g), doubles(kernel)];
  const [images, height, width, channels] = out.node.shape;
  const [, rows, columns, units] = g.node.shape;
  const [kernelRows, kernelColumns] = kernel.node.shape;
  for (let n = 0; n < images; n++) {
    for (let y = 0; y < height; y++) {
      for (let z = 0; z < width; z++) {
        const to = out.at + ((n * height + y) * width + z) * channels;
        for (let c = 0; c < channels; c++) {
          let sum = 0;
          for (let i = 0; i < kernelRows; i++) {
            for (let j = 0; j < kernelColumns; j++) {
              const [row, column] = [(y + padTop - i) / stride, (z + padLeft - j) / stride];
              if (!Number.isInteger(row) || !Number.isInteger(column)) continue;
              const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
              const from = ((n * rows + row) * columns + column) * units;
              const tap = ((i * kernelColumns + j) * channels + c) * units;
              for (let u = 0; u < units; u++) sum += (isInside ? entries[from + u] : 0) * weights[tap + u];
            }
          }
          out.values[to + c] = sum;
        }
      }
    }
  }
}

/** Each weight gets the sum, over the windows, of what it multiplied times their gradient. */
export function convolveFilterGradient(out: View, x: View, g: View, { stride, padTop, padLeft }: Sliding): void {
  const [entries, factors] = [doubles(x), doubles(g)];
  const [kernelRows, kernelColumns, channels, units] = out.node.shape;
  const [images, height, width] = x.node.shape;
  const [, rows, columns] = g.node.shape;
  const sums = new Float64Array(units);
  for (let i = 0; i < kernelRows; i++) {
    for (let j = 0; j < kernelColumns; j++) {
      for (let c = 0; c < channels; c++) {
        sums.fill(0);
        for (let n = 0; n < images; n++) {
          for (let row = 0; row < rows; row++) {
            for (let column = 0; column < columns; column++) {
              const [y, z] = [row * stride + i - padTop, column * stride + j - padLeft];
              const isInside = y >= 0 && y < height && z >= 0 && z < width;
              const value = isInside ? entries[((n * height + y) * width + z) * channels + c] : 0;
              addMultiple(sums, value, factors, ((n * rows + row) * columns + column) * units);
            }
          }
        }
        out.values.set(sums, out.at + ((i * kernelColumns + j) * channels + c) * units);
      }
    }
  }
}

/** sums += factor · (the numbers from `at` on). */
function addMultiple(sums: Float64Array, factor: number, numbers: Float64Array, at: number): void {
  for (let u = 0; u < sums.length; u++) sums[u] += factor * numbers[at + u];
}

/** A view's entries in double precision: loops over one kind of array are several times as fast. */
function doubles({ values, at, node }: View): Float64Array {
  return Float64Array.from(values.subarray(at, at + sizeOf(node.shape)));
}
