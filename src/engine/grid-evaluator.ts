import type { Samples } from '../catalog/datasets/types';
import type { BatchNormMode } from '../experiment/recipe';
import type { Clock } from './clock';
import type { Device } from './device';
import { GraphBuilder } from './graph/builder';
import { fuse } from './graph/fuse';
import { type Graph, type NodeId, sizeOf } from './graph/graph';
import { sliceLayout, traceForward } from './graph/trace';
import { sampleInputs } from './metrics';
import type { Plane } from './plane';

/** Values of consecutive requested points, from the `first` on. */
export interface EvaluatedChunk {
  readonly first: number;
  readonly loss: Float32Array;
  /** Share of correct samples, 0 … 1. */
  readonly accuracy: Float32Array;
}

/** Evaluates points of one plane on one device. */
export interface GridEvaluator {
  /**
   * Loss and accuracy at points given as (α, β) pairs (α alone on a line), in order, in chunks of about {@link CHUNK_MS}. A point's values
   * do not depend on which others share its chunk, to the bit. Throws the signal's reason when aborted.
   */
  evaluate(coords: Float64Array, options: { signal: AbortSignal; clock: Clock }): AsyncGenerator<EvaluatedChunk>;
  dispose(): void;
}

/** Aimed-at duration of one submission. */
const CHUNK_MS = 40;
/** Bounds on the replicas of one submission: memory for activations and weights, and how many a device takes at once. */
const CHUNK_BYTES = 64 * 2 ** 20;
const CHUNK_REPLICAS = { wasm: 16, cpu: 1, webgl: 64, webgpu: 128 } as const;

/**
 * Prepares a plane for evaluation: data, origin and directions go to the device once, and each run composes θ for its replicas there.
 * Throws where `mode` is "interpolated" and an axis has no state part.
 */
export function createGridEvaluator(device: Device, plane: Plane, samples: Samples, mode: BatchNormMode): GridEvaluator {
  const graph = planeGraph(plane, samples.n, mode);
  const bytesPerReplica = 4 * graph.nodes.reduce((sum, node) => sum + (node.perReplica ? sizeOf(node.shape) : 0), 0);
  const maxReplicas = Math.max(1, Math.min(CHUNK_REPLICAS[device.id], Math.floor(CHUNK_BYTES / bytesPerReplica)));
  const program = device.compile(graph, maxReplicas);
  const k = plane.directions.length;
  program.write('x', samples.x);
  program.write('labels', samples.labels);
  program.write('origin', plane.origin.theta);
  program.write('deltas', concatenate(plane.directions.map(({ delta }) => delta)));
  program.write('state', plane.origin.state);
  if (mode === 'interpolated')
    program.write('stateDeltas', concatenate(plane.directions.map(({ stateDelta }) => stateDelta as Float32Array)));
  let replicas = 1;

  return {
    async *evaluate(coords, { signal, clock }) {
      const total = coords.length / k;
      for (let first = 0; first < total; ) {
        signal.throwIfAborted();
        const count = Math.min(replicas, total - first);
        const start = clock();
        program.write('coords', Float32Array.from(coords.subarray(first * k, (first + count) * k)));
        program.run(count);
        const [loss, correct] = await Promise.all([program.read('loss'), program.read('correct')]);
        const elapsed = clock() - start;
        if (count === replicas && elapsed < CHUNK_MS / 2) replicas = Math.min(maxReplicas, 2 * replicas);
        if (elapsed > 2 * CHUNK_MS) replicas = Math.max(1, replicas >> 1);
        yield { first, loss, accuracy: correct.map((value) => value / samples.n) };
        first += count;
      }
    },
    dispose: () => program.dispose(),
  };
}

function planeGraph(plane: Plane, n: number, mode: BatchNormMode): Graph {
  const { net } = plane;
  const axes = plane.directions.length;
  const builder = new GraphBuilder();
  const coords = builder.input('coords', [axes], { perReplica: true });
  const origin = builder.input('origin', [net.parameters.size], { perReplica: false });
  const deltas = builder.input('deltas', [axes, net.parameters.size], { perReplica: false });
  const theta = builder.compose(origin, deltas, coords);
  let state: NodeId = builder.input('state', [net.state.size], { perReplica: false });
  if (mode === 'interpolated') {
    if (plane.directions.some(({ stateDelta }) => !stateDelta)) throw new Error('Interpolated batch norm needs axes with a state part.');
    state = builder.compose(state, builder.input('stateDeltas', [axes, net.state.size], { perReplica: false }), coords);
  }
  const { x, labels } = sampleInputs(builder, net.input, n);
  const parameters = sliceLayout(builder, theta, net.parameters);
  const statistics = mode === 'recomputed' ? 'batch' : 'state';
  const { logits } = traceForward(builder, net, parameters, sliceLayout(builder, state, net.state), x, statistics);
  return fuse(builder.build({ loss: builder.crossEntropy(logits, labels), correct: builder.correctCount(logits, labels) }));
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
