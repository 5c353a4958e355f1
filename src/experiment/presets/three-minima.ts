import { datasets } from '../../catalog/datasets';
import { directions } from '../../catalog/directions';
import { highestBetween } from '../barrier';
import { phrase } from '../phrase';
import { marksOn } from '../plane-marks';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/** A hill between two minima is at least so many times as high as they are. */
const HILL = 5;

/**
 * Three trainings of one net from three starts, on the plane through the minima that they end in (METHOD.md, section 2). Without batch norm, whose statistics
 * would be those of one of them.
 */
export const threeMinima: Preset = {
  id: 'three-minima',
  label: 'catalog.preset.three-minima',
  description: 'catalog.preset.three-minima.about',
  group: 'training',
  build() {
    const { grid, view } = defaultRecipe();
    const range = { ...grid.alpha, min: -0.5, max: 1.5 };
    const recipe = defaultRecipe({
      data: { ...choose(datasets, 'digits'), seed: 1 },
      net: mlp({ depth: 2, width: 32, batchNorm: false, skips: false }),
      runs: [1, 2, 3].map((seed) => defaultRun({ seed, epochs: 30 })),
      axes: [2, 3].map((run, axis) => ({ ...choose(directions, 'between', { run, at: 'end', orthogonal: axis === 1 }), seed: null })),
      grid: { ...grid, alpha: range, beta: range },
      view: { ...view, boundaryInputs: datasets.get('digits').boundaryInputs },
    });
    const document = presetDocument('three-minima', [recipe]);
    // From steeply above, so that no hill hides a minimum.
    const camera = { azimuth: -15, elevation: 60, distance: 8.4 };
    return { ...document, shared: { ...document.shared, camera } };
  },
  finding({ panes: [recipe] }, [pane]) {
    const marks = recipe && pane?.landscape ? marksOn(pane.landscape, recipe) : [];
    const passes = marks.flatMap((one, i) =>
      marks.slice(i + 1).map((other) => pane?.landscape && highestBetween(pane.landscape, one, other)),
    );
    const ends = marks.map(({ planeLoss }) => planeLoss);
    const lowest = Math.min(...passes.map((pass) => pass ?? Number.NaN));
    if (marks.length < 3 || !(lowest > HILL * Math.max(...ends))) return phrase('finding.threeMinima.none');
    return phrase('finding.threeMinima', { hill: Number(lowest.toPrecision(2)) });
  },
};
