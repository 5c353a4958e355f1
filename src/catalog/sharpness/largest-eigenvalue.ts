import type { SharpnessMeasure } from './types';

/** λ_max of the Hessian of the kernels. */
export const largestEigenvalue: SharpnessMeasure = {
  id: 'largestEigenvalue',
  scale: 'dependent',
  measure: async (context) => ({ value: await context.largestEigenvalue() }),
};
