import { defaultRecipe } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/** The default experiment (METHOD.md, section 9; the paper's Figure 1): 30 hidden layers with and without skips. */
export const skipConnections: Preset = {
  id: 'skip-connections',
  label: 'catalog.preset.skip-connections',
  description: 'catalog.preset.skip-connections.about',
  group: 'net',
  build() {
    const panes = [true, false].map((skips) => defaultRecipe({ net: mlp({ skips }) }));
    return presetDocument('skip-connections', panes);
  },
};
