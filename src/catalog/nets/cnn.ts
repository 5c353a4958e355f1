import type { ActivationKind } from '../activations';
import { numberOf } from '../params';
import { activationOf, buildConvNet, convNetParams } from './conv-net';
import type { Layers, NetDefinition, Value } from './define';
import type { Net, NetSpec } from './types';

/** A plain convolutional net: 3×3 convolutions with bias, each followed by an activation and 2×2 max pooling, then one dense layer. */
export interface CnnShape {
  readonly widths: readonly number[];
  readonly activation: ActivationKind;
  readonly classes: number;
}

/** The net without batch norm and without skips; each convolution doubles the channels. The paper has no such net. */
export const cnn: NetSpec = {
  id: 'cnn',
  label: 'images.net.cnn',
  about: 'images.about.cnn',
  needsImages: true,
  params: {
    layers: { kind: 'number', label: 'images.param.convolutions', min: 1, max: 5, default: 2, integer: true },
    width: { kind: 'number', label: 'images.param.firstWidth', min: 1, max: 64, default: 8, integer: true },
    ...convNetParams,
  },
  build(params, input) {
    const widths = Array.from({ length: numberOf(params, 'layers') }, (_, i) => numberOf(params, 'width') * 2 ** i);
    const shape = { widths, activation: activationOf(params), classes: input.classes };
    return buildConvNet(cnnDefinition(shape), params, input, reparametrisationOf(shape));
  },
};

/** Pooling is left out where the map has no more than one pixel. */
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

/** METHOD.md, section 5: max pooling lets a positive factor through, as ReLU does. */
function reparametrisationOf({ widths, activation }: CnnShape): Net['reparametrisation'] {
  if (activation !== 'relu') return { reason: 'nets.reparametrisation.needsRelu' };
  return { scaleUp: ['conv1.kernel', 'conv1.bias'], scaleDown: [widths.length > 1 ? 'conv2.kernel' : 'output.kernel'] };
}
