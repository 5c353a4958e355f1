import { describe, expect, it } from 'vitest';
import { directions } from '../../src/catalog/directions';
import { defaultDocument } from '../../src/experiment/defaults';
import type { Landscape, PathPoint } from '../../src/experiment/landscape';
import type { Recipe } from '../../src/experiment/recipe';
import { choose } from '../../src/experiment/recipe-defaults';
import { trustFacts } from '../../src/experiment/trust';
import { addTexts } from '../../src/i18n';
import { captions } from '../../src/i18n/messages/captions';
import { trust } from '../../src/i18n/messages/trust';
import { sayAlone } from '../../src/i18n/say';
import { screeOf, sumOf } from '../../src/panels/dialogs/trust/scree-bars';
import { tinyRecipe, tinyRun } from './support/tiny';

addTexts({ ...captions, ...trust });

const principal = [1, 3].map((component) => ({ ...choose(directions, 'principal', { component }), seed: null }));

function landscapeOf({ grid, axes }: Recipe, changes: Partial<Landscape> = {}): Landscape {
  const given = axes.length === 1 ? [grid.alpha] : [grid.alpha, grid.beta];
  const points = given.reduce((product, axis) => product * axis.points, 1);
  const loss = new Float32Array(points).fill(1);
  const accuracy = new Float32Array(points).fill(0.5);
  const cosine = axes.length === 1 ? Number.NaN : 0.0312;
  return { axes: given, loss, accuracy, done: new Uint8Array(points).fill(1), samples: 60, cosine, cosineByChance: Number.NaN, ...changes };
}

const stop = (epoch: number, loss: number, planeLoss: number, distance: number): PathPoint => {
  return { epoch, alpha: 0, beta: 0, length: 5, distance, loss, planeLoss };
};

/** What is said of a recipe's picture, by fact. */
function said(recipe: Recipe, landscape: Landscape | null, cut: number | null = null): Record<string, string> {
  const document = { ...defaultDocument(), panes: [recipe] };
  const facts = trustFacts(document, 0, { landscape, cut });
  return Object.fromEntries(facts.map(({ id, sentences }) => [id, sentences.map(sayAlone).join(' ')]));
}

describe('how far to trust a picture', () => {
  it('tells of a random plane what was measured, around what, along what, with which seed and at which angle', () => {
    const recipe = tinyRecipe();
    const facts = said(recipe, landscapeOf(recipe, { cosineByChance: 0.12 }), 100);
    expect(facts).toMatchObject({
      measured: 'Loss on 60 training points. Weight decay is not part of it.',
      around: 'The trained weights, at the middle of the axes.',
      directions: 'Two random directions scaled filter by filter. Biases and batch norm held.',
      angle: 'Cosine 0.03; 0 is a right angle, and two such random directions are about 0.12 from it.',
      batchNorm: 'Batch norm statistics are those of the trained net.',
    });
    expect(facts.seed).toMatch(new RegExp(`^${defaultDocument().shared.directionSeed}\\. Another seed gives another picture`));
    expect(facts.points).toMatch(/^9 × 5 points, cubic in between\..*Heights above 100 are cut off\.$/);
    expect(Object.keys(facts)).not.toContain('gap');
  });

  it('says which part of the samples was used, and that a net has no batch norm', () => {
    const recipe = tinyRecipe();
    const plain = { ...recipe, net: { ...recipe.net, params: { ...recipe.net.params, batchNorm: false } } };
    const facts = said({ ...plain, grid: { ...plain.grid, samples: 20 } }, null);
    expect(facts.measured).toBe(
      'Loss on 20 training points. There are 60 of them; the others are left out. Weight decay is not part of it.',
    );
    expect(facts.batchNorm).toBe('This net has none.');
    expect(facts.angle).toBeUndefined();
  });

  it('tells of a line in words of a line: no angle, no roughness, every seed that is drawn', () => {
    const recipe = tinyRecipe();
    const line = { ...recipe, axes: recipe.axes.slice(0, 1), view: { ...recipe.view, repeats: 3 } };
    const paths = [{ run: 0, points: [stop(0, 2, 0.5, 3), stop(4, 0.1, 0.1, 0)] }];
    const facts = said(line, landscapeOf(line, { paths }));
    const seed = defaultDocument().shared.directionSeed;
    expect(facts.seed).toMatch(new RegExp(`^${seed}, \\d+, \\d+\\. Other seeds`));
    expect(facts.points).toBe('9 points.');
    expect(facts.angle).toBeUndefined();
    expect(facts.movement).toBe('Of the way from the checkpoints to the middle, the line holds 82 %.');
    expect(facts.gap).toContain('the line beside it 0.5: it lies 3 off the line, 5 from the middle');
  });

  it('tells of paths how many checkpoints, how much of them is in the plane, what chance gives, and where the plane says least', () => {
    const recipe = { ...tinyRecipe({ axes: principal }), runs: [tinyRun(), tinyRun({ batchSize: 4 })] };
    const paths = [
      { run: 0, points: [stop(0, 2, 1.5, 1), stop(2, 0.5, 0.5, 0)] },
      // Nothing is known of a loss that is not finite.
      { run: 1, points: [stop(0, 2, 1.5, 1), stop(2, 0.02, 0.4, 3), stop(4, Number.NaN, 1, 3)] },
    ];
    const facts = said(recipe, landscapeOf(recipe, { paths, explained: [0.6, 0.05], explainedByChance: [0.5, 0.07] }));
    expect(facts.checkpoints).toBe('2 + 3 of 2 runs, from their start to their end.');
    expect(facts.movement).toContain('The two axes show 65 % of the movement (60 + 5). A random walk would give 57 %.');
    expect(facts.movement).toContain('the plane holds 84 %.');
    expect(facts.gap).toMatch(/^At epoch 2 of run 2 \(.*\) the net has loss 0\.02, the plane under it 0\.4: it lies 3 off the plane/);
    expect(facts.seed).toBe('None: no direction is drawn at random.');
    expect(facts.angle).toBe('Cosine 0.03; 0 is a right angle.');
  });
});

describe('the shares of principal axes', () => {
  const recipe = tinyRecipe({ axes: principal });

  it('are those of the decomposition, with the axes of the picture and the random walk', () => {
    const scree = [0.6, 0.2, 0.1, 0.05];
    const found = screeOf(landscapeOf(recipe, { scree, screeByChance: [0.5, 0.2, 0.1, 0.1] }), recipe);
    expect(found).toEqual({ shares: scree, byChance: [0.5, 0.2, 0.1, 0.1], axes: [0, 2] });
    expect(sumOf(scree, [0, 2])).toBeCloseTo(0.7, 12);
  });

  it('are not drawn where a link brought none, nor without principal axes', () => {
    expect(screeOf(landscapeOf(recipe, { explained: [0.6, 0.1] }), recipe)).toBeNull();
    expect(screeOf(landscapeOf(recipe, { scree: [1] }), recipe)?.byChance).toBeNull();
    expect(screeOf(null, recipe)).toBeNull();
  });
});
