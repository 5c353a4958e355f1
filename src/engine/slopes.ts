import type { Samples } from '../catalog/datasets/types';
import type { WeightPoint } from '../catalog/directions/types';
import type { Net } from '../catalog/nets/types';
import type { BatchNormMode } from '../experiment/recipe';
import { gradientGraph, statisticsOf } from './derivative-graphs';
import type { Device } from './device';
import { createEvenBlocks } from './even-blocks';

/** Mean loss and gradient of a net over its samples. */
export interface Slopes {
  /** The gradient is over all parameters, [P], as training would see it without augmentation and decay. */
  at(point: WeightPoint): Promise<{ readonly loss: number; readonly gradient: Float32Array }>;
  dispose(): void;
}

/** Prepares gradients on a device; samples go through in blocks where memory asks for it, and are averaged in float64. */
export function createSlopes(device: Device, net: Net, samples: Samples, mode: BatchNormMode): Slopes {
  const statistics = statisticsOf(mode);
  const { blocks, dispose } = createEvenBlocks(device, samples, statistics, (n) => gradientGraph(net, n, statistics), { replicas: 1 });
  return {
    async at({ theta, state }) {
      const sum = new Float64Array(net.parameters.size);
      let mean = 0;
      for (const { samples: block, program } of blocks) {
        const share = block.n / samples.n;
        program.write('x', block.x);
        program.write('labels', block.labels);
        program.write('theta', theta);
        program.write('state', state);
        program.run(1);
        const [[loss], gradient] = await Promise.all([program.read('loss'), program.read('gradient')]);
        mean += share * loss;
        for (let i = 0; i < sum.length; i++) sum[i] += share * gradient[i];
      }
      return { loss: mean, gradient: Float32Array.from(sum) };
    },
    dispose,
  };
}
