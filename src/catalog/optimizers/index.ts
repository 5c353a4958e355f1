import { createRegistry, type Registry } from '../registry';
import { adam } from './adam';
import { adamw } from './adamw';
import { sgd } from './sgd';
import type { OptimizerSpec } from './types';

/** Every optimizer a person can choose; the first is the default. */
export const optimizers: Registry<OptimizerSpec> = createRegistry('optimizer', [adam, adamw, sgd]);
