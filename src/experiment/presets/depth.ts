import { defaultRecipe } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

const DEPTHS = [10, 20, 30];

/** Deeper without skips is rougher (the paper's Figures 1 and 5; METHOD.md, section 9). */
export const depth: Preset = {
  id: 'depth',
  label: 'catalog.preset.depth',
  description: 'catalog.preset.depth.about',
  group: 'net',
  build: () => presetDocument('depth', panes(false)),
};

/** Deeper with skips is rougher too, but far less: 1.7-fold from 10 to 30 layers where it is 3.5-fold without. */
export const depthWithSkips: Preset = {
  id: 'depth-with-skips',
  label: 'catalog.preset.depth-with-skips',
  description: 'catalog.preset.depth-with-skips.about',
  group: 'net',
  build: () => presetDocument('depth-with-skips', panes(true)),
};

function panes(skips: boolean) {
  return DEPTHS.map((layers) => defaultRecipe({ net: mlp({ depth: layers, skips }) }));
}
