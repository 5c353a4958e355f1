import type { ActivationKind } from '../activations';
import type { Layers, NetDefinition, Value } from './define';

/** A plain convolutional net: 3×3 convolutions with bias, each followed by an activation and 2×2 max pooling, then one dense layer. */
export interface CnnShape {
  readonly widths: readonly number[];
  readonly activation: ActivationKind;
  readonly classes: number;
}

export function cnnDefinition({ widths, activation, classes }: CnnShape): NetDefinition {
  return <T>(layers: Layers<T>, x: Value<T>): Value<T> => {
    let h = x;
    widths.forEach((width, i) => {
      h = layers.activation(layers.conv(`conv${i + 1}`, h, width, { bias: true }), activation);
      if (Math.min(h.shape[0], h.shape[1]) >= 2) h = layers.maxPool(h, 2);
    });
    return layers.dense('output', layers.flatten(h), classes);
  };
}
