import type { Samples } from '../catalog/datasets/types';
import type { WeightPoint } from '../catalog/directions/types';
import type { Net } from '../catalog/nets/types';
import type { BatchNormMode } from '../experiment/recipe';
import { hessianGraph, isIn, statisticsOf, type WeightSet } from './derivative-graphs';
import type { Device, Program } from './device';
import { createEvenBlocks } from './even-blocks';

/** A vector and the point at which the Hessian is taken. */
export interface HessianProduct {
  readonly point: WeightPoint;
  /** [P]; entries outside the set of weights are taken for 0. */
  readonly vector: Float64Array;
}

/** The Hessian of a net's mean loss over its samples, known by exact products with vectors (METHOD.md, section 4). */
export interface Hessian {
  /** P, the length of vectors. */
  readonly size: number;
  /** Positions of the weights that it is taken over: all, or those of the kernels. */
  readonly entries: Int32Array;
  /** Most products of one call. */
  readonly replicas: number;
  /** H·v of each, [P] and 0 outside the set; at least one and at most {@link replicas}. A product does not depend on which others are asked for with it. */
  multiply(products: readonly HessianProduct[]): Promise<Float64Array[]>;
  dispose(): void;
}

export interface HessianOptions {
  readonly mode: BatchNormMode;
  readonly weights: WeightSet;
  /** Most products at once; what the device takes best without it. */
  readonly replicas?: number;
  /** Bound on what the values of one replica may take. */
  readonly blockBytes?: number;
}

/** WASM takes replicas one after the other. */
const REPLICAS = { wasm: 1, cpu: 1, webgl: 16, webgpu: 32 } as const;

/**
 * Prepares products on a device. Samples go through in blocks where memory asks for it, and are averaged in float64. Throws the device's RangeError where not even that fits.
 */
export function createHessian(device: Device, net: Net, samples: Samples, options: HessianOptions): Hessian {
  const statistics = statisticsOf(options.mode);
  const replicas = options.replicas ?? REPLICAS[device.id];
  const { blocks, dispose } = createEvenBlocks(device, samples, statistics, (n) => hessianGraph(net, n, statistics, options.weights), {
    replicas,
    ...(options.blockBytes && { blockBytes: options.blockBytes }),
  });
  const holds = new Map<Program, { block?: Samples; points: readonly WeightPoint[] }>();
  const { size } = net.parameters;

  /** Gives a program what it does not hold yet. */
  function prepare(program: Program, block: Samples, products: readonly HessianProduct[]): void {
    const held = holds.get(program);
    if (held?.block !== block) {
      program.write('x', block.x);
      program.write('labels', block.labels);
    }
    const points = products.map(({ point }) => point);
    if (!held || points.length > held.points.length || points.some((point, r) => point !== held.points[r])) {
      program.write('theta', join(points.map(({ theta }) => theta)));
      program.write('state', join(points.map(({ state }) => state)));
    }
    holds.set(program, { block, points });
  }

  return {
    size,
    replicas,
    entries: Int32Array.from(
      net.parameters.slots
        .filter((slot) => isIn(options.weights, slot))
        .flatMap(({ offset, size: count }) => Array.from({ length: count }, (_, i) => offset + i)),
    ),
    async multiply(products) {
      const sums = products.map(() => new Float64Array(size));
      const vectors = join(products.map(({ vector }) => vector));
      for (const { samples: block, program } of blocks) {
        prepare(program, block, products);
        program.write('vector', vectors);
        program.run(products.length);
        const values = await program.read('product');
        const share = block.n / samples.n;
        sums.forEach((sum, r) => {
          for (let i = 0; i < size; i++) sum[i] += share * values[r * size + i];
        });
      }
      return sums;
    },
    dispose,
  };
}

function join(parts: readonly (Float32Array | Float64Array)[]): Float32Array {
  const size = parts[0].length;
  const joined = new Float32Array(parts.length * size);
  parts.forEach((part, r) => {
    joined.set(part, r * size);
  });
  return joined;
}
