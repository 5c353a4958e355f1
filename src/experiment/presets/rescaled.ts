import { datasets } from '../../catalog/datasets';
import { choose, defaultAxis, defaultRecipe } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/**
 * One function, two sets of weights (METHOD.md, section 5, c = 10; sections 3 and 4 of the paper): drawn without scaling the surfaces differ,
 * scaled per filter they agree.
 */
export const rescaled: Preset = {
  id: 'rescaled',
  label: 'catalog.preset.rescaled',
  description: 'catalog.preset.rescaled.about',
  group: 'curvature',
  build() {
    const panes = ['none', 'filter'].flatMap((norm) =>
      [1, 10].map((rescale) =>
        defaultRecipe({
          data: { ...choose(datasets, 'moons'), seed: 1 },
          net: mlp({ depth: 2, skips: false, batchNorm: false }),
          origin: { run: 0, epoch: 'last', rescale },
          axes: [defaultAxis({ norm }), defaultAxis({ norm })],
        }),
      ),
    );
    return presetDocument('rescaled', panes);
  },
};
