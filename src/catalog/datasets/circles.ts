import { cos, sin } from '../../math/portable';
import { numberOf } from '../params';
import { drawPlane, noiseParam, POINTS, planeShape } from './synthetic';
import type { DatasetSpec } from './types';

/** Two circles around one centre: class 0 at radius 1, class 1 inside it. */
export const circles: DatasetSpec = {
  id: 'circles',
  label: 'catalog.dataset.circles',
  params: {
    points: POINTS,
    noise: noiseParam(0.05),
    inner: { kind: 'number', label: 'catalog.param.inner', min: 0.1, max: 0.9, default: 0.5, step: 0.05 },
  },
  boundaryInputs: [0, 1],
  shape: (params) => planeShape(params, 2),
  generate(params, rng) {
    const inner = numberOf(params, 'inner');
    return drawPlane(params, 2, rng, (label, stream) => {
      const angle = 2 * Math.PI * stream.uniform();
      const radius = label === 0 ? 1 : inner;
      return [radius * cos(angle), radius * sin(angle)];
    });
  },
};
