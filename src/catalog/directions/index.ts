import { createRegistry, type Registry } from '../registry';
import { between } from './between';
import { eigenvector } from './eigenvector';
import { gradient } from './gradient';
import { principal } from './principal';
import { random } from './random';
import type { DirectionKind } from './types';

/** Every kind of direction a person can choose; the first is the default. */
export const directions: Registry<DirectionKind> = createRegistry('direction', [random, between, principal, eigenvector, gradient]);
