import { datasets } from '../../catalog/datasets';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/** Real images: 20 hidden layers of 32 with and without skips. The surface is taken on 256 images, which keeps it quick. */
export const digits: Preset = {
  id: 'digits',
  label: 'catalog.preset.digits',
  description: 'catalog.preset.digits.about',
  group: 'data',
  build() {
    const usual = defaultRecipe();
    const panes = [true, false].map((skips) =>
      defaultRecipe({
        data: { ...choose(datasets, 'digits'), seed: 1 },
        net: mlp({ depth: 20, width: 32, skips }),
        runs: [defaultRun({ epochs: 30 })],
        grid: { ...usual.grid, samples: 256 },
        view: { ...usual.view, boundaryInputs: datasets.get('digits').boundaryInputs },
      }),
    );
    return presetDocument('digits', panes);
  },
};
