import { cos, sin } from '../../math/portable';
import { drawPlane, noiseParam, POINTS, planeShape } from './synthetic';
import type { DatasetSpec } from './types';

/** Two interleaved half circles of radius 1, centred on the origin. */
export const moons: DatasetSpec = {
  id: 'moons',
  label: 'catalog.dataset.moons',
  params: { points: POINTS, noise: noiseParam(0.1) },
  boundaryInputs: [0, 1],
  shape: (params) => planeShape(params, 2),
  generate: (params, rng) =>
    drawPlane(params, 2, rng, (label, stream) => {
      const angle = Math.PI * stream.uniform();
      const side = label === 0 ? 1 : -1;
      return [side * (cos(angle) - 0.5), side * (sin(angle) - 0.25)];
    }),
};
