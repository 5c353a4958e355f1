import type { Samples } from '../catalog/datasets/types';
import type { BatchNormMode } from '../experiment/recipe';
import { type BlockedProgram, createBlockedProgram } from './blocked-program';
import { createPace, dragShare, SUBMITTING } from './chunking';
import type { Clock } from './clock';
import type { Device } from './device';
import type { Plane } from './plane';
import { planeGraph } from './plane-graph';

/** Values of consecutive requested points, from the `first` on. */
export interface EvaluatedChunk {
  readonly first: number;
  readonly loss: Float32Array;
  /** Share of correct samples, 0 … 1. */
  readonly accuracy: Float32Array;
}

interface EvaluateOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Awaited between two blocks of samples of one chunk: lets a worker hear its messages. */
  readonly breathe?: () => Promise<void>;
  /** Whether a person drags something just now; submissions to a graphics card are shorter then. */
  readonly isDragging?: () => boolean;
}

/** Evaluates points of one plane on one device. */
export interface GridEvaluator {
  /**
   * Loss and accuracy at points given as (α, β) pairs (α alone on a line), in order, in chunks whose submissions take about what chunking.ts
   * aims at. A point's values do not depend on which others share its chunk, to the bit. Throws the signal's reason when aborted.
   */
  evaluate(coords: Float64Array, options: EvaluateOptions): AsyncGenerator<EvaluatedChunk>;
  dispose(): void;
}

/** Memory for the activations and weights of one submission; where a point alone takes more, points are evaluated one at a time. */
const CHUNK_BYTES = 256 * 2 ** 20;

/** One block of samples at some points, handed to the device. */
interface Submission {
  readonly first: number;
  readonly count: number;
  readonly rows: number;
  readonly isLast: boolean;
  readonly start: number;
  /** Mean loss and number of correct samples of the block, of each point. */
  readonly values: Promise<readonly [Float32Array, Float32Array]>;
}

/**
 * Prepares a plane for evaluation: data, origin and directions go to the device once, and each run composes θ for its replicas there.
 * Throws where `mode` is "interpolated" and an axis has no state part, and TooManySamples where memory does not suffice.
 */
export function createGridEvaluator(device: Device, plane: Plane, samples: Samples, mode: BatchNormMode): GridEvaluator {
  const { ms, inFlight, replicas: mostReplicas } = SUBMITTING[device.id];
  const k = plane.directions.length;
  const program = createBlockedProgram(device, samples, {
    graphOf: (n, held) => planeGraph(plane, n, held, mode),
    // Statistics of all samples need all samples at once.
    isWhole: mode === 'recomputed' && plane.net.state.size > 0,
    mostReplicas,
    replicaBytes: CHUNK_BYTES,
  });
  writePlane(program, plane, mode);
  const pace = createPace(ms, program.maxReplicas);

  return {
    async *evaluate(coords, { signal, clock, breathe, isDragging = () => false }) {
      const total = coords.length / k;
      const pending: Submission[] = [];
      let [first, count, block] = [0, 0, 0];

      const submit = (): Submission => {
        const most = isDragging() ? Math.ceil(pace.replicas * dragShare(device.id)) : pace.replicas;
        if (block === 0) count = Math.min(most, total - first);
        const start = clock();
        program.write('coords', Float32Array.from(coords.subarray(first * k, (first + count) * k)));
        const { rows, values } = program.submit(block, count);
        // It is awaited later: until then a failure must not count as unhandled.
        values.catch(() => undefined);
        const isLast = block === program.blocks - 1;
        const submission = { first, count, rows, isLast, start, values };
        block = isLast ? 0 : block + 1;
        if (isLast) first += count;
        return submission;
      };

      try {
        let sums = emptySums(0);
        while (first < total || pending.length > 0) {
          signal.throwIfAborted();
          while (pending.length < inFlight && first < total) pending.push(submit());
          const submission = pending[0];
          const [loss, correct] = await submission.values;
          pending.shift();
          pace.done(submission.count, submission.start, clock());
          if (sums.loss.length === 0) sums = emptySums(submission.count);
          loss.forEach((mean, i) => {
            sums.loss[i] += submission.rows * mean;
            sums.correct[i] += correct[i];
          });
          if (!submission.isLast) {
            await breathe?.();
            continue;
          }
          const chunk = {
            first: submission.first,
            loss: program.blocks === 1 ? loss : Float32Array.from(sums.loss, (sum) => sum / samples.n),
            accuracy: Float32Array.from(sums.correct, (sum) => sum / samples.n),
          };
          sums = emptySums(0);
          yield chunk;
        }
      } finally {
        // What is under way when nobody asks any more must still end before its buffers go; how it ends interests nobody.
        await Promise.allSettled(pending.map(({ values }) => values));
      }
    },
    dispose: () => program.dispose(),
  };
}

function emptySums(count: number): { readonly loss: Float64Array; readonly correct: Float64Array } {
  return { loss: new Float64Array(count), correct: new Float64Array(count) };
}

function writePlane(program: BlockedProgram, plane: Plane, mode: BatchNormMode): void {
  program.write('origin', plane.origin.theta);
  program.write('deltas', concatenate(plane.directions.map(({ delta }) => delta)));
  program.write('state', plane.origin.state);
  if (mode === 'interpolated')
    program.write('stateDeltas', concatenate(plane.directions.map(({ stateDelta }) => stateDelta as Float32Array)));
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
