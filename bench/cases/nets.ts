import { cnnDefinition } from '../../src/catalog/nets/cnn';
import { defineNet, type NetDefinition } from '../../src/catalog/nets/define';
import { initialiseKernels } from '../../src/catalog/nets/initialise';
import { buildMlp, type MlpShape } from '../../src/catalog/nets/mlp';
import { resnetDefinition } from '../../src/catalog/nets/resnet';
import type { Net } from '../../src/catalog/nets/types';

const HE = { init: 'he', initScale: 1 };

function mlp(shape: MlpShape): Net {
  return buildMlp(shape, { inputShape: [2], classes: 2 }, (layout, rng) => initialiseKernels(layout, HE, rng));
}

function onImages(definition: NetDefinition): Net {
  const input = { inputShape: [16, 16, 1], classes: 10 };
  return defineNet(input, definition, (layout, rng) => initialiseKernels(layout, HE, rng), { reason: '' });
}

function resnet(blocks: number): Net {
  return onImages(resnetDefinition({ widths: [8, 16, 32], blocks, shortcuts: true, activation: 'relu', classes: 10, pool: null }));
}

/** The nets whose planes are timed, each on 512 samples. */
export const benchNets = {
  'mlp-2-64-64-64-2': () => mlp({ sizes: [2, 64, 64, 64, 2], activation: 'tanh', skips: false, batchNorm: false }),
  'default-30-layers': () => mlp({ sizes: [2, ...new Array<number>(30).fill(16), 2], activation: 'relu', skips: true, batchNorm: true }),
  'cnn-8-16': () => onImages(cnnDefinition({ widths: [8, 16], activation: 'relu', classes: 10 })),
  'resnet-8': () => resnet(1),
  'resnet-20-classroom': () => resnet(3),
} as const satisfies Record<string, () => Net>;

export type BenchNet = keyof typeof benchNets;
export const BENCH_NETS = Object.keys(benchNets) as BenchNet[];
