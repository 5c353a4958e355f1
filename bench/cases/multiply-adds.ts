import type { Net } from '../../src/catalog/nets/types';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { multiplyAdds } from '../../src/engine/graph/cost';
import { sliceLayout, traceForward } from '../../src/engine/graph/trace';

/** Multiply-adds of a net's dense layers and convolutions on one sample. */
export function layerMultiplyAdds(net: Net): number {
  const b = new GraphBuilder();
  const theta = b.input('theta', [net.parameters.size], { perReplica: true });
  const state = b.input('state', [net.state.size], { perReplica: false });
  const x = b.input('x', [1, ...net.input.inputShape], { perReplica: false });
  const { logits } = traceForward(b, net, sliceLayout(b, theta, net.parameters), sliceLayout(b, state, net.state), x, 'state');
  return multiplyAdds(b.build({ logits }));
}
