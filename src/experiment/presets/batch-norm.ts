import { defaultRecipe } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/** Ten hidden layers without skips, with and without batch norm. */
export const batchNorm: Preset = {
  id: 'batch-norm',
  label: 'catalog.preset.batch-norm',
  description: 'catalog.preset.batch-norm.about',
  group: 'net',
  build() {
    const panes = [true, false].map((on) => defaultRecipe({ net: mlp({ depth: 10, skips: false, batchNorm: on }) }));
    return presetDocument('batch-norm', panes);
  },
};
