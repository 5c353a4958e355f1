import type { Rng } from '../../math/random';
import type { ActivationKind } from '../activations';
import { createLayout, type TensorRole } from '../layout';
import type { NetOps } from '../ops';
import { choiceOf, flagOf, numberOf } from '../params';
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
  figure: '1',
  params: {
    depth: { kind: 'number', label: 'nets.depth', min: 1, max: 100, default: 30, integer: true },
    width: { kind: 'number', label: 'nets.width', min: 1, max: 256, default: 16, integer: true },
    activation: { kind: 'choice', label: 'nets.activation', options: activationOptions, default: 'relu' },
    skips: { kind: 'flag', label: 'nets.skips', default: true },
    batchNorm: { kind: 'flag', label: 'nets.batchNorm', default: true },
    ...initialisationParams,
  },
  build(params, input) {
    const inputs = input.inputShape.reduce((product, extent) => product * extent, 1);
    const hidden = new Array<number>(numberOf(params, 'depth')).fill(numberOf(params, 'width'));
    const shape: MlpShape = {
      sizes: [inputs, ...hidden, input.classes],
      activation: choiceOf(params, 'activation') as ActivationKind,
      skips: flagOf(params, 'skips'),
      batchNorm: flagOf(params, 'batchNorm'),
    };
    return buildMlp(shape, input, (layout, rng) => initialiseKernels(layout, params, rng));
  },
};

type Initialise = (layout: Net['parameters'], rng: Rng) => Float32Array;

/** An MLP of any layer sizes (METHOD.md, section 9); the output layer is linear with a bias. */
export function buildMlp(shape: MlpShape, input: NetInput, initialise: Initialise): Net {
  const { sizes, activation, skips, batchNorm } = shape;
  const layers = sizes.length - 1;
  const tensors: { name: string; role: TensorRole; shape: number[] }[] = [];
  const stateTensors: { name: string; role: TensorRole; shape: number[] }[] = [];
  for (let layer = 1; layer <= layers; layer++) {
    const [fanIn, units] = [sizes[layer - 1] as number, sizes[layer] as number];
    tensors.push({ name: `layer${layer}.kernel`, role: 'kernel', shape: [fanIn, units] });
    if (layer < layers && batchNorm) {
      tensors.push(
        { name: `layer${layer}.scale`, role: 'bn-scale', shape: [units] },
        { name: `layer${layer}.shift`, role: 'bn-shift', shape: [units] },
      );
      stateTensors.push(
        { name: `layer${layer}.mean`, role: 'bn-mean', shape: [units] },
        { name: `layer${layer}.variance`, role: 'bn-variance', shape: [units] },
      );
    } else tensors.push({ name: `layer${layer}.bias`, role: 'bias', shape: [units] });
  }
  const parameters = createLayout(tensors);
  const state = createLayout(stateTensors);

  return {
    input,
    parameters,
    state,
    initialise: (rng) => initialise(parameters, rng),
    initialState() {
      const values = new Float32Array(state.size);
      for (const slot of state.slots) if (slot.role === 'bn-variance') values.fill(1, slot.offset, slot.offset + slot.size);
      return values;
    },
    forward<T>(ops: NetOps<T>, theta: readonly T[], statistics: readonly T[], x: T): T {
      let next = 0;
      const take = (): T => theta[next++] as T;
      let h = x;
      for (let layer = 1; layer <= layers; layer++) {
        let z = ops.dense(h, take());
        if (layer === layers) return ops.addBias(z, take());
        if (batchNorm) {
          const [mean, variance] = [statistics[2 * (layer - 1)] as T, statistics[2 * layer - 1] as T];
          z = ops.batchNorm(z, { scale: take(), shift: take(), mean, variance });
        } else z = ops.addBias(z, take());
        const a = ops.activation(z, activation);
        h = skips && layer > 1 && sizes[layer] === sizes[layer - 1] ? ops.add(a, h) : a;
      }
      return h;
    },
    reparametrisation: reparametrisationOf(shape),
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
