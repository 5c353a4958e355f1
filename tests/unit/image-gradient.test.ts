import { describe, expect, it } from 'vitest';
import { defineNet } from '../../src/catalog/nets/define';
import { resnetDefinition } from '../../src/catalog/nets/resnet';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { fuse } from '../../src/engine/graph/fuse';
import { gradient } from '../../src/engine/graph/gradient';
import { type NodeId, type Shape, sizeOf } from '../../src/engine/graph/graph';
import { sliceLayout, traceForward } from '../../src/engine/graph/trace';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { createRng } from '../../src/math/random';
import { expectClose } from '../close';

const CLASSES = 4;
const STEP = 1e-5;

/**
 * Checks the gradient, with respect to tensors of these shapes, of a scalar of what `trace` makes of them: the cross entropy of its product
 * with fixed weights, which is smooth and has no symmetries.
 */
function checkGradient(shapes: readonly Shape[], trace: (b: GraphBuilder, tensors: readonly NodeId[]) => NodeId): void {
  const rng = createRng(7);
  const total = shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
  const b = new GraphBuilder();
  const theta = b.input('theta', [total], { perReplica: true });
  let end = 0;
  const tensors = shapes.map((shape) => {
    end += sizeOf(shape);
    return { node: b.slice(theta, end - sizeOf(shape), shape), offset: end - sizeOf(shape) };
  });
  const nodes = tensors.map(({ node }) => node);
  const value = trace(b, nodes);
  const size = sizeOf(b.shape(value));
  const logits = b.matmul(b.reshape(value, [1, size]), b.input('weights', [size, CLASSES], { perReplica: false }));
  const loss = b.crossEntropy(logits, b.input('labels', [1], { perReplica: false, dtype: 'i32' }));
  const parts = gradient(b, loss, nodes).map((node, i) => ({ node, offset: (tensors[i] as { offset: number }).offset }));
  const program = createReferenceDevice('f64').compile(b.build({ loss, gradient: b.pack(parts, total) }), 1);
  program.writeExact(
    'weights',
    Float64Array.from({ length: size * CLASSES }, () => (0.3 * rng.normal()) / Math.sqrt(size)),
  );
  program.writeExact('labels', [2]);
  const lossAt = (at: Float64Array): number => {
    program.writeExact('theta', at);
    program.run(1);
    return program.readExact('loss')[0] as number;
  };
  const start = Float64Array.from({ length: total }, () => rng.normal());
  lossAt(start);
  const analytic = program.readExact('gradient');
  const numeric = start.map((at, i) => (lossAt(start.with(i, at + STEP)) - lossAt(start.with(i, at - STEP))) / (2 * STEP));
  expect(Math.hypot(...numeric)).toBeGreaterThan(0.01);
  expectClose(analytic, numeric, { rtol: 1e-6, atol: 1e-8 });
}

const GEOMETRIES = [
  { x: [2, 4, 5, 2], kernel: [3, 3, 2, 3], out: [2, 4, 5, 3], sliding: { stride: 1, padTop: 1, padLeft: 1 } },
  { x: [2, 5, 4, 2], kernel: [3, 2, 2, 3], out: [2, 3, 2, 3], sliding: { stride: 2, padTop: 1, padLeft: 0 } },
  { x: [1, 5, 6, 3], kernel: [1, 1, 3, 2], out: [1, 2, 2, 2], sliding: { stride: 3, padTop: 0, padLeft: 0 } },
  { x: [1, 4, 4, 1], kernel: [5, 5, 1, 2], out: [1, 4, 4, 2], sliding: { stride: 1, padTop: 2, padLeft: 2 } },
] as const;

describe.each(GEOMETRIES)('a convolution of $x with $kernel to $out', ({ x, kernel, out, sliding }) => {
  it('has the gradient of float64 differences', () => {
    checkGradient([x, kernel], (b, [xs, ks]) => b.slide('conv2d', xs as NodeId, ks as NodeId, out, sliding));
  });
  it('has an input gradient with that gradient', () => {
    checkGradient([out, kernel], (b, [gs, ks]) => b.slide('convInputGradient', gs as NodeId, ks as NodeId, x, sliding));
  });
  it('has a filter gradient with that gradient', () => {
    checkGradient([x, out], (b, [xs, gs]) => b.slide('convFilterGradient', xs as NodeId, gs as NodeId, kernel, sliding));
  });
  it('can be differentiated twice, smooth activation between', () => {
    // What backpropagation makes of Σ tanh(conv)²/2, with respect to x and the kernel: its gradient is a second derivative.
    const backwards = (b: GraphBuilder, xs: NodeId, ks: NodeId): NodeId => {
      const y = b.slide('conv2d', xs, ks, out, sliding);
      return b.binary('multiply', b.activation(y, 'tanh'), b.activation(y, 'tanh', 1));
    };
    checkGradient([x, kernel], (b, [xs, ks]) =>
      b.slide('convInputGradient', backwards(b, xs as NodeId, ks as NodeId), ks as NodeId, x, sliding),
    );
    checkGradient([x, kernel], (b, [xs, ks]) =>
      b.slide('convFilterGradient', xs as NodeId, backwards(b, xs as NodeId, ks as NodeId), kernel, sliding),
    );
  });
});

describe.each([
  { shape: [2, 4, 6, 3], pooled: [2, 2, 3, 3], window: { size: 2, stride: 2 } },
  { shape: [1, 5, 5, 2], pooled: [1, 2, 2, 2], window: { size: 3, stride: 2 } },
  { shape: [1, 4, 5, 1], pooled: [1, 3, 4, 1], window: { size: 2, stride: 1 } },
] as const)('pooling of $shape by $window', ({ shape, pooled, window }) => {
  it('average', () => {
    checkGradient([shape], (b, [x]) => b.averagePool(x as NodeId, window));
    checkGradient([pooled], (b, [g]) => b.averagePoolGradient(g as NodeId, shape, window));
  });
  it('max', () => {
    checkGradient([shape], (b, [x]) => b.maxPool(x as NodeId, window));
    checkGradient([shape, pooled], (b, [x, g]) => b.maxPoolGradient(x as NodeId, g as NodeId, window));
    checkGradient([shape, shape], (b, [x, v]) => b.maxPoolGather(x as NodeId, v as NodeId, window));
  });
});

it('the gradient of a cross entropy has the gradient of float64 differences', () => {
  checkGradient([[3, 5]], (b, [x]) =>
    b.activation(b.crossEntropyGradient(x as NodeId, b.input('classes', [3], { perReplica: false, dtype: 'i32' })), 'tanh'),
  );
});

it('columns joined, taken and placed have the gradient of float64 differences', () => {
  checkGradient(
    [
      [2, 3, 2],
      [2, 3, 4],
      [2, 3, 1],
    ],
    (b, parts) => b.activation(b.concatenate([...parts, parts[0] as NodeId]), 'tanh'),
  );
  checkGradient([[2, 3, 7]], (b, [x]) => b.takeColumns(x as NodeId, 2, 4));
  checkGradient([[2, 3, 3]], (b, [x]) => b.activation(b.placeColumns(x as NodeId, 2, 7), 'softplus'));
});

describe('fuse', () => {
  it.each([true, false])(
    'joins every convolution of a residual net with what follows, shortcuts %s, and leaves values alone',
    (shortcuts) => {
      const rng = createRng(8);
      const definition = resnetDefinition({ widths: [3, 5], blocks: 2, shortcuts, activation: 'gelu', classes: 3, pool: null });
      const net = defineNet({ inputShape: [6, 6, 2], classes: 3 }, definition, (layout) => new Float32Array(layout.size), { reason: '' });
      const b = new GraphBuilder();
      const theta = sliceLayout(b, b.input('theta', [net.parameters.size], { perReplica: true }), net.parameters);
      const state = sliceLayout(b, b.input('state', [net.state.size], { perReplica: false }), net.state);
      const x = b.input('x', [2, 6, 6, 2], { perReplica: false });
      const plain = b.build({ logits: traceForward(b, net, theta, state, x, 'state').logits });
      const fused = fuse(plain);
      const count = (op: string): number => fused.nodes.filter(({ operation }) => operation.op === op).length;
      // One convolution before the stages, two in each of four blocks, and one shortcut that changes the width.
      expect(count('convFused')).toBe(shortcuts ? 10 : 9);
      for (const op of ['conv2d', 'columns', 'normalize', 'activation']) expect(count(op)).toBe(0);
      const adds = fused.nodes.filter(({ operation, shape }) => operation.op === 'binary' && shape.length === 4);
      expect(adds).toHaveLength(0);
      const inputs = {
        theta: Float64Array.from({ length: 2 * net.parameters.size }, () => 0.5 * rng.normal()),
        state: Float64Array.from({ length: net.state.size }, () => 0.5 + rng.uniform()),
        x: Float64Array.from({ length: sizeOf([2, 6, 6, 2]) }, () => rng.normal()),
      };
      const [expected, actual] = [plain, fused].map((graph) => {
        const program = createReferenceDevice('f64').compile(graph, 2);
        for (const [name, values] of Object.entries(inputs)) program.writeExact(name, values);
        program.run(2);
        return program.readExact('logits');
      }) as [Float64Array, Float64Array];
      expect(Math.hypot(...expected)).toBeGreaterThan(0.1);
      expectClose(actual, expected, { rtol: 1e-12, atol: 1e-14 });
    },
  );
});
