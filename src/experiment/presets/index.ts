import { createRegistry, type Registry } from '../../catalog/registry';
import { skipConnections } from './skip-connections';
import type { Preset } from './types';

/** Every ready experiment; the first is what the page opens with. */
export const presets: Registry<Preset> = createRegistry('preset', [skipConnections]);
