import { datasets } from '../../catalog/datasets';
import type { Known } from '../headline/reading';
import { phrase } from '../phrase';
import { choose, defaultAxis, defaultRecipe } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/** Losses of one function at points that are the same differ by rounding only: by less than this, relative to them or, where they are below 0.1, to that. */
const SAME = 1e-3;

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
  finding(_, [rawOne, rawOther, scaledOne, scaledOther]) {
    const shows = gap(scaledOne, scaledOther) < SAME && gap(rawOne, rawOther) > SAME;
    return phrase(shows ? 'finding.rescaled' : 'finding.rescaled.none');
  },
};

/** The largest difference between two pictures, point by point; ∞ where they do not lie on the same points. */
function gap(one: Known | undefined, other: Known | undefined): number {
  const [a, b] = [one?.landscape?.loss, other?.landscape?.loss];
  if (!a || !b || a.length !== b.length) return Number.POSITIVE_INFINITY;
  return a.reduce((worst, loss, i) => {
    const difference = Math.abs(loss - (b[i] as number)) / Math.max(0.1, Math.abs(loss));
    return Math.max(difference, worst);
  }, 0);
}
