import { euclideanNorm } from './normalise';
import type { DirectionKind } from './types';

/** Downhill: −∇L/‖∇L‖ at the origin, over all parameters (METHOD.md, section 2). */
export const gradient: DirectionKind = {
  id: 'gradient',
  label: 'directions.gradient',
  about: 'directions.about.gradient',
  params: {},
  movesState: false,
  needs: 'curvature',
  async build(_params, { curvature }) {
    const slope = await curvature.gradient();
    const length = euclideanNorm(slope);
    if (!(length > 0 && length < Infinity)) throw new Error('The loss has no slope here: choose another point or direction.');
    return { delta: slope.map((value) => -value / length) };
  },
  caption: () => ({ key: 'directions.caption.gradient', values: {} }),
};
