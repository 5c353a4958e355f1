/**
 * What a link of version 2 means where it says nothing: the experiment, the settings of every catalog entry and the ways of looking that were usual when the
 * version was sealed. What equals them is left out of the recipe, which keeps it short. Literals, not defaults: what a default becomes changes no link.
 * Entries and settings that came later are not here and are always written. Frozen.
 */
type Literals = Readonly<Record<string, string | number | boolean>>;
export type CatalogKind = 'datasets' | 'nets' | 'optimizers' | 'schedules' | 'directions';

const CONV = { activation: 'relu', init: 'he', initScale: 1 } as const;
const IMAGES = { train: 2000, test: 1000 } as const;

/** Settings of the catalog's entries. */
export const ENTRIES: Readonly<Record<CatalogKind, Readonly<Record<string, Literals>>>> = {
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
};

/** The shape of a document: a literal, an object of them, a list of one kind, or a catalog entry with fields of its own. */
export type Shape =
  | { readonly is: unknown }
  | { readonly fields: Readonly<Record<string, Shape>> }
  | { readonly each: Shape }
  | { readonly entry: CatalogKind; readonly id: string; readonly fields: Readonly<Record<string, Shape>> };

const is = (value: unknown): Shape => ({ is: value });
const entry = (kind: CatalogKind, id: string, fields: Readonly<Record<string, Shape>> = {}): Shape => ({ entry: kind, id, fields });
const AXIS: Shape = { fields: { min: is(-1), max: is(1), points: is(65) } };

const PANE: Shape = {
  fields: {
    name: is(''),
    data: entry('datasets', 'spirals', { seed: is(1) }),
    net: entry('nets', 'mlp'),
    runs: {
      each: {
        fields: {
          seed: is(1),
          optimizer: entry('optimizers', 'adam'),
          schedule: entry('schedules', 'constant'),
          learningRate: is(0.003),
          batchSize: is(64),
          augmentation: is('none'),
          epochs: is(120),
          checkpointEvery: is(5),
        },
      },
    },
    origin: { fields: { run: is(0), epoch: is('last'), rescale: is(1) } },
    axes: { each: entry('directions', 'random', { seed: is(null) }) },
    grid: { fields: { alpha: AXIS, beta: AXIS, fit: is(false), split: is('train'), samples: is(0), batchNorm: is('frozen') } },
    view: { fields: { field: is('loss'), boundaryInputs: is([0, 1]), repeats: is(1) } },
  },
};

export const DOCUMENT: Shape = {
  fields: {
    version: is(1),
    preset: is(''),
    panes: { each: PANE },
    shared: {
      fields: {
        view: is('surface'),
        camera: { fields: { azimuth: is(-30), elevation: is(41), distance: is(8.4) } },
        height: is('loss'),
        cap: is(null),
        sharedScale: is(true),
        paths: is(false),
        colormap: is('mako'),
        lineAxis: is(0),
        directionSeed: is(2),
      },
    },
  },
};
