import * as tf from '@tensorflow/tfjs';
import type { NetOps } from '../../src/catalog/ops';

type Finish = { readonly bias?: tf.Tensor; readonly activation?: 'linear' | 'relu' };

/** A tensor, or a layer that still waits for the bias and activation that tfjs can do in the same kernel. */
export class Value {
  private computed: tf.Tensor | undefined;

  constructor(
    private readonly compute: (finish: Finish) => tf.Tensor,
    readonly fusible = false,
    private readonly bias?: tf.Tensor,
  ) {}

  get tensor(): tf.Tensor {
    this.computed ??= this.compute(this.bias ? { bias: this.bias } : {});
    return this.computed;
  }

  with(finish: Finish): Value {
    const bias = finish.bias ?? this.bias;
    if (finish.activation) return new Value(() => this.compute(bias ? { bias, activation: 'relu' } : { activation: 'relu' }));
    return new Value(this.compute, true, bias);
  }
}

/** A value that is there already. */
export const value = (tensor: tf.Tensor): Value => new Value(() => tensor);

/**
 * Layers in tfjs's fastest spelling: products and convolutions with bias and ReLU fused. `training` normalises with the batch's own
 * statistics and hands them over; else tf.batchNorm with the running ones.
 */
export function tfjsOps(training?: (mean: Value, variance: Value, batchMean: tf.Tensor, batchVariance: tf.Tensor) => void): NetOps<Value> {
  return {
    dense: (x, kernel) =>
      new Value((finish) => tf.fused.matMul({ a: x.tensor as tf.Tensor2D, b: kernel.tensor as tf.Tensor2D, ...finish }), true),
    conv2d: (x, kernel, { stride, padding }) =>
      new Value((finish) => {
        const [kh] = kernel.tensor.shape;
        // "same" pads alike for stride 1 only: for stride 2 TensorFlow puts the zeros at the end.
        const pad = padding === 0 ? 'valid' : stride === 1 && padding === (kh - 1) / 2 ? 'same' : padding;
        return tf.fused.conv2d({
          x: x.tensor as tf.Tensor4D,
          filter: kernel.tensor as tf.Tensor4D,
          strides: stride,
          pad,
          ...finish,
        });
      }, true),
    averagePool: (x, { size, stride }) => value(tf.avgPool(x.tensor as tf.Tensor4D, size, stride, 'valid')),
    maxPool: (x, { size, stride }) => value(tf.maxPool(x.tensor as tf.Tensor4D, size, stride, 'valid')),
    globalAveragePool: (x) => value(tf.mean(x.tensor, [1, 2])),
    flatten: (x) => value(tf.reshape(x.tensor, [x.tensor.shape[0], -1])),
    concatenate: (parts) =>
      value(
        tf.concat(
          parts.map(({ tensor }) => tensor),
          -1,
        ),
      ),
    addBias: (x, bias) => (x.fusible ? x.with({ bias: bias.tensor }) : value(tf.add(x.tensor, bias.tensor))),
    batchNorm(x, { scale, shift, mean, variance }) {
      if (!training)
        return value(
          tf.batchNorm(
            x.tensor,
            mean.tensor as tf.Tensor1D,
            variance.tensor as tf.Tensor1D,
            shift.tensor as tf.Tensor1D,
            scale.tensor as tf.Tensor1D,
            1e-5,
          ),
        );
      const axes = x.tensor.shape.slice(0, -1).map((_, axis) => axis);
      const batch = tf.moments(x.tensor, axes);
      training(mean, variance, batch.mean, batch.variance);
      return value(
        tf.batchNorm(
          x.tensor,
          batch.mean as tf.Tensor1D,
          batch.variance as tf.Tensor1D,
          shift.tensor as tf.Tensor1D,
          scale.tensor as tf.Tensor1D,
          1e-5,
        ),
      );
    },
    activation(x, kind) {
      if (kind === 'relu') return x.fusible ? x.with({ activation: 'relu' }) : value(tf.relu(x.tensor));
      if (kind === 'tanh') return value(tf.tanh(x.tensor));
      if (kind === 'softplus') return value(tf.softplus(x.tensor));
      throw new Error(`tfjs has no ${kind}.`);
    },
    add: (a, b) => value(tf.add(a.tensor, b.tensor)),
  };
}
