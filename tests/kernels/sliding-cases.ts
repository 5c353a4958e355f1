import { ACTIVATION_KINDS } from '../../src/catalog/activations';
import { fuse } from '../../src/engine/graph/fuse';
import { type NodeId, type Shape, type Sliding, sizeOf } from '../../src/engine/graph/graph';
import { cycle, type Draft, defineCase, type KernelCase, normals } from '../../src/engine/self-test/case';
import { createRng } from '../../src/math/random';

const EXACT = { rtol: 0, atol: 0 };
/** A sum of up to a few hundred terms of order one. */
const SUM = { rtol: 3e-6, atol: 1e-4 };

const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const flags = [false, true] as const;

/** Shapes of a convolution whose margins are each chosen by themselves, as those of its gradients are. */
interface Extents {
  readonly x: Shape;
  readonly kernel: Shape;
  readonly out: Shape;
  readonly sliding: Sliding;
}

/** `margins` are those above, to the left, below and to the right. */
function extents(x: Shape, [kh, kw]: readonly number[], units: number, stride: number, margins: readonly number[]): Extents {
  const [n, h, w, c] = x as [number, number, number, number];
  const [above, left, below, right] = margins as [number, number, number, number];
  const count = (extent: number, taps: number): number => Math.floor((extent - taps) / stride) + 1;
  const [rows, columns] = [count(h + above + below, kh as number), count(w + left + right, kw as number)];
  return {
    x,
    kernel: [kh as number, kw as number, c, units],
    out: [n, rows, columns, units],
    sliding: { stride, padTop: above, padLeft: left },
  };
}

const FIXED: readonly Extents[] = [
  extents([1, 1, 1, 1], [3, 3], 1, 1, [1, 1, 1, 1]),
  extents([3, 14, 14, 1], [3, 3], 8, 1, [1, 1, 1, 1]),
  extents([2, 9, 9, 16], [3, 3], 32, 1, [1, 1, 1, 1]),
  extents([5, 4, 4, 33], [3, 3], 13, 1, [1, 1, 1, 1]),
  extents([1, 33, 35, 4], [3, 3], 12, 1, [1, 1, 1, 1]),
  // Windows that begin inside and end outside, and strides longer than the kernel.
  extents([2, 8, 7, 6], [3, 3], 7, 2, [0, 1, 1, 0]),
  extents([2, 8, 7, 6], [2, 1], 3, 3, [0, 0, 1, 2]),
  extents([3, 5, 6, 2], [1, 1], 9, 3, [0, 0, 0, 0]),
  extents([2, 4, 5, 3], [5, 3], 4, 1, [2, 2, 3, 2]),
  // A remainder that no window reaches.
  extents([2, 8, 9, 5], [3, 2], 6, 3, [0, 0, 0, 0]),
];

/** Kernels of 1, 2, 3 and 5, strides of 1 to 3, margins of 0 to 2 on each side. */
function randomExtents(seed: number): Extents {
  const rng = createRng(seed).fork('extents');
  const pick = (values: readonly number[]): number => values[rng.integer(values.length)] as number;
  const [kh, kw] = [pick([1, 2, 3, 5]), pick([1, 2, 3, 5])];
  const margins = [kh, kw, kh, kw].map((taps) => rng.integer(Math.min(3, taps)));
  const side = (taps: number, around: number): number => Math.max(1, taps - around) + rng.integer(9);
  const [above, left, below, right] = margins as [number, number, number, number];
  const x = [1 + rng.integer(4), side(kh, above + below), side(kw, left + right), pick([1, 2, 3, 4, 5, 8, 9, 16])];
  return extents(x, [kh, kw], pick([1, 2, 3, 4, 6, 7, 8, 10, 12, 16, 20]), 1 + rng.integer(3), margins);
}

/** The three operations of a convolution, each on operands of its own, one of which may be shared. */
function family(
  { b, float }: Draft,
  { x, kernel, out, sliding }: Extents,
  [p, q]: readonly [boolean, boolean],
  fills = [normals(1), normals(1)],
) {
  const [first, second] = fills;
  const [xs, gs, ks] = [float('x', x, p, first), float('g', out, p, first), float('kernel', kernel, q, second)];
  const other = float('other', out, q, second);
  return {
    outputs: {
      forward: b.slide('conv2d', xs, ks, out, sliding),
      toX: b.slide('convInputGradient', gs, ks, x, sliding),
      toKernel: b.slide('convFilterGradient', xs, other, kernel, sliding),
    },
  };
}

const nameOf = ({ x, kernel, out, sliding: { stride, padTop, padLeft } }: Extents): string =>
  `[${x}] with [${kernel}] to [${out}], stride ${stride} from −${padTop}, −${padLeft}`;

const convolutions: KernelCase[] = [...FIXED, ...Array.from({ length: 40 }, (_, seed) => randomExtents(seed))].map((shape, s) =>
  defineCase(`sliding ${nameOf(shape)} #${s}`, { ...SUM, replicas: 1 + (s % 3) }, (draft) =>
    family(draft, shape, [s % 3 !== 1, s % 4 !== 2]),
  ),
);

/** Small whole numbers, some of them not finite: sums are exact, so what is NaN and what is infinite must agree in place. */
const poison = (gap: number) => cycle(NOT_FINITE.flatMap((value) => [...Array.from({ length: gap }, (_, i) => (i % 5) - 2), value]));
const whole = cycle([1, -2, 0, 3, 1, 0, -1]);

const poisoned: KernelCase[] = [
  extents([2, 5, 6, 3], [3, 3], 5, 1, [1, 1, 1, 1]),
  extents([2, 6, 5, 4], [3, 3], 9, 2, [1, 1, 0, 1]),
  extents([3, 4, 4, 8], [1, 1], 8, 1, [0, 0, 0, 0]),
].flatMap((shape) => [
  defineCase(`sliding keeps NaN and infinities of the first, ${nameOf(shape)}`, { ...EXACT, replicas: 2 }, (draft) =>
    family(draft, shape, [true, false], [poison(37), whole]),
  ),
  defineCase(`sliding keeps NaN and infinities of the second, ${nameOf(shape)}`, { ...EXACT, replicas: 2 }, (draft) =>
    family(draft, shape, [false, true], [whole, poison(29)]),
  ),
]);

interface Parts {
  readonly bias: boolean;
  readonly normalize: boolean;
  readonly activation: (typeof ACTIVATION_KINDS)[number] | null;
  readonly residual: 'none' | 'before' | 'after';
}

const EPILOGUES: readonly Parts[] = flags.flatMap((bias) =>
  flags.flatMap((normalize) =>
    (['none', 'before', 'after'] as const).flatMap((residual) =>
      ([null, ...ACTIVATION_KINDS] as const).map((activation) => ({ bias, normalize, activation, residual })),
    ),
  ),
);

/** A convolution and what `fuse` joins to it. */
function layer({ b, float }: Draft, { x, kernel, out, sliding }: Extents, parts: Parts): NodeId {
  const column = (name: string, perReplica: boolean): NodeId => float(name, [out[3] as number], perReplica);
  let h = b.slide('conv2d', float('x', x, false), float('kernel', kernel, true, normals(0.3)), out, sliding);
  if (parts.bias) h = b.columns('add', h, column('bias', true));
  if (parts.normalize) h = b.normalize(h, column('mean', false), column('scale', true), column('shift', true));
  if (parts.residual === 'before') h = b.binary('add', h, float('residual', out, true));
  if (parts.activation) h = b.activation(h, parts.activation);
  return parts.residual === 'after' ? b.binary('add', float('residual', out, true), h) : h;
}

const fused: KernelCase[] = [extents([2, 6, 7, 3], [3, 3], 13, 1, [1, 1, 1, 1]), extents([2, 7, 7, 4], [3, 3], 8, 2, [1, 1, 1, 1])].flatMap(
  (shape) =>
    EPILOGUES.map((parts) => {
      const words = [parts.bias && 'bias', parts.normalize && 'normalize', parts.activation, parts.residual !== 'none' && parts.residual];
      const name = `sliding, fused: ${words.filter(Boolean).join(', ') || 'alone'}, to [${shape.out}]`;
      return fusedCase(name, (draft) => layer(draft, shape, parts));
    }),
);

/** Shapes that WASM computes by Winograd's algorithm: tiles cut off by every remainder, few and many channels, more images than a block, margins that differ. */
export const WINOGRAD_EXTENTS: readonly Extents[] = [
  extents([40, 16, 16, 8], [3, 3], 8, 1, [1, 1, 1, 1]),
  extents([9, 8, 8, 16], [3, 3], 24, 1, [1, 1, 1, 1]),
  extents([33, 4, 4, 32], [3, 3], 32, 1, [1, 1, 1, 1]),
  extents([5, 7, 7, 12], [3, 3], 8, 1, [1, 1, 1, 1]),
  extents([23, 3, 3, 4], [3, 3], 16, 1, [1, 1, 1, 1]),
  extents([2, 14, 15, 4], [3, 3], 8, 1, [0, 0, 0, 0]),
  extents([4, 9, 12, 4], [3, 3], 8, 1, [2, 0, 1, 2]),
  extents([1, 28, 28, 64], [3, 3], 8, 1, [1, 1, 1, 1]),
  extents([11, 6, 13, 4], [3, 3], 8, 1, [0, 2, 1, 0]),
  extents([20, 4, 4, 64], [3, 3], 8, 1, [1, 1, 1, 1]),
  extents([17, 5, 8, 8], [3, 3], 8, 1, [0, 0, 0, 0]),
];

/** Sides of 3 to 14 of which tiles hold at least half, margins of 0 to 2, channels by fours and units by eights, and enough images. */
function randomTiles(seed: number): Extents {
  const rng = createRng(seed).fork('tiles');
  const margins = [0, 1, 2, 3].map(() => rng.integer(3));
  const [above, left, below, right] = margins as [number, number, number, number];
  const sides = [3, 4, 6, 7, 8, 10, 11, 12, 13, 14];
  const [rows, columns] = [sides[rng.integer(sides.length)] as number, sides[rng.integer(sides.length)] as number];
  const [height, width] = [Math.max(1, rows + 2 - above - below), Math.max(1, columns + 2 - left - right)];
  return extents([16 + rng.integer(20), height, width, 4 * (1 + rng.integer(5))], [3, 3], 8 * (1 + rng.integer(3)), 1, margins);
}

const tiled: KernelCase[] = Array.from({ length: 30 }, (_, seed) => randomTiles(seed)).map((shape, s) =>
  defineCase(
    `sliding, gradients by sixteen outputs at once, at random: ${nameOf(shape)} #${s}`,
    { ...SUM, replicas: 1 + (s % 3) },
    (
      draft, // The second are small: sums run over thousands of pixels.
    ) => family(draft, shape, [s % 3 !== 1, s % 4 !== 2], [normals(1), normals(0.2)]),
  ),
);

const winograd: KernelCase[] = WINOGRAD_EXTENTS.flatMap((shape, s) => {
  const parts = EPILOGUES[(s * 29) % EPILOGUES.length] as Parts;
  // At least one in an image, and blocks of images without any.
  const fills = [poison(Math.min(2011, Math.floor(sizeOf(shape.x) / 2))), poison(97)] as const;
  return [
    defineCase(`sliding, gradients by sixteen outputs at once: ${nameOf(shape)}`, { ...SUM, replicas: 2 }, (draft) =>
      family(draft, shape, [true, s % 2 === 0], [normals(1), normals(0.2)]),
    ),
    defineCase(
      `sliding, gradients by sixteen outputs at once, keep NaN and infinities: ${nameOf(shape)}`,
      { ...SUM, replicas: 2 },
      (draft) => family(draft, shape, [true, false], s % 2 === 0 ? [fills[0], whole] : [whole, fills[1]]),
    ),
    fusedCase(`sliding, sixteen outputs at once: ${nameOf(shape)}`, (draft) => layer(draft, shape, parts), SUM.atol),
    ...fills.map((fill, k) =>
      fusedCase(
        `sliding, sixteen at once, keeps NaN and infinities of ${k === 0 ? 'images' : 'kernels'}: ${nameOf(shape)}`,
        ({ b, float }) =>
          b.activation(
            b.slide(
              'conv2d',
              float('x', shape.x, true, k === 0 ? fill : whole),
              float('kernel', shape.kernel, false, k === 0 ? whole : fill),
              shape.out,
              shape.sliding,
            ),
            'relu',
          ),
        SUM.atol,
      ),
    ),
    fusedCase(`sliding, sixteen at once, near the largest number: ${nameOf(shape)}`, ({ b, float }) => {
      const [kh, kw, from] = shape.kernel as [number, number, number];
      const kernel = float('kernel', shape.kernel, true, cycle([1 / (kh * kw * from)]));
      return b.slide('conv2d', float('x', shape.x, false, cycle([3e38, 1e36])), kernel, shape.out, shape.sliding);
    }),
  ];
});

/** A case whose graph is fused before it runs. */
function fusedCase(name: string, trace: (draft: Draft) => NodeId, atol = 2e-5): KernelCase {
  const plain = defineCase(name, { rtol: 1e-5, atol, replicas: 2 }, (draft) => ({ outputs: { out: trace(draft) } }));
  return {
    ...plain,
    build(builder) {
      const graph = fuse(builder.build(plain.build(builder).outputs));
      const ids: NodeId[] = [];
      for (const node of graph.nodes) ids.push(builder.append({ ...node, inputs: node.inputs.map((id) => ids[id] as NodeId) }));
      return { outputs: { out: ids[graph.outputs.out as NodeId] as NodeId }, updates: [] };
    },
  };
}

/** Convolutions with margins that differ from side to side, poisoned operands one by one, and every epilogue, for every backend. */
export const SLIDING_CASES: readonly KernelCase[] = [...convolutions, ...poisoned, ...fused];

/** Larger shapes, for the backend that treats them in another way. */
export const WINOGRAD_CASES: readonly KernelCase[] = [...winograd, ...tiled];
