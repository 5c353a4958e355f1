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

/** The default experiment's net with skips, of that many hidden layers. */
function layersOf16(count: number): Net {
  return mlp({ sizes: [2, ...new Array<number>(count).fill(16), 2], activation: 'relu', skips: true, batchNorm: true });
}

/** The nets that are timed, each on 512 samples. */
export const benchNets = {
  'mlp-2-64-64-64-2': () => mlp({ sizes: [2, 64, 64, 64, 2], activation: 'tanh', skips: false, batchNorm: false }),
  'default-30-layers': () => layersOf16(30),
  '10-layers': () => layersOf16(10),
  'cnn-8-16': () => onImages(cnnDefinition({ widths: [8, 16], activation: 'relu', classes: 10 })),
  'resnet-8': () => resnet(1),
  'resnet-20-classroom': () => resnet(3),
} as const satisfies Record<string, () => Net>;

export type BenchNet = keyof typeof benchNets;
export const BENCH_NETS = Object.keys(benchNets) as BenchNet[];

/** What is timed of which: planes, products with the Hessian, training steps. */
export const PLANE_NETS: readonly BenchNet[] = ['mlp-2-64-64-64-2', 'default-30-layers', 'cnn-8-16', 'resnet-8', 'resnet-20-classroom'];
export const HESSIAN_NETS: readonly BenchNet[] = ['mlp-2-64-64-64-2', '10-layers', 'cnn-8-16', 'resnet-8'];
export const TRAINING_NETS: readonly BenchNet[] = ['default-30-layers', 'cnn-8-16', 'resnet-8'];
