import type { RunPoint } from '../catalog/directions/types';
import type { Landscape } from '../experiment/landscape';
import type { Recipe } from '../experiment/recipe';
import { explainedByChance, screeOf } from './explained-by-chance';
import type { Plane } from './plane';
import { planeAxes } from './plane-axes';
import { planeCosine } from './plane-cosine';

/** What is known of a plane as soon as it is built. */
export type PlaneFacts = Pick<
  Landscape,
  'axes' | 'samples' | 'cosine' | 'cosineByChance' | 'explained' | 'explainedByChance' | 'scree' | 'screeByChance'
>;

/** The facts of a plane built from a recipe and its runs' checkpoints, to be evaluated on so many samples. */
export function planeFacts(plane: Plane, recipe: Recipe, checkpoints: readonly RunPoint[], samples: number): PlaneFacts {
  const { cosine, byChance } = planeCosine(plane, recipe);
  const shares = plane.directions.map(({ explained }) => explained ?? Number.NaN);
  const scree = screeOf(plane, recipe);
  const walk = explainedByChance(recipe, plane.net.parameters, checkpoints);
  return {
    axes: planeAxes(plane, recipe, checkpoints),
    cosine,
    cosineByChance: byChance,
    samples,
    ...(shares.some((share) => !Number.isNaN(share)) ? { explained: shares } : {}),
    ...(scree ? { scree } : {}),
    ...(walk ? { explainedByChance: walk.axes, screeByChance: walk.scree } : {}),
  };
}
