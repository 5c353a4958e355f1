import { choiceOf } from '../params';
import { IGNORE_IDS, type IgnoreId, NORM_IDS, type NormId, normaliseDirection } from './normalise';
import type { DirectionKind } from './types';

/**
 * A random Gaussian direction, scaled to the weights (METHOD.md, section 2). Every tensor is drawn from a stream of its own name in
 * float64 and rounded to float32, so two nets share the direction in the tensors that they share.
 */
export const random: DirectionKind = {
  id: 'random',
  label: 'catalog.direction.random',
  about: 'directions.about.random',
  params: {
    norm: {
      kind: 'choice',
      label: 'catalog.param.norm',
      options: NORM_IDS.map((id) => ({ id, label: `catalog.norm.${id}` })),
      default: 'filter',
    },
    ignore: {
      kind: 'choice',
      label: 'catalog.param.ignore',
      options: IGNORE_IDS.map((id) => ({ id, label: `catalog.ignore.${id}` })),
      default: 'biasbn',
    },
  },
  movesState: false,
  needs: 'nothing',
  build(params, { layout, origin, rng }) {
    const raw = new Float32Array(layout.size);
    for (const slot of layout.slots) {
      const stream = rng.fork(slot.name);
      for (let i = 0; i < slot.size; i++) raw[slot.offset + i] = stream.normal();
    }
    const norm = choiceOf(params, 'norm') as NormId;
    const ignore = choiceOf(params, 'ignore') as IgnoreId;
    return { delta: normaliseDirection(raw, origin.theta, layout, norm, ignore) };
  },
  caption: (params) => ({ key: `catalog.caption.random.${choiceOf(params, 'norm')}`, values: { count: 1 } }),
};
