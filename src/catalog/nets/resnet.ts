import type { ActivationKind } from '../activations';
import { flagOf } from '../params';
import { activationOf, buildConvNet, convNetParams, isPaperSize, residualBlocks, residualDepthParam, sizeParam } from './conv-net';
import type { Layers, NetDefinition, Value } from './define';
import type { NetSpec } from './types';

/** A residual net for small images (He et al. 2016, section 4.2; the reference's ResNet-6n+2). */
export interface ResnetShape {
  /** Channels of the convolution before the first stage; those of the first stage where nothing is said. */
  readonly stem?: number;
  /** Channels of each stage; from the second on, a stage halves the image. */
  readonly widths: readonly number[];
  /** Blocks of two 3×3 convolutions in each stage. */
  readonly blocks: number;
  /** With shortcuts: the identity, or a 1×1 convolution with batch norm where size or width changes. */
  readonly shortcuts: boolean;
  readonly activation: ActivationKind;
  readonly classes: number;
  /** Side of the average pooling before the last layer; null pools the whole map. */
  readonly pool: number | null;
}

/** Channels of the first stage; each later one has twice as many. */
const FIRST_WIDTH = { classroom: 8, paper: 16 };

/** ResNet-6n+2 with and without shortcuts (the paper's Figures 1 and 5). */
export const resnet: NetSpec = {
  id: 'resnet',
  label: 'images.net.resnet',
  about: 'images.about.resnet',
  needsImages: true,
  params: {
    depth: residualDepthParam,
    skips: { kind: 'flag', label: 'nets.skips', default: true },
    size: sizeParam,
    ...convNetParams,
  },
  build(params, input) {
    const first = isPaperSize(params) ? FIRST_WIDTH.paper : FIRST_WIDTH.classroom;
    const definition = resnetDefinition({
      widths: [first, 2 * first, 4 * first],
      blocks: residualBlocks(params),
      shortcuts: flagOf(params, 'skips'),
      activation: activationOf(params),
      classes: input.classes,
      pool: null,
    });
    return buildConvNet(definition, params, input);
  },
};

/** Tensors in the order of the reference's `parameters()`. */
export function resnetDefinition({ widths, stem = widths[0], blocks, shortcuts, activation, classes, pool }: ResnetShape): NetDefinition {
  return <T>(layers: Layers<T>, x: Value<T>): Value<T> => {
    const convNorm = (name: string, from: Value<T>, units: number, stride: number): Value<T> =>
      layers.batchNorm(`${name}.norm`, layers.conv(name, from, units, { stride }));
    let h = layers.activation(convNorm('conv1', x, stem, 1), activation);
    widths.forEach((width, stage) => {
      for (let block = 0; block < blocks; block++) {
        const name = `stage${stage + 1}.${block + 1}`;
        const stride = stage > 0 && block === 0 ? 2 : 1;
        const inner = layers.activation(convNorm(`${name}.conv1`, h, width, stride), activation);
        const outer = convNorm(`${name}.conv2`, inner, width, 1);
        h = layers.activation(shortcuts ? layers.add(outer, shortcut(layers, `${name}.shortcut`, h, width, stride)) : outer, activation);
      }
    });
    const features = pool === null ? layers.globalAveragePool(h) : layers.flatten(layers.averagePool(h, pool));
    return layers.dense('output', features, classes);
  };
}

function shortcut<T>(layers: Layers<T>, name: string, x: Value<T>, width: number, stride: number): Value<T> {
  if (stride === 1 && x.shape[2] === width) return x;
  return layers.batchNorm(`${name}.norm`, layers.conv(name, x, width, { size: 1, stride }));
}
