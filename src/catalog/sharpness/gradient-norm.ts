import { euclideanNorm } from '../directions/normalise';
import type { SharpnessMeasure } from './types';

/** ‖∇L‖ over all parameters. */
export const gradientNorm: SharpnessMeasure = {
  id: 'gradientNorm',
  scale: 'dependent',
  async measure({ theta, slopeAt }) {
    const { gradient } = await slopeAt(theta);
    return { value: euclideanNorm(gradient) };
  },
};
