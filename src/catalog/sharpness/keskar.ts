import type { SharpnessMeasure } from './types';

/** Half the side of the box, in units of |w_i| + 1, and steps of the ascent (METHOD.md, section 5). */
const EPSILON = 1e-3;
const STEPS = 20;
/** A step in units of the box: 20 of them cross it more than once, so that the ascent can also turn back (Madry et al. 2018). */
const STEP = 2.5 / STEPS;

/**
 * Keskar et al.'s sharpness (2017): 100·(max L − L₀)/(1 + L₀) over |z_i| ≤ ε(|w_i| + 1), by projected ascent along the gradient's signs. Infinite or NaN
 * losses on the way are kept.
 */
export const keskar: SharpnessMeasure = {
  id: 'keskar',
  scale: 'dependent',
  async measure({ theta, slopeAt }) {
    const side = Float64Array.from(theta, (weight) => EPSILON * (Math.abs(weight) + 1));
    const offset = new Float64Array(theta.length);
    let slope = await slopeAt(theta);
    const start = slope.loss;
    let highest = start;
    for (let step = 0; step < STEPS; step++) {
      const { gradient } = slope;
      const moved = theta.map((weight, i) => {
        const wanted = offset[i] + STEP * side[i] * Math.sign(gradient[i]);
        offset[i] = Math.max(-side[i], Math.min(side[i], wanted));
        return weight + offset[i];
      });
      slope = await slopeAt(moved);
      highest = Math.max(highest, slope.loss);
    }
    return { value: (100 * (highest - start)) / (1 + start) };
  },
};
