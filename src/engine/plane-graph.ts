import type { TensorSlot } from '../catalog/layout';
import type { BatchNormMode } from '../experiment/recipe';
import { GraphBuilder } from './graph/builder';
import { fuse } from './graph/fuse';
import type { Graph, NodeId } from './graph/graph';
import { hoist } from './graph/hoist';
import { sliceLayout, traceForward } from './graph/trace';
import { sampleInputs } from './metrics';
import type { Plane } from './plane';

/**
 * Loss and number of correct samples at points of a plane, one a replica. Inputs: coords (of each replica), origin, deltas, state, stateDeltas in
 * the mode "interpolated", x and labels of `held` samples; where only `n` of them are evaluated at a time, their rows in `index`.
 * Throws where `mode` is "interpolated" and an axis has no state part.
 */
export function planeGraph(plane: Plane, n: number, held: number, mode: BatchNormMode): Graph {
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
  const { x, labels } = sampleInputs(builder, net.input, n, held);
  const parameters = sliceLayout(builder, theta, net.parameters).map((moving, i) => {
    const slot = net.parameters.slots[i];
    return isStill(plane, slot) ? builder.slice(origin, slot.offset, slot.shape) : moving;
  });
  const statistics = mode === 'recomputed' ? 'batch' : 'state';
  const { logits } = traceForward(builder, net, parameters, sliceLayout(builder, state, net.state), x, statistics);
  const graph = builder.build({ loss: builder.crossEntropy(logits, labels), correct: builder.correctCount(logits, labels) });
  // Of samples that change from run to run nothing is known beforehand.
  return fuse(n < held ? graph : hoist(graph));
}

/** Whether no direction moves a parameter: what depends on such ones alone is then the same at all points, and computed once. */
function isStill({ directions }: Plane, { offset, size }: TensorSlot): boolean {
  return directions.every(({ delta }) => delta.subarray(offset, offset + size).every((value) => value === 0));
}
