import type { Samples } from '../catalog/datasets/types';
import type { WeightPoint } from '../catalog/directions/types';
import type { Net } from '../catalog/nets/types';
import { sharpnessMeasures } from '../catalog/sharpness';
import type { Measurement, SharpnessContext } from '../catalog/sharpness/types';
import type { BatchNormMode } from '../experiment/recipe';
import { type CurvatureOptions, eigenvaluesAt, POINT_ACCURACY, traceAt } from './curvature';
import type { Device } from './device';
import { createHessian } from './hessian';
import { createSlopes } from './slopes';

/** One number of a point, under the id of its measure. */
export interface SharpnessEvent extends Measurement {
  readonly id: string;
}

/** λ_max to four digits; the other end, which takes far longer at a minimum, is not asked for. */
const LARGEST = { ...POINT_ACCURACY, largestOnly: true };

/** Products that the trace is estimated from. */
const TRACE_PROBES = 30;

/** All numbers of the catalog's sharpness measures at a point, one after the other. Throws the signal's reason when aborted. */
export async function* measureSharpness(
  device: Device,
  net: Net,
  samples: Samples,
  mode: BatchNormMode,
  point: WeightPoint,
  options: CurvatureOptions & { readonly breathe: () => Promise<void> },
): AsyncGenerator<SharpnessEvent> {
  const hessian = createHessian(device, net, samples, { mode, weights: 'kernels' });
  try {
    const slopes = createSlopes(device, net, samples, mode);
    try {
      const context: SharpnessContext = {
        layout: net.parameters,
        theta: point.theta,
        async slopeAt(theta) {
          await options.breathe();
          options.signal.throwIfAborted();
          return slopes.at({ theta, state: point.state });
        },
        async largestEigenvalue() {
          for await (const event of eigenvaluesAt(hessian, () => point, 1, LARGEST, options)) {
            if (event.type === 'result') return event.result.largest.value;
            await options.breathe();
          }
          throw new Error('The search for an eigenvalue ended without a result.');
        },
        async trace() {
          let found = { mean: Number.NaN, standardError: Number.NaN };
          for await (const estimate of traceAt(hessian, point, TRACE_PROBES, options)) {
            found = estimate;
            await options.breathe();
          }
          return { value: found.mean, standardError: found.standardError };
        },
      };
      for (const measure of sharpnessMeasures.all) yield { id: measure.id, ...(await measure.measure(context)) };
    } finally {
      slopes.dispose();
    }
  } finally {
    hessian.dispose();
  }
}
