import { trajectoryPca } from '../../../src/catalog/directions/trajectory-pca';
import type { DirectionContext } from '../../../src/catalog/directions/types';
import { createLayout } from '../../../src/catalog/layout';
import { createRng } from '../../../src/math/random';

const LAYOUT = createLayout([
  { name: 'kernel', role: 'kernel', shape: [3, 4] },
  { name: 'bias', role: 'bias', shape: [4] },
]);

/** What directions are built from, small: two runs of five checkpoints that wander from a common start. The origin ends the first. */
export function directionContext(changes: Partial<DirectionContext> = {}): DirectionContext {
  const layout = changes.layout ?? LAYOUT;
  const walk = createRng(11);
  const start = Float32Array.from({ length: layout.size }, (_, i) => i / 7 - 1);
  const checkpoints = [0, 1].flatMap((run) => {
    let theta = start;
    return Array.from({ length: 5 }, (_, epoch) => {
      if (epoch > 0) theta = theta.map((value) => value + walk.normal());
      return { run, epoch, theta, state: Float32Array.of(epoch, run) };
    });
  });
  const origin = changes.origin ?? checkpoints[4];
  return {
    layout,
    origin,
    rng: createRng(1),
    axis: 0,
    run: 0,
    checkpoints,
    built: [],
    principalAxes(points, options) {
      const { directions: axes, explained } = trajectoryPca(points, origin, layout, options);
      return axes.map((direction, k) => ({ ...direction, explained: explained[k] }));
    },
    curvature: {
      gradient: async () => Float32Array.from({ length: layout.size }, (_, i) => i - 4),
      eigenvector: async (end) => Float32Array.from({ length: layout.size }, (_, i) => (i === (end === 'largest' ? 0 : 1) ? 1 : 0)),
    },
    ...changes,
  };
}
