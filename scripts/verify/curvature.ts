import { layersOf } from '../../src/catalog/nets/diagram';
import { type Accuracy, eigenvaluesAt } from '../../src/engine/curvature';
import type { WeightSet } from '../../src/engine/derivative-graphs';
import type { Device } from '../../src/engine/device';
import { createHessian, type Hessian } from '../../src/engine/hessian';
import { type Plane, pointOnPlane } from '../../src/engine/plane';
import { createRng } from '../../src/math/random';
import { symmetricEigen } from '../../src/math/symmetric-eigen';
import { absoluteOnly, compare, relativeNorm } from './compare';
import type { OracleFile, OracleNet } from './oracle-net';
import { type CheckRow, row, skipped } from './rows';

/** The reference's eigenvalues are from dense matrices or tight Lanczos runs; ours must be known better than they are compared. */
const ACCURACY: Accuracy = { relative: 1e-4, floor: 1e-4, maxProducts: 1500 };
const EXTREMES = 1e-3;
const PRODUCT = 1e-4;
/** Rounding of a product in float32, in units of the largest eigenvalue: ends closer to 0 are known no better. */
const ROUNDING = 1e-6;
/** Largest absolute error of an eigenvalue of a whole spectrum. */
const SPECTRUM = 1e-3;
/** Multiply-adds that plain CPU may take for one comparison: about half a minute. */
const SLOW_BUDGET = 3e9;
const TYPICAL_PRODUCTS = 60;
/** Multiply-adds of a product in units of the forward pass's. */
const PRODUCT_COST = 9;

interface HessianFile {
  readonly xcoords: readonly number[];
  readonly ycoords: readonly number[];
  readonly max64: readonly (readonly number[])[];
  readonly min64: readonly (readonly number[])[];
  readonly hvpCenter?: { readonly vHv: number; readonly Hv: readonly number[] | null };
  readonly spectrum64?: readonly (readonly (readonly number[])[])[];
  readonly denseCenter?: DenseHessian;
  readonly allParameters?: { readonly max64: readonly (readonly number[])[]; readonly min64: readonly (readonly number[])[] };
}

interface DenseHessian {
  readonly N: number;
  readonly data: readonly number[];
}

/** Hessian-vector products on every device; eigenvalues where a Lanczos run takes seconds, not hours: WASM, and plain CPU for small nets. */
export async function* checkHessian(device: Device, net: OracleNet, plane: Plane, raw: OracleFile): AsyncGenerator<CheckRow> {
  const file = raw as unknown as HessianFile;
  if (device.id === 'cpu' && productCost(net) > SLOW_BUDGET) {
    yield skipped(device, net.name, 'hessian', 'too slow without SIMD');
    return;
  }
  const hessian = createHessian(device, net.net, net.samples, { mode: 'frozen', weights: 'kernels' });
  try {
    yield* checkProduct(device, net, plane, hessian, file);
    const points = file.xcoords.length * file.ycoords.length;
    const isCheap = device.id === 'cpu' && points * TYPICAL_PRODUCTS * productCost(net) < SLOW_BUDGET;
    if (device.id !== 'wasm' && !isCheap) return;
    yield* checkExtremes(device, net, plane, 'kernels', file, file);
    if (file.allParameters) yield* checkExtremes(device, net, plane, 'all', file, file.allParameters);
    if (file.denseCenter) {
      const matrix = await denseHessian(hessian, plane, [0, 0]);
      yield row(device, net.name, 'Hessian at center', compareDense(matrix, net, file.denseCenter));
    }
    if (file.spectrum64 && device.id === 'wasm') yield* checkSpectra(device, net, plane, hessian, file);
  } finally {
    hessian.dispose();
  }
}

async function* checkProduct(
  device: Device,
  net: OracleNet,
  plane: Plane,
  hessian: Hessian,
  { hvpCenter }: HessianFile,
): AsyncGenerator<CheckRow> {
  if (!hvpCenter) return;
  const { delta } = plane.directions[0];
  const length = Math.sqrt(delta.reduce((sum, value) => sum + value * value, 0));
  const vector = Float64Array.from(delta, (value) => value / length);
  const [product] = await hessian.multiply([{ point: pointOnPlane(plane, [0, 0]), vector }]);
  const curvature = product.reduce((sum, value, i) => sum + value * vector[i], 0);
  yield row(device, net.name, 'vᵀHv at center', compare([curvature], [hvpCenter.vHv], { rtol: PRODUCT, atol: 0 }));
  if (hvpCenter.Hv)
    yield row(device, net.name, 'Hv at center', relativeNorm(product, net.flatten(kernelParts(net, hvpCenter.Hv)), PRODUCT));
}

async function* checkExtremes(
  device: Device,
  net: OracleNet,
  plane: Plane,
  weights: WeightSet,
  { xcoords, ycoords }: HessianFile,
  expected: Pick<HessianFile, 'max64' | 'min64'>,
): AsyncGenerator<CheckRow> {
  const hessian = createHessian(device, net.net, net.samples, { mode: 'frozen', weights });
  const coords = ycoords.flatMap((y) => xcoords.map((x) => [x, y]));
  const [largest, smallest] = [new Float64Array(coords.length), new Float64Array(coords.length)];
  let products = 0;
  try {
    const options = { signal: new AbortController().signal, clock: () => performance.now(), rng: createRng(0) };
    const pointAt = (index: number) => pointOnPlane(plane, coords[index]);
    for await (const event of eigenvaluesAt(hessian, pointAt, coords.length, ACCURACY, options)) {
      if (event.type === 'progress') continue;
      largest[event.index] = event.result.largest.value;
      smallest[event.index] = event.result.smallest.value;
      products += event.result.products;
    }
  } finally {
    hessian.dispose();
  }
  const what = weights === 'all' ? ', all parameters' : '';
  const note = `${products} products`;
  yield row(device, net.name, `λ max${what}`, compare(largest, expected.max64.flat(), { rtol: EXTREMES, atol: 0 }), note);
  const rounding = expected.max64.flat().map((value) => ROUNDING * Math.abs(value));
  yield row(device, net.name, `λ min${what}`, compare(smallest, expected.min64.flat(), { rtol: EXTREMES, atol: rounding }), note);
}

async function* checkSpectra(device: Device, net: OracleNet, plane: Plane, hessian: Hessian, file: HessianFile): AsyncGenerator<CheckRow> {
  const found: number[] = [];
  for (const y of file.ycoords) {
    for (const x of file.xcoords) found.push(...symmetricEigen(await denseHessian(hessian, plane, [x, y]), hessian.entries.length).values);
  }
  yield row(device, net.name, 'whole spectra', absoluteOnly(compare(found, file.spectrum64?.flat(2) ?? [], { rtol: 0, atol: SPECTRUM })));
}

/** The Hessian over its own weights, [N, N], made symmetric: products of float32 are so only to rounding. */
async function denseHessian(hessian: Hessian, plane: Plane, coords: readonly number[]): Promise<Float64Array> {
  const point = pointOnPlane(plane, coords);
  const { entries } = hessian;
  const n = entries.length;
  const matrix = new Float64Array(n * n);
  for (let first = 0; first < n; first += hessian.replicas) {
    const columns = Array.from(entries.subarray(first, first + hessian.replicas), (entry) => {
      const vector = new Float64Array(hessian.size);
      vector[entry] = 1;
      return { point, vector };
    });
    (await hessian.multiply(columns)).forEach((product, r) => {
      for (let i = 0; i < n; i++) {
        matrix[i * n + first + r] += product[entries[i]] / 2;
        matrix[(first + r) * n + i] += product[entries[i]] / 2;
      }
    });
  }
  return matrix;
}

/** Compares with the file's matrix, whose rows and columns are the kernels' entries in its own order. */
function compareDense(matrix: Float64Array, net: OracleNet, { N, data }: DenseHessian) {
  const theirs = kernelOrder(net);
  const expected = new Float64Array(N * N);
  for (let i = 0; i < N; i++) for (let j = 0; j < N; j++) expected[theirs[i] * N + theirs[j]] = data[i * N + j];
  return relativeNorm(matrix, expected, PRODUCT);
}

/** Numbers of the kernels' entries, in the file's order, tensor by tensor. */
function kernelParts(net: OracleNet, flat: readonly number[]): (readonly number[] | null)[] {
  let end = 0;
  return net.net.parameters.slots.map(({ role, size }) => {
    if (role !== 'kernel') return null;
    end += size;
    return flat.slice(end - size, end);
  });
}

/** Where each kernel entry, counted in the file's order, stands among ours. */
function kernelOrder(net: OracleNet): number[] {
  const count = net.net.parameters.slots.reduce((sum, { role, size }) => sum + (role === 'kernel' ? size : 0), 0);
  const numbers = Array.from({ length: count }, (_, k) => k + 1);
  const flat = net.flatten(kernelParts(net, numbers));
  const order: number[] = [];
  let ours = 0;
  for (const slot of net.net.parameters.slots) {
    if (slot.role !== 'kernel') continue;
    for (let i = 0; i < slot.size; i++) order[flat[slot.offset + i] - 1] = ours++;
  }
  return order;
}

/** Multiply-adds of one product. */
function productCost({ net, samples }: OracleNet): number {
  return PRODUCT_COST * samples.n * layersOf(net).reduce((sum, layer) => sum + layer.multiplyAdds, 0);
}
