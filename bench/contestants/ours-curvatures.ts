import type { Samples } from '../../src/catalog/datasets/types';
import type { Net } from '../../src/catalog/nets/types';
import type { Device } from '../../src/engine/device';
import { createHessian, type Hessian } from '../../src/engine/hessian';
import { pointOnPlane } from '../../src/engine/plane';
import { alongDelta } from '../cases/case';

interface OnPlane {
  readonly net: Net;
  readonly theta: Float32Array;
  readonly state: Float32Array;
  readonly delta: Float32Array;
  readonly eta: Float32Array;
  readonly samples: Samples;
}

/** This engine's products of a case, over all weights. */
export function hessianOf(device: Device, { net, samples }: OnPlane): Hessian {
  return createHessian(device, net, samples, { mode: 'frozen', weights: 'all' });
}

/** vᵀHv at (α, β) pairs, v along δ: a product each, as many at once as the Hessian takes. */
export async function productsAt(hessian: Hessian, plane: OnPlane, coords: Float64Array): Promise<Float32Array> {
  const { net, theta, state, delta, eta } = plane;
  const vector = alongDelta(plane);
  const on = { net, origin: { theta, state }, directions: [{ delta }, { delta: eta }] };
  const count = coords.length / 2;
  const curvatures = new Float32Array(count);
  for (let first = 0; first < count; first += hessian.replicas) {
    const points = Array.from({ length: Math.min(hessian.replicas, count - first) }, (_, r) => {
      const at = 2 * (first + r);
      return { point: pointOnPlane(on, [coords[at], coords[at + 1]]), vector };
    });
    for (const [r, product] of (await hessian.multiply(points)).entries())
      curvatures[first + r] = product.reduce((sum, value, i) => sum + value * vector[i], 0);
  }
  return curvatures;
}

/** The same, prepared and disposed of here. */
export async function curvaturesOf(device: Device, plane: OnPlane, coords: Float64Array): Promise<Float32Array> {
  const hessian = hessianOf(device, plane);
  try {
    return await productsAt(hessian, plane, coords);
  } finally {
    hessian.dispose();
  }
}
