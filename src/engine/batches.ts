import type { Rng } from '../math/random';

/**
 * The order in which samples are drawn: one shuffled pass over all n after another, cut into batches of a fixed size that
 * run on across the ends of passes. So every batch is full (batch norm needs that), and no sample is seen less often than another.
 */
export interface BatchStream {
  /** Indices of the next batch, valid until the next call. */
  next(): Int32Array;
  /** Steps that end within epoch e = 0, 1, …: an epoch is n samples. */
  stepsOf(epoch: number): number;
}

/** A stream of batches of `size` out of n samples. Throws a RangeError if the size is not in 1 … n. */
export function createBatchStream(n: number, size: number, rng: Rng): BatchStream {
  if (size < 1 || size > n) throw new RangeError(`A batch takes 1 to ${n} samples, not ${size}.`);
  const batch = new Int32Array(size);
  const isFull = size === n;
  let order = isFull ? Int32Array.from({ length: n }, (_, i) => i) : rng.permutation(n);
  let position = 0;
  return {
    next() {
      for (let i = 0; i < size; i++) {
        if (position === n) {
          order = isFull ? order : rng.permutation(n);
          position = 0;
        }
        batch[i] = order[position++] as number;
      }
      return batch;
    },
    stepsOf: (epoch) => Math.floor(((epoch + 1) * n) / size) - Math.floor((epoch * n) / size),
  };
}
