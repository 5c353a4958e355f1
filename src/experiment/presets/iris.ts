import { datasets } from '../../catalog/datasets';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/** 105 real flowers to train on: 2 hidden layers against 20, without skips. */
export const iris: Preset = {
  id: 'iris',
  label: 'catalog.preset.iris',
  description: 'catalog.preset.iris.about',
  group: 'data',
  build() {
    const usual = defaultRecipe();
    const panes = [2, 20].map((depth) =>
      defaultRecipe({
        data: { ...choose(datasets, 'iris'), seed: 1 },
        net: mlp({ depth, skips: false }),
        runs: [defaultRun({ batchSize: 16 })],
        view: { ...usual.view, boundaryInputs: datasets.get('iris').boundaryInputs },
      }),
    );
    return presetDocument('iris', panes);
  },
};
