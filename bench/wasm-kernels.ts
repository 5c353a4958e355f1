/**
 * Speed of the WASM backend on one core, each beside the machine's limit (multiply-adds on registers in the same build): `npx tsx bench/wasm-kernels.ts [NAME]`.
 * Products, convolutions and their gradients alone, planes of the bench's nets (whole points, loss and accuracy included) and training steps. Time is the
 * processor's: other work on the machine does not count, except for the caches it takes.
 */
import { defineNet } from '../src/catalog/nets/define';
import { initialiseKernels } from '../src/catalog/nets/initialise';
import { resnetDefinition } from '../src/catalog/nets/resnet';
import type { Net } from '../src/catalog/nets/types';
import { optimizers } from '../src/catalog/optimizers';
import { defaultParams } from '../src/catalog/params';
import type { Device } from '../src/engine/device';
import { GraphBuilder } from '../src/engine/graph/builder';
import { multiplyAdds } from '../src/engine/graph/cost';
import { fuse } from '../src/engine/graph/fuse';
import { type Graph, type Shape, sizeOf } from '../src/engine/graph/graph';
import { createWasmDevice } from '../src/engine/kernels/wasm';
import { readWasmModules } from '../src/engine/kernels/wasm/node';
import { trainingGraph } from '../src/engine/training-graph';
import { createRng } from '../src/math/random';
import { pointsOf, readCase } from './cases/case';
import { makeCase } from './cases/make';
import { BENCH_NETS, type BenchNet, benchNets } from './cases/nets';
import { lossesOf, planeOf } from './contestants/ours-plane';
import { multiplyAddLimit, prepareLimits } from './wasm-limit';

const BATCH = 64;
const CLASSES = 2;
const only = process.argv[2] ?? '';
const rng = createRng(1);

/** Milliseconds of processor time of one call. */
async function timeOf(call: () => unknown): Promise<number> {
  for (const end = performance.now() + 300; performance.now() < end; ) await call();
  let calls = 0;
  const start = process.cpuUsage();
  for (const end = performance.now() + 1000; performance.now() < end || calls < 5; calls++) await call();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / calls;
}

function report(device: Device, name: string, ms: number, multiplyAddsOfCall: number): void {
  const limit = multiplyAddLimit(device.variant as 'simd' | 'relaxed');
  const rate = (2e-6 * multiplyAddsOfCall) / ms;
  const cells = [name.padEnd(54), `${ms.toPrecision(3)} ms`.padEnd(14), `${rate.toFixed(1)} GFLOP/s`.padEnd(16)];
  console.log(`  ${cells.join('')}${((100 * rate) / limit).toFixed(0)} % of ${limit.toFixed(1)}`);
}

/** Runs a graph whose inputs are small normals where nothing else is given. */
async function benchGraph(device: Device, name: string, graph: Graph, values: Readonly<Record<string, Float32Array>> = {}): Promise<void> {
  if (!name.includes(only)) return;
  const program = device.compile(graph, 1);
  for (const { operation, shape, dtype } of graph.nodes) {
    if (operation.op !== 'input') continue;
    const stream = rng.fork(operation.name);
    const length = sizeOf(shape);
    const whole = (): Int32Array => Int32Array.from({ length }, (_, i) => i % CLASSES);
    program.write(
      operation.name,
      values[operation.name] ?? (dtype === 'i32' ? whole() : Float32Array.from({ length }, () => stream.normal())),
    );
  }
  report(device, name, await timeOf(() => program.run(1)), multiplyAdds(graph));
  program.dispose();
}

async function benchProduct(device: Device, [n, inner, m]: readonly [number, number, number], transposeA: boolean, transposeB: boolean) {
  const b = new GraphBuilder();
  const left = b.input('left', transposeA ? [inner, n] : [n, inner], { perReplica: true });
  const right = b.input('right', transposeB ? [m, inner] : [inner, m], { perReplica: true });
  const name = `${n}×${inner}×${m}${transposeA ? ' Aᵀ' : ''}${transposeB ? ' Bᵀ' : ''}`;
  await benchGraph(device, name, b.build({ out: b.matmul(left, right, { transposeA, transposeB }) }));
}

async function benchConvolutions(device: Device, [x, units, size, stride]: readonly [Shape, number, number, number]): Promise<void> {
  const kernel = [size, size, x[3], units];
  const padding = (size - 1) / 2;
  const b = new GraphBuilder();
  const [xs, ks] = [b.input('x', x, { perReplica: true }), b.input('kernel', kernel, { perReplica: true })];
  const forward = b.conv2d(xs, ks, { stride, padding });
  const g = b.input('g', b.shape(forward), { perReplica: true });
  const sliding = { stride, padTop: padding, padLeft: padding };
  const name = `${size}×${size} ${x[3]}→${units} of ${x[1]}×${x[2]}${stride > 1 ? `, stride ${stride}` : ''}`;
  await benchGraph(device, `${name}, inference`, fuse(b.build({ forward })));
  await benchGraph(device, `${name}, forward`, b.build({ forward }));
  await benchGraph(device, `${name}, input gradient`, b.build({ out: b.slide('convInputGradient', g, ks, x, sliding) }));
  await benchGraph(device, `${name}, filter gradient`, b.build({ out: b.slide('convFilterGradient', xs, g, kernel, sliding) }));
}

async function benchPlane(device: Device, net: BenchNet): Promise<void> {
  if (!`plane ${net}`.includes(only)) return;
  const file = await makeCase(device, net);
  const evaluator = planeOf(device, readCase(file));
  const points = pointsOf(4);
  report(device, `plane ${net}`, (await timeOf(() => lossesOf(evaluator, points))) / 4, file.multiplyAdds);
  evaluator.dispose();
}

async function benchTraining(device: Device, name: string, net: Net): Promise<void> {
  const adam = optimizers.get('adam');
  const params = defaultParams(adam.params);
  const graph = trainingGraph(net, { optimizer: { id: 'adam', params } }, { n: 512, batch: BATCH });
  // So small a rate that many steps leave the weights where they are.
  const hyper = Object.entries(adam.hyper(params, 1, 1e-9)).map(([key, value]) => [`hyper.${key}`, Float32Array.of(value)]);
  const slots = adam.slots(params).map((slot) => [`slot.${slot}`, new Float32Array(net.parameters.size)]);
  const values = { theta: net.initialise(rng), state: net.initialState(), ...Object.fromEntries([...hyper, ...slots]) };
  await benchGraph(device, `training ${name}, batch ${BATCH}`, graph, values);
}

function resnet14(width: number): Net {
  const shape = {
    widths: [width, 2 * width, 4 * width],
    blocks: 2,
    shortcuts: true,
    activation: 'relu',
    classes: CLASSES,
    pool: null,
  } as const;
  const initialise: Parameters<typeof defineNet>[2] = (layout, stream) => initialiseKernels(layout, { init: 'he', initScale: 1 }, stream);
  return defineNet({ inputShape: [14, 14, 1], classes: CLASSES }, resnetDefinition(shape), initialise, { reason: '' });
}

const modules = readWasmModules();
await prepareLimits();
for (const variant of ['relaxed', 'simd'] as const) {
  const device = await createWasmDevice(modules, { variant });
  console.log(`${variant}\n products`);
  for (const shape of [
    [512, 16, 16],
    [512, 64, 64],
    [512, 17, 19],
    [512, 256, 256],
  ] as const)
    for (const [transposeA, transposeB] of [
      [false, false],
      [false, true],
      [true, false],
      [true, true],
    ] as const)
      await benchProduct(device, shape, transposeA, transposeB);
  console.log(' convolutions of 64 images');
  for (const shape of [
    [[64, 16, 16, 1], 8, 3, 1],
    [[64, 16, 16, 8], 8, 3, 1],
    [[64, 16, 16, 16], 16, 3, 1],
    [[64, 8, 8, 32], 32, 3, 1],
    [[64, 7, 7, 64], 64, 3, 1],
    [[64, 14, 14, 16], 32, 3, 2],
    [[64, 7, 7, 64], 64, 1, 1],
  ] as const)
    await benchConvolutions(device, shape);
  console.log(' planes of 512 samples');
  for (const net of BENCH_NETS) await benchPlane(device, net);
  console.log(' training');
  await benchTraining(device, 'default-30-layers', benchNets['default-30-layers']());
  await benchTraining(device, 'mlp-2-64-64-64-2', benchNets['mlp-2-64-64-64-2']());
  for (const width of [8, 16]) await benchTraining(device, `ResNet-14 ${width}, ${2 * width}, ${4 * width} of 14×14`, resnet14(width));
  device.dispose();
}
