import { ACTIVATION_KINDS } from '../../src/catalog/activations';
import type { NodeId, Shape } from '../../src/engine/graph/graph';
import { cycle, type Draft, defineCase, derivatives, type KernelCase, normals, ties, uniforms } from '../../src/engine/self-test/case';
import { createRng } from '../../src/math/random';

/** Storing or moving a value must not change it. */
const EXACT = { rtol: 0, atol: 0 };
/** A sum of up to a few hundred terms of order one. */
const SUM = { rtol: 3e-6, atol: 2e-5 };
/** Losses and what they are made of. */
const LOSS = { rtol: 1e-4, atol: 1e-6 };

const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
/** Few enough poisoned numbers that most sums stay finite. */
const SPARSE_POISON = cycle([...Array.from({ length: 61 }, (_, i) => (i % 7) - 3), ...NOT_FINITE]);
const SHARING = [
  [true, true],
  [false, true],
  [true, false],
  [false, false],
] as const;

const sharing = (...perReplica: readonly boolean[]): string => perReplica.map((p) => (p ? 'R' : '1')).join('');

/** One convolution: how the window slides and how large everything is. */
interface Slide {
  readonly x: Shape;
  readonly kernel: Shape;
  readonly stride: number;
  readonly padding: number;
}

/** Windows of 1, 2, 3 and 5 rows, not all square, over images of odd and even sizes, one pixel and one row included. */
function randomSlides(count: number): Slide[] {
  const rng = createRng(20).fork('slides');
  const pick = (values: readonly number[]): number => values[rng.integer(values.length)] as number;
  return Array.from({ length: count }, () => {
    const stride = 1 + rng.integer(3);
    const padding = rng.integer(3);
    const kernelRows = pick([1, 2, 3, 5]);
    const kernelColumns = rng.integer(3) === 0 ? pick([1, 2, 3, 5]) : kernelRows;
    const extent = (window: number): number => Math.max(1, window - 2 * padding) + rng.integer(8);
    const channels = [pick([1, 2, 3, 4, 5, 8]), pick([1, 2, 3, 4, 7, 8, 16, 17])];
    const x = [1 + rng.integer(4), extent(kernelRows), extent(kernelColumns), channels[0] as number];
    return { x, kernel: [kernelRows, kernelColumns, ...channels], stride, padding };
  });
}

/** Sizes of nets: whole texels and tiles, many images. */
const NET_SLIDES: readonly Slide[] = [
  { x: [5, 16, 16, 1], kernel: [3, 3, 1, 8], stride: 1, padding: 1 },
  { x: [3, 8, 8, 16], kernel: [3, 3, 16, 32], stride: 2, padding: 1 },
  { x: [9, 4, 4, 32], kernel: [3, 3, 32, 32], stride: 1, padding: 1 },
  { x: [4, 8, 8, 8], kernel: [1, 1, 8, 16], stride: 2, padding: 0 },
  { x: [2, 1, 1, 12], kernel: [1, 1, 12, 40], stride: 1, padding: 0 },
  { x: [3, 7, 7, 4], kernel: [5, 5, 4, 8], stride: 1, padding: 2 },
  { x: [3, 9, 16, 1], kernel: [3, 3, 1, 12], stride: 2, padding: 1 },
  { x: [2, 5, 12, 1], kernel: [3, 5, 1, 6], stride: 1, padding: 2 },
];

const nameOf = ({ x, kernel, stride, padding }: Slide): string => `[${x}] by [${kernel}], stride ${stride}, padding ${padding}`;

/** A convolution and the gradients of Σ out·g, which are the other two of the family, on inputs from `fill`. */
function family({ b, float }: Draft, { x, kernel, stride, padding }: Slide, [p, q]: readonly [boolean, boolean], fill = normals(1)) {
  const [images, filters] = [float('x', x, p, fill), float('kernel', kernel, q, fill)];
  const out = b.conv2d(images, filters, { stride, padding });
  const sliding = { stride, padTop: padding, padLeft: padding };
  const extent = (size: number, window: number): number => Math.floor((size + 2 * padding - window) / stride) + 1;
  const [n, h, w] = x as readonly [number, number, number];
  const [kh, kw, , co] = kernel as readonly [number, number, number, number];
  const g = float('g', [n, extent(h, kh), extent(w, kw), co], p || q, fill);
  return {
    outputs: {
      out,
      toX: b.slide('convInputGradient', g, filters, x, sliding),
      toKernel: b.slide('convFilterGradient', images, g, kernel, sliding),
    },
  };
}

const convolutions: KernelCase[] = [
  ...randomSlides(40).map((slide, k) => {
    const perReplica = SHARING[k % 4] as (typeof SHARING)[number];
    return defineCase(`convolutions ${sharing(...perReplica)} of ${nameOf(slide)} #${k}`, { ...SUM, replicas: 1 + (k % 3) }, (draft) =>
      family(draft, slide, perReplica),
    );
  }),
  ...NET_SLIDES.map((slide, k) =>
    defineCase(`convolutions of a net, ${nameOf(slide)}`, { ...SUM, atol: 1e-4, replicas: 2 }, (draft) =>
      family(draft, slide, [k % 2 === 0, true]),
    ),
  ),
  ...[...randomSlides(12), { x: [2, 6, 8, 1], kernel: [3, 3, 1, 8], stride: 1, padding: 1 }].map((slide, k) =>
    defineCase(`convolutions keep NaN and infinities, ${nameOf(slide)} #${k}`, { ...SUM, replicas: 2 }, (draft) =>
      family(draft, slide, [true, true], SPARSE_POISON),
    ),
  ),
  defineCase('what lies outside multiplies infinite weights', { ...EXACT, replicas: 1 }, ({ b, float }) => ({
    outputs: {
      out: b.conv2d(
        float('x', [1, 3, 3, 1], false, cycle([1, 2, 3])),
        float('kernel', [3, 3, 1, 4], false, cycle([Number.POSITIVE_INFINITY, 1, 2, 3])),
        {
          stride: 1,
          padding: 1,
        },
      ),
    },
  })),
];

/** Windows over images that they do not always cover to the edge. */
const POOLS = [
  { x: [2, 4, 6, 3], size: 2, stride: 2 },
  { x: [3, 5, 7, 4], size: 2, stride: 2 },
  { x: [1, 5, 5, 1], size: 3, stride: 1 },
  { x: [2, 7, 6, 8], size: 3, stride: 2 },
  { x: [2, 8, 8, 5], size: 2, stride: 3 },
  { x: [4, 4, 4, 16], size: 4, stride: 4 },
  { x: [3, 1, 1, 2], size: 1, stride: 1 },
] as const;

/** Layers that read what the layer before them left, in whatever layout that is: rows of 8, 4 and 1 pixels, units of 8, 12, 16 and 10. */
const chains: KernelCase[] = [normals(1), SPARSE_POISON].map((fill, k) =>
  defineCase(
    `layers one after the other${k > 0 ? ', with NaN and infinities' : ''}`,
    { ...SUM, atol: 2e-3, replicas: 3 },
    ({ b, float }) => {
      const first = b.conv2d(float('x', [5, 16, 16, 1], false, fill), float('k1', [3, 3, 1, 8], true), { stride: 1, padding: 1 });
      const pooled = b.maxPool(first, { size: 2, stride: 2 });
      const second = b.conv2d(pooled, float('k2', [3, 3, 8, 12], true, normals(0.3)), { stride: 2, padding: 1 });
      const third = b.conv2d(second, float('k3', [1, 1, 12, 16], true, normals(0.3)), { stride: 1, padding: 0 });
      const flat = b.reshape(b.averagePool(third, { size: 4, stride: 4 }), [5, 16]);
      const last = b.matmul(b.reshape(third, [20, 64]), float('k5', [64, 6], true, normals(0.3)));
      return { outputs: { out: b.matmul(flat, float('k4', [16, 10], true)), last, again: b.matmul(last, float('k6', [6, 3], true)) } };
    },
  ),
);

const pooling: KernelCase[] = POOLS.flatMap(({ x: shape, size, stride }, k) => {
  const pooled = [shape[0], Math.floor((shape[1] - size) / stride) + 1, Math.floor((shape[2] - size) / stride) + 1, shape[3]];
  const window = { size, stride };
  const name = `pooling of [${shape}] by ${size}, stride ${stride}`;
  return [
    ...[true, false].map((p) =>
      defineCase(`${name}, ${sharing(p, !p)}`, { ...SUM, replicas: 1 + (k % 3) }, ({ b, float }) => {
        const [x, g, v] = [float('x', shape, p, ties(5)), float('g', pooled, !p), float('v', shape, !p)];
        return {
          outputs: {
            average: b.averagePool(x, window),
            averageGradient: b.averagePoolGradient(g, shape, window),
            largest: b.maxPool(x, window),
            largestGradient: b.maxPoolGradient(x, g, window),
            gathered: b.maxPoolGather(x, v, window),
          },
        };
      }),
    ),
    defineCase(`${name}, with NaN and infinities`, { ...SUM, replicas: 2 }, ({ b, float }) => {
      const poison = cycle([3, -1, 0, -0, ...NOT_FINITE, 2, -5, 1, 4]);
      const [x, g] = [float('x', shape, true, poison), float('g', pooled, true, poison)];
      return {
        outputs: {
          average: b.averagePool(x, window),
          averageGradient: b.averagePoolGradient(g, shape, window),
          largest: b.maxPool(x, window),
          largestGradient: b.maxPoolGradient(x, g, window),
          gathered: b.maxPoolGather(x, b.scale(x, 2), window),
        },
      };
    }),
  ];
});

const moving: KernelCase[] = [
  defineCase('reshape', { ...EXACT, replicas: 3 }, ({ b, float }) => {
    const x = float('x', [3, 2, 2, 5], true, cycle([1, ...NOT_FINITE, -7, 3]));
    const flat = b.reshape(x, [3, 20]);
    const part = b.reshape(b.slice(float('flat', [31], false), 6, [12]), [3, 2, 2]);
    return { outputs: { flat, doubled: b.reshape(b.binary('add', flat, flat), [60]), part, whole: b.reshape(x, [60]) } };
  }),
  ...[[3], [4, 4], [1, 2, 5], [3, 1, 4, 1, 5, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]].map((widths) =>
    defineCase(`concatenate ${widths}`, { ...EXACT, replicas: 2 }, ({ b, float }) => ({
      outputs: {
        out: b.concatenate(widths.map((width, k) => float(`x${k}`, [2, 3, 2, width], k % 2 === 0, cycle([k, 1, ...NOT_FINITE, 2])))),
      },
    })),
  ),
  ...[
    [7, 0, 3],
    [7, 4, 3],
    [8, 4, 4],
    [5, 2, 1],
  ].flatMap(([all, offset, columns]) => [
    defineCase(`columns ${offset} to ${offset + columns} of ${all}`, { ...EXACT, replicas: 3 }, ({ b, float }) => ({
      outputs: {
        taken: b.takeColumns(float('x', [3, 2, 2, all], true, cycle([1, ...NOT_FINITE, 4, 5])), offset, columns),
        placed: b.placeColumns(float('y', [3, 2, 2, columns], true, cycle([1, ...NOT_FINITE, 4, 5])), offset, all),
      },
    })),
  ]),
];

/** Every set of parts that `fuse` can join to a convolution. */
const EPILOGUES = [false, true].flatMap((bias) =>
  [false, true].flatMap((normalize) => (['none', 'before', 'after'] as const).map((residual) => ({ bias, normalize, residual }))),
);

const fused: KernelCase[] = EPILOGUES.flatMap(({ bias, normalize, residual }, k) =>
  [5, 8].map((units) => {
    const activation = ([null, ...ACTIVATION_KINDS] as const)[(k + units) % (ACTIVATION_KINDS.length + 1)] ?? null;
    const parts = [bias && 'bias', normalize && 'normalize', activation, residual !== 'none' && residual].filter(Boolean).join(', ');
    return defineCase(`fused convolution to ${units}: ${parts || 'alone'} #${k}`, { ...SUM, rtol: 1e-5, replicas: 3 }, ({ b, float }) => {
      const shape = [2, 4, 5, units];
      const inputs: NodeId[] = [float('x', [2, 7, 9, 4], true), float('kernel', [3, 3, 4, units], true)];
      if (bias) inputs.push(float('bias', [units], true));
      if (normalize)
        inputs.push(float('mean', [units], false), float('scale', [units], true, uniforms(0.1, 2)), float('shift', [units], true));
      if (residual !== 'none') inputs.push(float('residual', shape, true));
      const operation = { op: 'convFused', stride: 2, padTop: 1, padLeft: 1, bias, normalize, activation, residual } as const;
      return { outputs: { out: b.append({ operation, inputs, shape, perReplica: true, dtype: 'f32' }) } };
    });
  }),
);

/** Batch normalisation with the batch's statistics, as training traces it. */
function batchNorm({ b, float }: Draft, x: NodeId, rows: number, name: string, columns: number): { y: NodeId; parameters: NodeId[] } {
  const [gamma, beta] = [float(`gamma ${name}`, [columns], true), float(`beta ${name}`, [columns], true)];
  const mean = b.scale(b.columnSum(x), 1 / rows);
  const centred = b.columns('subtract', x, mean);
  const variance = b.scale(b.columnDot(centred, centred), 1 / rows);
  const factor = b.binary('multiply', b.power(variance, 1e-5, -0.5), gamma);
  return { y: b.normalize(x, mean, factor, beta), parameters: [gamma, beta] };
}

const nets: KernelCase[] = [
  defineCase('loss, gradient and Hessian product of a residual convolutional net', { ...LOSS, atol: 1e-5, replicas: 2 }, (draft) => {
    const { b, float, whole } = draft;
    const n = 6;
    const [first, second, skip] = [
      float('first', [3, 3, 2, 4], true, normals(0.3)),
      float('second', [3, 3, 4, 8], true, normals(0.3)),
      float('skip', [1, 1, 4, 8], true, normals(0.5)),
    ];
    const x = float('x', [n, 6, 6, 2], false);
    const one = batchNorm(draft, b.conv2d(x, first, { stride: 1, padding: 1 }), n * 36, '1', 4);
    const h = b.activation(one.y, 'softplus');
    const two = batchNorm(draft, b.conv2d(h, second, { stride: 2, padding: 1 }), n * 9, '2', 8);
    const sum = b.activation(b.binary('add', two.y, b.conv2d(h, skip, { stride: 2, padding: 0 })), 'gelu');
    const both = b.concatenate([b.averagePool(sum, { size: 3, stride: 3 }), b.maxPool(sum, { size: 3, stride: 3 })]);
    const last = float('last', [16, 3], true, normals(0.3));
    const loss = b.crossEntropy(b.matmul(b.reshape(both, [n, 16]), last), whole('labels', [n], true, 3));
    const parameters = [first, second, skip, ...one.parameters, ...two.parameters, last];
    return { outputs: { loss, ...derivatives(draft, loss, parameters) } };
  }),
];

/** The contract of the operations on images, for every backend. */
export const IMAGE_CASES: readonly KernelCase[] = [...convolutions, ...pooling, ...moving, ...fused, ...nets, ...chains];
