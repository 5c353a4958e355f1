import type { ActivationKind } from '../activations';
import { activationOf, buildConvNet, convNetParams, isPaperSize, sizeParam } from './conv-net';
import type { Layers, NetDefinition, Value } from './define';
import type { NetSpec } from './types';

/** Channels of the reference's VGG-9; "pool" halves the image. */
const LAYERS = [64, 'pool', 128, 'pool', 256, 256, 'pool', 512, 512, 'pool'] as const;
/** The classroom net has a quarter of the channels. */
const CLASSROOM_SHARE = 1 / 4;

/** VGG-9 with batch norm (the paper's Figures 2 to 4 and 9; Simonyan and Zisserman 2015). */
export const vgg9: NetSpec = {
  id: 'vgg9',
  label: 'images.net.vgg9',
  about: 'images.about.vgg9',
  needsImages: true,
  params: { size: sizeParam, ...convNetParams },
  build(params, input) {
    const share = isPaperSize(params) ? 1 : CLASSROOM_SHARE;
    return buildConvNet(vgg9Definition(share, activationOf(params), input.classes), params, input);
  },
};

/**
 * Convolutions and a dense layer of as many units as the last of them, all with batch norm, then the classifier. The reference's layers also
 * have biases, which batch norm takes out again: they are left out. Pooling is left out where the map has no more than one pixel.
 */
function vgg9Definition(share: number, activation: ActivationKind, classes: number): NetDefinition {
  return <T>(layers: Layers<T>, x: Value<T>): Value<T> => {
    const finish = (name: string, z: Value<T>): Value<T> => layers.activation(layers.batchNorm(`${name}.norm`, z), activation);
    let h = x;
    let number = 0;
    for (const layer of LAYERS) {
      if (layer === 'pool') h = h.shape[0] >= 2 ? layers.maxPool(h, 2) : h;
      else {
        const name = `conv${++number}`;
        h = finish(name, layers.conv(name, h, layer * share));
      }
    }
    const units = h.shape[2];
    return layers.dense('output', finish('dense', layers.dense('dense', layers.flatten(h), units, { bias: false })), classes);
  };
}
