import type { GraphNode, PoolWindow } from '../../../graph/graph';
import { sizeOf } from '../../../graph/graph';
import { type ElementKernel, type Source, type Step, uniforms } from '../kernel';

/** Extents of x and of the pooled images, the window, and one over its entries. */
const UNIFORMS = [
  ...uniforms.integers('height', 'width', 'channels', 'rows', 'columns', 'windowSize', 'stride'),
  ...uniforms.reals('share'),
];

const SHARED = { kind: 'element', result: 'f32', uniforms: UNIFORMS, functions: [] } as const;

type PoolOperation = 'averagePool' | 'averagePoolGradient' | 'maxPool' | 'maxPoolGradient' | 'maxPoolGather';

/** The entry i of the pooled images as a window of x: its first entry is `first`, and `across` entries lie from one row to the next. */
const WINDOW = `let position: i32 = i / uniforms.channels;
  let channel: i32 = i - position * uniforms.channels;
  let line: i32 = position / uniforms.columns;
  let column: i32 = position - line * uniforms.columns;
  let image: i32 = line / uniforms.rows;
  let row: i32 = line - image * uniforms.rows;
  let across: i32 = uniforms.width * uniforms.channels;
  let first: i32 = ((image * uniforms.height + row * uniforms.stride) * uniforms.width + column * uniforms.stride) * uniforms.channels + channel;`;

const EACH_IN_WINDOW = (body: string): string => `for (var k: i32 = 0; k < uniforms.windowSize; k++) {
    for (var l: i32 = 0; l < uniforms.windowSize; l++) {
      ${body}
    }
  }`;

/** The windows of most nets, 2×2, written out: loops cost software adapters more than what is in them. */
const EACH_IN_SMALL_WINDOW = (body: string): string =>
  [0, 1]
    .flatMap((k) =>
      [0, 1].map(
        (l) => `{\n      ${body.replaceAll(' k * across', ` ${k} * across`).replaceAll(' l * uniforms', ` ${l} * uniforms`)}\n  }`,
      ),
    )
    .join('\n  ');

/** The first largest entry of the window that begins at `first`, NaN being the largest: its index `best`. */
const largest = (eachInWindow: (body: string) => string): string => `var best: i32 = first;
  var bestKey: i32 = orderKey(loadA(r, first));
  ${eachInWindow(`let at: i32 = first + k * across + l * uniforms.channels;
      let key: i32 = orderKey(loadA(r, at));
      best = best ^ ((best ^ at) & -i32(key > bestKey));
      bestKey = max(bestKey, key);`)}`;
const LARGEST = largest(EACH_IN_WINDOW);

/** For entry i of x, the windows that hold it: `body` sees each window's pooled entry `to` and its first entry `first` in x. */
const EACH_HOLDER = (body: string): string => `let pixel: i32 = i / uniforms.channels;
  let channel: i32 = i - pixel * uniforms.channels;
  let line: i32 = pixel / uniforms.width;
  let z: i32 = pixel - line * uniforms.width;
  let image: i32 = line / uniforms.height;
  let y: i32 = line - image * uniforms.height;
  let across: i32 = uniforms.width * uniforms.channels;
  let lastRow: i32 = min(y / uniforms.stride, uniforms.rows - 1);
  let lastColumn: i32 = min(z / uniforms.stride, uniforms.columns - 1);
  var sum: f32 = 0.0;
  for (var row: i32 = max(0, y - uniforms.windowSize + uniforms.stride) / uniforms.stride; row <= lastRow; row++) {
    for (var column: i32 = max(0, z - uniforms.windowSize + uniforms.stride) / uniforms.stride; column <= lastColumn; column++) {
      let to: i32 = ((image * uniforms.rows + row) * uniforms.columns + column) * uniforms.channels + channel;
      ${body}
    }
  }`;

const FIRST_OF_HOLDER =
  'let first: i32 = ((image * uniforms.height + row * uniforms.stride) * uniforms.width + column * uniforms.stride) * uniforms.channels + channel;';

/** Thread → entry of the result: of the pooled images, or for gradients of x, which looks at the windows that hold it. */
const KERNELS: Readonly<Record<PoolOperation, ElementKernel>> = {
  averagePool: {
    ...SHARED,
    name: 'ReplicaAveragePool',
    pooling: 'average',
    key: '',
    operands: ['f32'],
    body: `${WINDOW}
  var sum: f32 = 0.0;
  ${EACH_IN_WINDOW('sum = sum + loadA(r, first + k * across + l * uniforms.channels);')}
  return sum * uniforms.share;`,
  },
  averagePoolGradient: {
    ...SHARED,
    name: 'ReplicaAveragePoolGradient',
    key: '',
    operands: ['f32'],
    body: `${EACH_HOLDER('sum = sum + loadA(r, to) * uniforms.share;')}
  return sum;`,
  },
  maxPool: {
    ...SHARED,
    name: 'ReplicaMaxPool',
    pooling: 'max',
    key: '',
    functions: ['orderKey'],
    operands: ['f32'],
    body: `${WINDOW}\n  ${LARGEST}\n  return loadA(r, best);`,
  },
  maxPoolGather: {
    ...SHARED,
    name: 'ReplicaMaxPool',
    key: 'gather',
    functions: ['orderKey'],
    operands: ['f32', 'f32'],
    body: `${WINDOW}\n  ${LARGEST}\n  return loadB(r, best);`,
  },
  maxPoolGradient: {
    ...SHARED,
    name: 'ReplicaMaxPoolGradient',
    key: '',
    functions: ['orderKey'],
    operands: ['f32', 'f32'],
    body: `${EACH_HOLDER(`${FIRST_OF_HOLDER}
      ${LARGEST.replaceAll('\n', '\n    ')}
      if (best == i) { sum = sum + loadB(r, to); }`)}
  return sum;`,
  },
};

const SMALL_MAX_POOL: ElementKernel = {
  ...KERNELS.maxPool,
  key: '2x2',
  body: `${WINDOW}\n  ${largest(EACH_IN_SMALL_WINDOW)}\n  return loadA(r, best);`,
};

/** The launch of a pooling operation; `images` has x's shape and `pooled` that of its windows. */
export function poolingSteps(
  operation: { readonly op: PoolOperation } & PoolWindow,
  out: GraphNode,
  [first]: readonly GraphNode[],
  operands: readonly Source[],
): Step[] {
  const isGradient = operation.op === 'averagePoolGradient' || operation.op === 'maxPoolGradient';
  const images = isGradient ? out.shape : first.shape;
  const { size, stride } = operation;
  const [, height, width, channels] = images;
  const [rows, columns] = [height, width].map((extent) => Math.floor((extent - size) / stride) + 1);
  return [
    {
      kernel: operation.op === 'maxPool' && size === 2 ? SMALL_MAX_POOL : KERNELS[operation.op],
      operands,
      uniforms: [height, width, channels, rows, columns, size, stride, 1 / (size * size)],
      size: sizeOf(out.shape),
    },
  ];
}
