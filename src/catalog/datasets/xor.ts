import { drawPlane, noiseParam, POINTS, planeShape } from './synthetic';
import type { DatasetSpec } from './types';

/** The square [−1, 1]² in quadrants: class 0 where both coordinates have one sign, class 1 where they differ. Noise blurs the edges. */
export const xor: DatasetSpec = {
  id: 'xor',
  label: 'catalog.dataset.xor',
  params: { points: POINTS, noise: noiseParam(0.05) },
  boundaryInputs: [0, 1],
  shape: (params) => planeShape(params, 2),
  generate: (params, rng) =>
    drawPlane(params, 2, rng, (label, stream) => {
      const first = 2 * stream.uniform() - 1;
      const size = stream.uniform();
      const sameSign = label === 0;
      return [first, first >= 0 === sameSign ? size : -size];
    }),
};
