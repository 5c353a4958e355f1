import { createRegistry, type Registry } from '../registry';
import { adaptiveRise } from './adaptive-rise';
import { gradientNorm } from './gradient-norm';
import { keskar } from './keskar';
import { largestEigenvalue } from './largest-eigenvalue';
import { rise } from './rise';
import { trace } from './trace';
import type { SharpnessMeasure } from './types';

/** The numbers of a point, in the order they are shown. */
export const sharpnessMeasures: Registry<SharpnessMeasure> = createRegistry('sharpness measure', [
  largestEigenvalue,
  trace,
  gradientNorm,
  keskar,
  rise,
  adaptiveRise,
]);
