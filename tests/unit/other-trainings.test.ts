import { describe, expect, it } from 'vitest';
import type { OtherTraining } from '../../src/app/run/other-trainings';
import { datasets } from '../../src/catalog/datasets';
import { directions } from '../../src/catalog/directions';
import { nets } from '../../src/catalog/nets';
import { NO_READING } from '../../src/experiment/headline';
import { speaksOfThese } from '../../src/experiment/headline/of-these';
import type { Known } from '../../src/experiment/headline/reading';
import type { Document } from '../../src/experiment/recipe';
import { choose, defaultAxis } from '../../src/experiment/recipe-defaults';
import { subGrid, thinned } from '../../src/experiment/sub-grid';
import {
  otherTraining,
  seedsOf,
  TRAINING_COUNTS,
  trainingPanes,
  trainingPlanes,
  trainingPoints,
} from '../../src/experiment/trainings/planes';
import { areApart, spreadOf } from '../../src/experiment/trainings/spread';
import { type Measured, measuredOf, troubleOfTraining } from '../../src/experiment/trainings/summary';
import { meanRatio, trainingsVerdict } from '../../src/experiment/trainings/verdict';
import { addTexts, setLanguage } from '../../src/i18n';
import { headlines } from '../../src/i18n/messages/headlines';
import { trainings as texts } from '../../src/i18n/messages/trainings';
import { sayAlone } from '../../src/i18n/say';
import { createRng, MAX_SEED } from '../../src/math/random';
import { memoryResults, runToEnd, setUpApp, type TestApp } from './support/app';
import { tinyDocument, tinyRecipe, tinyRun } from './support/tiny';

addTexts(texts);

const MOST = Math.max(...TRAINING_COUNTS);

function documentWith(...seeds: readonly (readonly number[])[]): Document {
  return { ...tinyDocument(), panes: seeds.map((own) => tinyRecipe({ runs: own.map((seed) => tinyRun({ seed })) })) };
}

describe('the seeds of other trainings', () => {
  const rng = createRng(5);
  const random = Array.from({ length: 40 }, () =>
    documentWith(
      ...Array.from({ length: 1 + rng.integer(4) }, () =>
        Array.from({ length: 1 + rng.integer(4) }, () => rng.integer(rng.integer(2) === 0 ? 6 : 40)),
      ),
    ),
  );
  it.each<readonly [string, Document]>([
    ['one', documentWith([1], [1])],
    ['neighbours', documentWith([1, 2, 3])],
    ['the largest', documentWith([MAX_SEED], [MAX_SEED])],
    ...random.map((document, i) => [`random ${i}`, document] as const),
  ])('are of disjoint sets that keep which runs are of one seed: %s', (_, document) => {
    const sets = Array.from({ length: MOST }, (_, step) => otherTraining(document, step));
    expect(sets[0]).toBe(document);
    const all = sets.flatMap(seedsOf);
    expect(new Set(all).size).toBe(all.length);
    const shape = (one: Document) => one.panes.map(({ runs }) => runs.map(({ seed }) => seedsOf(one).indexOf(seed)));
    for (const one of sets) expect(shape(one)).toEqual(shape(document));
  });

  it('change nothing else: neither data nor directions', () => {
    const document = documentWith([1], [1]);
    const { panes, shared } = otherTraining(document, 2);
    expect(shared).toBe(document.shared);
    expect(panes.map((recipe) => ({ ...recipe, runs: [] }))).toEqual(document.panes.map((recipe) => ({ ...recipe, runs: [] })));
    expect(panes.map(({ runs }) => runs[0]?.seed)).toEqual([3, 3]);
  });

  it('are of the points of the page where nets are convolutional and those are few', () => {
    const images = (points: number): Document => {
      const axis = { min: -1, max: 1, points };
      const recipe = tinyRecipe({ net: choose(nets, 'cnn'), data: { ...choose(datasets, 'digits'), seed: 1 } });
      return { ...documentWith([1]), panes: [{ ...recipe, grid: { ...recipe.grid, alpha: axis, beta: axis } }] };
    };
    expect([9, 17, 25, 33, 65].map((points) => trainingPoints(images(points)))).toEqual([17, 17, 25, 33, 17]);
  });

  it('are of planes on 33 × 33 points along the directions of the page; lines have none', () => {
    const line = tinyRecipe({ axes: [defaultAxis()] });
    const own = { ...defaultAxis(), seed: 9 };
    const document = { ...documentWith([1]), panes: [line, tinyRecipe({ axes: [own, own] })] };
    expect(trainingPanes(document)).toEqual([1]);
    const planes = trainingPlanes(document, 3, () => null);
    expect(planes.map(({ pane, card }) => [pane, card])).toEqual([0, 1, 2].map((card) => [1, card]));
    for (const { recipe, directionSeed } of planes) {
      expect(directionSeed).toBe(document.shared.directionSeed);
      expect(recipe.axes).toEqual([own, own]);
      expect([recipe.grid.alpha, recipe.grid.beta].map(({ points }) => points)).toEqual([33, 33]);
    }
  });
});

describe('how numbers are spread', () => {
  it('is mean, standard deviation with n − 1, and largest ÷ smallest', () => {
    expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: Math.sqrt(32 / 7), ratio: 4.5 });
    expect(spreadOf([3])).toEqual({ mean: 3, deviation: Number.NaN, ratio: 1 });
    expect(spreadOf([0, 0]).ratio).toBe(1);
    expect(spreadOf([0, 1]).ratio).toBe(Number.POSITIVE_INFINITY);
    expect(spreadOf([]).mean).toBeNaN();
  });

  it('moves with its numbers and grows with them', () => {
    const rng = createRng(1);
    for (let i = 0; i < 50; i++) {
      const values = Array.from({ length: 2 + rng.integer(10) }, () => 1 + rng.uniform());
      const [one, moved, grown] = [spreadOf(values), spreadOf(values.map((v) => v + 3)), spreadOf(values.map((v) => 2 * v))];
      expect(moved.mean).toBeCloseTo(one.mean + 3, 10);
      expect(moved.deviation).toBeCloseTo(one.deviation, 10);
      expect(grown.deviation).toBeCloseTo(2 * one.deviation, 10);
      expect(grown.ratio).toBeCloseTo(one.ratio, 10);
    }
  });

  it('is apart in either order, and never of equal means', () => {
    const [low, high] = [spreadOf([1, 1.1, 1.2]), spreadOf([2, 2.1, 2.2])];
    expect([areApart(low, high), areApart(high, low), areApart(low, low)]).toEqual([true, true, false]);
    expect(areApart(spreadOf([1, 2, 3]), spreadOf([2, 3, 4]))).toBe(false);
  });

  it('has a mean ratio that turns over with its sides', () => {
    const rng = createRng(2);
    for (let i = 0; i < 50; i++) {
      const [a, b] = [0, 1].map(() => Array.from({ length: 6 }, () => 0.1 + rng.uniform()));
      expect(meanRatio(a, b) * meanRatio(b, a)).toBeCloseTo(1, 10);
    }
    expect(meanRatio([2, 2], [0, 1])).toBe(4);
  });
});

const two = documentWith([1], [1]);
const near: Document = { ...two, shared: { ...two.shared, range: 'near' } };
const say = (document: Document, ...measured: Measured[]): string =>
  trainingsVerdict(document, measured).map(sayAlone).join(' ').replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ');
const of = (measure: Measured['measure'], ...values: readonly (readonly number[])[]): Measured => ({ measure, values });

describe('what other trainings say', () => {
  const smooth = [0.09, 0.11, 0.11, 0.08, 0.08, 0.1];
  const rough = [0.39, 0.3, 0.38, 0.36, 0.36, 0.42];
  const alike = of('roughness', smooth, smooth);

  it('waits for three', () => {
    expect(say(two)).toBe('');
    expect(say(two, of('roughness', smooth.slice(0, 2), rough.slice(0, 2)))).toBe('');
  });

  it('counts the trainings that show it, whichever pane it is', () => {
    expect(say(two, of('roughness', smooth, rough))).toBe(
      'In every one of 6 trainings, B’s surface is rougher than A’s: on average 3.9 times.',
    );
    expect(say(two, of('roughness', rough, smooth))).toBe(
      'In every one of 6 trainings, A’s surface is rougher than B’s: on average 3.9 times.',
    );
    const once = [0.2, 0.5, 0.5, 0.5, 0.5, 0.5];
    expect(say(two, of('roughness', [0.21, 0.1, 0.1, 0.1, 0.1, 0.1], once))).toMatch(/^In 5 of 6 trainings, B’s surface is rougher/);
  });

  it('tells no difference where the bands meet, or where nobody would call it one', () => {
    const none = 'In these 6 trainings no difference can be told.';
    expect(say(two, alike)).toBe(none);
    expect(say(two, of('roughness', [0.1, 0.2, 0.3, 0.1, 0.2, 0.3], [0.2, 0.3, 0.4, 0.2, 0.3, 0.4]))).toBe(none);
    expect(
      say(
        two,
        of(
          'roughness',
          smooth.map(() => 0.1),
          smooth.map(() => 0.11),
        ),
      ),
    ).toBe(none);
  });

  it('asks more of few trainings, and says that more may tell', () => {
    const [a, b] = [
      [0.1, 0.15, 0.2],
      [0.22, 0.27, 0.32],
    ];
    expect(say(two, of('roughness', a, b))).toBe('In these 3 trainings no difference can be told. More trainings may tell one.');
    expect(say(two, of('roughness', [...a, ...a], [...b, ...b]))).toMatch(/^In every one of 6 trainings/);
  });

  it('goes on to minima and test error where the surfaces are as rough', () => {
    expect(say(two, alike, of('minima', [4, 3, 5, 4, 4, 4], [14, 16, 15, 12, 18, 21]))).toBe(
      'In every one of 6 trainings, B’s surface has more local minima than A’s: on average 16 against 4.',
    );
    expect(
      say(
        two,
        alike,
        of(
          'error',
          smooth.map(() => 0.001),
          rough.map(() => 0.108),
        ),
      ),
    ).toBe(
      'In every one of 6 trainings, B’s test error is higher than A’s: on average 10.8 % against 0.1 %. Of their surfaces no difference can be told.',
    );
  });

  it('says flat and sharp over the near range', () => {
    expect(say(near, of('flat', [0.8, 0.7, 0.8, 0.75, 0.8, 0.8], [0.2, 0.3, 0.2, 0.25, 0.2, 0.2]))).toMatch(
      /B’s minimum is sharper than A’s: on average 22\.5 % of its plane is flat instead of 77\.5 %\.$/,
    );
  });

  it('tells of one pane how it is spread, and of four the furthest two', () => {
    const [pane] = two.panes;
    expect(say({ ...two, panes: [pane] }, of('roughness', smooth))).toBe(
      'Over 6 trainings, roughness is 0.1 ± 0.01: the largest is 1.4 times the smallest.',
    );
    const four = { ...two, panes: [pane, pane, pane, pane] };
    const middle = smooth.map((value) => 2 * value);
    expect(say(four, of('roughness', middle, smooth, rough, middle))).toMatch(/C’s surface is rougher than B’s/);
  });

  it('compares no surfaces of different frames, but their nets', () => {
    const [first, second] = two.panes;
    const narrow = { ...second, grid: { ...second.grid, alpha: { min: -2, max: 2, points: 9 } } };
    const document = { ...two, panes: [first, narrow] };
    const notThese = 'The panes look at different ranges or axes, so their surfaces do not compare.';
    expect(say(document, of('roughness', smooth, rough))).toBe(notThese);
    expect(
      say(
        document,
        of('roughness', smooth, rough),
        of(
          'error',
          smooth.map(() => 0),
          rough,
        ),
      ),
    ).toMatch(/^In every one of 6 trainings, B’s test error is higher.* do not compare\.$/);
  });

  it('says it in Chinese', () => {
    setLanguage('zh');
    expect(say(two, of('roughness', smooth, rough))).toBe('6 次训练，次次都是 B 的曲面更粗糙：平均是 A 的 3.9 倍。');
    setLanguage('en');
  });

  it('never claims what most trainings do not show, and claims the same of panes that change places', () => {
    const rng = createRng(3);
    let claims = 0;
    for (let i = 0; i < 2000; i++) {
      const n = 3 + rng.integer(10);
      const shift = 3 * rng.uniform();
      const [a, b] = [0, shift].map((more) => Array.from({ length: n }, () => Math.exp(0.5 * rng.normal()) + more));
      const [found] = trainingsVerdict(two, [of('roughness', a, b)]);
      const [turned] = trainingsVerdict(two, [of('roughness', b, a)]);
      expect(turned?.key).toBe(found?.key);
      if (!found?.key.endsWith('.roughness')) continue;
      claims++;
      expect(Number(found.values.shown)).toBeGreaterThan(n / 2);
      expect([turned?.values.most, turned?.values.least]).toEqual([found.values.least, found.values.most]);
    }
    expect(claims).toBeGreaterThan(100);
  });
});

it('a headline that says it of these trainings has the way to others', () => {
  const said = Object.entries(headlines).filter(
    ([key, { en }]) => /^(In these two trainings|\{\{trainings\}\}), /.test(en) && !key.startsWith('headline.trainings'),
  );
  expect(said.length).toBeGreaterThan(6);
  expect(said.filter(([key]) => !speaksOfThese({ key }))).toEqual([]);
  expect(speaksOfThese({ key: 'headline.flat' })).toBe(false);
});

describe('trainings that do not count', () => {
  const statistics = { roughness: 0.1, minima: 2, holes: 0, columns: 33, rows: 33, standard: true };
  const reading = (loss: number, accuracy: number, holes = 0): Known => ({
    ...NO_READING,
    statistics: { ...statistics, holes },
    testError: 1 - accuracy,
    ends: [{ loss, accuracy }],
  });
  const good = [reading(0.1, 0.98), reading(0.2, 0.95)];

  it('diverged, learnt nothing beside one that did, or have holes; the others are measured', () => {
    const bad = [
      [reading(0.1, 0.98), reading(Number.NaN, 0.5)],
      [reading(0.7, 0.5), reading(0.1, 0.98)],
      [reading(0.1, 0.98), reading(0.1, 0.98, 0.2)],
    ];
    expect([good, ...bad].map((training) => troubleOfTraining(two, training))).toEqual([
      null,
      { what: 'diverged', pane: 1 },
      { what: 'guessing', pane: 0, share: 0.5 },
      { what: 'holes', pane: 1, share: 0.2 },
    ]);
    const measured = measuredOf(two, [good, ...bad, good]);
    expect(measured.map(({ measure }) => measure)).toEqual(['roughness', 'minima', 'error']);
    for (const { values } of measured) expect(values.map((own) => own.length)).toEqual([2, 2]);
  });

  it('near, what is measured is how flat', () => {
    const flat = good.map((one) => ({ ...one, flatShare: 0.4 }));
    expect(measuredOf(near, [flat]).map(({ measure }) => measure)).toEqual(['flat', 'error']);
    expect(measuredOf(near, [good]).map(({ measure }) => measure)).toEqual(['error']);
  });
});

describe('the points that two grids of a plane share', () => {
  const axes = (points: number) => [0, 1].map(() => ({ min: -1, max: 1, points }));
  it('lie at equal places, row by row', () => {
    expect([...(subGrid(axes(5), 3) ?? [])]).toEqual([0, 2, 4, 10, 12, 14, 20, 22, 24]);
    expect(subGrid(axes(25), 17)).toBeNull();
    expect(subGrid(axes(5), 9)).toBeNull();
  });

  it('are a landscape of their own once all are there', () => {
    const loss = Float32Array.from({ length: 25 }, (_, i) => i);
    const landscape = { axes: axes(5), loss, accuracy: loss, done: new Uint8Array(25).fill(1), samples: 8, cosine: 0, cosineByChance: 0 };
    expect([...(thinned(landscape, 3)?.loss ?? [])]).toEqual([0, 2, 4, 10, 12, 14, 20, 22, 24]);
    expect(thinned({ ...landscape, done: landscape.done.map((_, i) => (i === 12 ? 0 : 1)) }, 3)).toBeNull();
    expect(thinned({ ...landscape, done: landscape.done.map((_, i) => (i === 11 ? 0 : 1)) }, 3)).not.toBeNull();
  });
});

describe('computing other trainings', () => {
  const small = (points: number): Document => {
    const document = tinyDocument();
    const axis = { min: -1, max: 1, points };
    return { ...document, panes: document.panes.map((recipe) => ({ ...recipe, grid: { ...recipe.grid, alpha: axis, beta: axis } })) };
  };
  const planesOf = (document: Document, count: number) =>
    trainingPlanes(document, count, () => null).map((plane) => {
      const axis = { min: -1, max: 1, points: 5 };
      return { ...plane, recipe: { ...plane.recipe, grid: { ...plane.recipe.grid, alpha: axis, beta: axis } } };
    });
  async function computed(
    app: TestApp,
    planes: ReturnType<typeof planesOf>,
    signal = new AbortController().signal,
  ): Promise<OtherTraining[]> {
    const found: OtherTraining[] = [];
    await app.app().computeTrainings(
      planes,
      (index, training) => {
        found[index] = training;
      },
      signal,
    );
    return found;
  }

  const pairs = (coords: Float64Array): [number, number][] =>
    Array.from({ length: coords.length / 2 }, (_, i) => [coords[2 * i] as number, coords[2 * i + 1] as number]);
  const isBeyondNear = ([alpha, beta]: readonly [number, number]): boolean => Math.max(Math.abs(alpha), Math.abs(beta)) > 0.13;

  it('gives the nets and planes that the page gives with those seeds, to the bit, leaves the page as it is, and trains nothing twice', async () => {
    let [trainings, patches] = [0, 0];
    const app = setUpApp({
      document: small(9),
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'train') trainings++;
        // Whatever is computed meanwhile of the near range is no part of the picture.
        if (message.type === 'start' && message.job.kind === 'patch') patches += pairs(message.job.coords).filter(isBeyondNear).length;
        return false;
      },
    });
    await runToEnd(app);
    const page = [0, 1].map((pane) => app.results.pane(pane));
    const { document } = app.app();
    const planes = planesOf(document, 3);
    trainings = 0;
    const found = await computed(app, planes);
    expect(trainings).toBe(4);
    expect(found.every(({ complete, trained }) => complete && trained === 1)).toBe(true);
    for (const pane of [0, 1]) {
      const { landscape, checkpoints, curves } = app.results.pane(pane).snapshot;
      const before = page[pane].snapshot;
      expect([landscape, checkpoints, curves]).toEqual([before.landscape, before.checkpoints, before.curves]);
    }
    expect(app.phases()).toEqual(['done', 'done']);
    trainings = 0;
    expect((await computed(app, planes)).map(({ landscape }) => landscape)).toEqual(found.map(({ landscape }) => landscape));
    expect(trainings).toBe(0);

    const other = setUpApp({ document: otherTraining(document, 2) });
    await runToEnd(other);
    for (const pane of [0, 1]) {
      const { landscape, curves } = other.results.pane(pane).snapshot;
      expect(found[4 + pane]?.curve).toEqual(curves[0]);
      expect(found[4 + pane]?.landscape?.loss).toEqual(landscape && thinned(landscape, 5)?.loss);
    }
    // Brought to the page it is trained already, and of its picture only the other points are computed.
    const chosen = otherTraining(document, 2);
    for (const plane of planes)
      if (plane.card === 2)
        app.app().refineSurface(plane, { recipe: chosen.panes[plane.pane], directionSeed: document.shared.directionSeed });
    patches = 0;
    app.app().edit((now) => otherTraining(now, 2));
    expect(app.needs()).toEqual(['surface', 'surface']);
    app.app().runSurfaces();
    await app.until(() => app.app().run.kind === 'idle' && app.needs().every((need) => need === null));
    expect(trainings).toBe(0);
    expect(patches).toBe(2 * (81 - 25));
    for (const pane of [0, 1])
      expect(app.results.pane(pane).snapshot.landscape?.loss).toEqual(other.results.pane(pane).snapshot.landscape?.loss);
    app.app().undo();
    expect(app.phases()).toEqual(['done', 'done']);
  });

  it('ends at once when stopped, keeps what is complete and goes on from it', async () => {
    const abort = new AbortController();
    let trainings = 0;
    const app = setUpApp({
      document: small(5),
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'train' && ++trainings === 5) abort.abort();
        return false;
      },
    });
    await runToEnd(app);
    const planes = planesOf(app.app().document, 3);
    await expect(computed(app, planes, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    const before = trainings;
    expect(before).toBeLessThan(7);
    const found = await computed(app, planes);
    expect(found.every(({ complete }) => complete)).toBe(true);
    expect(trainings).toBeLessThan(before + 4);
  });

  it('waits while the page computes', async () => {
    const order: string[] = [];
    const app = setUpApp({
      document: small(5),
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'train') order.push(message.job.paused ? 'paused' : 'runs');
        return false;
      },
    });
    await runToEnd(app);
    order.length = 0;
    app.app().runAll();
    await app.until(() => app.app().run.kind === 'training');
    const beside = computed(app, planesOf(app.app().document, 3));
    await app.until(() => order.includes('paused'));
    expect(app.app().run.kind).not.toBe('idle');
    expect((await beside).every(({ complete }) => complete)).toBe(true);
  });

  it('takes up what an earlier visit trained', async () => {
    const resultStore = memoryResults();
    const first = setUpApp({ document: small(5), resultStore });
    await runToEnd(first);
    const planes = planesOf(first.app().document, 3);
    const found = await computed(first, planes);
    let trainings = 0;
    const second = setUpApp({
      document: small(5),
      resultStore,
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'train') trainings++;
        return false;
      },
    });
    await second.until(() => second.phases().every((phase) => phase === 'done'));
    const again = await computed(second, planes);
    expect(trainings).toBe(0);
    expect(again.map(({ landscape }) => landscape?.loss)).toEqual(found.map(({ landscape }) => landscape?.loss));
  });

  it('asks nothing of paths that are not there: planes through other runs are trained with all of them', async () => {
    const toOther = { ...choose(directions, 'between', { run: 2, at: 'end' }), seed: null };
    const recipe = tinyRecipe({ runs: [tinyRun({ seed: 1 }), tinyRun({ seed: 2 })], axes: [toOther, defaultAxis()] });
    const app = setUpApp({ document: { ...small(5), panes: [{ ...recipe, grid: small(5).panes[0].grid }] } });
    await runToEnd(app);
    const found = await computed(app, planesOf(app.app().document, 3));
    expect(found.map(({ complete }) => complete)).toEqual([true, true, true]);
  });
});
