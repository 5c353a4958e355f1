import { cos, sin } from '../../math/portable';
import { numberOf } from '../params';
import { classesParam, drawPlane, noiseParam, POINTS, planeShape } from './synthetic';
import type { DatasetSpec } from './types';

/**
 * Interleaved Archimedean spirals out to radius 1, one arm for each class, as dense at the rim as in the middle (METHOD.md, section 9:
 * 2 classes, 1.5 turns, noise 0.02).
 */
export const spirals: DatasetSpec = {
  id: 'spirals',
  label: 'catalog.dataset.spirals',
  params: {
    points: POINTS,
    turns: { kind: 'number', label: 'catalog.param.turns', min: 0.25, max: 4, default: 1.5, step: 0.25 },
    noise: noiseParam(0.02),
    classes: classesParam(5, 2),
  },
  boundaryInputs: [0, 1],
  shape: (params) => planeShape(params, numberOf(params, 'classes')),
  generate(params, rng) {
    const classes = numberOf(params, 'classes');
    const turns = numberOf(params, 'turns');
    return drawPlane(params, classes, rng, (label, stream) => {
      const radius = Math.sqrt(stream.uniform());
      const angle = 2 * Math.PI * (turns * radius + label / classes);
      return [radius * cos(angle), radius * sin(angle)];
    });
  },
};
