import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/app/memory';
import { isBuildable } from '../../src/app/run/buildable';
import { presets } from '../../src/experiment/presets';
import type { Recipe } from '../../src/experiment/recipe';

/** A complete run with checkpoints at these epochs. */
const withCheckpoints = (run: number, epochs: readonly number[]): RunRecord =>
  ({
    complete: true,
    checkpoints: epochs.map((epoch) => ({ run, epoch, theta: new Float32Array(1), state: new Float32Array(0) })),
  }) as unknown as RunRecord;

const whole = (recipe: Recipe): RunRecord[] =>
  recipe.runs.map(({ epochs, checkpointEvery }, run) =>
    withCheckpoints(
      run,
      [...Array(Math.floor(epochs / checkpointEvery) + 1).keys()].map((k) => k * checkpointEvery),
    ),
  );

const lastOnly = (recipe: Recipe): RunRecord[] => recipe.runs.map(({ epochs }, run) => withCheckpoints(run, [epochs]));

describe('a plane can be made again', () => {
  it('from a whole path always, from its end only where no axis needs more', () => {
    const [random, toStart, principal] = presets.get('random-axes').build().panes;
    for (const recipe of [random, toStart, principal]) expect(isBuildable(recipe, whole(recipe))).toBe(true);
    expect([random, toStart, principal].map((recipe) => isBuildable(recipe, lastOnly(recipe)))).toEqual([true, false, false]);
    const [line] = presets.get('batch-line').build().panes;
    const [minima] = presets.get('three-minima').build().panes;
    for (const recipe of [line, minima]) {
      expect(isBuildable(recipe, lastOnly(recipe))).toBe(true);
      expect(isBuildable(recipe, [lastOnly(recipe)[0]])).toBe(false);
    }
  });
});
