import type { Samples } from '../catalog/datasets/types';
import type { Device, Program } from './device';
import { type Graph, sizeOf } from './graph/graph';
import type { StatisticsSource } from './graph/trace';
import { sliceSamples } from './sample-blocks';

/** Samples in consecutive blocks whose sizes differ by one at most, and a program for each size. */
export interface EvenBlocks {
  readonly blocks: readonly { readonly samples: Samples; readonly program: Program }[];
  dispose(): void;
}

/** Bound on what the values of one replica may take, all held at once as on a GPU; WASM holds few of them at a time. */
const BLOCK_BYTES = 32 * 2 ** 20;

/**
 * Compiles a graph of n samples for all of them in as few blocks as memory allows; with the batch's own statistics they stay together, since
 * the statistics are theirs. Throws the device's RangeError where not even that fits.
 */
export function createEvenBlocks(
  device: Device,
  samples: Samples,
  statistics: StatisticsSource,
  graphOf: (n: number) => Graph,
  { replicas, blockBytes = BLOCK_BYTES }: { readonly replicas: number; readonly blockBytes?: number },
): EvenBlocks {
  const bytes = (n: number): number => 4 * graphOf(n).nodes.reduce((sum, node) => sum + (node.perReplica ? sizeOf(node.shape) : 0), 0);
  const most = statistics === 'batch' ? samples.n : Math.max(1, Math.floor(blockBytes / (bytes(2) - bytes(1))));
  const count = Math.ceil(samples.n / most);
  const programs = new Map<number, Program>();
  const dispose = (): void => {
    for (const program of programs.values()) program.dispose();
  };
  const programFor = (n: number): Program => {
    const program = programs.get(n) ?? device.compile(graphOf(n), replicas);
    programs.set(n, program);
    return program;
  };
  try {
    const blocks = Array.from({ length: count }, (_, i) => {
      const [from, to] = [Math.floor((i * samples.n) / count), Math.floor(((i + 1) * samples.n) / count)];
      return { samples: sliceSamples(samples, from, to - from), program: programFor(to - from) };
    });
    return { blocks, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}
