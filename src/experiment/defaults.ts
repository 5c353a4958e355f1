import { skipConnections } from './presets/skip-connections';
import type { Document } from './recipe';

/** The document that the page opens with: the first preset. */
export function defaultDocument(): Document {
  return skipConnections.build();
}
