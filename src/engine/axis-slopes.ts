import type { Samples } from '../catalog/datasets/types';
import type { CurvatureContext, SpectrumEnd, WeightPoint } from '../catalog/directions/types';
import type { Net } from '../catalog/nets/types';
import type { BatchNormMode } from '../experiment/recipe';
import type { LanczosResult } from '../math/lanczos';
import { createRng } from '../math/random';
import type { Clock } from './clock';
import { eigenvaluesAt, POINT_ACCURACY } from './curvature';
import { gradientGraph, statisticsOf } from './derivative-graphs';
import type { Device } from './device';
import { createHessian } from './hessian';

interface SlopesOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Awaited now and then: lets a worker hear its messages. */
  readonly breathe?: () => Promise<void>;
}

/** Places of Ritz vectors from the top (0, 1, …) and from the bottom (−1, …). */
const PLACE: Readonly<Record<SpectrumEnd, number>> = { largest: 0, second: 1, smallest: -1 };
/** Seed of the start vector: not a choice, only a fixed one. */
const START_SEED = 1;

/** Gradient and eigenvectors at a point for axes that are made of them. One Lanczos run serves all eigenvectors. Nothing is computed before it is asked for. */
export function slopesAt(
  device: Device,
  net: Net,
  point: WeightPoint,
  samples: Samples,
  mode: BatchNormMode,
  options: SlopesOptions,
): CurvatureContext {
  let spectrum: Promise<LanczosResult> | null = null;
  return {
    async gradient() {
      const program = device.compile(gradientGraph(net, samples.n, statisticsOf(mode)), 1);
      try {
        program.write('x', samples.x);
        program.write('labels', samples.labels);
        program.write('theta', point.theta);
        program.write('state', point.state);
        program.run(1);
        return await program.read('gradient');
      } finally {
        program.dispose();
      }
    },
    async eigenvector(end) {
      spectrum ??= lanczosAt(device, net, point, samples, mode, options);
      const found = await spectrum;
      if (Number.isNaN(found.largest.value)) throw new Error('The loss is not finite here, so it has no curvature: choose another point.');
      return Float32Array.from(found.vector(PLACE[end]));
    },
  };
}

async function lanczosAt(
  device: Device,
  net: Net,
  point: WeightPoint,
  samples: Samples,
  mode: BatchNormMode,
  { signal, clock, breathe }: SlopesOptions,
): Promise<LanczosResult> {
  const hessian = createHessian(device, net, samples, { mode, weights: 'kernels', replicas: 1 });
  try {
    const events = eigenvaluesAt(hessian, () => point, 1, POINT_ACCURACY, { signal, clock, rng: createRng(START_SEED) });
    for await (const event of events) {
      if (event.type === 'result') return event.result;
      await breathe?.();
    }
    throw new Error('The search for eigenvectors ended without a result.');
  } finally {
    hessian.dispose();
  }
}
