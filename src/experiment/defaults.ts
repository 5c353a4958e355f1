import { presets } from './presets';
import type { Document } from './recipe';

/** The document that the page opens with: the first preset. */
export function defaultDocument(): Document {
  return presets.all[0].build();
}
