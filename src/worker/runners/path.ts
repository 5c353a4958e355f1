import { followPath } from '../../engine/plane-path';
import type { Runner } from './types';

export const runPath: Runner<'path'> = async function* ({ backend, plane: key, checkpoints }, context) {
  const { signal, clock } = context;
  const device = await context.device(backend);
  const { plane, recipe, samples, on } = await context.planes.get(key);
  const { evaluator, serial } = on(device);
  const points = followPath(device, plane, samples, recipe.grid.batchNorm, evaluator, checkpoints, { signal, clock });
  try {
    for (;;) {
      const { value, done } = await serial(() => points.next());
      if (done) return;
      yield { type: 'path', point: value };
    }
  } finally {
    await points.return(undefined);
  }
};
