import { describe, expect, it } from 'vitest';
import { directions } from '../../src/catalog/directions';
import { flatShare, middleLoss } from '../../src/experiment/flatness';
import type { Landscape } from '../../src/experiment/landscape';
import { parseDocument } from '../../src/experiment/parse';
import { presets } from '../../src/experiment/presets';
import { inRange, inView, offersRanges, rangeOf, rangesOf, recipeBeyond } from '../../src/experiment/range';
import type { Document, RangeId, Recipe } from '../../src/experiment/recipe';
import { choose, defaultAxis, defaultRecipe } from '../../src/experiment/recipe-defaults';
import { runToEnd, setUpApp, type TestApp } from './support/app';
import { tinyDocument, tinyRecipe } from './support/tiny';

const over = (range: RangeId, document: Document = tinyDocument()): Document => ({ ...document, shared: { ...document.shared, range } });
const withAxis = (points: number): Recipe => {
  const recipe = defaultRecipe();
  const axis = { min: -1, max: 1, points };
  return { ...recipe, grid: { ...recipe.grid, alpha: axis, beta: axis } };
};
const between = { ...choose(directions, 'between', { run: 1, at: 'start' }), seed: null };

describe('the two ranges of a recipe', () => {
  it('are ±1 and ±0.12 of the same directions, the near one on 129 points where the far one has 65', () => {
    const recipe = defaultRecipe();
    expect(rangesOf(recipe)).toEqual(['near', 'far']);
    expect(inRange(recipe, 'far')).toBe(recipe);
    const near = inRange(recipe, 'near');
    const axis = { min: -0.12, max: 0.12, points: 129 };
    expect(near).toEqual({ ...recipe, grid: { ...recipe.grid, alpha: axis, beta: axis } });
    expect(inRange(recipe, 'near')).toBe(near);
  });

  it.each([
    [17, 33],
    [33, 65],
    [51, 101],
    [129, 129],
    [201, 201],
  ])('of %i points: the near one has %i', (far, near) => {
    expect(inRange(withAxis(far), 'near').grid.alpha.points).toBe(near);
  });

  it('of a convolutional net have the same number of points', () => {
    const [recipe] = presets.get('resnet-fashion').build().panes;
    expect(inRange(recipe, 'near').grid.alpha).toEqual({ ...recipe.grid.alpha, min: -0.12, max: 0.12 });
  });

  it('are not there for other axes, other scalings, lines, fitted ranges, and ranges that a person chose', () => {
    const recipe = defaultRecipe();
    const grid = { ...recipe.grid, alpha: { ...recipe.grid.alpha, max: 0.5 } };
    const none = [
      { ...recipe, axes: [between, defaultAxis()] },
      { ...recipe, axes: [defaultAxis({ norm: 'none' }), defaultAxis()] },
      { ...recipe, axes: [defaultAxis()] },
      { ...recipe, grid: { ...recipe.grid, fit: true } },
      { ...recipe, grid },
    ];
    for (const one of none) {
      expect(rangesOf(one)).toEqual(['far']);
      expect(inRange(one, 'near')).toBe(one);
      expect(offersRanges({ panes: [one] })).toBe(false);
    }
  });

  it('belong to the document: a view of it has the panes that are seen, the same ones each time', () => {
    const document = over('near', { ...tinyDocument(), panes: [tinyRecipe(), tinyRecipe({ axes: [between, between] })] });
    const view = inView(document);
    expect(inView(document)).toBe(view);
    expect(inView({ ...document, shared: { ...document.shared, paths: true } }).panes).toBe(view.panes);
    expect(view.panes[0].grid.alpha).toEqual({ min: -0.12, max: 0.12, points: 17 });
    expect(view.panes[1]).toBe(document.panes[1]);
    expect([0, 1].map((pane) => rangeOf(document, pane))).toEqual(['near', 'far']);
    expect(recipeBeyond(document, 0)).toBe(document.panes[0]);
    expect(recipeBeyond(over('far', document), 0)).toBe(view.panes[0]);
    expect(recipeBeyond(document, 1)).toBe(null);
    expect(inView(over('far', document)).panes).toBe(document.panes);
  });

  it('are a setting of the document that is far where a document of before has none', () => {
    const { range: _, ...shared } = tinyDocument().shared;
    const before = parseDocument({ ...tinyDocument(), shared });
    expect(before.ok && before.document.shared.range).toBe('far');
    const near = parseDocument(JSON.parse(JSON.stringify(over('near'))));
    expect(near.ok && near.document.shared.range).toBe('near');
    expect(parseDocument({ ...tinyDocument(), shared: { ...shared, range: 'middle' } }).ok).toBe(false);
  });
});

it('opens near where the finding is near', () => {
  const near = presets.all.filter((preset) => preset.build().shared.range === 'near').map(({ id }) => id);
  expect(near).toEqual(['width']);
});

describe('flatness', () => {
  const plane = (loss: readonly number[], changes: Partial<Landscape> = {}): Landscape => ({
    axes: [1, 1].map((end) => ({ min: -end, max: end, points: 3 })),
    loss: Float32Array.from(loss),
    accuracy: new Float32Array(9),
    done: new Uint8Array(9).fill(1),
    samples: 1,
    cosine: 0,
    cosineByChance: 0,
    ...changes,
  });
  const holed = [0.1, 0.35, Number.NaN, 0.25, 0.2, 0.29, Number.POSITIVE_INFINITY, 0.31, 0.2];

  it('is the share of the plane below L₀ + 0.1; what is no number is not flat', () => {
    expect(middleLoss(plane(holed))).toBeCloseTo(0.2, 6);
    expect(flatShare(plane(holed), 0.2)).toBe(5 / 9);
  });

  it('is not known while points are to come, for a line, and without a point in the middle', () => {
    expect(flatShare(plane(holed, { done: Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 1, 0) }), 0.2)).toBe(null);
    expect(flatShare(plane(holed, { axes: [{ min: -1, max: 1, points: 9 }] }), 0.2)).toBe(null);
    expect(middleLoss(plane(holed, { axes: [1, 1].map(() => ({ min: 0, max: 1, points: 3 })) }))).toBe(null);
    expect(middleLoss(plane(holed, { done: Uint8Array.of(1, 1, 1, 1, 0, 1, 1, 1, 1) }))).toBe(null);
  });
});

const lossesOf = (test: TestApp) => [0, 1].map((pane) => test.results.pane(pane).snapshot.landscape?.loss);
const allDone = (landscape: Landscape | null | undefined): boolean => landscape?.done.every((mark) => mark > 0) ?? false;

describe('the app', () => {
  it('computes the range in view; the other one comes when nobody does anything, and is there when it is chosen', async () => {
    const test = setUpApp();
    await runToEnd(test);
    expect(test.results.pane(0).snapshot.landscape?.axes[0]).toEqual({ min: -1, max: 1, points: 9 });
    expect(test.results.pane(0).snapshot.otherRange).toBeUndefined();
    const far = lossesOf(test);
    await test.until(() => [0, 1].every((pane) => allDone(test.results.pane(pane).snapshot.otherRange)));
    const near = [0, 1].map((pane) => test.results.pane(pane).snapshot.otherRange?.loss);
    expect(test.phases()).toEqual(['done', 'done']);
    await test.app().showRange('near');
    expect(test.phases()).toEqual(['done', 'done']);
    expect(lossesOf(test)).toEqual(near);
    expect(test.results.pane(0).snapshot.landscape?.axes[0]).toEqual({ min: -0.12, max: 0.12, points: 17 });
    expect([0, 1].map((pane) => test.results.pane(pane).snapshot.otherRange?.loss)).toEqual(far);
    // The same directions: both planes agree in the middle, to the bit.
    expect(near[0]?.[17 * 4 + 8]).toBe(far[0]?.[9 * 2 + 4]);
  });

  it('computes the other range at once where it is chosen before, and never shows one for the other', async () => {
    const test = setUpApp();
    await runToEnd(test);
    test.app().setProbe({ alpha: 0.5, beta: 0.5 });
    const seen = new Set<number | undefined>();
    const end = test.store.subscribe(() => void seen.add(test.results.pane(0).snapshot.landscape?.axes[0].max));
    await test.app().showRange('near');
    await test.until(() => test.app().run.kind === 'idle' && allDone(test.results.pane(0).snapshot.landscape));
    end();
    expect(seen.has(1)).toBe(false);
    expect(seen.has(0.12)).toBe(true);
    expect(test.app().probe).toBe(null);
    expect(test.phases()).toEqual(['done', 'done']);
  });

  it('stops computing the other range for whatever is asked, keeps its points, and goes on later', async () => {
    let points = 0;
    const test = setUpApp({
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'patch') points += message.job.coords.length / 2;
        return false;
      },
    });
    await runToEnd(test);
    const own = points;
    await test.until(() => test.results.pane(0).snapshot.otherRange !== undefined);
    test.app().setProbe({ alpha: 0.1, beta: 0.1 });
    await test.until(() => [0, 1].every((pane) => allDone(test.results.pane(pane).snapshot.otherRange)));
    expect(own).toBe(2 * 9 * 5);
    // What was on its way when it stopped is computed again.
    expect(points - own).toBeGreaterThanOrEqual(2 * 17 * 9);
    expect(points - own).toBeLessThan(3 * 17 * 9);
  });

  it('leaves results alone that were not trained here', async () => {
    const trained = setUpApp();
    await runToEnd(trained);
    await trained.app().saveFile('npz');
    let asked = 0;
    const test = setUpApp({
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'patch') asked++;
        return false;
      },
    });
    await test.opening.openFile('pair.npz', new Uint8Array(trained.downloads[0].bytes));
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(asked).toBe(0);
    expect(test.phases()).toEqual(['shared', 'shared']);
    // The weights came too: chosen, it is computed.
    await test.app().showRange('near');
    await test.until(() => allDone(test.results.pane(0).snapshot.landscape) && test.app().run.kind === 'idle');
    expect(asked).toBeGreaterThan(0);
  });

  it('asks to run again where the weights are not here either', async () => {
    const trained = setUpApp();
    await runToEnd(trained);
    const { url } = await trained.app().makeLink(8000);
    const test = setUpApp();
    test.browser.type(new URL(url).hash);
    await test.opening.arrive();
    expect(test.phases()).toEqual(['shared', 'shared']);
    await test.app().showRange('near');
    expect(test.needs()).toEqual(['training', 'training']);
    expect(test.results.pane(0).snapshot.landscape).toBe(null);
    expect(allDone(test.results.pane(0).snapshot.otherRange)).toBe(true);
    await test.app().showRange('far');
    expect(allDone(test.results.pane(0).snapshot.landscape)).toBe(true);
    expect(test.needs()).toEqual([null, null]);
  });
});
