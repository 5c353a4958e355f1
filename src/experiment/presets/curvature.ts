import { percent } from '../headline/words';
import { phrase } from '../phrase';
import { defaultRecipe } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/**
 * Two nets whose surfaces are to be coloured by the curvature of their loss (the paper's Figure 7 at classroom scale): 20 layers are deep enough for a rough
 * surface and small enough for both maps in little over a minute on two cores (docs/decisions/0016-curvature-maps.md).
 */
export const curvature: Preset = {
  id: 'curvature',
  label: 'catalog.preset.curvature',
  description: 'catalog.preset.curvature.about',
  group: 'curvature',
  curvature: 'ratio',
  build: () =>
    presetDocument(
      'curvature',
      [true, false].map((skips) => defaultRecipe({ net: mlp({ depth: 20, skips }) })),
    ),
  finding(_, [one, other]) {
    if (one?.nonConvex == null || other?.nonConvex == null) return null;
    return phrase('finding.curvature', { first: percent(one.nonConvex), second: percent(other.nonConvex) });
  },
};
