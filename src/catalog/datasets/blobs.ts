import { cos, sin } from '../../math/portable';
import { numberOf } from '../params';
import { classesParam, drawPlane, noiseParam, POINTS, planeShape } from './synthetic';
import type { DatasetSpec } from './types';

/** Round Gaussian clouds, one for each class, with centres evenly spaced on the unit circle. */
export const blobs: DatasetSpec = {
  id: 'blobs',
  label: 'catalog.dataset.blobs',
  params: { points: POINTS, noise: noiseParam(0.3), classes: classesParam(8, 3) },
  boundaryInputs: [0, 1],
  shape: (params) => planeShape(params, numberOf(params, 'classes')),
  generate(params, rng) {
    const classes = numberOf(params, 'classes');
    return drawPlane(params, classes, rng, (label) => {
      const angle = (2 * Math.PI * label) / classes;
      return [cos(angle), sin(angle)];
    });
  },
};
