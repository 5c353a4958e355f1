import type { ActivationKind } from '../activations';
import { choiceOf, type ParamSpecs, type ParamValues } from '../params';
import { defineNet, type NetDefinition } from './define';
import { activationOptions, initialisationParams, initialiseKernels } from './initialise';
import type { Net, NetInput } from './types';

/** What every convolutional net lets a person set. */
export const convNetParams = {
  activation: { kind: 'choice', label: 'nets.activation', options: activationOptions, default: 'relu' },
  ...initialisationParams,
} as const satisfies ParamSpecs;

/** "Classroom" trains in minutes on a laptop; "paper" has the widths and depths of the paper's nets. */
export const sizeParam = {
  kind: 'choice',
  label: 'images.param.size',
  options: ['classroom', 'paper'].map((id) => ({ id, label: `images.param.size.${id}` })),
  default: 'classroom',
} as const;

/** Depths 6n + 2 of residual nets with n blocks in each of three stages. */
const RESIDUAL_DEPTHS = [8, 14, 20, 32, 44, 56, 110];

export const residualDepthParam = {
  kind: 'choice',
  label: 'images.param.layers',
  options: RESIDUAL_DEPTHS.map((depth) => ({ id: `${depth}`, label: `images.param.layers.${depth}` })),
  default: '14',
} as const;

/** Blocks in each stage of a residual net of the chosen depth. */
export function residualBlocks(params: ParamValues): number {
  return (Number(choiceOf(params, 'depth')) - 2) / 6;
}

/** The activation a person chose. */
export function activationOf(params: ParamValues): ActivationKind {
  return choiceOf(params, 'activation') as ActivationKind;
}

/** True where the person chose the paper's size. */
export function isPaperSize(params: ParamValues): boolean {
  return choiceOf(params, 'size') === 'paper';
}

/** A net on images from its definition. Throws a RangeError where the inputs are no square images. */
export function buildConvNet(
  definition: NetDefinition,
  params: ParamValues,
  input: NetInput,
  reparametrisation: Net['reparametrisation'] = { reason: 'nets.reparametrisation.batchNorm' },
): Net {
  const [height, width] = input.inputShape;
  if (input.inputShape.length !== 3 || height !== width) throw new RangeError(`A net on square images was given [${input.inputShape}].`);
  return defineNet(input, definition, (layout, rng) => initialiseKernels(layout, params, rng), reparametrisation);
}
