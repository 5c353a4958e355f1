import { ACTIVATION_KINDS } from '../../src/catalog/activations';
import { nets } from '../../src/catalog/nets';
import type { Net } from '../../src/catalog/nets/types';
import type { ParamValues } from '../../src/catalog/params';
import type { Device } from '../../src/engine/device';
import { createHessian, type HessianProduct } from '../../src/engine/hessian';
import { createReferenceDevice } from '../../src/engine/reference/device';
import type { BatchNormMode } from '../../src/experiment/recipe';
import { choose } from '../../src/experiment/recipe-defaults';
import { createRng, type Rng } from '../../src/math/random';

/** Products with the Hessian of a small net of the catalog. */
export interface HessianCase {
  readonly name: string;
  readonly net: string;
  readonly params: ParamValues;
  readonly mode: BatchNormMode;
}

const SAMPLES = 6;
const SIDE = 4;
const CLASSES = 3;
/** More than one submission takes on WASM, fewer than one takes on a GPU. */
const PRODUCTS = 3;

function hessianCase(net: string, params: ParamValues, mode: BatchNormMode = 'frozen'): HessianCase {
  return { net, params, mode, name: `Hessian products of ${net} with ${params.activation ?? 'relu'}, batch norm ${mode}` };
}

/** Every activation, every family of nets, and batch norm both ways. */
export const HESSIAN_CASES: readonly HessianCase[] = [
  ...ACTIVATION_KINDS.map((activation) => hessianCase('mlp', { depth: 3, width: 5, activation })),
  hessianCase('mlp', { depth: 3, width: 5, activation: 'tanh' }, 'recomputed'),
  hessianCase('cnn', { layers: 2, width: 3 }),
  hessianCase('vgg9', { activation: 'softplus' }),
  hessianCase('resnet', { depth: '8' }),
  hessianCase('resnet', { depth: '8', skips: false, activation: 'gelu' }, 'recomputed'),
  hessianCase('wide-resnet', { depth: '8', factor: '1' }),
  hessianCase('densenet', { blocks: 1, growth: 2 }),
];

/** ‖Hv − float64's‖ / ‖float64's‖, the largest of some products at points of their own; and what is left on the device. */
export interface HessianReport {
  readonly name: string;
  readonly error: number;
  readonly tensors: number;
}

/** The device's products beside the reference's in float64, from the same weights, vectors and data in float32. */
export async function checkHessian(device: Device, test: HessianCase): Promise<HessianReport> {
  const rng = createRng(23);
  const isImage = nets.get(test.net).needsImages;
  const input = { inputShape: isImage ? [SIDE, SIDE, 2] : [3], classes: CLASSES };
  const net = nets.get(test.net).build(choose(nets, test.net, test.params).params, input);
  const size = input.inputShape.reduce((product, extent) => product * extent, 1);
  const samples = {
    n: SAMPLES,
    x: normals(rng.fork('x'), SAMPLES * size, 1),
    labels: Int32Array.from({ length: SAMPLES }, (_, i) => i % CLASSES),
  };
  const products = Array.from({ length: PRODUCTS }, (_, k) => productAt(net, rng.fork(`product ${k}`)));
  const [actual, expected] = [device, createReferenceDevice('f64')].map(async (each) => {
    const hessian = createHessian(each, net, samples, { mode: test.mode, weights: 'all' });
    const found: Float64Array[] = [];
    for (let first = 0; first < products.length; first += hessian.replicas)
      found.push(...(await hessian.multiply(products.slice(first, first + hessian.replicas))));
    hessian.dispose();
    return found;
  });
  const [own, reference] = [await actual, await expected];
  const error = Math.max(...reference.map((product, k) => distance(own[k], product) / norm(product)));
  return { name: test.name, error, tensors: device.memory().tensors };
}

function productAt(net: Net, rng: Rng): HessianProduct {
  const moved = normals(rng.fork('moved'), net.parameters.size, 0.1);
  const theta = net.initialise(rng.fork('theta')).map((value, i) => value + moved[i]);
  const state = Float32Array.from({ length: net.state.size }, () => 0.5 + rng.uniform());
  return { point: { theta, state }, vector: Float64Array.from(normals(rng.fork('vector'), theta.length, 1 / Math.sqrt(theta.length))) };
}

function normals(rng: Rng, length: number, deviation: number): Float32Array {
  return Float32Array.from({ length }, () => deviation * rng.normal());
}

const norm = (values: Float64Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
const distance = (a: Float64Array, b: Float64Array): number => norm(a.map((value, i) => value - b[i]));
