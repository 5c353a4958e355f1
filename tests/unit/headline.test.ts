import { afterEach, describe, expect, it } from 'vitest';
import { headline, NO_READING, type PaneReading, verdict } from '../../src/experiment/headline';
import type { Landscape } from '../../src/experiment/landscape';
import { presets } from '../../src/experiment/presets';
import type { Document, Recipe } from '../../src/experiment/recipe';
import { defaultRecipe, defaultRun } from '../../src/experiment/recipe-defaults';
import { SPREAD } from '../../src/experiment/spread/table';
import { thresholdsOf } from '../../src/experiment/spread/thresholds';
import { addTexts, setLanguage } from '../../src/i18n';
import { captions } from '../../src/i18n/messages/captions';
import { sayAlone } from '../../src/i18n/say';
import { withUnscaled } from '../../src/panels/rail/unscaled';

afterEach(() => setLanguage('en'));
addTexts(captions);

const pair = presets.get('skip-connections').build();
/** The pair as a person would build it: not a ready experiment. */
const own: Document = { ...pair, preset: '' };
const rates = (...learningRates: number[]): Document => ({
  ...own,
  panes: learningRates.map((learningRate) => defaultRecipe({ runs: [defaultRun({ learningRate })] })),
});

interface Numbers {
  readonly roughness?: number;
  readonly minima?: number;
  readonly error?: number;
  readonly holes?: number;
  readonly flat?: number;
  readonly loss?: number;
  readonly accuracy?: number;
}

const reading = ({ roughness = 0.1, minima = 1, error = 0, holes = 0, flat, loss = 0.01, accuracy = 1 }: Numbers = {}): PaneReading => ({
  ...NO_READING,
  statistics: { roughness, minima, holes, columns: 33, rows: 33, standard: true },
  testError: error,
  flatShare: flat ?? null,
  ends: [{ loss, accuracy }],
});

/** In English, after a look that the Chinese is Chinese and says as much. */
function says(document: Document, readings: readonly PaneReading[]): string {
  setLanguage('zh');
  expect(sayAlone(headline(document, readings))).toMatch(/[一-鿿]/u);
  expect(sayAlone(headline(document, readings))).not.toMatch(/\{\{|headline\.|finding\./);
  setLanguage('en');
  return sayAlone(headline(document, readings));
}

describe('surfaces that do not compare', () => {
  it('say which net did not train, not that the other one is rougher', () => {
    const diverged = reading({ roughness: Number.NaN, holes: 1, loss: Number.NaN, accuracy: 0.5, error: 0.5 });
    expect(says(rates(10, 0.05), [diverged, reading()])).toBe(
      'Net A (rate 10) did not train: its loss is no longer a number. The surfaces do not compare',
    );
    expect(says(rates(0.05, 10), [reading(), reading({ loss: Number.POSITIVE_INFINITY })])).toMatch(/^Net B \(rate 10\) did not train/);
    expect(says(rates(10), [diverged])).toBe('This net did not train: its loss is no longer a number');
  });

  it('say which net only guesses while another learnt; where all guess, they compare', () => {
    const guessing = reading({ accuracy: 0.51, loss: 0.69, roughness: 0.4 });
    expect(says(rates(0.1, 0.01), [guessing, reading()])).toMatch(
      /^Net A \(rate 0\.1\) learnt nothing: 51\u202f% of training samples right, as by guessing\./,
    );
    expect(says(rates(0.1, 0.01), [guessing, guessing])).not.toMatch(/guessing/);
  });

  it('are those with more than 3 % holes', () => {
    expect(says(own, [reading(), reading({ holes: 0.031, roughness: 0.4 })])).toBe(
      'In surface B (without), 3.1\u202f% of the points have no number, so the surfaces do not compare',
    );
    expect(says(own, [reading(), reading({ holes: 0.03, roughness: 0.4 })])).toMatch(/rougher/);
    expect(says({ ...own, panes: own.panes.slice(0, 1) }, [reading({ holes: 0.5 })])).toMatch(/50\u202f% of the points have no number/);
  });

  it('are those of too few points: a 2 × 2 grid compares nothing', () => {
    expect(says(own, [reading({ roughness: Number.NaN }), reading({ roughness: Number.NaN })])).toBe(
      'Too few points to compare the surfaces',
    );
  });

  it('are never infinitely many times as rough', () => {
    for (const roughness of [0, Number.POSITIVE_INFINITY])
      expect(says(own, [reading({ roughness }), reading({ roughness: 0.3 })])).not.toMatch(/∞|Infinity|rougher/);
  });
});

describe('a surface alone', () => {
  it('is one basin only with one minimum, and flat only near', () => {
    const alone = { ...own, panes: own.panes.slice(0, 1) };
    expect(says(alone, [reading()])).toBe('Around the trained weights the loss surface is one smooth basin');
    expect(says(alone, [reading({ minima: 0 })])).toBe('Around the trained weights the loss surface is smooth');
    expect(says(alone, [reading({ flat: 0.951 })])).toBe(
      'Close to the trained weights, 95.1\u202f% of the plane is flat: less than 0.1 above their loss',
    );
  });
});

describe('a difference', () => {
  it('is claimed beyond what seeds alone do, and told of these trainings below', () => {
    const limit = thresholdsOf(own.panes)?.roughness ?? Number.NaN;
    expect(says(own, [reading(), reading({ roughness: 0.101 * Math.exp(limit) })])).toMatch(
      /^Without skip connections, the same net has a [\d.]+× rougher loss surface$/,
    );
    expect(says(own, [reading(), reading({ roughness: 0.099 * Math.exp(limit) })])).toMatch(
      /^In these two trainings, surface B is [\d.]+× rougher than surface A$/,
    );
    expect(says(own, [reading(), reading({ roughness: 0.12 })])).toMatch(/no clear difference/);
  });

  it('is told of these trainings alone for kinds of recipes that were not measured, and for pictures that were not', () => {
    const deep = {
      ...own,
      panes: own.panes.map((recipe) => ({ ...recipe, net: { ...recipe.net, params: { ...recipe.net.params, depth: 60 } } })),
    };
    const wide = {
      ...own,
      panes: own.panes.map((recipe) => ({ ...recipe, grid: { ...recipe.grid, alpha: { min: -2, max: 2, points: 65 } } })),
    };
    for (const document of [deep, wide]) {
      expect(thresholdsOf(document.panes)).toBeNull();
      const told = verdict(document, [reading(), reading({ roughness: 0.9 })]);
      expect(told.claims).toBe(false);
      expect(sayAlone(told.phrase)).toBe('In these two trainings, surface B is 9× rougher than surface A');
    }
  });

  it('between two pictures of one training needs no other seeds', () => {
    const raw = (recipe: Recipe): Recipe => ({
      ...recipe,
      axes: recipe.axes.map((axis) => ({ ...axis, params: { ...axis.params, norm: 'none' } })),
    });
    const document = { ...own, panes: [own.panes[0], raw(own.panes[0] as Recipe)] as Recipe[] };
    expect(verdict(document, [reading(), reading({ roughness: 0.2 })]).claims).toBe(true);
  });

  it('is one of flatness near and never far', () => {
    expect(says(own, [reading({ flat: 0.95 }), reading({ flat: 0.1, roughness: 0.4 })])).toBe(
      'Without skip connections, the minimum is sharper: 10\u202f% of the plane is flat (loss +0.1) instead of 95\u202f%',
    );
    expect(says(own, [reading({ flat: 0.8 }), reading({ flat: 0.6, roughness: 0.4 })])).toBe(
      'In these two trainings, minimum B is sharper than A: 60\u202f% of its plane is flat (loss +0.1) instead of 80\u202f%',
    );
    expect(says(own, [reading(), reading({ roughness: 0.9, minima: 30, error: 0.5 })])).not.toMatch(/flat|sharp/);
  });

  it('needs more between three trainings than between two', () => {
    const [first] = own.panes as [Recipe];
    const two = thresholdsOf([first, first]);
    const three = thresholdsOf([first, first, first]);
    expect((three?.roughness ?? 0) / (two?.roughness ?? 1)).toBeCloseTo(1.2, 6);
    expect(two).toEqual(SPREAD['spirals mlp norm skips 25 15']);
  });
});

describe('“Compare with unscaled”', () => {
  it('compares the pane that was added with its own net, and gives each pane its scale', () => {
    const document = withUnscaled(pair) as Document;
    expect(document.shared.sharedScale).toBe(false);
    const readings = [reading({ roughness: 0.1 }), reading({ roughness: 0.4 }), reading({ roughness: 0.8 })];
    expect(says(document, readings)).toBe('B and C are one net: drawn unscaled, its surface looks 2× rougher');
    expect(says(document, [...readings.slice(0, 2), reading({ roughness: 0.1 })])).toMatch(/4× smoother$/);
    expect(says(document, [...readings.slice(0, 2), reading({ roughness: 0.41 })])).toMatch(/looks alike$/);
  });
});

describe('what a ready experiment found', () => {
  const build = (id: string): Document => presets.get(id).build();
  const plane = (losses: readonly number[], more: Partial<Landscape> = {}): Landscape => {
    const points = Math.sqrt(losses.length);
    const axis = { min: -0.5, max: 1.5, points };
    const loss = Float32Array.from(losses);
    return {
      axes: [axis, axis],
      loss,
      accuracy: loss,
      done: new Uint8Array(loss.length).fill(1),
      samples: 1,
      cosine: 0,
      cosineByChance: 0,
      ...more,
    };
  };

  it('is said for every preset, in both languages, without a contradiction of its menu line', () => {
    for (const preset of presets.all) {
      const document = preset.build();
      const readings = document.panes.map((recipe, i) => ({
        ...reading({ roughness: 0.1 + 0.1 * i }),
        ends: recipe.runs.map(() => ({ loss: 0.1, accuracy: 1 })),
      }));
      expect(says(document, readings).length, preset.id).toBeGreaterThan(20);
    }
  });

  it('rescaled: the scaled pictures agree, or nothing is said of it', () => {
    const [one, other] = [plane([1, 2, 3, 4]), plane([1, 9, 9, 4])];
    const of = (...landscapes: Landscape[]) => landscapes.map((landscape) => ({ ...reading(), landscape }));
    expect(says(build('rescaled'), of(one, other, one, plane([1.00001, 2, 3, 4])))).toBe(
      'One function, two sets of weights: A and B, unscaled, differ; C and D, scaled per filter, agree',
    );
    expect(says(build('rescaled'), of(one, other, one, other))).not.toMatch(/agree/);
    expect(says(build('rescaled'), of(one, one, one, one))).not.toMatch(/agree/);
  });

  it('edge of stability: sharpness climbs to 2/η at every rate and stays, or does not, or is not measured yet', () => {
    const document = build('edge-of-stability');
    const rates = (document.panes[0] as Recipe).runs.map(({ learningRate }) => learningRate);
    const pane = (shares: readonly number[], left = 0): PaneReading => ({
      ...reading(),
      ends: rates.map(() => ({ loss: 0.1, accuracy: 1 })),
      sharpening: {
        left,
        problem: null,
        runs: rates.map((rate) => shares.map((share, i) => ({ epoch: 20 * i, value: (share * 2) / rate, bound: 0 }))),
      },
    });
    expect(says(document, [pane([0.3, 0.9, 1.1, 1, 0.97, 1.02])])).toBe(
      'At each of three rates, sharpness climbs to 2/η and stays near it',
    );
    expect(says(document, [pane([0.3, 0.5, 0.6, 0.7])])).toMatch(/does not climb/);
    expect(says(document, [pane([0.3, 1.2, 0.4, 0.3, 0.3])])).toMatch(/does not climb/);
    expect(says(document, [pane([0.3, 0.9, 1.1, 1], 3)])).toMatch(/^Gradient descent at three rates: watch/);
  });

  it('optimizer paths: which one went lowest', () => {
    const of = (losses: readonly number[]) =>
      says(build('optimizer-paths'), [{ ...reading(), ends: losses.map((loss) => ({ loss, accuracy: 0.9 })) }]);
    expect(of([0.4, 0.05, 0.0031, 0.2])).toMatch(/^Adam.* went lowest, to a loss of 0\.0031; SGD.* ended at 0\.4$/);
    expect(of([0.01, 0.05, 0.31, 0.2])).toMatch(/ended at 0\.31$/);
  });

  it('batch size: whose basin is the larger, with its level', () => {
    const of = (...basins: number[]) =>
      says(
        build('batch-size'),
        basins.map((basin, i) => ({ ...reading({ error: 0.004 * i }), basin })),
      );
    expect(of(1.2, 0.3)).toMatch(/[Bb]atch 16.* 4× larger basin at \+0\.5 loss.*0\u202f% against 0\.4\u202f%$/);
    expect(of(0.3, 1.2)).toMatch(/[Ff]ull batch.* 4× larger basin at \+0\.5 loss.*0\.4\u202f% against 0\u202f%$/);
    expect(of(1, 1.1)).toMatch(/basins of about one size/);
  });

  it('curvature: what the map says of both nets; before it is computed, which is rougher', () => {
    const of = (nonConvex: number | null) =>
      says(
        build('curvature'),
        [0, 1].map((i) => ({ ...reading({ roughness: 0.1 + 0.3 * i }), nonConvex })),
      );
    expect(of(0.77)).toMatch(/77\u202f% of the plane of A and 77\u202f% of that of B are clearly not convex$/);
    expect(of(null)).toMatch(/rougher/);
  });

  it('images: which net errs more, in these trainings', () => {
    const of = (...errors: number[]) =>
      says(
        build('resnet-fashion'),
        errors.map((error) => reading({ error, roughness: 0.1 + error })),
      );
    expect(of(0.18, 0.33)).toMatch(/^In these two trainings, the net without shortcuts errs more: 33/);
    expect(of(0.33, 0.18)).toMatch(/^In these two trainings, the net with shortcuts errs more: 33/);
  });

  it('three minima: how high the hills between them are, or nothing of hills', () => {
    const document = build('three-minima');
    const path = (run: number, alpha: number, beta: number) => ({
      run,
      points: [{ epoch: 30, alpha, beta, length: 1, distance: 0, loss: 0.01, planeLoss: 0.01 }],
    });
    const paths = [path(0, 0, 0), path(1, 1, 0), path(2, 0.5, 1)];
    const hilly = (hill: number) =>
      Array.from({ length: 81 }, (_, i) => {
        const [alpha, beta] = [-0.5 + (i % 9) / 4, -0.5 + Math.floor(i / 9) / 4];
        return Math.min(hill, ...paths.map(({ points: [p] }) => 0.01 + 9 * Math.hypot(alpha - (p?.alpha ?? 0), beta - (p?.beta ?? 0))));
      });
    const ends = [0, 1, 2].map(() => ({ loss: 0.01, accuracy: 1 }));
    const of = (hill: number) => says(document, [{ ...reading(), ends, landscape: plane(hilly(hill), { paths }) }]);
    expect(of(1.2)).toBe('Three trainings of one net, three minima: between any two the loss rises to 1.2 or more');
    expect(of(0.012)).toBe('One net trained from three starts, on the plane through where they ended');
  });

  it('gives way to the comparison of panes once the recipe was changed, but not when seeds were', () => {
    const [a, b] = [reading({ roughness: 0.1 }), reading({ roughness: 0.4 })].map((one, i) => ({ ...one, basin: 1 - 0.7 * i }));
    const document = build('batch-size');
    const seeded = document.panes.map((recipe) => ({ ...recipe, runs: recipe.runs.map((run) => ({ ...run, seed: 7 })) }));
    const changed = document.panes.map((recipe) => ({ ...recipe, runs: recipe.runs.map((run) => ({ ...run, epochs: 100 })) }));
    expect(says({ ...document, panes: seeded }, [a, b] as PaneReading[])).toMatch(/basin/);
    expect(says({ ...document, panes: changed }, [a, b] as PaneReading[])).toMatch(/rougher/);
  });
});
