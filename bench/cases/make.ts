import { evaluateRunningStatistics } from '../../scripts/verify/evaluate';
import { datasets } from '../../src/catalog/datasets';
import type { Samples } from '../../src/catalog/datasets/types';
import type { Net } from '../../src/catalog/nets/types';
import type { Device } from '../../src/engine/device';
import { createGridEvaluator } from '../../src/engine/grid-evaluator';
import { buildPlane } from '../../src/engine/plane';
import { datasetOf } from '../../src/engine/setup';
import { choose, defaultRecipe } from '../../src/experiment/recipe-defaults';
import { createRng } from '../../src/math/random';
import { curvaturesOf } from '../contestants/ours-curvatures';
import type { CaseFile } from './case';
import { layerMultiplyAdds } from './multiply-adds';
import { type BenchNet, benchNets } from './nets';

const SAMPLES = 512;
const CHECKS = [0, 0, 0.3, -0.2, -0.7, 0.9];

/** Weights as initialised, running statistics that fit them, and two filter-normalised random directions. */
export async function makeCase(device: Device, name: BenchNet): Promise<CaseFile> {
  const net = benchNets[name]();
  const samples = samplesFor(net);
  const theta = net.initialise(createRng(1));
  const state = net.state.size > 0 ? await batchStatistics(device, net, theta, samples) : net.initialState();
  const plane = await buildPlane(defaultRecipe(), 1, net, { theta, state });
  const evaluator = createGridEvaluator(device, plane, samples, 'frozen');
  const losses: number[] = [];
  for await (const { loss } of evaluator.evaluate(Float64Array.from(CHECKS), {
    signal: new AbortController().signal,
    clock: () => performance.now(),
  }))
    losses.push(...loss);
  evaluator.dispose();
  const [delta] = plane.directions.map((direction) => direction.delta);
  const curvatures = await curvaturesOf(
    device,
    { net, theta, state, delta, eta: plane.directions[1].delta, samples },
    Float64Array.from(CHECKS),
  );
  return {
    name,
    n: samples.n,
    inputShape: net.input.inputShape,
    classes: net.input.classes,
    parameters: net.parameters.slots,
    state: net.state.slots,
    origin: { theta: [...theta], state: [...state] },
    deltas: plane.directions.map(({ delta }) => [...delta]),
    x: [...samples.x],
    labels: [...samples.labels],
    checks: { coords: CHECKS, losses, curvatures: [...curvatures] },
    multiplyAdds: samples.n * layerMultiplyAdds(net),
  };
}

/** The statistics of these samples themselves: a training pass leaves 0.9 · initial + 0.1 · batch. */
async function batchStatistics(device: Device, net: Net, theta: Float32Array, samples: Samples): Promise<Float32Array> {
  const initial = net.initialState();
  const running = await evaluateRunningStatistics(device, net, { theta, state: initial }, samples);
  return running.map((value, i) => (value - 0.9 * (initial[i] as number)) / 0.1);
}

function samplesFor(net: Net): Samples {
  if (net.input.inputShape.length === 1) {
    const data = choose(datasets, 'spirals', { points: SAMPLES });
    const { train } = datasetOf({ data: { ...data, seed: 1 } });
    if (train.n < SAMPLES) throw new Error(`The spirals have ${train.n} training samples, not ${SAMPLES}.`);
    return { n: SAMPLES, x: train.x.subarray(0, 2 * SAMPLES), labels: train.labels.subarray(0, SAMPLES) };
  }
  const rng = createRng(2).fork('images');
  const size = net.input.inputShape.reduce((product, extent) => product * extent, 1);
  return {
    n: SAMPLES,
    x: Float32Array.from({ length: SAMPLES * size }, () => rng.normal()),
    labels: Int32Array.from({ length: SAMPLES }, (_, i) => i % net.input.classes),
  };
}
