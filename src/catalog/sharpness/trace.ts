import type { SharpnessMeasure } from './types';

/** The trace of the Hessian of the kernels, with its standard error. */
export const trace: SharpnessMeasure = {
  id: 'trace',
  scale: 'dependent',
  measure: (context) => context.trace(),
};
