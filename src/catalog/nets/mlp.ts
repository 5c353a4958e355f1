import type { ActivationKind } from '../activations';
import { choiceOf, flagOf, numberOf } from '../params';
import { defineNet, type Layers, type NetDefinition, type Value } from './define';
import { activationOptions, initialisationParams, initialiseKernels } from './initialise';
import type { Net, NetInput, NetSpec } from './types';

/** An MLP layer by layer. */
export interface MlpShape {
  /** Units of every layer, input and output included; at least two entries. */
  readonly sizes: readonly number[];
  readonly activation: ActivationKind;
  /** h_{l+1} = act(BN(W h_l)) + h_l wherever two hidden layers have one width. */
  readonly skips: boolean;
  /** Batch norm before each hidden activation; layers with it have no bias. */
  readonly batchNorm: boolean;
}

export const mlp: NetSpec = {
  id: 'mlp',
  label: 'nets.mlp',
  about: 'nets.about.mlp',
  needsImages: false,
  params: {
    depth: { kind: 'number', label: 'nets.depth', min: 1, max: 100, default: 30, integer: true },
    width: { kind: 'number', label: 'nets.width', min: 1, max: 256, default: 16, integer: true },
    activation: { kind: 'choice', label: 'nets.activation', options: activationOptions, default: 'relu' },
    skips: { kind: 'flag', label: 'nets.skips', default: true },
    batchNorm: { kind: 'flag', label: 'nets.batchNorm', default: true },
    ...initialisationParams,
  },
  build(params, input) {
    // Images are rows of numbers to an MLP. They lie like that already, so it is told a row instead of having each image flattened.
    const inputs = input.inputShape.reduce((product, extent) => product * extent, 1);
    const hidden = new Array<number>(numberOf(params, 'depth')).fill(numberOf(params, 'width'));
    const shape: MlpShape = {
      sizes: [inputs, ...hidden, input.classes],
      activation: choiceOf(params, 'activation') as ActivationKind,
      skips: flagOf(params, 'skips'),
      batchNorm: flagOf(params, 'batchNorm'),
    };
    return buildMlp(shape, { ...input, inputShape: [inputs] }, (layout, rng) => initialiseKernels(layout, params, rng));
  },
};

/** An MLP of any layer sizes (METHOD.md, section 9); the output layer is linear with a bias. */
export function buildMlp(shape: MlpShape, input: NetInput, initialise: Parameters<typeof defineNet>[2]): Net {
  return defineNet(input, mlpDefinition(shape), initialise, reparametrisationOf(shape));
}

function mlpDefinition({ sizes, activation, skips, batchNorm }: MlpShape): NetDefinition {
  return <T>(layers: Layers<T>, x: Value<T>): Value<T> => {
    const last = sizes.length - 1;
    let h = x;
    for (let layer = 1; layer < last; layer++) {
      const name = `layer${layer}`;
      const z = layers.dense(name, h, sizes[layer], { bias: !batchNorm });
      const a = layers.activation(batchNorm ? layers.batchNorm(name, z) : z, activation);
      h = skips && layer > 1 && sizes[layer] === sizes[layer - 1] ? layers.add(a, h) : a;
    }
    return layers.dense(`layer${last}`, h, sizes[last]);
  };
}

/** METHOD.md, section 5: it needs a ReLU layer without BN whose output feeds the next kernel and nothing else. */
function reparametrisationOf({ sizes, activation, skips, batchNorm }: MlpShape): Net['reparametrisation'] {
  if (activation !== 'relu') return { reason: 'nets.reparametrisation.needsRelu' };
  if (batchNorm) return { reason: 'nets.reparametrisation.batchNorm' };
  if (skips && sizes.length > 3) return { reason: 'nets.reparametrisation.skips' };
  if (sizes.length < 3) return { reason: 'nets.reparametrisation.needsHidden' };
  return { scaleUp: ['layer1.kernel', 'layer1.bias'], scaleDown: ['layer2.kernel'] };
}
