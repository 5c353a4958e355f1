import type { Dataset } from '../catalog/datasets/types';
import type { TensorSlot } from '../catalog/layout';
import type { Net } from '../catalog/nets/types';
import { optimizers } from '../catalog/optimizers';
import { choiceOf, numberOf } from '../catalog/params';
import type { Run } from '../experiment/recipe';
import { hessianGraph } from './derivative-graphs';
import type { Device, MemoryNeed } from './device';
import { createHessian, type Hessian } from './hessian';
import { checkSamplesFit } from './too-large';

/** What one of several workers may hold for it: nets that need more would also take minutes a checkpoint. */
const MOST_BYTES = 256 * 2 ** 20;

/**
 * The Hessian of what training on all samples at once descends, over all trained weights: the mean loss, with batch statistics of all samples where the net has batch norm,
 * and weight decay where the optimizer adds it to the gradient. For smaller batches it is that of the whole set's loss, of which each step sees a part.
 * Throws TooManySamples where samples that must stay together, for their batch norm, take more than {@link MOST_BYTES}.
 */
export function createDescendedHessian(
  device: Device,
  { dataset, net, run }: { readonly dataset: Dataset; readonly net: Net; readonly run: Pick<Run, 'optimizer'> },
): Hessian {
  const mode = net.state.size > 0 ? 'recomputed' : 'frozen';
  if (mode === 'recomputed')
    checkSamplesFit('samples', dataset.train.n, (n) => capped(device.memoryFor(hessianGraph(net, n, 'batch', 'all'))));
  const hessian = createHessian(device, net, dataset.train, { mode, weights: 'all' });
  const decay = decayOf(net, run);
  if (!decay) return hessian;
  return {
    ...hessian,
    async multiply(products) {
      const images = await hessian.multiply(products);
      products.forEach(({ vector }, r) => {
        for (const { offset, size } of decay.slots)
          for (let i = offset; i < offset + size; i++) images[r][i] += decay.strength * (vector[i] as number);
      });
      return images;
    },
  };
}

function capped(need: MemoryNeed): MemoryNeed {
  const fits = need.fixedBytes + need.replicaBytes <= MOST_BYTES;
  return { ...need, availableBytes: Math.min(need.availableBytes, MOST_BYTES), maxReplicas: fits ? need.maxReplicas : 0 };
}

/** Weight decay as a part of the loss; null where there is none. */
function decayOf(
  net: Net,
  { optimizer: { id, params } }: Pick<Run, 'optimizer'>,
): { strength: number; slots: readonly TensorSlot[] } | null {
  const strength = optimizers.get(id).decayInGradient ? numberOf(params, 'weightDecay') : 0;
  if (strength === 0) return null;
  const onlyKernels = choiceOf(params, 'decayScope') === 'kernels';
  return { strength, slots: net.parameters.slots.filter(({ role }) => !onlyKernels || role === 'kernel') };
}
