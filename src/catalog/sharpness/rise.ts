import { euclideanNorm } from '../directions/normalise';
import type { SharpnessMeasure } from './types';

/** Length of the step (METHOD.md, section 5). */
const RHO = 0.05;

/** What sharpness-aware minimisation (Foret et al. 2021) looks at: L(θ + ρ∇L/‖∇L‖) − L(θ). NaN where the gradient is 0. */
export const rise: SharpnessMeasure = {
  id: 'rise',
  scale: 'dependent',
  async measure({ theta, slopeAt }) {
    const { loss, gradient } = await slopeAt(theta);
    const factor = RHO / euclideanNorm(gradient);
    const { loss: after } = await slopeAt(theta.map((weight, i) => weight + factor * gradient[i]));
    return { value: after - loss };
  },
};
