import type { Samples } from '../catalog/datasets/types';
import { multiplyAdds } from './graph/cost';
import { type Graph, sizeOf } from './graph/graph';

/**
 * Most multiply-adds of one replica of a block, about 25 ms on one core, or as many for each parameter as make the composing of the weights, done
 * anew for each block, a small part of the work; and most entries of one of its tensors. None depends on the device: how samples are grouped decides
 * how a loss is rounded.
 */
export const BLOCK_MULTIPLY_ADDS = 2 ** 29;
const MULTIPLY_ADDS_PER_PARAMETER = 512;
const BLOCK_ENTRIES = 2 ** 21;

/**
 * Samples of one block: all `n` where they are few enough, else n / 2, n / 4 … rounded up, so that a deep net on large images is evaluated a
 * block at a time, in bounded memory and with a pause in which a cancel is heard. `ofOne` is the graph of one sample.
 */
export function samplesOfBlock(ofOne: Graph, n: number): number {
  const { entries, parameters } = largest(ofOne);
  const work = Math.max(BLOCK_MULTIPLY_ADDS, MULTIPLY_ADDS_PER_PARAMETER * parameters);
  const most = Math.max(1, Math.min(work / multiplyAdds(ofOne), BLOCK_ENTRIES / entries));
  let block = n;
  for (let parts = 2; block > most && block > 1; parts *= 2) block = Math.ceil(n / parts);
  return block;
}

/** Entries of the largest activation, and of the largest vector of weights. */
function largest({ nodes }: Graph): { entries: number; parameters: number } {
  let [entries, parameters] = [1, 0];
  for (const { operation, shape, perReplica } of nodes) {
    const size = sizeOf(shape);
    if (isOfSamples(operation.op)) entries = Math.max(entries, size);
    else if (perReplica) parameters = Math.max(parameters, size);
  }
  return { entries, parameters };
}

/** Whether the result of an operation grows with the samples: weights and their views do not. */
function isOfSamples(op: Graph['nodes'][number]['operation']['op']): boolean {
  return op !== 'input' && op !== 'compose' && op !== 'slice';
}

/** Samples first … first + n − 1; views, no copies. */
export function sliceSamples({ n: all, x, labels }: Samples, first: number, n: number): Samples {
  const width = x.length / all;
  return { n, x: x.subarray(first * width, (first + n) * width), labels: labels.subarray(first, first + n) };
}
