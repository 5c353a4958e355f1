import { ACTIVATION_KINDS } from '../../catalog/activations';
import type { NodeId } from '../graph/graph';
import { cycle, defineCase, type KernelCase, normals } from './case';

/** Storing, moving or comparing a value must not change it. */
const EXACT = { rtol: 0, atol: 0 };
/** Sums of up to a few hundred terms of order one. */
const SUM = { rtol: 1e-5, atol: 1e-4 };
/** A function's value: some devices have few digits of an exponential in its tails. */
const FUNCTION = { rtol: 1e-4, atol: 1e-6 };

const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const POISON = [1, ...NOT_FINITE, 0, 1e30, -1e30, -2.5, 100, -100, 3.4e38, -3.4e38];

const moving: KernelCase[] = [
  defineCase('moving NaN and infinities', { ...EXACT, replicas: 2 }, ({ b, float, whole }) => {
    const flat = float('flat', [60], true, cycle([1, ...NOT_FINITE, -7]));
    const rows = b.gatherRows(b.slice(flat, 3, [9, 5]), whole('index', [7], false, 9));
    return { outputs: { rows, packed: b.pack([{ node: rows, offset: 2 }], 40) } };
  }),
  defineCase('composing weights', { rtol: 1e-6, atol: 1e-6, replicas: 3 }, ({ b, float }) => ({
    outputs: { out: b.compose(float('origin', [37], false), float('deltas', [2, 37], false), float('coords', [2], true)) },
  })),
];

const products: KernelCase[] = [
  // Sizes that fill tiles, and sizes that leave some over.
  ...(
    [
      [64, 16, 16],
      [70, 145, 37],
    ] as const
  ).map(([n, inner, m]) =>
    defineCase(`product ${n}×${inner}×${m}`, { ...SUM, replicas: 3 }, ({ b, float }) => ({
      outputs: { out: b.matmul(float('a', [n, inner], false), float('b', [inner, m], true)) },
    })),
  ),
  defineCase('transposed products', { ...SUM, replicas: 2 }, ({ b, float }) => {
    const [a, g, w] = [float('a', [33, 12], true), float('g', [33, 20], true), float('w', [12, 20], true)];
    return { outputs: { toWeights: b.matmul(a, g, { transposeA: true }), toInputs: b.matmul(g, w, { transposeB: true }) } };
  }),
  defineCase('product of NaN and infinities', { ...EXACT, replicas: 2 }, ({ b, float }) => ({
    outputs: {
      out: b.matmul(float('a', [16, 3], true, cycle([1, 0, 2, ...NOT_FINITE, 0])), float('b', [3, 8], false, cycle([1, 0, -1, 3]))),
    },
  })),
  defineCase('product, bias, ReLU', { ...SUM, replicas: 2 }, ({ b, float }) => {
    const x = float('a', [16, 9], true, cycle([...Array.from({ length: 23 }, (_, i) => (i % 5) - 2), ...NOT_FINITE]));
    const product = b.matmul(x, float('b', [9, 8], true));
    return { outputs: { out: b.activation(b.columns('add', product, float('bias', [8], true)), 'relu') } };
  }),
];

const functions: KernelCase[] = ACTIVATION_KINDS.flatMap((kind) => [
  defineCase(`${kind} and its slope`, { ...FUNCTION, replicas: 2 }, ({ b, float }) => {
    const x = float('x', [13, 5], true, normals(3));
    return { outputs: { value: b.activation(x, kind), slope: b.activation(x, kind, 1) } };
  }),
  defineCase(`${kind} of NaN, infinities and huge numbers`, FUNCTION, ({ b, float }) => {
    const x = float('x', [24], false, cycle(POISON));
    return { outputs: { value: b.activation(x, kind), slope: b.activation(x, kind, 1) } };
  }),
]);

const images: KernelCase[] = [
  ...([1, 2] as const).map((stride) =>
    defineCase(`3×3 convolution and its gradients, stride ${stride}`, { ...SUM, replicas: 2 }, ({ b, float }) => {
      const [x, kernel] = [float('x', [3, 8, 8, 8], true), float('kernel', [3, 3, 8, 16], true)];
      const out = b.conv2d(x, kernel, { stride, padding: 1 });
      const g = float('g', b.shape(out), true);
      const sliding = { stride, padTop: 1, padLeft: 1 };
      return {
        outputs: {
          out,
          toImages: b.slide('convInputGradient', g, kernel, b.shape(x), sliding),
          toKernel: b.slide('convFilterGradient', x, g, b.shape(kernel), sliding),
        },
      };
    }),
  ),
  defineCase('convolution of NaN and infinities', SUM, ({ b, float }) => ({
    outputs: {
      out: b.conv2d(
        float('x', [1, 6, 8, 4], false, cycle([...Array.from({ length: 41 }, (_, i) => (i % 7) - 3), ...NOT_FINITE])),
        float('kernel', [3, 3, 4, 8], false),
        { stride: 1, padding: 1 },
      ),
    },
  })),
  defineCase('pooling', { ...SUM, replicas: 2 }, ({ b, float }) => {
    const x = float('x', [2, 8, 6, 8], true);
    const poison = float('poison', [1, 4, 4, 4], true, cycle([1, 2, Number.NaN, 3, 4, 5, Number.NEGATIVE_INFINITY]));
    const window = { size: 2, stride: 2 };
    return { outputs: { most: b.maxPool(x, window), mean: b.averagePool(x, window), poison: b.maxPool(poison, window) } };
  }),
];

const statistics: KernelCase[] = [
  defineCase('batch statistics', { ...SUM, replicas: 2 }, ({ b, float }) => {
    const x = float('x', [70, 6], true);
    const mean = b.scale(b.columnSum(x), 1 / 70);
    const centred = b.columns('subtract', x, mean);
    const variance = b.scale(b.columnDot(centred, centred), 1 / 70);
    return { outputs: { out: b.normalize(x, mean, b.power(variance, 1e-5, -0.5), float('shift', [6], true)) } };
  }),
  defineCase('steps of the optimizers', { rtol: 1e-5, atol: 1e-6, replicas: 2 }, ({ b, float }) => {
    const [m, v] = [float('m', [19], true), b.mix(0, float('m', [19], true), 1, float('g', [19], true), true)];
    return { outputs: { sgd: b.mix(0.9, m, { scalar: float('rate', [], true) }, v), adam: b.adamDirection(10, m, 1000, v, 1e-8) } };
  }),
];

const classification: KernelCase[] = [
  ['ordinary logits', [0.5, -1, 2, 3, -0.25, 1.5, 0]],
  ['NaN', [1, Number.NaN, 2]],
  ['+∞', [1, Number.POSITIVE_INFINITY, 2]],
  ['−∞', [1, Number.NEGATIVE_INFINITY, 2]],
  ['1e30', [1e30, -1e30, 3e30]],
].map(([what, values]) =>
  defineCase(`losses of ${what}`, { ...FUNCTION, replicas: 2 }, ({ b, float, whole }) => {
    const logits = float('logits', [7, 3], true, cycle(values as number[]));
    const labels = whole('labels', [7], true, 3);
    const outputs: Record<string, NodeId> = {
      loss: b.crossEntropy(logits, labels),
      gradient: b.crossEntropyGradient(logits, labels),
      correct: b.correctCount(logits, labels),
      answers: b.argmax(logits),
    };
    return { outputs };
  }),
);

/** The least that a device must get right before it is used: each kind of kernel once, and NaN, infinities and huge numbers wherever they are tested for. */
export const SELF_TEST_CASES: readonly KernelCase[] = [...moving, ...products, ...functions, ...images, ...statistics, ...classification];
