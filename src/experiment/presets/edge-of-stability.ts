import { datasets } from '../../catalog/datasets';
import { directions } from '../../catalog/directions';
import { optimizers } from '../../catalog/optimizers';
import type { Known } from '../headline/reading';
import { phrase } from '../phrase';
import type { Recipe } from '../recipe';
import { choose, defaultRecipe, defaultRun } from '../recipe-defaults';
import type { SharpnessPoint } from '../sharpening';
import { stabilityOf } from '../stability';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/** Where the median of a run's sharpness lies after it first passed its limit, as a share of that. */
/** Checkpoints that make a course. */
const FEWEST = 3;

const AT_EDGE = { least: 0.85, most: 1.15 } as const;

/**
 * One small net by plain gradient descent at three rates: the sharpness of each climbs to 2/η and stays there (Cohen et al. 2021;
 * docs/decisions/0019-edge-of-stability.md has the numbers).
 */
export const edgeOfStability: Preset = {
  id: 'edge-of-stability',
  label: 'catalog.preset.edge-of-stability',
  description: 'catalog.preset.edge-of-stability.about',
  group: 'curvature',
  curve: 'sharpness',
  build() {
    const recipe = defaultRecipe({
      data: { ...choose(datasets, 'spirals', { noise: 0.08 }), seed: 1 },
      net: mlp({ depth: 2, width: 32, activation: 'tanh', batchNorm: false, skips: false }),
      runs: [0.1, 0.2, 0.4].map((learningRate) =>
        defaultRun({
          optimizer: choose(optimizers, 'sgd', { momentum: 0, nesterov: false }),
          learningRate,
          batchSize: 0,
          epochs: 2000,
          checkpointEvery: 20,
        }),
      ),
      axes: [1, 2].map((component) => ({ ...choose(directions, 'principal', { component }), seed: null })),
    });
    const document = presetDocument('edge-of-stability', [{ ...recipe, grid: { ...recipe.grid, fit: true } }]);
    return { ...document, shared: { ...document.shared, view: 'contours', paths: true } };
  },
  finding({ panes: [recipe] }, [pane]) {
    if (!recipe || !pane?.sharpening || pane.sharpening.left > 0 || !pane.sharpening.runs.every(isCourse))
      return phrase('finding.edge.open');
    const stays = recipe.runs.every((_, run) => staysAtEdge(recipe, pane, run));
    return phrase(stays ? 'finding.edge' : 'finding.edge.none');
  },
};

/** Whether sharpness is known along a training, not at its end alone. */
function isCourse(points: readonly SharpnessPoint[]): boolean {
  return points.length >= FEWEST;
}

/** Whether the sharpness of a run passes 2/η and then stays about there. */
function staysAtEdge(recipe: Recipe, { sharpening }: Known, run: number): boolean {
  const stability = stabilityOf(recipe, run);
  const points = sharpening?.runs[run] ?? [];
  if (!('limitAt' in stability)) return false;
  const shares = points.map(({ epoch, value }) => value / stability.limitAt(epoch));
  const first = shares.findIndex((share) => share >= 1);
  if (first < 0) return false;
  const after = shares.slice(first).sort((a, b) => a - b);
  const median = after[Math.floor(after.length / 2)] as number;
  return median >= AT_EDGE.least && median <= AT_EDGE.most;
}
