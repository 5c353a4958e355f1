import { beforeAll, describe, expect, it } from 'vitest';
import { buildMlp } from '../../src/catalog/nets/mlp';
import { densityAt, eigenvaluesAt, errorBounds, MAP_ACCURACY, POINT_ACCURACY, traceAt } from '../../src/engine/curvature';
import type { Device } from '../../src/engine/device';
import { createHessian, type Hessian } from '../../src/engine/hessian';
import { createHessianMap, type HessianMapPoint } from '../../src/engine/hessian-map';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { pointOnPlane } from '../../src/engine/plane';
import { createReferenceDevice } from '../../src/engine/reference/device';
import type { BatchNormMode } from '../../src/experiment/recipe';
import { createRng } from '../../src/math/random';
import { symmetricEigen } from '../../src/math/symmetric-eigen';
import { expectClose } from '../close';

const rng = createRng(17);
const N = 37;
const net = buildMlp(
  { sizes: [2, 6, 6, 3], activation: 'tanh', skips: true, batchNorm: true },
  { inputShape: [2], classes: 3 },
  (layout, stream) => Float32Array.from({ length: layout.size }, () => 0.5 * stream.normal()),
);
const normals = (length: number): Float32Array => Float32Array.from({ length }, () => rng.normal());
const samples = { n: N, x: normals(2 * N), labels: Int32Array.from({ length: N }, () => rng.integer(3)) };
const origin = { theta: net.initialise(rng), state: Float32Array.from({ length: net.state.size }, () => 0.5 + rng.uniform()) };
const direction = { delta: normals(net.parameters.size), stateDelta: normals(net.state.size).map((value) => 0.1 * value) };
const plane = { net, origin, directions: [direction] };
const options = () => ({ signal: new AbortController().signal, clock: () => performance.now(), rng: createRng(1) });

async function eigenvaluesOf(hessian: Hessian, point = origin): Promise<Float64Array> {
  const { entries, size } = hessian;
  const matrix = new Float64Array(entries.length ** 2);
  for (const [column, entry] of entries.entries()) {
    const vector = new Float64Array(size);
    vector[entry] = 1;
    const [product] = (await hessian.multiply([{ point, vector }])) as [Float64Array];
    entries.forEach((row, i) => {
      matrix[i * entries.length + column] = product[row] as number;
    });
  }
  return symmetricEigen(matrix, entries.length).values;
}

describe('the Hessian on a device', () => {
  let device: Device;
  let whole: Float64Array;
  beforeAll(async () => {
    device = await createWasmDevice(readWasmModules());
    const hessian = createHessian(device, net, samples, { mode: 'frozen', weights: 'kernels' });
    whole = await eigenvaluesOf(hessian);
    hessian.dispose();
  });

  it('is over the kernels, or over all parameters', () => {
    const kernels = createHessian(device, net, samples, { mode: 'frozen', weights: 'kernels' });
    expect(kernels.entries).toHaveLength(2 * 6 + 6 * 6 + 6 * 3);
    const all = createHessian(device, net, samples, { mode: 'frozen', weights: 'all' });
    expect(all.entries).toHaveLength(net.parameters.size);
    kernels.dispose();
    all.dispose();
  });

  it('gives a product that depends on neither its companions nor, beyond rounding, on the blocks of samples', async () => {
    const several = createHessian(device, net, samples, { mode: 'recomputed', weights: 'all', replicas: 3 });
    const alone = createHessian(device, net, samples, { mode: 'recomputed', weights: 'all', replicas: 1 });
    const products = [0, 1, 2].map((k) => ({
      point: pointOnPlane(plane, [k / 10]),
      vector: Float64Array.from(normals(net.parameters.size)),
    }));
    const together = await several.multiply(products);
    for (const [k, product] of products.entries()) expect((await alone.multiply([product]))[0]).toEqual(together[k]);
    several.dispose();
    alone.dispose();
    const reference = createReferenceDevice('f64');
    const [atOnce, inBlocks] = [undefined, 4096].map((blockBytes) =>
      createHessian(reference, net, samples, { mode: 'frozen', weights: 'all', ...(blockBytes && { blockBytes }) }),
    ) as [Hessian, Hessian];
    const [expected, actual] = [await atOnce.multiply([products[0] as never]), await inBlocks.multiply([products[0] as never])];
    // Products are read as float32.
    expectClose(actual[0] as Float64Array, expected[0] as Float64Array, { rtol: 1e-6, atol: 1e-8 });
    expect(reference.memory().tensors).toBeGreaterThan(0);
    atOnce.dispose();
    inBlocks.dispose();
    expect(reference.memory().tensors).toBe(0);
  });

  it('has the eigenvalues that Lanczos finds, the trace and the density', async () => {
    const hessian = createHessian(device, net, samples, { mode: 'frozen', weights: 'kernels' });
    const [smallest, largest] = [whole[0] as number, whole.at(-1) as number];
    for await (const event of eigenvaluesAt(hessian, () => origin, 1, POINT_ACCURACY, options())) {
      if (event.type === 'progress') continue;
      expectClose([event.result.smallest.value, event.result.largest.value], [smallest, largest], { rtol: 1e-4, atol: 0 });
      expect(event.result.converged).toBe(true);
    }
    let trace = { mean: Number.NaN, standardError: Number.NaN };
    for await (const estimate of traceAt(hessian, origin, 200, options())) trace = estimate;
    const expected = whole.reduce((sum, value) => sum + value, 0);
    expect(trace.standardError).toBeLessThan(0.1 * Math.abs(expected));
    expect(Math.abs(trace.mean - expected)).toBeLessThan(3 * trace.standardError);
    let last = null;
    for await (const density of densityAt(hessian, origin, { probes: 4, steps: 20, points: 400 }, options())) if (density) last = density;
    if (!last) throw new Error('There was no density.');
    expect(last.min).toBeLessThan(smallest + 1e-3);
    expect(last.max).toBeGreaterThan(largest - 1e-3);
    expect((last.density.reduce((sum, value) => sum + value, 0) * (last.max - last.min)) / 399).toBeCloseTo(1, 3);
    hessian.dispose();
  });

  it('has bounds that hold away from a minimum too, where rounding weighs more than what Lanczos leaves', async () => {
    const hessian = createHessian(device, net, samples, { mode: 'frozen', weights: 'kernels' });
    const exact = createHessian(createReferenceDevice('f64'), net, samples, { mode: 'frozen', weights: 'kernels' });
    const points = [-0.6, -0.3, 0, 0.2, 0.5, 1].map((alpha) => pointOnPlane(plane, [alpha]));
    for (const accuracy of [POINT_ACCURACY, MAP_ACCURACY]) {
      for await (const event of eigenvaluesAt(hessian, (i) => points[i] as never, points.length, accuracy, options())) {
        if (event.type === 'progress') continue;
        const values = await eigenvaluesOf(exact, points[event.index] as never);
        const { largest, smallest } = event.result;
        const bounds = errorBounds(event.result);
        expect(Math.abs(largest.value - (values.at(-1) as number))).toBeLessThanOrEqual(bounds.largest);
        expect(Math.abs(smallest.value - (values[0] as number))).toBeLessThanOrEqual(bounds.smallest);
        expect(bounds.smallest).toBeLessThan(2e-3 * Math.max(Math.abs(largest.value), Math.abs(smallest.value)));
      }
    }
    hessian.dispose();
    exact.dispose();
  });

  it('is not known where the loss is not finite', async () => {
    const hessian = createHessian(device, net, samples, { mode: 'frozen', weights: 'kernels' });
    const point = { theta: origin.theta.map(() => Number.NaN), state: origin.state };
    for await (const event of eigenvaluesAt(hessian, () => point, 1, POINT_ACCURACY, options())) {
      if (event.type === 'result') expect([event.result.largest.value, event.result.smallest.value]).toEqual([Number.NaN, Number.NaN]);
    }
    const density = densityAt(hessian, point, { probes: 1, steps: 5, points: 10 }, options());
    await expect(density.next()).rejects.toThrow(/not finite here/);
    hessian.dispose();
  });

  it('stops at a signal', async () => {
    const hessian = createHessian(device, net, samples, { mode: 'frozen', weights: 'kernels' });
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const run = { ...options(), signal: controller.signal };
    await expect(eigenvaluesAt(hessian, () => origin, 1, POINT_ACCURACY, run).next()).rejects.toThrow('enough');
    await expect(traceAt(hessian, origin, 3, run).next()).rejects.toThrow('enough');
    hessian.dispose();
  });
});

describe('the Hessian map', () => {
  const coords = Float64Array.of(0, -0.2, 0.3);

  async function map(mode: BatchNormMode): Promise<HessianMapPoint[]> {
    const device = await createWasmDevice(readWasmModules());
    const evaluator = createHessianMap(device, plane, samples, mode);
    const found: HessianMapPoint[] = [];
    for await (const point of evaluator.evaluate(coords, options())) if (point) found[point.index] = point;
    evaluator.dispose();
    expect(device.memory().tensors).toBe(0);
    return found;
  }

  it.each(['frozen', 'interpolated', 'recomputed'] as const)('has the eigenvalues of each point, states %s', async (mode) => {
    const found = await map(mode);
    const hessian = createHessian(createReferenceDevice('f64'), net, samples, { mode, weights: 'kernels' });
    for (const { index, largest, smallest, ratio, largestBound } of found) {
      const point = pointOnPlane(plane, [coords[index] as number]);
      const at = mode === 'interpolated' ? point : { theta: point.theta, state: origin.state };
      for await (const event of eigenvaluesAt(hessian, () => at, 1, POINT_ACCURACY, options())) {
        if (event.type === 'progress') continue;
        expectClose([largest, smallest], [event.result.largest.value, event.result.smallest.value], { rtol: 2e-3, atol: 0 });
      }
      expect(ratio).toBe(smallest >= 0 ? 0 : Math.abs(smallest / largest));
      expect(largestBound).toBeLessThan(1e-3 * largest);
    }
    expect(found).toHaveLength(3);
  });
});
