import { describe, expect, it } from 'vitest';
import { ACTIVATION_KINDS } from '../../src/catalog/activations';
import { nets } from '../../src/catalog/nets';
import { buildMlp } from '../../src/catalog/nets/mlp';
import type { Net } from '../../src/catalog/nets/types';
import { defaultParams, type ParamValues } from '../../src/catalog/params';
import { gradientGraph, hessianGraph, type WeightSet } from '../../src/engine/derivative-graphs';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { gradient } from '../../src/engine/graph/gradient';
import { type NodeId, type Shape, sizeOf } from '../../src/engine/graph/graph';
import { tangents } from '../../src/engine/graph/tangent';
import type { StatisticsSource } from '../../src/engine/graph/trace';
import { createReferenceDevice, type ReferenceProgram } from '../../src/engine/reference/device';
import { createRng, type Rng } from '../../src/math/random';

const normals = (rng: Rng, length: number, deviation = 1): Float64Array => Float64Array.from({ length }, () => deviation * rng.normal());
const along = (start: Float64Array, direction: Float64Array, t: number): Float64Array =>
  start.map((x, i) => x + t * (direction[i] as number));

const norm = (values: Float64Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
function unit(values: Float64Array): Float64Array {
  const length = norm(values);
  return values.map((value) => value / length);
}

/**
 * The product, and central differences of the gradient along v at two steps. Where both agree no kink lies between them, and the product must
 * agree with them too.
 */
function checkProduct(
  gradientAt: (theta: Float64Array) => Float64Array,
  product: Float64Array,
  theta: Float64Array,
  v: Float64Array,
): void {
  const difference = (h: number): Float64Array => {
    const [after, before] = [gradientAt(along(theta, v, h)), gradientAt(along(theta, v, -h))];
    return after.map((value, i) => (value - (before[i] as number)) / (2 * h));
  };
  const [fine, coarse] = [difference(1e-5), difference(3e-5)];
  const length = norm(fine);
  const distance = (a: Float64Array, b: Float64Array): number => norm(a.map((value, i) => value - (b[i] as number))) / length;
  expect(length).toBeGreaterThan(1e-5);
  expect(distance(fine, coarse)).toBeLessThan(1e-6);
  expect(distance(product, fine)).toBeLessThan(1e-6);
}

/** H·v of the cross entropy of what `trace` makes of tensors of these shapes, by tangents of its gradient. */
function checkOperation(shapes: readonly Shape[], trace: (b: GraphBuilder, tensors: readonly NodeId[]) => NodeId, seed = 7): void {
  const rng = createRng(seed);
  const total = shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
  const b = new GraphBuilder();
  const [theta, vector] = ['theta', 'vector'].map((name) => b.input(name, [total], { perReplica: true })) as [NodeId, NodeId];
  let end = 0;
  const offsets = shapes.map((shape) => {
    end += sizeOf(shape);
    return end - sizeOf(shape);
  });
  const slices = (of: NodeId): NodeId[] => shapes.map((shape, i) => b.slice(of, offsets[i] as number, shape));
  const tensors = slices(theta);
  const value = trace(b, tensors);
  const size = sizeOf(b.shape(value));
  const logits = b.matmul(b.reshape(value, [1, size]), b.input('weights', [size, 4], { perReplica: false }));
  const loss = b.crossEntropy(logits, b.input('labels', [1], { perReplica: false, dtype: 'i32' }));
  const gradients = gradient(b, loss, tensors);
  const vectors = slices(vector);
  const moved = tangents(b, gradients, new Map(tensors.map((tensor, i) => [tensor, vectors[i] as NodeId])));
  const packed = (parts: readonly (NodeId | undefined)[]): NodeId =>
    b.pack(
      parts.flatMap((node, i) => (node === undefined ? [] : [{ node, offset: offsets[i] as number }])),
      total,
    );
  const program = createReferenceDevice('f64').compile(b.build({ gradient: packed(gradients), product: packed(moved) }), 1);
  program.writeExact('weights', normals(rng, size * 4, 1 / Math.sqrt(size)));
  program.writeExact('labels', [2]);
  const [start, v] = [normals(rng, total), unit(normals(rng, total))];
  program.writeExact('vector', v);
  const gradientAt = (at: Float64Array): Float64Array => {
    program.writeExact('theta', at);
    program.run(1);
    return program.readExact('gradient');
  };
  gradientAt(start);
  checkProduct(gradientAt, program.readExact('product'), start, v);
}

const GEOMETRIES = [
  { x: [2, 4, 5, 2], kernel: [3, 3, 2, 3], out: [2, 4, 5, 3], sliding: { stride: 1, padTop: 1, padLeft: 1 } },
  { x: [2, 5, 4, 2], kernel: [3, 2, 2, 3], out: [2, 3, 2, 3], sliding: { stride: 2, padTop: 1, padLeft: 0 } },
  { x: [1, 5, 6, 3], kernel: [1, 1, 3, 2], out: [1, 2, 2, 2], sliding: { stride: 3, padTop: 0, padLeft: 0 } },
] as const;

describe('products with the Hessian equal float64 differences of gradients, operation by operation', () => {
  it.each(ACTIVATION_KINDS)('%s', (kind) => {
    checkOperation([[3, 4]], (b, [x]) => b.activation(x as NodeId, kind));
  });
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('matmul, transposed %s and %s', (transposeA, transposeB) => {
    checkOperation([transposeA ? [3, 2] : [2, 3], transposeB ? [4, 3] : [3, 4]], (b, [x, y]) =>
      b.matmul(x as NodeId, y as NodeId, { transposeA, transposeB }),
    );
  });
  it.each(['add', 'subtract', 'multiply'] as const)('columns and binary %s', (fn) => {
    checkOperation([[3, 4], [4]], (b, [x, v]) => b.columns(fn, x as NodeId, v as NodeId));
    checkOperation(
      [
        [3, 4],
        [3, 4],
      ],
      (b, [x, y]) => b.binary(fn, x as NodeId, y as NodeId),
    );
    checkOperation([[4]], (b, [v]) =>
      b.activation(b.columns(fn, b.power(b.input('x', [3, 4], { perReplica: false }), 1.5, 1), v as NodeId), 'tanh'),
    );
  });
  it('normalize, in each of its operands', () => {
    const shapes = [[5, 3], [3], [3], [3]];
    for (let only = 0; only < 4; only++) {
      checkOperation([shapes[only] as number[]], (b, [moving]) => {
        const operands = shapes.map((shape, i) =>
          i === only ? (moving as NodeId) : b.broadcastRows(b.input(`c${i}`, [3], { perReplica: false }), shape),
        );
        const vector = (i: number): NodeId =>
          i === only ? (moving as NodeId) : b.power(b.input(`c${i}`, [3], { perReplica: false }), 1.5, 1);
        return b.activation(b.normalize(operands[0] as NodeId, vector(1), vector(2), vector(3)), 'tanh');
      });
    }
    checkOperation(shapes, (b, [x, mean, scale, shift]) => b.normalize(x as NodeId, mean as NodeId, scale as NodeId, shift as NodeId));
  });
  it('sums, squares, products and powers of columns, rows repeated, scaled', () => {
    checkOperation([[5, 3]], (b, [x]) => b.activation(b.columnSum(x as NodeId), 'tanh'));
    checkOperation([[5, 3]], (b, [x]) => b.columnDot(x as NodeId, x as NodeId));
    checkOperation(
      [
        [5, 3],
        [5, 3],
      ],
      (b, [x, y]) => b.columnDot(x as NodeId, y as NodeId),
    );
    checkOperation([[5, 3]], (b, [x]) => b.power(b.columnDot(x as NodeId, x as NodeId), 0.3, -0.5));
    checkOperation([[3]], (b, [v]) => b.activation(b.broadcastRows(v as NodeId, [4, 3]), 'softplus'));
    checkOperation([[7]], (b, [v]) => b.scale(b.activation(v as NodeId, 'gelu'), -2));
  });
  it.each(GEOMETRIES)('convolution of $x with $kernel, its input gradient and its filter gradient', ({ x, kernel, out, sliding }) => {
    checkOperation([x, kernel], (b, [xs, ks]) => b.slide('conv2d', xs as NodeId, ks as NodeId, out, sliding));
    checkOperation([out, kernel], (b, [gs, ks]) => b.slide('convInputGradient', gs as NodeId, ks as NodeId, x, sliding));
    checkOperation([x, out], (b, [xs, gs]) => b.slide('convFilterGradient', xs as NodeId, gs as NodeId, kernel, sliding));
  });
  it('pooling', () => {
    const window = { size: 2, stride: 2 };
    checkOperation([[2, 4, 6, 2]], (b, [x]) => b.averagePool(b.activation(x as NodeId, 'tanh'), window));
    checkOperation([[2, 4, 6, 2]], (b, [x]) => b.maxPool(b.activation(x as NodeId, 'tanh'), window));
    checkOperation([[2, 2, 3, 2]], (b, [x]) => b.averagePoolGradient(b.activation(x as NodeId, 'tanh'), [2, 4, 6, 2], window));
  });
  it('columns joined, some of them constant, taken and placed', () => {
    checkOperation(
      [
        [4, 2],
        [4, 3],
      ],
      (b, [x, y]) => b.activation(b.concatenate([x as NodeId, y as NodeId, x as NodeId]), 'tanh'),
    );
    checkOperation([[4, 2]], (b, [x]) => b.activation(b.concatenate([b.input('c', [4, 3], { perReplica: false }), x as NodeId]), 'tanh'));
    checkOperation([[4, 6]], (b, [x]) => b.activation(b.takeColumns(x as NodeId, 1, 3), 'tanh'));
    checkOperation([[4, 2]], (b, [x]) => b.activation(b.placeColumns(x as NodeId, 1, 5), 'tanh'));
  });
});

/** H·v of a net at a point of its own initialisation, moved so that no unit sits at a kink. */
function checkNet(net: Net, samples: number, statistics: StatisticsSource, set: WeightSet): void {
  const rng = createRng(11);
  const device = createReferenceDevice('f64');
  const programs = [gradientGraph(net, samples, statistics, set), hessianGraph(net, samples, statistics, set)].map((graph) =>
    device.compile(graph, 1),
  );
  const [first, second] = programs as [ReferenceProgram, ReferenceProgram];
  const theta = Float64Array.from(net.initialise(rng.fork('init')));
  for (let i = 0; i < theta.length; i++) theta[i] = (theta[i] as number) + 0.1 * rng.normal();
  const inputs = {
    state: Float64Array.from({ length: net.state.size }, () => 0.5 + rng.uniform()),
    x: normals(rng, samples * sizeOf(net.input.inputShape)),
    labels: Int32Array.from({ length: samples }, () => rng.integer(net.input.classes)),
  };
  const raw = new Float64Array(theta.length);
  for (const slot of net.parameters.slots) if (set === 'all' || slot.role === 'kernel') raw.set(normals(rng, slot.size), slot.offset);
  const v = unit(raw);
  for (const program of programs) for (const [name, values] of Object.entries(inputs)) program.writeExact(name, values);
  second.writeExact('vector', v);
  second.writeExact('theta', theta);
  second.run(1);
  const gradientAt = (at: Float64Array): Float64Array => {
    first.writeExact('theta', at);
    first.run(1);
    return first.readExact('gradient');
  };
  checkProduct(gradientAt, second.readExact('product'), theta, v);
}

describe('products with the Hessian of an MLP', () => {
  for (const activation of ACTIVATION_KINDS) {
    for (const batchNorm of [false, true]) {
      for (const statistics of batchNorm ? (['batch', 'state'] as const) : (['state'] as const)) {
        for (const set of ['kernels', 'all'] as const) {
          it(`${activation}, ${batchNorm ? `batch norm on ${statistics} statistics` : 'no batch norm'}, ${set}`, () => {
            const shape = { sizes: [3, 5, 5, 5, 3], activation, skips: true, batchNorm };
            const net = buildMlp(shape, { inputShape: [3], classes: 3 }, (layout, rng) =>
              Float32Array.from({ length: layout.size }, () => 0.6 * rng.normal()),
            );
            checkNet(net, 7, statistics, set);
          });
        }
      }
    }
  }
});

/** The smallest net of each family that has all of its parts. */
const SMALL: Record<string, ParamValues> = {
  mlp: { depth: 4, width: 5 },
  cnn: { layers: 2, width: 2 },
  resnet: { depth: '8' },
  'wide-resnet': { depth: '8', factor: '1' },
  densenet: { blocks: 1, growth: 2 },
};

describe('products with the Hessian of each family of nets', () => {
  for (const spec of nets.all) {
    for (const activation of ['relu', 'tanh']) {
      for (const statistics of ['state', 'batch'] as const) {
        it(`${spec.id}, ${activation}, ${statistics} statistics`, () => {
          const params = { ...defaultParams(spec.params), ...SMALL[spec.id], activation };
          const net = spec.build(params, { inputShape: spec.needsImages ? [4, 4, 1] : [3], classes: 3 });
          checkNet(net, 5, statistics, 'all');
        });
      }
    }
  }
});
