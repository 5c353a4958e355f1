import type { IgnoreId } from '../catalog/directions/normalise';
import { keptRanges } from '../catalog/directions/trajectory-pca';
import type { RunPoint } from '../catalog/directions/types';
import type { TensorLayout } from '../catalog/layout';
import { choiceOf, flagOf, numberOf, type ParamValues } from '../catalog/params';
import type { Recipe } from '../experiment/recipe';
import { square } from '../math/portable';
import { createRng } from '../math/random';
import { randomWalkPca, type Walk } from '../math/random-walk-pca';
import { SCREE_LENGTH } from './path-axes';
import type { Plane } from './plane';

/** Simulations that are averaged, and points³ of all of them: fewer large ones, which cost the cube of their points and differ little from each other in many dimensions. */
const MOST_REPEATS = 40;
const BUDGET = 5e6;
const SEED = 1;
/** Starts that differ by less than this share of the first step are one start. */
const SAME_START = 1e-3;

/** What random walks would give where runs' paths have given the axes of a plane. */
export interface ByChance {
  /** For each axis the share it would explain, NaN where it is no principal one. */
  readonly axes: readonly number[];
  /** The shares of the first components, as many as {@link screeOf} has. */
  readonly scree: readonly number[];
}

/** The shares of the first components where a plane's principal axes are all of one decomposition, else null. */
export function screeOf({ directions }: Pick<Plane, 'directions'>, { axes }: Pick<Recipe, 'axes'>): readonly number[] | null {
  return decomposition(axes) ? (directions.find(({ scree }) => scree)?.scree ?? null) : null;
}

/**
 * The shares that principal components would explain if the paths were Gaussian random walks in as many dimensions: for each run one of as many checkpoints with
 * steps as long as its own are on average, independent of each other, from one start, centred alike (METHOD.md, section 6). Null where there are no such walks: the
 * runs start at different weights, the axes differ in how they were taken, or are taken uncentred from another point than a path's end.
 */
export function explainedByChance(
  { axes, origin }: Pick<Recipe, 'axes' | 'origin'>,
  layout: TensorLayout,
  checkpoints: readonly RunPoint[],
): ByChance | null {
  const how = decomposition(axes);
  if (!how) return null;
  const ranges = keptRanges(layout, choiceOf(how, 'ignore') as IgnoreId);
  const runs = pathsOf(choiceOf(how, 'paths') === 'own' ? checkpoints.filter(({ run }) => run === origin.run) : checkpoints);
  const points = runs.reduce((sum, run) => sum + run.length, 0);
  if (points < 3 || runs.some((run) => run.length < 2) || !haveOneStart(runs, ranges)) return null;
  const end = runs.findIndex(([{ run }]) => run === origin.run);
  const centred = flagOf(how, 'centred');
  if (!centred && (origin.epoch !== 'last' || end < 0)) return null;
  const dimensions = ranges.reduce((sum, [from, to]) => sum + to - from, 0);
  const walks = runs.map((run): Walk => ({ steps: run.length - 1, stepLength: runs.length > 1 ? rootMeanSquareStep(run, ranges) : 1 }));
  const repeats = Math.max(1, Math.min(MOST_REPEATS, Math.floor(BUDGET / (points * points * points))));
  const components = axes.map(({ id, params }) => (id === 'principal' ? numberOf(params, 'component') : 0));
  const wanted = Math.max(SCREE_LENGTH, ...components);
  const shares = randomWalkPca({ walks, dimensions, from: centred ? null : end, repeats }, wanted, createRng(SEED)).map(({ mean }) => mean);
  return {
    axes: components.map((component) => (component > 0 ? shares[component - 1] : Number.NaN)),
    scree: shares.slice(0, Math.min(SCREE_LENGTH, points)),
  };
}

/** How the principal axes among some axes were taken; null where there are none or they were taken differently. */
function decomposition(axes: Recipe['axes']): ParamValues | null {
  const [first, second] = axes.filter(({ id }) => id === 'principal').map(({ params: { component: _, ...how } }) => how);
  return first && (!second || JSON.stringify(first) === JSON.stringify(second)) ? first : null;
}

/** Points run by run. */
function pathsOf(points: readonly RunPoint[]): RunPoint[][] {
  return [...new Set(points.map(({ run }) => run))].map((run) => points.filter((point) => point.run === run));
}

type Ranges = ReturnType<typeof keptRanges>;

function haveOneStart(runs: readonly (readonly RunPoint[])[], ranges: Ranges): boolean {
  const [first] = runs;
  return runs.every(([start, next]) => squareDistance(start, first[0], ranges) <= square(SAME_START) * squareDistance(start, next, ranges));
}

function rootMeanSquareStep(run: readonly RunPoint[], ranges: Ranges): number {
  const sum = run.slice(1).reduce((total, point, i) => total + squareDistance(run[i], point, ranges), 0);
  return Math.sqrt(sum / (run.length - 1));
}

function squareDistance(a: RunPoint, b: RunPoint, ranges: Ranges): number {
  let sum = 0;
  for (const [from, to] of ranges) {
    for (let i = from; i < to; i++) sum += square(a.theta[i] - b.theta[i]);
  }
  return sum;
}
