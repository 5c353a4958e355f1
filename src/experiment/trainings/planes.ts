import { laterSeed } from '../../math/random';
import type { Document, GridAxis, Recipe } from '../recipe';
import { type CheckPlane, checkPoints, coarsePlane, POINTS } from '../seed-check';

/** How many trainings may be compared, the one on the page among them. */
export const TRAINING_COUNTS = [3, 6, 12] as const;

const MOST = Math.max(...TRAINING_COUNTS);

/** Panes whose planes are compared: all but lines. */
export function trainingPanes({ panes }: Pick<Document, 'panes'>): number[] {
  return panes.flatMap(({ axes }, pane) => (axes.length === 2 ? [pane] : []));
}

/** Points along both axes of every plane: one number for all panes, so that they compare. Of convolutional nets those of the page where they are few, so that its own picture is among the others. */
export function trainingPoints(document: Pick<Document, 'panes'>): number {
  const panes = trainingPanes(document);
  const points = checkPoints(document, panes);
  const own = new Set(panes.flatMap((pane) => [document.panes[pane].grid.alpha.points, document.panes[pane].grid.beta.points]));
  const [one = points] = own;
  return points < POINTS && own.size === 1 && one > points && one <= POINTS ? one : points;
}

/**
 * A document with other training seeds in all runs of all panes, the `step`-th set of them; 0 leaves it as it is. Runs of one seed still have one seed, and no run of one set has the seed of a run of
 * another, so that no training is counted twice. Data and directions stay.
 */
export function otherTraining(document: Document, step: number): Document {
  if (step === 0) return document;
  const stride = strideOf(seedsOf(document));
  const shifted = (recipe: Recipe): Recipe => ({
    ...recipe,
    runs: recipe.runs.map((run) => ({ ...run, seed: laterSeed(run.seed, step * stride) })),
  });
  return { ...document, panes: document.panes.map(shifted) };
}

/** The training seeds of a document, each once, in the order of panes and runs. */
export function seedsOf({ panes }: Pick<Document, 'panes'>): number[] {
  return [...new Set(panes.flatMap(({ runs }) => runs.map(({ seed }) => seed)))];
}

/** The least step that brings no seed onto another one within {@link MOST} steps. */
function strideOf(seeds: readonly number[]): number {
  const meets = (stride: number): boolean =>
    seeds.some((a) => seeds.some((b) => b > a && (b - a) % stride === 0 && (b - a) / stride < MOST));
  let stride = 1;
  while (meets(stride)) stride++;
  return stride;
}

/**
 * The planes of the first `count` trainings, those of one training together; each is named by its step. `rangesOf` gives the ranges that a pane's picture has where its paths choose them: all trainings
 * then share those, or their roughness would not compare.
 */
export function trainingPlanes(document: Document, count: number, rangesOf: (pane: number) => readonly GridAxis[] | null): CheckPlane[] {
  const points = trainingPoints(document);
  const { directionSeed } = document.shared;
  return Array.from({ length: count }, (_, step) => otherTraining(document, step)).flatMap(({ panes }, step) =>
    trainingPanes(document).map(
      (pane): CheckPlane => ({ pane, card: step, recipe: coarsePlane(panes[pane] as Recipe, points, rangesOf(pane)), directionSeed }),
    ),
  );
}
