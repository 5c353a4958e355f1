import type { ActivationKind } from '../activations';
import { numberOf } from '../params';
import { activationOf, buildConvNet, convNetParams, isPaperSize, sizeParam } from './conv-net';
import type { Layers, NetDefinition, Value } from './define';
import type { NetSpec } from './types';

/** The reference's DenseNet-121 for CIFAR-10: layers of each stage, and the channels that each layer adds. */
const PAPER = { stages: [6, 12, 24, 16], growth: 12 };
const CLASSROOM_STAGES = 3;
/** Channels of a layer's inner 1×1 convolution, in units of the growth. */
const BOTTLENECK = 4;

/** DenseNet-BC (the paper's Figure 7; Huang et al. 2017). */
export const densenet: NetSpec = {
  id: 'densenet',
  label: 'images.net.densenet',
  about: 'images.about.densenet',
  needsImages: true,
  params: {
    size: sizeParam,
    blocks: {
      kind: 'number',
      label: 'images.param.stageLayers',
      min: 1,
      max: 16,
      default: 3,
      integer: true,
      when: (values) => !isPaperSize(values),
    },
    growth: {
      kind: 'number',
      label: 'images.param.growth',
      min: 1,
      max: 32,
      default: 6,
      integer: true,
      when: (values) => !isPaperSize(values),
    },
    ...convNetParams,
  },
  build(params, input) {
    const { stages, growth } = isPaperSize(params)
      ? PAPER
      : { stages: new Array<number>(CLASSROOM_STAGES).fill(numberOf(params, 'blocks')), growth: numberOf(params, 'growth') };
    return buildConvNet(densenetDefinition(stages, growth, activationOf(params), input.classes), params, input);
  },
};

/**
 * Batch norm and activation come before each convolution. A layer's new channels are put before those it was given; between stages half of the
 * channels are kept and the image is halved, unless it has no more than one pixel.
 */
function densenetDefinition(stages: readonly number[], growth: number, activation: ActivationKind, classes: number): NetDefinition {
  return <T>(layers: Layers<T>, x: Value<T>): Value<T> => {
    const prepared = (name: string, from: Value<T>): Value<T> => layers.activation(layers.batchNorm(`${name}.norm`, from), activation);
    let h = layers.conv('conv1', x, 2 * growth);
    stages.forEach((count, stage) => {
      for (let i = 0; i < count; i++) {
        const name = `stage${stage + 1}.${i + 1}`;
        const inner = layers.conv(`${name}.conv1`, prepared(`${name}.conv1`, h), BOTTLENECK * growth, { size: 1 });
        const added = layers.conv(`${name}.conv2`, prepared(`${name}.conv2`, inner), growth);
        h = layers.concatenate([added, h]);
      }
      if (stage === stages.length - 1) return;
      const name = `transition${stage + 1}`;
      h = layers.conv(name, prepared(name, h), Math.floor(h.shape[2] / 2), { size: 1 });
      if (h.shape[0] >= 2) h = layers.averagePool(h, 2);
    });
    return layers.dense('output', layers.globalAveragePool(prepared('output', h)), classes);
  };
}
