import { ACTIVATION_KINDS } from '../../src/catalog/activations';
import { gradient } from '../../src/engine/graph/gradient';
import type { NodeId } from '../../src/engine/graph/graph';
import { cycle, type Draft, defineCase, derivatives, type KernelCase, normals, ties, uniforms } from '../../src/engine/self-test/case';

export type { KernelCase } from '../../src/engine/self-test/case';

/** Storing or moving a value must not change it. */
const EXACT = { rtol: 0, atol: 0 };
/** One or two float32 operations; GPUs may take numbers below 1.2e-38 for zero. */
const FEW_ROUNDINGS = { rtol: 5e-7, atol: 1e-7 };
/** A sum of up to a few hundred terms of order one. */
const SUM = { rtol: 3e-6, atol: 1e-5 };
/** Activations: a few units in the last place, and what GPUs flush to zero. */
const ACTIVATION = { rtol: 2e-6, atol: 2e-38 };
/** Losses (issue 1, "Done when"). */
const LOSS = { rtol: 1e-4, atol: 1e-7 };

const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const POISON = [1, ...NOT_FINITE, 0, -0, 1e38, -1e38, -2.5, 3e-38];

const flags = [false, true] as const;
const sharing = (...perReplica: readonly boolean[]): string => perReplica.map((p) => (p ? 'R' : '1')).join('');

const moving: KernelCase[] = flags.flatMap((p) => [
  defineCase(`slice ${sharing(p)}`, { ...EXACT, replicas: 3 }, ({ b, float }) => {
    const flat = float('flat', [29], p);
    const middle = b.slice(flat, 7, [3, 5]);
    return { outputs: { middle, last: b.slice(flat, 28, [1]), doubled: b.binary('add', middle, middle) } };
  }),
  defineCase(`slice keeps NaN and infinities ${sharing(p)}`, { ...EXACT, replicas: 2 }, ({ b, float }) => ({
    outputs: { out: b.slice(float('flat', [31], p, cycle([1, ...NOT_FINITE, -7])), 2, [20]) },
  })),
  defineCase(`pack with gaps ${sharing(p)}`, { ...EXACT, replicas: 3 }, ({ b, float }) => ({
    outputs: {
      out: b.pack(
        [
          { node: float('a', [3, 2], p), offset: 1 },
          { node: float('b', [5], true, cycle([1, ...NOT_FINITE])), offset: 9 },
          { node: float('c', [1], false), offset: 14 },
        ],
        17,
      ),
    },
  })),
  defineCase(`pack of slices ${sharing(p)}`, { ...EXACT, replicas: 2 }, ({ b, float }) => {
    const flat = float('flat', [40], p);
    return {
      outputs: {
        out: b.pack(
          [
            { node: b.slice(flat, 30, [10]), offset: 0 },
            { node: b.slice(flat, 0, [30]), offset: 10 },
          ],
          40,
        ),
      },
    };
  }),
  ...flags.flatMap((q) => [
    defineCase(`gatherRows ${sharing(p, q)}`, { ...EXACT, replicas: 3 }, ({ b, float, whole }) => ({
      outputs: { out: b.gatherRows(float('x', [11, 3], p), whole('index', [7], q, 11)) },
    })),
    defineCase(`gatherRows of labels ${sharing(p, q)}`, { ...EXACT, replicas: 2 }, ({ b, whole }) => ({
      outputs: { out: b.gatherRows(whole('labels', [9], p, 100000), whole('index', [5], q, 9)) },
    })),
  ]),
]);

const composing: KernelCase[] = [
  ...[1, 2, 3].map((k) =>
    defineCase(`compose of ${k}`, { ...FEW_ROUNDINGS, atol: 1e-6, replicas: 4 }, ({ b, float }) => ({
      outputs: { out: b.compose(float('origin', [37], false), float('deltas', [k, 37], false), float('coords', [k], true)) },
    })),
  ),
  defineCase('compose on per-replica origins', { ...FEW_ROUNDINGS, atol: 1e-6, replicas: 2 }, ({ b, float }) => ({
    outputs: { out: b.compose(float('origin', [5], true), float('deltas', [2, 5], true), float('coords', [2], true)) },
  })),
  defineCase('compose of an empty state', { ...EXACT, replicas: 2 }, ({ b, float }) => {
    const state = b.compose(float('state', [0], false), float('deltas', [2, 0], false), float('coords', [2], true));
    return { outputs: { state, packed: b.pack([{ node: state, offset: 1 }], 2) } };
  }),
  defineCase('compose keeps NaN and infinities', { ...EXACT, replicas: 2 }, ({ b, float }) => ({
    outputs: {
      out: b.compose(
        float('origin', [9], false, cycle([1, 2, ...NOT_FINITE])),
        float('deltas', [1, 9], false, cycle([...NOT_FINITE, 1])),
        float('coords', [1], true, cycle([1, 0])),
      ),
    },
  })),
];

const MATMUL_SHAPES: readonly (readonly [number, number, number])[] = [
  [1, 1, 1],
  [5, 3, 7],
  [8, 16, 4],
  [17, 33, 2],
  [2, 301, 6],
  [37, 1, 5],
  [9, 40, 1],
  [64, 16, 16],
  [70, 145, 37],
];

const products: KernelCase[] = [
  ...MATMUL_SHAPES.flatMap(([n, inner, m], s) =>
    flags.flatMap((transposeA) =>
      flags.map((transposeB, t) => {
        const [p, q] = [(s + Number(transposeA)) % 2 === 0, (s + t) % 3 !== 0];
        return defineCase(
          `matmul ${n}×${inner}×${m}${transposeA ? ' Aᵀ' : ''}${transposeB ? ' Bᵀ' : ''} ${sharing(p, q)}`,
          { ...SUM, replicas: 1 + ((s + t) % 4) },
          ({ b, float }) => ({
            outputs: {
              out: b.matmul(float('a', transposeA ? [inner, n] : [n, inner], p), float('b', transposeB ? [m, inner] : [inner, m], q), {
                transposeA,
                transposeB,
              }),
            },
          }),
        );
      }),
    ),
  ),
  defineCase('matmul for many replicas', { ...SUM, replicas: 19 }, ({ b, float }) => ({
    outputs: { out: b.matmul(float('a', [32, 10], false), float('b', [10, 24], true)) },
  })),
  defineCase('matmul keeps NaN and infinities', { ...EXACT, replicas: 2 }, ({ b, float }) => ({
    outputs: {
      out: b.matmul(float('a', [6, 3], true, cycle([1, 0, 2, ...NOT_FINITE, 0])), float('b', [3, 5], false, cycle([1, 0, -1, 3]))),
    },
  })),
  defineCase('matmul overflows to infinity', { ...EXACT }, ({ b, float }) => ({
    outputs: { out: b.matmul(float('a', [2, 3], false, cycle([1e38, 2e38, 3e38])), float('b', [3, 2], false, cycle([10, -20]))) },
  })),
];

const onColumns: KernelCase[] = flags.flatMap((p) => [
  ...(['add', 'subtract', 'multiply'] as const).map((fn) =>
    defineCase(`columns ${fn} ${sharing(p, !p)}`, { ...FEW_ROUNDINGS, replicas: 3 }, ({ b, float }) => ({
      outputs: { out: b.columns(fn, float('x', [7, 5], p), float('v', [5], !p)) },
    })),
  ),
  defineCase(`normalize ${sharing(p)}`, { ...FEW_ROUNDINGS, atol: 1e-6, replicas: 3 }, ({ b, float }) => ({
    outputs: {
      out: b.normalize(float('x', [9, 3], true), float('mean', [3], p), float('scale', [3], true), float('shift', [3], p)),
    },
  })),
  ...[1, 33, 700].flatMap((rows) => [
    defineCase(`columnSum of ${rows} rows ${sharing(p)}`, { ...SUM, atol: 3e-5, replicas: 2 }, ({ b, float }) => ({
      outputs: { out: b.columnSum(float('x', [rows, 3], p)) },
    })),
    defineCase(`columnDot of ${rows} rows ${sharing(p, true)}`, { ...SUM, atol: 3e-5, replicas: 2 }, ({ b, float }) => ({
      outputs: { out: b.columnDot(float('x', [rows, 3], p), float('y', [rows, 3], true)) },
    })),
  ]),
  defineCase(`columnSum and columnDot keep NaN and infinities ${sharing(p)}`, { ...EXACT, replicas: 2 }, ({ b, float }) => {
    const x = float('x', [7, 5], p, cycle([1, 2, 3, Number.NaN, 4, 5, Number.POSITIVE_INFINITY, 6, 7, 8, Number.NEGATIVE_INFINITY]));
    return { outputs: { sum: b.columnSum(x), dot: b.columnDot(x, float('y', [7, 5], true, cycle([1, 0, 2, -1]))) } };
  }),
  defineCase(`broadcastRows ${sharing(p)}`, { ...EXACT, replicas: 3 }, ({ b, float }) => ({
    outputs: { out: b.broadcastRows(float('v', [3], p, cycle([1, Number.NaN, 3])), [5, 3]) },
  })),
]);

const activations: KernelCase[] = ACTIVATION_KINDS.flatMap((kind) =>
  ([0, 1, 2] as const).flatMap((order) => [
    defineCase(`${kind} order ${order}`, { ...ACTIVATION, atol: 1e-7, replicas: 2 }, ({ b, float }) => ({
      outputs: { out: b.activation(float('x', [13, 5], true, normals(3)), kind, order) },
    })),
    defineCase(
      `${kind} order ${order} near 0 and in its tails`,
      order === 0 ? ACTIVATION : { ...ACTIVATION, atol: 1e-7 },
      ({ b, float }) => ({
        outputs: {
          near: b.activation(float('near', [40], false, normals(1e-3)), kind, order),
          left: b.activation(float('left', [60], false, uniforms(-12, 0)), kind, order),
          right: b.activation(float('right', [60], false, uniforms(0, 30)), kind, order),
        },
      }),
    ),
    defineCase(`${kind} order ${order} of NaN, infinities and huge numbers`, { ...ACTIVATION, replicas: 2 }, ({ b, float }) => ({
      outputs: { out: b.activation(float('x', [11], true, cycle([...POISON, 100, -100, 3.4e38, -3.4e38])), kind, order) },
    })),
  ]),
);

const elementwise: KernelCase[] = [
  ...(['add', 'subtract', 'multiply'] as const).flatMap((fn) => [
    ...flags.map((p) =>
      defineCase(`binary ${fn} ${sharing(p, true)}`, { ...FEW_ROUNDINGS, replicas: 3 }, ({ b, float }) => ({
        outputs: { out: b.binary(fn, float('a', [3, 7], p), float('b', [3, 7], true)) },
      })),
    ),
    defineCase(`binary ${fn} of NaN and infinities`, { ...FEW_ROUNDINGS }, ({ b, float }) => ({
      outputs: { out: b.binary(fn, float('a', [90], false, cycle(POISON)), float('b', [90], false, cycle([...NOT_FINITE, 0, 1, -1, 2]))) },
    })),
  ]),
  defineCase('scale', { ...FEW_ROUNDINGS, replicas: 2 }, ({ b, float }) => ({
    outputs: { out: b.scale(float('a', [3, 7], true), -0.3), zero: b.scale(float('poison', [10], true, cycle(POISON)), 0) },
  })),
  ...[-1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2].map((exponent) =>
    defineCase(`power ${exponent}`, { rtol: 2e-6, atol: 1e-7, replicas: 2 }, ({ b, float }) => ({
      outputs: {
        out: b.power(float('v', [9], true, uniforms(0, 4)), 1e-5, exponent),
        poison: b.power(float('poison', [6], true, cycle([Number.NaN, Number.POSITIVE_INFINITY, 1e30, 1e-30, 0, 1])), 0, exponent),
        negative: b.power(float('negative', [4], true, uniforms(-2, -1)), 0, exponent),
      },
    })),
  ),
  ...flags.flatMap((square) =>
    flags.flatMap((ca) =>
      flags.map((cb) =>
        defineCase(`mix ${sharing(ca, cb)}${square ? ' squared' : ''}`, { ...FEW_ROUNDINGS, atol: 1e-6, replicas: 3 }, ({ b, float }) => ({
          outputs: {
            out: b.mix(
              ca ? { scalar: float('ca', [], true) } : 0.9,
              float('a', [23], true),
              cb ? { scalar: float('cb', [], true) } : -0.1,
              float('b', [23], square),
              square,
            ),
          },
        })),
      ),
    ),
  ),
  ...flags.map((scalars) =>
    defineCase(`adamDirection ${sharing(scalars)}`, { rtol: 3e-6, atol: 1e-7, replicas: 3 }, ({ b, float }) => ({
      outputs: {
        out: b.adamDirection(
          scalars ? { scalar: float('cm', [], true, uniforms(1, 10)) } : 10,
          float('m', [19], true),
          scalars ? { scalar: float('cv', [], true, uniforms(1, 1000)) } : 1000,
          float('v', [19], true, uniforms(0, 1e-4)),
          1e-8,
        ),
        poison: b.adamDirection(
          1,
          float('pm', [8], true, cycle([1, ...NOT_FINITE])),
          1,
          float('pv', [8], true, cycle([1, 0, Number.POSITIVE_INFINITY, Number.NaN, 4])),
          1e-8,
        ),
      },
    })),
  ),
  defineCase('denormals may be flushed to zero, nothing else', { rtol: 1e-6, atol: 2.4e-38 }, ({ b, float }) => {
    const x = float('x', [6], false, cycle([1e-40, -1e-40, 1e-45, 1.1e-38, 5e-39, 1]));
    return { outputs: { sum: b.binary('add', x, x), relu: b.activation(x, 'relu'), slice: b.slice(x, 1, [4]) } };
  }),
];

const CLASS_SHAPES: readonly (readonly [number, number])[] = [
  [1, 2],
  [5, 3],
  [70, 10],
  [300, 2],
];

const classification: KernelCase[] = [
  ...CLASS_SHAPES.flatMap(([n, k], s) =>
    flags.flatMap((p) => {
      const logitsAndLabels = ({ float, whole }: Draft, fill = normals(3)): [NodeId, NodeId] => [
        float('logits', [n, k], true, fill),
        whole('labels', [n], p, k),
      ];
      return [
        defineCase(`crossEntropy ${n}×${k} ${sharing(p)}`, { rtol: 3e-6, atol: 1e-7, replicas: 1 + s }, (draft) => ({
          outputs: { out: draft.b.crossEntropy(...logitsAndLabels(draft)) },
        })),
        defineCase(`crossEntropyGradient ${n}×${k} ${sharing(p)}`, { rtol: 3e-6, atol: 1e-9, replicas: 1 + s }, (draft) => ({
          outputs: { out: draft.b.crossEntropyGradient(...logitsAndLabels(draft)) },
        })),
        defineCase(`crossEntropyHessian ${n}×${k} ${sharing(p)}`, { rtol: 6e-6, atol: 1e-7 / n, replicas: 1 + s }, ({ b, float }) => ({
          outputs: { out: b.crossEntropyHessian(float('logits', [n, k], true, normals(3)), float('u', [n, k], p)) },
        })),
        defineCase(`correctCount ${n}×${k} ${sharing(p)}`, { ...EXACT, replicas: 1 + s }, (draft) => ({
          outputs: { out: draft.b.correctCount(...logitsAndLabels(draft, ties(3))) },
        })),
      ];
    }),
  ),
  defineCase('crossEntropy of confident rows keeps its digits', { rtol: 1e-5, atol: 1e-10, replicas: 2 }, ({ b, float, whole }) => ({
    outputs: { out: b.crossEntropy(float('logits', [6, 2], true, cycle([12, -4, 15, 0, 9, -9])), whole('labels', [6], true, 1)) },
  })),
  defineCase('crossEntropyHessian of confident rows keeps its digits', { rtol: 1e-5, atol: 1e-12, replicas: 2 }, ({ b, float }) => ({
    outputs: { out: b.crossEntropyHessian(float('logits', [6, 2], true, cycle([12, -4, 15, 0, -9, 9])), float('u', [6, 2], true)) },
  })),
  ...[
    ['NaN', [1, Number.NaN, 2]],
    ['+∞', [1, Number.POSITIVE_INFINITY, 2]],
    ['one −∞', [1, Number.NEGATIVE_INFINITY, 2]],
    ['only −∞', [Number.NEGATIVE_INFINITY]],
    ['huge', [1e37, -1e37, 3e37]],
  ].map(([what, values]) =>
    defineCase(`classification of ${what}`, { rtol: 3e-6, atol: 1e-7, replicas: 2 }, ({ b, float, whole }) => {
      const logits = float('logits', [7, 3], true, cycle(values as number[]));
      const labels = whole('labels', [7], true, 3);
      return {
        outputs: {
          loss: b.crossEntropy(logits, labels),
          gradient: b.crossEntropyGradient(logits, labels),
          product: b.crossEntropyHessian(logits, float('u', [7, 3], true)),
          correct: b.correctCount(logits, labels),
          argmax: b.argmax(logits),
        },
      };
    }),
  ),
  defineCase('argmax: NaN is the largest, the first wins ties', { ...EXACT, replicas: 2 }, ({ b, float }) => ({
    outputs: {
      ties: b.argmax(float('ties', [20, 4], true, ties(2))),
      poison: b.argmax(
        float('poison', [12, 5], true, cycle([1, Number.POSITIVE_INFINITY, 2, Number.NaN, -1, Number.NEGATIVE_INFINITY, 0])),
      ),
      zeros: b.argmax(float('zeros', [4, 3], false, cycle([-0, 0, 0, -0, -1]))),
    },
  })),
];

const fused: KernelCase[] = Array.from({ length: 16 }, (_, bits) => {
  const [bias, norm, act, residual] = [(bits & 1) !== 0, (bits & 2) !== 0, (bits & 4) !== 0, (bits & 8) !== 0];
  const activation = act ? ACTIVATION_KINDS[bits % 4] : undefined;
  const name = ['x·W', bias && '+bias', norm && 'normalize', activation, residual && '+residual'].filter(Boolean).join(' ');
  return [false, true].map((poison) =>
    defineCase(`denseFused ${name}${poison ? ' with NaN and infinities' : ''}`, { ...SUM, replicas: 1 + (bits % 3) }, ({ b, float }) => {
      const [n, inner, m] = [6 + bits, 1 + ((bits * 5) % 19), 1 + ((bits * 3) % 7)];
      const x = float('x', [n, inner], bits % 2 === 0, poison ? cycle([1, 2, ...NOT_FINITE, -1, 0.5]) : normals(1));
      const inputs = [x, float('kernel', [inner, m], true, poison ? uniforms(0.5, 1) : normals(1))];
      if (bias) inputs.push(float('bias', [m], true));
      if (norm) inputs.push(float('mean', [m], false), float('scale', [m], true), float('shift', [m], true));
      if (residual) inputs.push(float('residual', [n, m], bits % 4 === 0));
      const perReplica = true;
      const out = b.append({
        operation: { op: 'denseFused', bias, normalize: norm, activation: activation ?? null, residual },
        inputs,
        shape: [n, m],
        perReplica,
        dtype: 'f32',
      });
      return { outputs: { out } };
    }),
  );
}).flat();

/** Loss of the net in the tolerance: 2-64-64-64-2, tanh, weights composed on a plane. */
function mlpLoss(
  { b, float, whole }: Draft,
  widths: readonly number[],
  samples: number,
  kind: 'tanh' | 'relu',
): { loss: NodeId; gradient(): NodeId } {
  const layers = widths.slice(1).map((out, i) => [widths[i] as number, out] as const);
  const total = layers.reduce((sum, [from, to]) => sum + from * to + to, 0);
  const theta = b.compose(
    float('origin', [total], false, normals(0.25)),
    float('deltas', [2, total], false, normals(0.1)),
    float('coords', [2], true, uniforms(-1, 1)),
  );
  let h = float('x', [samples, widths[0] as number], false);
  let at = 0;
  const parameters: { node: NodeId; offset: number }[] = [];
  layers.forEach(([from, to], i) => {
    const kernel = b.slice(theta, at, [from, to]);
    const bias = b.slice(theta, at + from * to, [to]);
    parameters.push({ node: kernel, offset: at }, { node: bias, offset: at + from * to });
    at += from * to + to;
    h = b.columns('add', b.matmul(h, kernel), bias);
    if (i < layers.length - 1) h = b.activation(h, kind);
  });
  const loss = b.crossEntropy(h, whole('labels', [samples], false, widths.at(-1) as number));
  return {
    loss,
    gradient() {
      const slices = parameters.map(({ node }) => node);
      return b.pack(
        gradient(b, loss, slices).map((node, i) => ({ node, offset: (parameters[i] as { offset: number }).offset })),
        total,
      );
    },
  };
}

const nets: KernelCase[] = [
  defineCase('loss and gradient of a 2-64-64-64-2 tanh net on a plane', { ...LOSS, atol: 1e-6, replicas: 3 }, (draft) => {
    const net = mlpLoss(draft, [2, 64, 64, 64, 2], 24, 'tanh');
    return { outputs: { loss: net.loss, gradient: net.gradient() } };
  }),
  defineCase('loss of a 4-9-9-3 ReLU net on a plane', { ...LOSS, replicas: 4 }, (draft) => ({
    outputs: { loss: mlpLoss(draft, [4, 9, 9, 3], 33, 'relu').loss },
  })),
  defineCase('updates are applied together, run after run', { ...FEW_ROUNDINGS, atol: 1e-6, replicas: 3, runs: 4 }, ({ b, float }) => {
    const [u, v] = [float('u', [5], true), float('v', [5], true)];
    const rate = float('rate', [], true, uniforms(0.1, 0.2));
    const next = b.mix(1, u, { scalar: rate }, v);
    return {
      outputs: { next, head: b.slice(next, 0, [2]) },
      updates: [
        { input: 'u', node: v },
        { input: 'v', node: next },
      ],
    };
  }),
  defineCase('an update may be a slice', { ...FEW_ROUNDINGS, replicas: 2, runs: 3 }, ({ b, float }) => {
    const [long, short] = [float('long', [7], true), float('short', [3], true)];
    const sum = b.binary('add', short, b.slice(long, 1, [3]));
    return {
      outputs: { sum },
      updates: [
        { input: 'short', node: b.slice(long, 4, [3]) },
        { input: 'long', node: b.scale(long, 2) },
      ],
    };
  }),
];

/** Batch normalisation with the batch's statistics, as training traces it. */
function batchNorm({ b, float }: Draft, x: NodeId, rows: number, name: string, columns: number): { y: NodeId; parameters: NodeId[] } {
  const [gamma, beta] = [float(`gamma ${name}`, [columns], true), float(`beta ${name}`, [columns], true)];
  const mean = b.scale(b.columnSum(x), 1 / rows);
  const centred = b.columns('subtract', x, mean);
  const variance = b.scale(b.columnDot(centred, centred), 1 / rows);
  const factor = b.binary('multiply', b.power(variance, 1e-5, -0.5), gamma);
  return { y: b.normalize(x, mean, factor, beta), parameters: [gamma, beta] };
}

const joined: KernelCase[] = [
  defineCase('gradient and Hessian product of a residual net with batch statistics', { ...LOSS, atol: 1e-6, replicas: 3 }, (draft) => {
    const { b, float, whole } = draft;
    const rows = 21;
    const parameters: NodeId[] = [];
    let h = float('x', [rows, 2], false);
    for (const [k, [from, to]] of [[2, 6] as const, [6, 6] as const, [6, 6] as const].entries()) {
      const kernel = float(`kernel ${k}`, [from, to], true);
      const { y, parameters: norm } = batchNorm(draft, b.matmul(h, kernel), rows, `${k}`, to);
      const active = b.activation(y, k === 1 ? 'gelu' : 'softplus');
      h = from === to ? b.binary('add', active, h) : active;
      parameters.push(kernel, ...norm);
    }
    const last = float('last', [6, 3], true, normals(0.3));
    const loss = b.crossEntropy(b.matmul(h, last), whole('labels', [rows], true, 3));
    return { outputs: { loss, ...derivatives(draft, loss, [...parameters, last]) } };
  }),
  defineCase('many element-wise operations on many tensors', { rtol: 1e-5, atol: 1e-5, replicas: 2 }, ({ b, float }) => {
    const tensors = Array.from({ length: 12 }, (_, k) => float(`t${k}`, [5, 3], k % 2 === 0));
    const vectors = Array.from({ length: 4 }, (_, k) => float(`v${k}`, [3], k % 2 === 1));
    let sum = tensors[0] as NodeId;
    for (const [k, t] of tensors.slice(1).entries()) {
      const v = b.scale(vectors[k % 4] as NodeId, 0.1 * (k + 1));
      sum = b.binary(k % 3 === 0 ? 'multiply' : 'add', b.columns('add', sum, v), b.scale(t, 0.5));
    }
    const shared = b.binary('subtract', sum, b.broadcastRows(b.binary('multiply', vectors[0] as NodeId, vectors[1] as NodeId), [5, 3]));
    return {
      outputs: { shared, tanh: b.activation(shared, 'tanh'), sum: b.columnSum(b.scale(shared, 2)), square: b.columnDot(shared, sum) },
    };
  }),
  defineCase('joined operations keep NaN and infinities', { ...FEW_ROUNDINGS, replicas: 2 }, ({ b, float }) => {
    const x = float('x', [7, 10], true, cycle(POISON));
    const v = float('v', [10], false, cycle([1, 2, 0, ...NOT_FINITE, 4]));
    const scaled = b.scale(b.columns('subtract', b.scale(x, 0.5), b.scale(v, 2)), 3);
    const relu = b.activation(scaled, 'relu');
    return { outputs: { relu, zero: b.scale(b.binary('multiply', relu, b.scale(scaled, 0)), 1.5), sum: b.columnSum(b.scale(relu, 2)) } };
  }),
];

/** Every operation's contract, for every backend. */
export const KERNEL_CASES: readonly KernelCase[] = [
  ...moving,
  ...composing,
  ...products,
  ...onColumns,
  ...activations,
  ...elementwise,
  ...classification,
  ...fused,
  ...nets,
  ...joined,
];
