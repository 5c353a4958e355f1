import { describe, expect, it } from 'vitest';
import { nets } from '../../src/catalog/nets';
import { describeNet, layersOf } from '../../src/catalog/nets/diagram';
import type { Net } from '../../src/catalog/nets/types';
import { defaultParams, type ParamValues } from '../../src/catalog/params';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { gradient } from '../../src/engine/graph/gradient';
import { type StatisticsSource, sliceLayout, traceForward } from '../../src/engine/graph/trace';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { createRng } from '../../src/math/random';
import { expectClose } from '../close';

const CIFAR = { inputShape: [32, 32, 3], classes: 10 };

function build(id: string, changes: ParamValues = {}, input: Net['input'] = CIFAR): Net {
  const spec = nets.get(id);
  return spec.build({ ...defaultParams(spec.params), ...changes }, input);
}

/** Inputs that a family takes: images of odd and even sides down to one pixel, and vectors where it reads anything. */
const inputsOf = (needsImages: boolean): readonly (readonly number[])[] => [
  [8, 8, 1],
  [14, 14, 1],
  [5, 5, 3],
  [1, 1, 2],
  ...(needsImages ? [] : [[4]]),
];

/** Nodes of the logits of `samples` inputs. */
function trace(net: Net, samples: number, statistics: StatisticsSource) {
  const builder = new GraphBuilder();
  const theta = builder.input('theta', [net.parameters.size], { perReplica: true });
  const state = builder.input('state', [net.state.size], { perReplica: true });
  const x = builder.input('x', [samples, ...net.input.inputShape], { perReplica: false });
  const parameters = sliceLayout(builder, theta, net.parameters);
  const { logits } = traceForward(builder, net, parameters, sliceLayout(builder, state, net.state), x, statistics);
  return { builder, parameters, logits };
}

describe.each(nets.all.map((spec) => [spec.id, spec] as const))('net %s', (id, spec) => {
  it.each(inputsOf(spec.needsImages).map((shape) => [shape.join('×'), shape] as const))('fits inputs of %s', (_, inputShape) => {
    const net = build(id, {}, { inputShape, classes: 7 });
    const { builder, logits } = trace(net, 3, 'batch');
    expect(builder.shape(logits)).toEqual([3, 7]);
    const names = [...net.parameters.slots, ...net.state.slots].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const layout of [net.parameters, net.state]) {
      const end = layout.slots.reduce((offset, slot) => {
        expect(slot.offset).toBe(offset);
        return offset + slot.size;
      }, 0);
      expect(end).toBe(layout.size);
    }
  });

  it('starts from the seed alone: scales at 1, biases at 0, kernels with He’s deviation', () => {
    const net = build(id, {}, { inputShape: [8, 8, 3], classes: 10 });
    const theta = net.initialise(createRng(1));
    expect(net.initialise(createRng(1))).toEqual(theta);
    expect(net.initialise(createRng(2))).not.toEqual(theta);
    expect(theta.length).toBe(net.parameters.size);
    let [square, count] = [0, 0];
    for (const { role, shape, offset, size } of net.parameters.slots) {
      const values = theta.subarray(offset, offset + size);
      if (role !== 'kernel') expect(values.every((value) => value === (role === 'bn-scale' ? 1 : 0))).toBe(true);
      else {
        const fanIn = size / (shape.at(-1) as number);
        for (const value of values) square += (value * value * fanIn) / 2;
        count += size;
      }
    }
    expect(Math.abs(square / count - 1)).toBeLessThan(6 * Math.sqrt(2 / count));
    const state = net.initialState();
    for (const { role, offset, size } of net.state.slots) {
      expect(state.subarray(offset, offset + size).every((value) => value === (role === 'bn-variance' ? 1 : 0))).toBe(true);
    }
  });

  it('says in its diagram what its layouts say', () => {
    const net = build(id, {}, { inputShape: [14, 14, 1], classes: 10 });
    const layers = layersOf(net);
    expect(layers.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(net.parameters.size);
    expect(layers.filter(({ kind }) => kind === 'batchNorm')).toHaveLength(net.state.slots.length / 2);
    const { boxes, path, skips, parameters } = describeNet(net);
    expect(boxes.reduce((sum, box) => sum + box.parameters, 0)).toBe(parameters);
    expect(boxes.flatMap((box) => box.layers)).toHaveLength(layers.length);
    expect(boxes[path[0]].main.kind).toBe('input');
    expect(boxes[path.at(-1) as number].shape).toEqual([10]);
    for (const { from, to, through } of skips) {
      expect(path.indexOf(from)).toBeGreaterThanOrEqual(0);
      expect(path.indexOf(to)).toBeGreaterThan(path.indexOf(from));
      if (through !== null) expect(path).not.toContain(through);
    }
  });

  if (spec.needsImages) {
    it('refuses vectors', () => {
      expect(() => build(id, {}, { inputShape: [64], classes: 10 })).toThrow(RangeError);
    });
  }

  it.each(['batch', 'state'] as const)('has gradients equal to float64 central differences, with %s statistics', (statistics) => {
    // Softplus has no kinks; max pooling has some, far from these inputs' steps.
    const small =
      id === 'mlp' ? { depth: 3, width: 4 } : id === 'densenet' ? { blocks: 1, growth: 2 } : id.endsWith('resnet') ? { depth: '8' } : {};
    const net = build(id, { ...small, activation: 'softplus' }, { inputShape: [5, 5, 1], classes: 3 });
    const samples = 3;
    const { builder, parameters, logits } = trace(net, samples, statistics);
    const labels = builder.input('labels', [samples], { perReplica: false, dtype: 'i32' });
    const loss = builder.crossEntropy(logits, labels);
    const parts = gradient(builder, loss, parameters).map((node, i) => ({ node, offset: net.parameters.slots[i].offset }));
    const graph = builder.build({ loss, gradient: builder.pack(parts, net.parameters.size) });
    const program = createReferenceDevice('f64').compile(graph, 1);
    const rng = createRng(11);
    program.writeExact(
      'x',
      Float64Array.from({ length: samples * 25 }, () => rng.normal()),
    );
    program.writeExact('labels', Int32Array.of(0, 2, 1));
    program.writeExact(
      'state',
      Float64Array.from({ length: net.state.size }, () => 0.5 + rng.uniform()),
    );
    const theta = Float64Array.from(net.initialise(rng), (value) => value + 0.05 * rng.normal());
    const evaluate = (at: Float64Array) => {
      program.writeExact('theta', at);
      program.run(1);
      return { loss: program.readExact('loss')[0] as number, gradient: Float64Array.from(program.readExact('gradient')) };
    };
    const exact = evaluate(theta).gradient;
    const step = 1e-5;
    // One entry of every tensor.
    for (const { name, offset, size } of net.parameters.slots) {
      const at = offset + rng.integer(size);
      const [up, down] = [step, -step].map((by) => evaluate(theta.map((value, i) => (i === at ? value + by : value))).loss);
      const difference = (up - down) / (2 * step);
      expect(Math.abs(exact[at] - difference), name).toBeLessThan(1e-6 * Math.abs(difference) + 2e-8);
    }
  });
});

describe('parameter counts', () => {
  const norm = (channels: number): number => 2 * channels;
  const conv = (size: number, from: number, to: number): number => size * size * from * to;
  /** A residual net from the first convolution to the classifier, by He et al.'s table. */
  const residual = (widths: readonly number[], blocks: number, shortcuts: boolean, channels: number): number => {
    let count = conv(3, channels, widths[0]) + norm(widths[0]);
    widths.forEach((width, stage) => {
      const before = widths[Math.max(0, stage - 1)];
      count += conv(3, before, width) + (2 * blocks - 1) * conv(3, width, width) + 2 * blocks * norm(width);
      if (shortcuts && stage > 0) count += conv(1, before, width) + norm(width);
    });
    return count + widths[2] * 10 + 10;
  };

  it('ResNet-20 at paper size has 272,474 with projections, as published models with projections do', () => {
    expect(build('resnet', { depth: '20', size: 'paper' }).parameters.size).toBe(272_474);
  });

  it.each([8, 14, 20, 32, 44, 56, 110])('ResNet-%i', (depth) => {
    const blocks = (depth - 2) / 6;
    for (const skips of [true, false]) {
      expect(build('resnet', { depth: `${depth}`, skips, size: 'paper' }).parameters.size).toBe(residual([16, 32, 64], blocks, skips, 3));
      expect(build('resnet', { depth: `${depth}`, skips }).parameters.size).toBe(residual([8, 16, 32], blocks, skips, 3));
    }
  });

  it.each([1, 2, 4, 8])('Wide ResNet-56 with factor %i', (factor) => {
    const widths = [16, 32, 64].map((width) => width * factor);
    expect(build('wide-resnet', { depth: '56', factor: `${factor}`, size: 'paper' }).parameters.size).toBe(residual(widths, 9, true, 3));
  });

  it('VGG-9', () => {
    const count = (share: number, side: number): number => {
      const widths = [64, 128, 256, 256, 512, 512].map((width) => width * share);
      const convs = widths.reduce((sum, width, i) => sum + conv(3, i === 0 ? 3 : widths[i - 1], width) + norm(width), 0);
      const last = widths[5];
      return convs + side * side * last * last + norm(last) + last * 10 + 10;
    };
    expect(build('vgg9', { size: 'paper' }).parameters.size).toBe(count(1, 2));
    expect(build('vgg9').parameters.size).toBe(count(1 / 4, 2));
  });

  it('DenseNet-121 for CIFAR-10 has 1,000,618, as the published model', () => {
    expect(build('densenet', { size: 'paper' }).parameters.size).toBe(1_000_618);
  });

  it('the plain net of the oracle has 3,818', () => {
    expect(build('cnn', {}, { inputShape: [16, 16, 1], classes: 10 }).parameters.size).toBe(3818);
  });
});

describe('the diagram', () => {
  it('of a ResNet-8 has its three shortcuts, two of them through projections', () => {
    const { boxes, path, skips } = describeNet(build('resnet', { depth: '8' }, { inputShape: [14, 14, 1], classes: 10 }));
    expect(path.map((box) => boxes[box].main.kind)).toEqual(['input', ...new Array(7).fill('conv'), 'globalAveragePool', 'dense']);
    expect(skips.map(({ from, to }) => [path.indexOf(from), path.indexOf(to)])).toEqual([
      [1, 3],
      [3, 5],
      [5, 7],
    ]);
    expect(skips.map(({ through }) => through !== null && boxes[through].main.name)).toEqual([
      false,
      'stage2.1.shortcut',
      'stage3.1.shortcut',
    ]);
    expect(path.map((box) => boxes[box].shape.join('×'))).toEqual([
      '14×14×1',
      '14×14×8',
      '14×14×8',
      '14×14×8',
      '7×7×16',
      '7×7×16',
      '4×4×32',
      '4×4×32',
      '32',
      '10',
    ]);
    expect(describeNet(build('resnet', { depth: '8', skips: false })).skips).toEqual([]);
  });

  it('of a DenseNet joins each layer’s channels to those before', () => {
    const { boxes, skips } = describeNet(build('densenet', { blocks: 2, growth: 3 }));
    expect(skips.every(({ kind, through }) => kind === 'concatenate' && through === null)).toBe(true);
    expect(skips).toHaveLength(6);
    expect(skips.map(({ to }) => boxes[to].shape[2])).toEqual([9, 12, 9, 12, 9, 12]);
  });

  it('counts the multiplications of convolutions and dense layers', () => {
    const layers = layersOf(build('cnn', {}, { inputShape: [16, 16, 1], classes: 10 }));
    expectClose(
      layers.filter(({ multiplyAdds }) => multiplyAdds > 0).map(({ multiplyAdds }) => multiplyAdds),
      [256 * 8 * 9, 64 * 16 * 72, 2560],
      { rtol: 0, atol: 0 },
    );
  });
});
