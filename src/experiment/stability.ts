import { optimizers } from '../catalog/optimizers';
import { schedules } from '../catalog/schedules';
import { dataShape, hasImages } from './limits';
import { type Phrase, phrase } from './phrase';
import type { Recipe } from './recipe';

/** Up to which sharpness λ_max a run's steps are stable, or why there is no such number. */
export type Stability =
  | {
      /** The limit for the steps that follow epoch 0, 1, …. */
      readonly limitAt: (epoch: number) => number;
      /** Whether that is 2/η; with momentum it is not. */
      readonly plain: boolean;
    }
  /** In few words, and in a sentence. */
  | { readonly reason: { readonly short: Phrase; readonly sentence: Phrase } };

/**
 * The edge of stability of one of a recipe's runs (Cohen et al. 2021): along a direction of more curvature than this, steps on the whole training set overshoot
 * by more each time. Known where every step is on the whole training set, unchanged, and all weights have one step size; it follows the schedule.
 */
export function stabilityOf(recipe: Recipe, index: number): Stability {
  const run = recipe.runs[index];
  const { label, stableUpTo } = optimizers.get(run.optimizer.id);
  if (!stableUpTo) return without('optimizer', { optimizer: phrase(label) });
  if (run.batchSize !== 0 && run.batchSize < dataShape(recipe).train) return without('batches', { batch: run.batchSize });
  if (run.augmentation !== 'none' && hasImages(recipe)) return without('augmentation', {});
  const { factor } = schedules.get(run.schedule.id);
  return {
    // An epoch is one step; after the last there would be one more like it.
    limitAt: (epoch) =>
      stableUpTo(run.optimizer.params, run.learningRate * factor(run.schedule.params, Math.min(epoch, run.epochs - 1) / run.epochs)),
    plain: stableUpTo(run.optimizer.params, 1) === 2,
  };
}

function without(why: 'optimizer' | 'batches' | 'augmentation', values: Phrase['values']): Stability {
  return { reason: { short: phrase(`sharpening.noLine.${why}`, values), sentence: phrase(`sharpening.why.${why}`, values) } };
}
