import { presets } from './index';
import type { Preset } from './types';

/**
 * Ids that addresses and links have carried, in the order in which they came. An id, once published, opens its experiment for ever: nothing here is ever
 * taken away or changed, and a preset that gets a new id keeps the old one in {@link RENAMED}. A test holds both.
 */
export const PUBLISHED_PRESETS: readonly string[] = [
  'skip-connections',
  'depth',
  'depth-with-skips',
  'batch-norm',
  'width',
  'activation',
  'batch-size',
  'batch-line',
  'weight-decay',
  'three-minima',
  'random-axes',
  'optimizer-paths',
  'curvature',
  'edge-of-stability',
  'rescaled',
  'digits',
  'resnet-fashion',
  'deep-resnet-fashion',
  'iris',
];

/** Published ids of presets that have another one by now, with that one. */
export const RENAMED: ReadonlyMap<string, string> = new Map();

/** The preset of a published id, present or earlier; null where there never was one. */
export function presetOf(id: string): Preset | null {
  const now = RENAMED.get(id) ?? id;
  return presets.has(now) ? presets.get(now) : null;
}
