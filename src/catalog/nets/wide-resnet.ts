import { choiceOf, flagOf } from '../params';
import { activationOf, buildConvNet, convNetParams, isPaperSize, residualBlocks, residualDepthParam, sizeParam } from './conv-net';
import { resnetDefinition } from './resnet';
import type { NetSpec } from './types';

/** Channels of the first stage for k = 1. */
const FIRST_WIDTH = { classroom: 4, paper: 16 };
const FACTORS = [1, 2, 4, 8];

/** ResNet-6n+2 with k times the channels, from the first convolution on, with and without shortcuts (the paper's Figure 6 has 56 layers). */
export const wideResnet: NetSpec = {
  id: 'wide-resnet',
  label: 'images.net.wideResnet',
  about: 'images.about.wideResnet',
  needsImages: true,
  params: {
    factor: {
      kind: 'choice',
      label: 'images.param.factor',
      options: FACTORS.map((factor) => ({ id: `${factor}`, label: `images.param.factor.${factor}` })),
      default: '2',
    },
    depth: residualDepthParam,
    skips: { kind: 'flag', label: 'nets.skips', default: true },
    size: sizeParam,
    ...convNetParams,
  },
  build(params, input) {
    const first = (isPaperSize(params) ? FIRST_WIDTH.paper : FIRST_WIDTH.classroom) * Number(choiceOf(params, 'factor'));
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
