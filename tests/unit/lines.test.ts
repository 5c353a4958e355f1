import { describe, expect, it } from 'vitest';
import { directions } from '../../src/catalog/directions';
import { nets } from '../../src/catalog/nets';
import type { Checkpoint } from '../../src/experiment/checkpoint';
import { companionsOf } from '../../src/experiment/companions';
import { defaultDocument } from '../../src/experiment/defaults';
import type { Landscape } from '../../src/experiment/landscape';
import { dataShape } from '../../src/experiment/limits';
import { lineEnds } from '../../src/experiment/line-ends';
import type { Document, Recipe } from '../../src/experiment/recipe';
import { choose } from '../../src/experiment/recipe-defaults';
import { formats, readFile } from '../../src/formats';
import { addTexts } from '../../src/i18n';
import { messages } from '../../src/i18n/messages/chinese';
import { histograms } from '../../src/math/histogram';
import { MAX_SEED } from '../../src/math/random';
import { withUnscaled } from '../../src/panels/rail/unscaled';
import { lineView } from '../../src/views/line';
import { widthsInWords } from '../../src/views/line/repeats';
import type { ViewPane } from '../../src/views/types';
import { runToEnd, setUpApp } from './support/app';
import { tinyRecipe, tinyRun } from './support/tiny';

addTexts(messages);

/** A tiny line along a random direction, drawn along three of them. */
function randomLine(): Recipe {
  const recipe = tinyRecipe();
  return { ...recipe, axes: recipe.axes.slice(0, 1), view: { ...recipe.view, repeats: 3 } };
}

/** A tiny line from the end of a run to that of another. */
function lineBetween(): Recipe {
  const recipe = tinyRecipe();
  const axis = { ...choose(directions, 'between', { run: 2, at: 'end' }), seed: null };
  return { ...recipe, runs: [tinyRun(), tinyRun({ seed: 9 })], axes: [axis], grid: { ...recipe.grid, batchNorm: 'interpolated' } };
}

const documentOf = (recipe: Recipe): Document => ({ ...defaultDocument(), preset: '', panes: [recipe] });

function line(losses: readonly number[]): Landscape {
  const loss = Float32Array.from(losses);
  const axes = [{ min: -1, max: 1, points: losses.length }];
  const done = new Uint8Array(losses.length).fill(1);
  return { axes, loss, accuracy: loss.map(() => 0.5), done, samples: 10, cosine: Number.NaN, cosineByChance: Number.NaN };
}

describe('what is drawn with a line', () => {
  it('is the other split, and repeats with the seeds that follow', () => {
    const found = companionsOf(randomLine(), 7);
    expect(found.map(({ split, seed }) => [split, seed])).toEqual([
      ['test', null],
      ['train', 8],
      ['train', 9],
    ]);
    expect(found.map(({ recipe }) => [recipe.grid.split, recipe.axes[0]?.seed])).toEqual([
      ['test', null],
      ['train', 8],
      ['train', 9],
    ]);
    expect(companionsOf(randomLine(), MAX_SEED)[1]?.seed).toBe(0);
  });

  it('is nothing for a plane, and no repeat of a way that is not random', () => {
    expect(companionsOf(tinyRecipe(), 7)).toEqual([]);
    const between = { ...lineBetween(), view: { ...lineBetween().view, repeats: 5 } };
    expect(companionsOf(between, 7)).toHaveLength(1);
  });

  it('takes no more samples of the other split than it has', () => {
    const recipe = randomLine();
    const { test } = dataShape(recipe);
    const [other] = companionsOf({ ...recipe, grid: { ...recipe.grid, samples: test + 5 } }, 7);
    expect(other?.recipe.grid.samples).toBe(test);
  });
});

describe('a run of a line', () => {
  it('evaluates its own, the other split and the repeats; a further repeat needs only its own line; a file gives all back', async () => {
    const test = setUpApp({ document: documentOf(randomLine()) });
    await runToEnd(test);
    expect([test.phases(), test.needs()]).toEqual([['done'], [null]]);
    const { landscape, companions = [], checkpoints, curves } = test.results.pane(0).snapshot;
    expect(companions.map(({ split, seed }) => [split, seed])).toEqual([
      ['test', null],
      ['train', 3],
      ['train', 4],
    ]);
    const centre = 4;
    expect(landscape?.loss[centre]).toBeCloseTo(curves[0]?.at(-1)?.trainLoss ?? 9, 5);
    expect(companions[0]?.landscape.loss[centre]).toBeCloseTo(curves[0]?.at(-1)?.testLoss ?? 9, 5);
    expect(companions[0]?.landscape.accuracy[centre]).toBeCloseTo(curves[0]?.at(-1)?.testAccuracy ?? 9, 5);
    for (const repeat of companions.slice(1)) {
      expect(repeat.landscape.loss[centre]).toBe(landscape?.loss[centre]);
      expect(repeat.landscape.loss[0]).not.toBe(landscape?.loss[0]);
    }
    const shown = { document: test.app().document, panes: [test.results.pane(0).snapshot] };
    for (const id of ['npz', 'json']) {
      const read = readFile(`x.${id}`, formats.get(id).encode(shown));
      expect(read.ok && read.snapshot.panes[0]?.companions).toEqual(companions);
    }
    const table = new TextDecoder().decode(formats.get('csv').encode(shown)).trim().split('\n');
    expect(table[0]).toBe('pane,alpha,beta,loss,accuracy,split,seed');
    expect(table).toHaveLength(1 + 4 * 9);

    test.app().edit((document) => ({
      ...document,
      panes: document.panes.map((pane) => ({ ...pane, view: { ...pane.view, repeats: 4 } })),
    }));
    expect(test.needs()).toEqual(['surface']);
    await runToEnd(test);
    const after = test.results.pane(0).snapshot;
    expect(after.companions).toHaveLength(4);
    expect(after.landscape).toBe(landscape);
    expect(after.checkpoints).toEqual(checkpoints);
  });

  it('from one run to another ends in both, on both splits', async () => {
    const test = setUpApp({ document: documentOf(lineBetween()) });
    await runToEnd(test);
    const { landscape, companions = [], curves } = test.results.pane(0).snapshot;
    expect(landscape?.loss[8]).toBeCloseTo(curves[1]?.at(-1)?.trainLoss ?? 9, 4);
    expect(companions[0]?.landscape.loss[8]).toBeCloseTo(curves[1]?.at(-1)?.testLoss ?? 9, 4);
    const ends = lineEnds(lineBetween(), test.results.pane(0).snapshot.checkpoints);
    expect(ends.map(({ at, run, epoch }) => [at, run, epoch])).toEqual([
      [0, 0, 4],
      [1, 1, 4],
    ]);
  });
});

describe('the ends of a line', () => {
  it('have the kernels and neither biases nor batch norm', () => {
    const recipe = lineBetween();
    const { parameters } = nets.get(recipe.net.id).build(recipe.net.params, dataShape(recipe));
    const theta = new Float32Array(parameters.size).fill(50);
    let next = 0;
    for (const slot of parameters.slots) {
      if (slot.role === 'kernel') for (let i = 0; i < slot.size; i++) theta[slot.offset + i] = ++next % 2 === 0 ? 1 : -1;
    }
    const metrics = { trainLoss: 1, trainAccuracy: 1, testLoss: 1, testAccuracy: 1 };
    const checkpoint: Checkpoint = { run: 0, epoch: 4, theta, state: new Float32Array(0), metrics };
    const [end, ...others] = lineEnds(recipe, [checkpoint]);
    expect(others).toEqual([]);
    expect(end?.kernels).toHaveLength(next);
    expect(end?.norm).toBeCloseTo(Math.sqrt(next), 5);
    expect(end?.quartiles).toEqual([-1, 1]);
    expect(lineEnds(tinyRecipe(), [checkpoint])).toEqual([]);
    expect(lineEnds({ ...recipe, origin: { ...recipe.origin, rescale: 10 } }, [checkpoint])).toEqual([]);
  });
});

describe('the same along unscaled directions', () => {
  it('is one pane more, of the same runs, and offered once', () => {
    const document = documentOf(randomLine());
    const compared = withUnscaled(document);
    expect(compared?.panes.map(({ axes }) => axes.map(({ params }) => params.norm))).toEqual([['filter'], ['none']]);
    expect(compared?.panes[1]?.runs).toBe(document.panes[0]?.runs);
    expect(compared && withUnscaled(compared)).toBeNull();
    expect(withUnscaled(documentOf(lineBetween()))).toBeNull();
    const [pane] = document.panes;
    expect(withUnscaled({ ...document, panes: pane ? [pane, pane, pane, pane] : [] })).toBeNull();
  });
});

describe('histograms', () => {
  it('share bins around 0 and leave out what is not finite', () => {
    const shared = histograms(
      [
        [-2, -0.1, 0.1, 2, Number.NaN],
        [0.5, Number.POSITIVE_INFINITY],
      ],
      4,
    );
    expect([shared?.min, shared?.max]).toEqual([-2, 2]);
    expect(shared?.counts.map((counts) => [...counts])).toEqual([
      [1, 1, 1, 1],
      [0, 0, 1, 0],
    ]);
    expect(histograms([[Number.NaN], []], 4)).toBeNull();
    expect([...(histograms([[0, 0]], 3)?.counts[0] ?? [])]).toEqual([0, 2, 0]);
  });
});

describe('widths of repeats in words', () => {
  it('are the lowest and the highest, and how many lie beyond the range', () => {
    const narrow = line([4, 1, 0, 1, 4]);
    const wide = line([1, 0.25, 0, 0.25, 1]);
    const flat = line([0.1, 0, 0, 0, 0.1]);
    expect(widthsInWords([narrow])).toBeNull();
    expect(widthsInWords([narrow, wide])).toBe('2 random directions: width at +0.5 loss 0.50–1.33');
    expect(widthsInWords([narrow, flat])).toBe('2 random directions: width at +0.5 loss 0.50, 1 beyond the range');
    expect(widthsInWords([flat, flat])).toBe('2 random directions: at +0.5 loss all are wider than the range');
    expect(widthsInWords([narrow, { ...wide, done: new Uint8Array(5) }])).toBeNull();
  });
});

describe('the table of a line', () => {
  it('names both splits, repeats and the weights at its ends', () => {
    const own = line([4, 1, 0.5, Number.NaN, 4]);
    const pane = {
      letter: 'A',
      name: 'x',
      landscape: own,
      split: 'train',
      companions: [
        { split: 'test', seed: null, landscape: line([5, 2, 1, 2, 5]) },
        { split: 'train', seed: 8, landscape: line([3, 1, 0.5, 1, 3]) },
      ],
      ends: [{ at: 0, run: 0, epoch: 4, kernels: Float32Array.of(3, 4), norm: 5, quartiles: [3, 4] }],
    } as unknown as ViewPane;
    const table = lineView.toTable(pane);
    expect(table.head).toEqual(['α', 'training loss', 'training accuracy', 'test loss', 'test accuracy', 'loss, seed 8']);
    expect(table.rows[2]).toEqual(['0', '0.500', '50.0\u202f%', '1.00', '50.0\u202f%', '0.500']);
    expect(table.rows[3]?.slice(1, 3)).toEqual(['–', '–']);
    expect(table.caption).toContain('at α = 0, run 1, epoch 4: 2 kernel weights without biases and batch norm, norm 5.0');
  });
});
