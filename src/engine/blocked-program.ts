import type { Samples } from '../catalog/datasets/types';
import type { Device, MemoryNeed, Program } from './device';
import type { Graph } from './graph/graph';
import { samplesOfBlock, sliceSamples } from './sample-blocks';
import { checkSamplesFit } from './too-large';

/** A graph with outputs `loss` and `correct` on samples, evaluated a block of them at a time (sample-blocks.ts). */
export interface BlockedProgram {
  /** Number of blocks. */
  readonly blocks: number;
  readonly maxReplicas: number;
  /** Sets an input of all blocks, see {@link Program.write}. */
  write(input: string, data: Float32Array): void;
  /** Hands one block to the device and asks for its values, which no later writing or submitting changes. */
  submit(block: number, replicas: number): BlockValues;
  dispose(): void;
}

/** What one block of samples gives. */
interface BlockValues {
  readonly rows: number;
  /** Mean loss and number of correct samples, of each replica. */
  readonly values: Promise<readonly [Float32Array, Float32Array]>;
}

/** What samples are evaluated by, and how. */
export interface BlockedGraph {
  /**
   * The graph of n samples, chosen by the input `index` from the `held` ones of the inputs x and labels; without `index` where both are equal.
   */
  graphOf(n: number, held: number): Graph;
  /** All samples must be evaluated at once, since they matter to each other. */
  readonly isWhole: boolean;
  readonly mostReplicas: number;
  /** Memory that all replicas should stay below. One replica may take more. */
  readonly replicaBytes: number;
}

/** A program on `blocks` blocks of `rows` samples each, the first being `first`. */
interface Part {
  readonly graph: Graph;
  readonly first: number;
  readonly rows: number;
  readonly blocks: number;
}

/** Prepares a graph for all blocks; the samples go to the device once. Throws TooManySamples, before it takes any memory, where they do not fit. */
export function createBlockedProgram(device: Device, samples: Samples, blocked: BlockedGraph): BlockedProgram {
  const parts = partsOf(samples.n, blocked);
  const need = checkSamplesFit('samples', samples.n, (n) => memoryOf(device, n === samples.n ? parts : partsOf(n, blocked)));
  // What is small takes a part only of what it has: there are several programs.
  const spacious = Math.floor(Math.min(blocked.replicaBytes, need.availableBytes / 4) / Math.max(1, need.replicaBytes));
  const maxReplicas = Math.max(1, Math.min(blocked.mostReplicas, need.maxReplicas, spacious));
  const programs: Program[] = [];
  const dispose = (): void => {
    for (const program of programs) program.dispose();
  };
  try {
    for (const { graph, first, rows, blocks } of parts) {
      const program = device.compile(graph, maxReplicas);
      programs.push(program);
      const { x, labels } = sliceSamples(samples, first, rows * blocks);
      program.write('x', x);
      program.write('labels', labels);
    }
  } catch (error) {
    dispose();
    throw error;
  }
  const blocks = parts.flatMap((part, i) => Array.from({ length: part.blocks }, (_, at) => ({ part, program: programs[i], at })));
  return {
    blocks: blocks.length,
    maxReplicas,
    write(input, data) {
      for (const program of programs) program.write(input, data);
    },
    submit(block, replicas) {
      const { part, program, at } = blocks[block];
      const { rows } = part;
      if (part.blocks > 1)
        program.write(
          'index',
          Int32Array.from({ length: rows }, (_, i) => at * rows + i),
        );
      program.run(replicas);
      return { rows, values: Promise.all([program.read('loss'), program.read('correct')]) };
    },
    dispose,
  };
}

/** Blocks of one size, and what is left over. */
function partsOf(n: number, { graphOf, isWhole }: BlockedGraph): Part[] {
  const rows = isWhole ? n : samplesOfBlock(graphOf(1, 1), n);
  const blocks = Math.floor(n / rows);
  const rest = n - rows * blocks;
  const parts = [{ graph: graphOf(rows, rows * blocks), first: 0, rows, blocks }];
  return rest > 0 ? [...parts, { graph: graphOf(rest, rest), first: n - rest, rows: rest, blocks: 1 }] : parts;
}

/** What all parts take together. */
function memoryOf(device: Device, parts: readonly Part[]): MemoryNeed {
  const needs = parts.map(({ graph }) => device.memoryFor(graph));
  const sum = (of: (need: MemoryNeed) => number): number => needs.reduce((total, need) => total + of(need), 0);
  const [fixedBytes, replicaBytes] = [sum((need) => need.fixedBytes), sum((need) => need.replicaBytes)];
  const [{ availableBytes }] = needs;
  const fitting = Math.max(0, Math.floor((availableBytes - fixedBytes) / Math.max(1, replicaBytes)));
  return { fixedBytes, replicaBytes, availableBytes, maxReplicas: Math.min(fitting, ...needs.map((need) => need.maxReplicas)) };
}
