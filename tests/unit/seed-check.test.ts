import { describe, expect, it } from 'vitest';
import type { PlaneSubject } from '../../src/app/run/beside';
import { datasets } from '../../src/catalog/datasets';
import { directions } from '../../src/catalog/directions';
import { nets } from '../../src/catalog/nets';
import type { Landscape } from '../../src/experiment/landscape';
import type { Document } from '../../src/experiment/recipe';
import { choose, defaultAxis } from '../../src/experiment/recipe-defaults';
import { checkedSeeds, seedObstacle, seedPanes, seedPlanes, withSeed } from '../../src/experiment/seed-check';
import type { SurfaceStatistics } from '../../src/experiment/statistics';
import { addTexts, setLanguage } from '../../src/i18n';
import { seeds } from '../../src/i18n/messages/seeds';
import { MAX_SEED } from '../../src/math/random';
import { spreadInWords } from '../../src/panels/dialogs/seeds/words';
import { runToEnd, setUpApp } from './support/app';
import { tinyDocument, tinyRecipe } from './support/tiny';

addTexts(seeds);

const alpha = { min: -1, max: 1, points: 9 };

function documentOf(...panes: Document['panes']): Document {
  return { ...tinyDocument(), panes };
}

const toStart = { ...choose(directions, 'between', { run: 1, at: 'start' }), seed: null };

describe('the planes of a check', () => {
  it('are those of every pane with a random axis, one for each seed, on one grid', () => {
    const document = documentOf(tinyRecipe(), tinyRecipe({ axes: [toStart, toStart] }), tinyRecipe({ axes: [toStart, defaultAxis()] }));
    expect(seedPanes(document)).toEqual([0, 2]);
    const planes = seedPlanes(document, checkedSeeds(document, 4), () => null);
    expect(planes.map(({ pane, card }) => [pane, card])).toEqual(
      [2, 3, 4, 5].flatMap((seed) => [
        [0, seed],
        [2, seed],
      ]),
    );
    for (const { recipe } of planes) expect([recipe.grid.alpha, recipe.grid.beta]).toEqual([1, 1].map(() => ({ ...alpha, points: 33 })));
  });

  it('begin with the seed that is on the page, a pane’s own too, and go round at the largest', () => {
    const own = { ...defaultAxis(), seed: MAX_SEED };
    const document = documentOf(tinyRecipe({ axes: [own, own] }));
    expect(checkedSeeds(document, 4)).toEqual([MAX_SEED, 0, 1, 2]);
    expect(seedPlanes(document, [7], () => null)[0]?.recipe.axes.map(({ seed }) => seed)).toEqual([null, null]);
  });

  it('keep the ranges of a fitted picture, the same for all seeds, and are coarser for convolutional nets', () => {
    const grid = { ...tinyRecipe().grid, fit: true };
    const fitted = documentOf(tinyRecipe({ axes: [toStart, defaultAxis()], grid }));
    const [plane] = seedPlanes(fitted, [1], () => [
      { min: -3, max: 2, points: 65 },
      { min: -4, max: 5, points: 65 },
    ]);
    expect(plane?.recipe.grid).toMatchObject({ fit: false, alpha: { min: -3, max: 2, points: 33 }, beta: { min: -4, max: 5, points: 33 } });
    const images = tinyRecipe({ net: choose(nets, 'cnn'), data: { ...choose(datasets, 'digits'), seed: 1 } });
    expect(seedPlanes(documentOf(images), [1], () => null)[0]?.recipe.grid.alpha.points).toBe(17);
  });

  it('are absent, with a reason, where nothing is random', () => {
    expect(seedObstacle(documentOf(tinyRecipe()))).toBeNull();
    expect(seedObstacle(documentOf(tinyRecipe({ axes: [defaultAxis()] })))).toBe('line');
    expect(seedObstacle(documentOf(tinyRecipe({ axes: [toStart, toStart] })))).toBe('noRandom');
  });
});

describe('what a check says', () => {
  const of = (...values: readonly (number | null)[]): (SurfaceStatistics | null)[] =>
    values.map((value, i) =>
      value === null ? null : { roughness: value, minima: 3 + i, holes: 0, columns: 33, rows: 33, standard: true },
    );
  const say = (...panes: (SurfaceStatistics | null)[][]): string =>
    spreadInWords(panes.map((statistics, i) => ({ letter: 'ABCD'.charAt(i), statistics }))).join(' ');

  it('gives ranges over the seeds that are complete, and says whether the panes differ by more', () => {
    expect(say(of(0.1, null, null))).toBe('');
    expect(say(of(0.1, 0.123, null))).toBe('Over 2 seeds: roughness 0.10 to 0.12, local minima 3 to 4.');
    expect(say(of(0.1, 0.1))).toBe('Over 2 seeds: roughness 0.10, local minima 3 to 4.');
    expect(say(of(0.09, 0.12), of(0.28, 0.39))).toMatch(/Every one of B’s pictures is rougher than every one of A’s\.$/);
    expect(say(of(0.3, 0.45), of(0.2, 0.4))).toMatch(/With every seed A is rougher than B, but the two ranges overlap\.$/);
    expect(say(of(0.3, 0.3, 0.2), of(0.2, 0.4, 0.6))).toMatch(/B is rougher than A with 2 of 3 seeds: which one looks rougher depends/);
    expect(say(of(0.3, 0.3), of(0.3, 0.3))).not.toMatch(/rougher/);
  });

  it('says it in Chinese too', () => {
    setLanguage('zh');
    expect(say(of(0.09, 0.12), of(0.28, 0.39))).toContain('B 的每一幅都比 A 的每一幅更粗糙。');
    setLanguage('en');
  });
});

describe('evaluating planes beside those of the panes', () => {
  const subjectsOf = (document: Document, seeds: readonly number[]): PlaneSubject[] =>
    seeds.flatMap((seed) => document.panes.map((recipe) => ({ recipe, directionSeed: seed })));

  async function evaluated(app: ReturnType<typeof setUpApp>, planes: readonly PlaneSubject[], signal = new AbortController().signal) {
    const found = new Map<number, Landscape>();
    const completed: number[] = [];
    await app.app().evaluatePlanes(
      planes,
      (index, landscape, complete) => {
        found.set(index, landscape);
        if (complete) completed.push(index);
      },
      signal,
    );
    return { found, completed };
  }

  it('gives what the panes give with that seed, to the bit, and gives it at once the second time', async () => {
    let patches = 0;
    const app = setUpApp({
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'patch') patches++;
        return false;
      },
    });
    await runToEnd(app);
    const document = app.app().document;
    const planes = subjectsOf(document, [5, 6]);
    const { found } = await evaluated(app, planes);
    expect(found.get(0)?.loss).not.toEqual(found.get(2)?.loss);
    const before = patches;
    const again = await evaluated(app, planes);
    expect(again.completed).toEqual([0, 1, 2, 3]);
    expect(patches).toBe(before);

    const other = setUpApp({ document: withSeed(document, 6) });
    await runToEnd(other);
    for (const pane of [0, 1]) expect(found.get(2 + pane)?.loss).toEqual(other.results.pane(pane).snapshot.landscape?.loss);
    // The page that takes the seed has its picture without another point.
    app.app().edit((now) => withSeed(now, 6));
    expect(app.phases()).toEqual(['done', 'done']);
    app.app().undo();
    expect(app.phases()).toEqual(['done', 'done']);
    expect(app.app().document.shared.directionSeed).toBe(2);
  });

  it('stops, keeps what is there and goes on from it', async () => {
    const abort = new AbortController();
    let patches = Number.NEGATIVE_INFINITY;
    const app = setUpApp({
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'patch' && ++patches === 3) abort.abort();
        return false;
      },
    });
    await runToEnd(app);
    patches = 0;
    const planes = subjectsOf(app.app().document, [5, 6, 7]);
    await expect(evaluated(app, planes, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    const { found, completed } = await evaluated(app, planes);
    expect(new Set(completed).size).toBe(6);
    const whole = setUpApp();
    await runToEnd(whole);
    const other = await evaluated(whole, planes);
    for (const [index, landscape] of other.found) expect(found.get(index)?.loss).toEqual(landscape.loss);
  });

  it('lets the panes go first', async () => {
    const order: string[] = [];
    const app = setUpApp({
      cores: 1,
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'patch')
          order.push(message.job.plane.includes('"points":17') ? 'beside' : 'pane');
        return false;
      },
    });
    await runToEnd(app);
    order.length = 0;
    const wide =
      (points: number) =>
      (now: Document): Document => ({
        ...now,
        panes: now.panes.map((recipe) => ({
          ...recipe,
          grid: { ...recipe.grid, alpha: { ...alpha, points }, beta: { ...alpha, points } },
        })),
      });
    const beside = evaluated(app, subjectsOf(wide(17)(app.app().document), [5, 6]));
    app.app().edit(wide(33));
    app.app().runAll();
    await Promise.all([beside, app.until(() => app.app().run.kind === 'idle' && app.needs().every((need) => need === null))]);
    const lastOfPanes = order.lastIndexOf('pane');
    const early = order.slice(order.indexOf('pane'), lastOfPanes).filter((kind) => kind === 'beside').length;
    expect(order.filter((kind) => kind === 'beside').length).toBeGreaterThan(8);
    // What the worker held already, two patches, and no more.
    expect(early).toBeLessThanOrEqual(2);
  });

  it('says so where the weights are not here', async () => {
    const app = setUpApp();
    await expect(evaluated(app, subjectsOf(app.app().document, [5]))).rejects.toMatchObject({
      problem: { key: 'run.problem.no-checkpoint' },
    });
  });
});
