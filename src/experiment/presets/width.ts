import { defaultRecipe } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/**
 * Wider is flatter (the paper's Figure 6): 20 hidden layers of 8 and of 32, without skips. It opens near: far, what lies below a loss of 100 and tells the two apart is hidden under
 * what lies above.
 */
export const width: Preset = {
  id: 'width',
  label: 'catalog.preset.width',
  description: 'catalog.preset.width.about',
  group: 'net',
  build() {
    const document = presetDocument(
      'width',
      [8, 32].map((units) => defaultRecipe({ net: mlp({ depth: 20, width: units, skips: false }) })),
    );
    return { ...document, shared: { ...document.shared, range: 'near' } };
  },
};
