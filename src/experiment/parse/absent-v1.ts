import type { Absent } from './absent';

const CONV = { activation: 'relu', init: 'he', initScale: 1 } as const;
const IMAGES = { train: 2000, test: 1000 } as const;

/** What documents of version 1 mean where they say nothing. FROZEN: such documents are out in the world, in files and in links. */
export const ABSENT_V1: Absent = {
  ids: { datasets: 'spirals', nets: 'mlp', optimizers: 'adam', schedules: 'constant', directions: 'random' },
  params: {
    datasets: {
      spirals: { points: 512, turns: 1.5, noise: 0.02, classes: 2 },
      moons: { points: 512, noise: 0.1 },
      circles: { points: 512, noise: 0.05, inner: 0.5 },
      xor: { points: 512, noise: 0.05 },
      blobs: { points: 512, noise: 0.3, classes: 3 },
      iris: { trainShare: 0.7 },
      digits: { trainShare: 0.7 },
      'fashion-mnist': { side: '14', ...IMAGES },
      mnist: { side: '14', ...IMAGES },
      'cifar-10': { side: '16', ...IMAGES },
      'custom-images': { side: 28, channels: '1', classes: 10, ...IMAGES },
    },
    nets: {
      mlp: { depth: 30, width: 16, activation: 'relu', skips: true, batchNorm: true, init: 'he', initScale: 1 },
      cnn: { layers: 2, width: 8, ...CONV },
      vgg9: { size: 'classroom', ...CONV },
      resnet: { depth: '14', skips: true, size: 'classroom', ...CONV },
      'wide-resnet': { factor: '2', depth: '14', skips: true, size: 'classroom', ...CONV },
      densenet: { size: 'classroom', blocks: 3, growth: 6, ...CONV },
    },
    optimizers: {
      adam: { beta1: 0.9, beta2: 0.999, epsilon: '1e-8', weightDecay: 0, decayScope: 'all' },
      adamw: { beta1: 0.9, beta2: 0.999, epsilon: '1e-8', weightDecay: 0.01, decayScope: 'all' },
      sgd: { momentum: 0.9, nesterov: true, weightDecay: 0, decayScope: 'all' },
    },
    schedules: { constant: {}, step: { divisor: 10, drops: 3 }, cosine: { floor: 0 } },
    directions: {
      random: { norm: 'filter', ignore: 'biasbn' },
      between: { run: 1, at: 'start', epoch: 1, orthogonal: false },
      principal: { component: 1, paths: 'all', centred: true, ignore: 'none' },
      eigenvector: { end: 'largest' },
      gradient: {},
    },
  },
  fields: {
    run: { seed: 1, learningRate: 0.003, batchSize: 64, augmentation: 'none', epochs: 120, checkpointEvery: 5 },
    origin: { rescale: 1 },
    axis: { min: -1, max: 1, points: 65 },
    grid: { fit: false, split: 'train', samples: 0, batchNorm: 'frozen' },
    view: { field: 'loss', repeats: 1 },
    shared: {
      view: 'surface',
      height: 'log',
      sharedScale: true,
      paths: false,
      colormap: 'mako',
      lineAxis: 0,
      directionSeed: 2,
    },
    camera: { azimuth: -30, elevation: 41, distance: 8.4 },
  },
  dataSeed: 1,
  axes: 2,
  learningRates: { adam: 0.003, adamw: 0.003, sgd: 0.05 },
  boundaryInputs: {
    spirals: [0, 1],
    moons: [0, 1],
    circles: [0, 1],
    xor: [0, 1],
    blobs: [0, 1],
    iris: [2, 3],
    digits: [20, 34],
    'fashion-mnist': [20, 176],
    mnist: [91, 118],
    'cifar-10': [409, 26],
    'custom-images': [5, 10],
  },
};
