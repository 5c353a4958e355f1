import { createRegistry, type Registry } from '../registry';
import { random } from './random';
import type { DirectionKind } from './types';

/** Every kind of direction a person can choose; the first is the default. */
export const directions: Registry<DirectionKind> = createRegistry('direction', [random]);
