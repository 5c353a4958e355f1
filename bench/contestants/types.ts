import type { BackendId } from '../../src/engine/device';
import type { BenchNet } from '../cases/nets';

export type Backend = Exclude<BackendId, 'cpu'>;
export const CONTESTANT_IDS = ['ours', 'ours-two-workers', 'ours-all-cores', 'tfjs', 'jax-js', 'limit'] as const;
export type ContestantId = (typeof CONTESTANT_IDS)[number];

/** A product or convolution that is timed alone. */
export type Kernel =
  | { readonly kind: 'matmul'; readonly n: number; readonly inner: number; readonly m: number; readonly replicas: number }
  | {
      readonly kind: 'conv';
      readonly n: number;
      readonly side: number;
      readonly from: number;
      readonly to: number;
      readonly size: number;
      readonly replicas: number;
    };

/** Something that can do what is timed, in a realm of its own. Only what it offers is asked of it. */
export interface Contestant {
  /** What it runs on, in its own words. */
  readonly adapter: string;
  readonly variant: string;
  /** Points that it takes at a time, where it always takes as many. */
  readonly batch?: number;
  /** Prepares a plane: data, net, and what is compiled before the first point. */
  loadPlane?(name: BenchNet): Promise<void>;
  /** Losses at (α, β) pairs, read back. */
  evaluate?(coords: Float64Array): Promise<Float32Array>;
  /** Prepares products of the Hessian with the first direction at unit length. */
  loadProducts?(name: BenchNet): Promise<void>;
  /** vᵀHv at (α, β) pairs, a product for each, read back. */
  multiply?(coords: Float64Array): Promise<Float32Array>;
  /** Largest relative error of those that its way of computing them is good for. */
  readonly productTolerance?: number;
  /** Prepares training with Adam (rate 3e-3, batches of 64). */
  loadTraining?(name: BenchNet): Promise<void>;
  /** Does steps; resolves with the loss of the last batch, before its step. */
  train?(steps: number): Promise<number>;
  loadKernel?(kernel: Kernel): Promise<void>;
  /** Runs it so many times and waits for the end; resolves with the multiply-adds done. */
  runKernel?(times: number): Promise<number>;
}

/** The batch of step 0, 1, …: consecutive samples, beginning anew at the end. */
export function batchIndices(step: number, n: number, batch: number): Int32Array {
  return Int32Array.from({ length: batch }, (_, i) => (step * batch + i * 7) % n);
}

export const BATCH = 64;
export const LEARNING_RATE = 3e-3;

export function kernelMultiplyAdds(kernel: Kernel): number {
  if (kernel.kind === 'matmul') return kernel.replicas * kernel.n * kernel.inner * kernel.m;
  return kernel.replicas * kernel.n * kernel.side ** 2 * kernel.from * kernel.to * kernel.size ** 2;
}
