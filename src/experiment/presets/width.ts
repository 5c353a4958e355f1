import { defaultRecipe } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/** Wider is flatter (the paper's Figure 6): 20 hidden layers of 8 and of 32, without skips. */
export const width: Preset = {
  id: 'width',
  label: 'catalog.preset.width',
  description: 'catalog.preset.width.about',
  group: 'net',
  build: () =>
    presetDocument(
      'width',
      [8, 32].map((units) => defaultRecipe({ net: mlp({ depth: 20, width: units, skips: false }) })),
    ),
};
