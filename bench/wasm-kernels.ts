/**
 * Speed of the WASM backend on one core: `npx tsx bench/wasm-kernels.ts`. Planes (GFLOP/s of the dense layers over the time of whole
 * replicas, loss and accuracy included), products alone, and training steps. Medians of repeated runs.
 */
import { buildMlp, type MlpShape } from '../src/catalog/nets/mlp';
import type { Net } from '../src/catalog/nets/types';
import { optimizers } from '../src/catalog/optimizers';
import { defaultParams } from '../src/catalog/params';
import type { Device, Program } from '../src/engine/device';
import { GraphBuilder } from '../src/engine/graph/builder';
import { fuse } from '../src/engine/graph/fuse';
import { type Graph, sizeOf } from '../src/engine/graph/graph';
import { sliceLayout, traceForward } from '../src/engine/graph/trace';
import { createWasmDevice } from '../src/engine/kernels/wasm';
import { readWasmModules } from '../src/engine/kernels/wasm/node';
import { trainingGraph } from '../src/engine/training-graph';
import { createRng, type Rng } from '../src/math/random';

const SECONDS = 1;
const REPLICAS = 8;
const rng = createRng(1);
const normals = (name: string, length: number, deviation: number): Float32Array => {
  const stream = rng.fork(name);
  return Float32Array.from({ length }, () => deviation * stream.normal());
};

function mlp(sizes: readonly number[], options: Omit<MlpShape, 'sizes'>): Net {
  return buildMlp({ sizes, ...options }, { inputShape: [sizes[0] as number], classes: sizes.at(-1) as number }, (layout, stream: Rng) =>
    Float32Array.from({ length: layout.size }, () => 0.2 * stream.normal()),
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

/** Fills every float input with small normals, variances with ones, and labels and indices within bounds. */
function prepare(program: Program, graph: Graph, net: Net, replicas: number): void {
  for (const { operation, shape, perReplica, dtype } of graph.nodes) {
    if (operation.op !== 'input') continue;
    const length = sizeOf(shape) * (perReplica ? replicas : 1);
    if (dtype === 'i32')
      program.write(
        operation.name,
        Int32Array.from({ length }, (_, i) => i % 2),
      );
    else if (operation.name === 'state')
      program.write(
        'state',
        Float32Array.from({ length }, (_, i) => net.initialState()[i % net.state.size] as number),
      );
    else program.write(operation.name, normals(operation.name, length, operation.name === 'x' ? 1 : 0.1));
  }
}

/** Median milliseconds of one call. */
function time(call: () => void): number {
  for (const end = performance.now() + 300; performance.now() < end; ) call();
  const samples: number[] = [];
  for (const end = performance.now() + 1000 * SECONDS; performance.now() < end; ) {
    const start = performance.now();
    call();
    samples.push(performance.now() - start);
  }
  return samples.sort((a, b) => a - b)[samples.length >> 1] as number;
}

function benchPlane(device: Device, name: string, net: Net, n: number): void {
  const graph = planeGraph(net, n);
  const program = device.compile(graph, REPLICAS);
  prepare(program, graph, net, REPLICAS);
  const ms = time(() => program.run(REPLICAS)) / REPLICAS;
  const multiplyAdds = n * net.parameters.slots.filter(({ role }) => role === 'kernel').reduce((sum, { size }) => sum + size, 0);
  report(name, `${ms.toFixed(3)} ms a point`, `${((2e-6 * multiplyAdds) / ms).toFixed(1)} GFLOP/s`);
  program.dispose();
}

function benchProduct(device: Device, [n, inner, m]: readonly [number, number, number], transposeA: boolean, transposeB: boolean): void {
  const b = new GraphBuilder();
  const a = b.input('a', transposeA ? [inner, n] : [n, inner], { perReplica: true });
  const right = b.input('b', transposeB ? [m, inner] : [inner, m], { perReplica: true });
  const graph = b.build({ out: b.matmul(a, right, { transposeA, transposeB }) });
  const program = device.compile(graph, REPLICAS);
  for (const name of ['a', 'b'] as const) program.write(name, normals(name, REPLICAS * (name === 'a' ? n * inner : inner * m), 1));
  const ms = time(() => program.run(REPLICAS)) / REPLICAS;
  const name = `${n}×${inner}×${m}${transposeA ? ' Aᵀ' : ''}${transposeB ? ' Bᵀ' : ''}`;
  report(name, `${(1e3 * ms).toFixed(1)} µs`, `${((2e-6 * n * inner * m) / ms).toFixed(1)} GFLOP/s`);
  program.dispose();
}

function benchTraining(device: Device, name: string, net: Net, batch: number): void {
  const adam = optimizers.get('adam');
  const run = { optimizer: { id: 'adam', params: defaultParams(adam.params) } };
  const graph = trainingGraph(net, run, { n: 512, batch });
  const program = device.compile(graph, 1);
  prepare(program, graph, net, 1);
  program.write('hyper.minusRate', Float32Array.of(-1e-5));
  const ms = time(() => program.run(1));
  report(name, `${ms.toFixed(3)} ms a step`, `${graph.nodes.length} nodes`);
  program.dispose();
}

function report(...cells: string[]): void {
  console.log(
    `  ${cells
      .map((cell) => cell.padEnd(44))
      .join('')
      .trimEnd()}`,
  );
}

const deep = { activation: 'relu', skips: true, batchNorm: true } as const;
const hidden = (depth: number, width: number): number[] => [2, ...new Array<number>(depth).fill(width), 2];
for (const variant of ['simd', 'relaxed'] as const) {
  const device = await createWasmDevice(readWasmModules(), { variant });
  console.log(`${variant}\n planes of 512 samples`);
  benchPlane(device, '30 hidden layers of 16, BN, ReLU, skips', mlp(hidden(30, 16), deep), 512);
  benchPlane(device, '30 hidden layers of 16, BN, ReLU', mlp(hidden(30, 16), { ...deep, skips: false }), 512);
  for (const activation of ['tanh', 'relu', 'gelu', 'softplus'] as const)
    benchPlane(device, `2-64-64-64-2 ${activation}`, mlp(hidden(3, 64), { activation, skips: false, batchNorm: false }), 512);
  console.log(' products');
  for (const shape of [
    [512, 16, 16],
    [512, 64, 64],
    [64, 16, 16],
    [16, 64, 16],
    [512, 17, 19],
    [512, 256, 256],
  ] as const)
    for (const [a, b] of [
      [false, false],
      [false, true],
      [true, false],
      [true, true],
    ] as const)
      benchProduct(device, shape, a, b);
  console.log(' training with Adam, batch statistics');
  benchTraining(device, '30 hidden layers of 16, batch 64', mlp(hidden(30, 16), deep), 64);
  benchTraining(device, '2-64-64-64-2 tanh, batch 64', mlp(hidden(3, 64), { activation: 'tanh', skips: false, batchNorm: false }), 64);
}
