/**
 * Speed of the WASM backend's operations on images on one core: `npx tsx bench/wasm-images.ts [NAME]`. Convolutions and their gradients alone, planes of conv
 * nets (whole replicas, loss and accuracy included) and training steps, each beside the machine's limit: multiply-adds on registers in the
 * same build.
 */
import { cnnDefinition } from '../src/catalog/nets/cnn';
import { defineNet, type NetDefinition } from '../src/catalog/nets/define';
import { resnetDefinition } from '../src/catalog/nets/resnet';
import type { Net } from '../src/catalog/nets/types';
import { optimizers } from '../src/catalog/optimizers';
import { defaultParams } from '../src/catalog/params';
import type { Device, Program } from '../src/engine/device';
import { GraphBuilder } from '../src/engine/graph/builder';
import { fuse } from '../src/engine/graph/fuse';
import { type Graph, type GraphNode, type Shape, sizeOf } from '../src/engine/graph/graph';
import { sliceLayout, traceForward } from '../src/engine/graph/trace';
import { createWasmDevice } from '../src/engine/kernels/wasm';
import { readWasmModules } from '../src/engine/kernels/wasm/node';
import { trainingGraph } from '../src/engine/training-graph';
import { createRng } from '../src/math/random';
import { multiplyAddLimit, prepareLimits } from './wasm-limit';

const only = process.argv[2] ?? '';
const rng = createRng(1);
const normals = (name: string, length: number, deviation: number): Float32Array => {
  const stream = rng.fork(name);
  return Float32Array.from({ length }, () => deviation * stream.normal());
};

function image(side: number, channels: number, definition: NetDefinition): Net {
  return defineNet(
    { inputShape: [side, side, channels], classes: 10 },
    definition,
    (layout) => {
      const stream = rng.fork('initial');
      const values = new Float32Array(layout.size);
      for (const { role, offset, size, shape } of layout.slots) {
        const deviation = Math.sqrt(2 / (size / (shape.at(-1) as number)));
        for (let i = 0; i < size; i++) values[offset + i] = role === 'kernel' ? deviation * stream.normal() : role === 'bn-scale' ? 1 : 0;
      }
      return values;
    },
    { reason: '' },
  );
}

function planeGraph(net: Net, n: number): Graph {
  const b = new GraphBuilder();
  const origin = b.input('origin', [net.parameters.size], { perReplica: false });
  const deltas = b.input('deltas', [2, net.parameters.size], { perReplica: false });
  const theta = b.compose(origin, deltas, b.input('coords', [2], { perReplica: true }));
  const state = b.input('state', [net.state.size], { perReplica: false });
  const x = b.input('x', [n, ...net.input.inputShape], { perReplica: false });
  const labels = b.input('labels', [n], { perReplica: false, dtype: 'i32' });
  const { logits } = traceForward(b, net, sliceLayout(b, theta, net.parameters), sliceLayout(b, state, net.state), x, 'state');
  return fuse(b.build({ loss: b.crossEntropy(logits, labels), correct: b.correctCount(logits, labels) }));
}

/** Fills inputs: weights as initialised, variances one, labels and indices within bounds, all else normal. */
function prepare(program: Program, graph: Graph, net: Net, replicas: number): void {
  for (const { operation, shape, perReplica, dtype } of graph.nodes) {
    if (operation.op !== 'input') continue;
    const length = sizeOf(shape) * (perReplica ? replicas : 1);
    const { name } = operation;
    if (dtype === 'i32')
      program.write(
        name,
        Int32Array.from({ length }, (_, i) => i % 10),
      );
    else if (name === 'state' || name === 'theta' || name === 'origin') {
      const values = name === 'state' ? net.initialState() : net.initialise(rng);
      program.write(
        name,
        Float32Array.from({ length }, (_, i) => values[i % values.length] as number),
      );
    } else program.write(name, normals(name, length, name === 'x' ? 1 : name.startsWith('hyper') ? 0 : 0.01));
  }
}

/** Multiply-adds of one replica's products and convolutions. */
function multiplyAdds(graph: Graph): number {
  return graph.nodes.reduce((sum, { operation, inputs, shape }) => {
    const at = (k: number): Shape => (graph.nodes[inputs[k] as number] as GraphNode).shape;
    switch (operation.op) {
      case 'conv2d':
      case 'convFused':
        return sum + (sizeOf(shape) / (shape[3] as number)) * sizeOf(at(1));
      case 'convInputGradient':
      case 'convFilterGradient': {
        const [g, kernel] = operation.op === 'convInputGradient' ? [at(0), at(1)] : [at(1), shape];
        return sum + (sizeOf(g) / (g[3] as number)) * sizeOf(kernel);
      }
      case 'matmul':
      case 'denseFused': {
        const a = at(0);
        const inner = operation.op === 'matmul' && operation.transposeA ? a[0] : a[1];
        return sum + sizeOf(shape) * (inner as number);
      }
      default:
        return sum;
    }
  }, 0);
}

/** Milliseconds of processor time of one call: other work on the machine does not count, except for the caches it takes. */
function time(call: () => void): number {
  for (const end = performance.now() + 300; performance.now() < end; ) call();
  let calls = 0;
  const start = process.cpuUsage();
  for (const end = performance.now() + 1000; performance.now() < end || calls < 5; calls++) call();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / calls;
}

function measure(device: Device, name: string, graph: Graph, replicas: number, fill: (program: Program) => void, unit: string): void {
  if (!name.includes(only)) return;
  const program = device.compile(graph, replicas);
  fill(program);
  const limit = multiplyAddLimit(device.variant as 'simd' | 'relaxed');
  const ms = time(() => program.run(replicas)) / replicas;
  const rate = (2e-6 * multiplyAdds(graph)) / ms;
  const cells = [name.padEnd(52), `${(1000 / ms).toFixed(1)} ${unit}/s`.padEnd(20), `${rate.toFixed(1)} GFLOP/s`.padEnd(16)];
  console.log(`  ${cells.join('')}${((100 * rate) / limit).toFixed(0)} % of ${limit.toFixed(1)}`);
  program.dispose();
}

function benchConvolutions(device: Device, label: string, x: Shape, units: number, size: number, stride: number): void {
  const kernel = [size, size, x[3] as number, units];
  const padding = (size - 1) / 2;
  const replicas = 1;
  const b = new GraphBuilder();
  const [xs, ks] = [b.input('x', x, { perReplica: true }), b.input('kernel', kernel, { perReplica: true })];
  const out = b.conv2d(xs, ks, { stride, padding });
  const g = b.input('g', b.shape(out), { perReplica: true });
  const sliding = { stride, padTop: padding, padLeft: padding };
  const nodes = {
    forward: out,
    'input gradient': b.slide('convInputGradient', g, ks, x, sliding),
    'filter gradient': b.slide('convFilterGradient', xs, g, kernel, sliding),
  };
  for (const [which, node] of Object.entries(nodes)) {
    const graph = b.build({ out: node });
    const fill = (program: Program): void => {
      for (const name of ['x', 'kernel', 'g'] as const)
        program.write(name, normals(name, replicas * sizeOf({ x, kernel, g: b.shape(g) }[name]), 1));
    };
    measure(device, `${label} ${which}`, graph, replicas, fill, 'runs');
  }
}

function benchPlane(device: Device, name: string, net: Net, n: number): void {
  const graph = planeGraph(net, n);
  measure(device, name, graph, 1, (program) => prepare(program, graph, net, 1), 'points');
}

function benchTraining(device: Device, name: string, net: Net, batch: number): void {
  const graph = trainingGraph(net, { optimizer: { id: 'sgd', params: defaultParams(optimizers.get('sgd').params) } }, { n: 512, batch });
  measure(device, name, graph, 1, (program) => prepare(program, graph, net, 1), 'steps');
}

const resnet = (side: number, widths: readonly number[], blocks: number): Net =>
  image(side, 1, resnetDefinition({ widths, blocks, shortcuts: true, activation: 'relu', classes: 10, pool: null }));

const modules = readWasmModules();
await prepareLimits();
for (const variant of ['relaxed', 'simd'] as const) {
  const device = await createWasmDevice(modules, { variant });
  console.log(`${variant}\n convolutions`);
  benchConvolutions(device, '3×3 16→16, 64 images of 16×16', [64, 16, 16, 16], 16, 3, 1);
  benchConvolutions(device, '3×3 32→32, 64 images of 8×8', [64, 8, 8, 32], 32, 3, 1);
  benchConvolutions(device, '3×3 64→64, 64 images of 7×7', [64, 7, 7, 64], 64, 3, 1);
  benchConvolutions(device, '3×3 8→8, 64 images of 16×16', [64, 16, 16, 8], 8, 3, 1);
  benchConvolutions(device, '3×3 1→8, 64 images of 16×16', [64, 16, 16, 1], 8, 3, 1);
  benchConvolutions(device, '3×3 16→32 stride 2, 64 images of 14×14', [64, 14, 14, 16], 32, 3, 2);
  benchConvolutions(device, '1×1 64→64, 64 images of 7×7', [64, 7, 7, 64], 64, 1, 1);
  console.log(' planes of 512 samples of 16×16');
  benchPlane(device, 'plane: CNN 8, 16', image(16, 1, cnnDefinition({ widths: [8, 16], activation: 'relu', classes: 10 })), 512);
  benchPlane(device, 'plane: ResNet-8 8, 16, 32', resnet(16, [8, 16, 32], 1), 512);
  benchPlane(device, 'plane: ResNet-20 16, 32, 64', resnet(16, [16, 32, 64], 3), 512);
  console.log(' training, batches of 64 images of 14×14');
  benchTraining(device, 'training: ResNet-14 8, 16, 32', resnet(14, [8, 16, 32], 2), 64);
  benchTraining(device, 'training: ResNet-14 16, 32, 64', resnet(14, [16, 32, 64], 2), 64);
  device.dispose();
}
