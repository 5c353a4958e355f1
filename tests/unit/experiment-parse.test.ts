import '../../src/app/texts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasets } from '../../src/catalog/datasets';
import { nets } from '../../src/catalog/nets';
import { defaultDocument } from '../../src/experiment/defaults';
import { parseDocument, parseRecipe } from '../../src/experiment/parse';
import { migrations } from '../../src/experiment/parse/migrations';
import { presets } from '../../src/experiment/presets';
import { DOCUMENT_VERSION, type Problem, type Recipe } from '../../src/experiment/recipe';
import { choose } from '../../src/experiment/recipe-defaults';
import { settleRecipe, withData, withNet } from '../../src/experiment/settle';
import { messages } from '../../src/i18n/messages/chinese';
import { say } from '../../src/i18n/say';

const FUZZ = { seed: 20181203, numRuns: 2000 };

/** A copy of the default document as plain JSON, free to be broken. */
// biome-ignore lint/suspicious/noExplicitAny: the tests below put wrong things into it.
const plain = (): any => JSON.parse(JSON.stringify(defaultDocument()));

function problemsOf(value: unknown): readonly Problem[] {
  const result = parseDocument(value);
  return result.ok ? [] : result.problems;
}

/** Every problem has a text in both languages, and its values are short. */
function expectSayable(problems: readonly Problem[]): void {
  for (const { key, values } of problems) {
    const places = [...messages[key].en.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
    for (const place of places) expect(Object.keys(values), key).toContain(place);
    expect(say({ key, values }).length).toBeGreaterThan(10);
    for (const value of Object.values(values)) if (typeof value === 'string') expect(value.length).toBeLessThan(200);
  }
}

describe('parseDocument', () => {
  it.each(presets.all.map((preset) => [preset.id, preset] as const))('takes preset %s and gives it back to the byte', (id, preset) => {
    const document = preset.build();
    expect(document.preset).toBe(id);
    const result = parseDocument(JSON.parse(JSON.stringify(document)));
    if (!result.ok) expect.fail(JSON.stringify(result.problems));
    expect(JSON.stringify(result.document)).toBe(JSON.stringify(document));
  });

  it('fills everything that is absent with the default experiment, looked at as version 1 was', () => {
    const result = parseDocument({ version: 1, panes: [{}, { net: { id: 'mlp', params: { skips: false } } }] });
    if (!result.ok) expect.fail(JSON.stringify(result.problems));
    const { shared, ...rest } = defaultDocument();
    const asBefore = { ...shared, height: 'log', camera: { azimuth: -30, elevation: 41, distance: 8.4 } };
    expect(result.document).toEqual({ ...rest, preset: '', shared: asBefore });
  });

  it('reads the name of a view or a whole camera, and nothing between', () => {
    const cameraOf = (camera: unknown) => parseDocument({ version: 1, panes: [{}], shared: { camera } });
    for (const camera of ['opening', 'valley', 'map', { azimuth: 5, elevation: 20, distance: 7 }]) {
      expect(cameraOf(camera)).toMatchObject({ ok: true, document: { shared: { camera } } });
    }
    for (const camera of ['up', '', 5, null, [], { azimuth: 'x' }]) expect(cameraOf(camera).ok).toBe(false);
  });

  it('is the default experiment of METHOD.md, section 9', () => {
    const { panes, shared } = defaultDocument();
    const { skips: _, ...net } = panes[0].net.params;
    expect(panes.map((pane) => pane.net.params.skips)).toEqual([true, false]);
    expect(net).toMatchObject({ depth: 30, width: 16, activation: 'relu', batchNorm: true, init: 'he', initScale: 1 });
    for (const pane of panes) {
      expect(pane.data).toEqual({ id: 'spirals', params: { points: 512, turns: 1.5, noise: 0.02, classes: 2 }, seed: 1 });
      expect(pane.runs).toHaveLength(1);
      expect(pane.runs[0]).toMatchObject({
        learningRate: 0.003,
        batchSize: 64,
        epochs: 120,
        optimizer: { id: 'adam' },
        schedule: { id: 'constant' },
      });
      expect(pane.axes.map((axis) => axis.params)).toEqual([0, 1].map(() => ({ norm: 'filter', ignore: 'biasbn' })));
      const axis = { min: -1, max: 1, points: 65 };
      expect(pane.grid).toEqual({ alpha: axis, beta: axis, fit: false, split: 'train', samples: 0, batchNorm: 'frozen' });
    }
    expect(shared).toMatchObject({ height: 'loss', camera: 'opening', cap: null, sharedScale: true, colormap: 'mako' });
  });

  it('leaves training images as they are where a document says nothing of them', () => {
    const images = { data: { id: 'fashion-mnist' }, net: { id: 'resnet' } };
    const augmentationOf = (run: object): string => {
      const result = parseRecipe({ ...images, runs: [{ epochs: 2, ...run }] });
      return result.ok ? result.recipe.runs[0].augmentation : result.problems.map(({ path, key }) => `${path} ${key}`).join();
    };
    expect(augmentationOf({})).toBe('none');
    expect(augmentationOf({ augmentation: 'flips-and-crops' })).toBe('flips-and-crops');
    expect(augmentationOf({ augmentation: 'cutout' })).toBe('runs.0.augmentation problems.choice');
  });

  it('takes the optimizer’s own rate and a batch that fits, where they are absent', () => {
    const result = parseRecipe({ data: { params: { points: 32 } }, runs: [{ optimizer: { id: 'sgd' } }] });
    if (!result.ok) expect.fail(JSON.stringify(result.problems));
    expect(result.recipe.runs[0]).toMatchObject({ learningRate: 0.05, batchSize: 32 });
  });

  it.each<[string, unknown, string, string]>([
    ['nothing', undefined, '', 'problems.noDocument'],
    ['null', null, '', 'problems.noDocument'],
    ['a list', [], '', 'problems.noDocument'],
    ['no version', { panes: [{}] }, 'version', 'problems.noVersion'],
    ['a version in words', { version: '1', panes: [{}] }, 'version', 'problems.noVersion'],
    ['an inherited version', Object.create({ version: 1 }), 'version', 'problems.noVersion'],
    ['a newer version', { version: 2, panes: [{}], anything: 1 }, 'version', 'problems.newerVersion'],
    ['no panes', { version: 1 }, 'panes', 'problems.noPanes'],
    ['an empty list of panes', { version: 1, panes: [] }, 'panes', 'problems.listLength'],
    ['too many panes', { version: 1, panes: new Array(1e6).fill({}) }, 'panes', 'problems.listLength'],
    ['an array that says it is long', { version: 1, panes: { length: 1 } }, 'panes', 'problems.type.list'],
    ['an unknown key', { version: 1, panes: [{}], extra: 1 }, 'extra', 'problems.unknownField'],
    ['a polluted pane', JSON.parse('{"version":1,"panes":[{"__proto__":{"name":"x"}}]}'), 'panes.0.__proto__', 'problems.unknownField'],
    [
      'a constructor',
      JSON.parse('{"version":1,"panes":[{"net":{"params":{"constructor":{}}}}]}'),
      'panes.0.net.params.constructor',
      'problems.unknownField',
    ],
    ['an id from the prototype', { version: 1, panes: [{ net: { id: 'toString' } }] }, 'panes.0.net.id', 'problems.unknownId'],
    ['an unknown data set', { version: 1, panes: [{ data: { id: 'imagenet' } }] }, 'panes.0.data.id', 'problems.unknownId'],
    ['a pane that is null', { version: 1, panes: [null] }, 'panes.0', 'problems.type.object'],
    ['a long name', { version: 1, panes: [{ name: 'x'.repeat(81) }] }, 'panes.0.name', 'problems.nameLength'],
    ['a name that turns the text round', { version: 1, panes: [{ name: 'a\u202eb' }] }, 'panes.0.name', 'problems.nameCharacters'],
    ['a name that is a number', { version: 1, panes: [{ name: 3 }] }, 'panes.0.name', 'problems.type.text'],
    ['nine runs', { version: 1, panes: [{ runs: new Array(9).fill({}) }] }, 'panes.0.runs', 'problems.listLength'],
    ['three axes', { version: 1, panes: [{ axes: [{}, {}, {}] }] }, 'panes.0.axes', 'problems.listLength'],
    ['one grid point', { version: 1, panes: [{ grid: { alpha: { points: 1 } } }] }, 'panes.0.grid.alpha.points', 'problems.range'],
    ['514 grid points', { version: 1, panes: [{ grid: { beta: { points: 514 } } }] }, 'panes.0.grid.beta.points', 'problems.range'],
    ['half a grid point', { version: 1, panes: [{ grid: { alpha: { points: 2.5 } } }] }, 'panes.0.grid.alpha.points', 'problems.integer'],
    ['a range of nothing', { version: 1, panes: [{ grid: { alpha: { min: 1, max: 1 } } }] }, 'panes.0.grid.alpha', 'problems.emptyRange'],
    [
      'an infinite range',
      { version: 1, panes: [{ grid: { alpha: { max: Infinity } } }] },
      'panes.0.grid.alpha.max',
      'problems.type.number',
    ],
    ['NaN', { version: 1, panes: [{ runs: [{ learningRate: NaN }] }] }, 'panes.0.runs.0.learningRate', 'problems.type.number'],
    [
      'a number in words',
      { version: 1, panes: [{ net: { params: { depth: '30' } } }] },
      'panes.0.net.params.depth',
      'problems.type.number',
    ],
    ['a flag of 1', { version: 1, panes: [{ net: { params: { skips: 1 } } }] }, 'panes.0.net.params.skips', 'problems.type.flag'],
    [
      'an unknown choice',
      { version: 1, panes: [{ net: { params: { activation: 'sigmoid' } } }] },
      'panes.0.net.params.activation',
      'problems.choice',
    ],
    ['a negative seed', { version: 1, panes: [{ data: { seed: -1 } }] }, 'panes.0.data.seed', 'problems.range'],
    [
      'a seed beyond whole numbers',
      { version: 1, panes: [{}], shared: { directionSeed: 2 ** 53 } },
      'shared.directionSeed',
      'problems.range',
    ],
    ['an unknown colour map', { version: 1, panes: [{}], shared: { colormap: 'jet' } }, 'shared.colormap', 'problems.choice'],
    ['a cap of zero', { version: 1, panes: [{}], shared: { cap: 0 } }, 'shared.cap', 'problems.range'],
    [
      'a batch larger than the data',
      { version: 1, panes: [{ runs: [{ batchSize: 513 }] }] },
      'panes.0.runs.0.batchSize',
      'problems.batchTooLarge',
    ],
    [
      'too many checkpoints',
      { version: 1, panes: [{ runs: [{ epochs: 5000, checkpointEvery: 1 }] }] },
      'panes.0.runs.0.checkpointEvery',
      'problems.tooManyCheckpoints',
    ],
    ['a run that is not there', { version: 1, panes: [{ origin: { run: 1 } }] }, 'panes.0.origin.run', 'problems.noSuchRun'],
    ['an epoch after the end', { version: 1, panes: [{ origin: { epoch: 121 } }] }, 'panes.0.origin.epoch', 'problems.epochBeyondEnd'],
    ['too many samples', { version: 1, panes: [{ grid: { samples: 513 } }] }, 'panes.0.grid.samples', 'problems.tooManySamples'],
    [
      'statistics without a state part',
      { version: 1, panes: [{ grid: { batchNorm: 'interpolated' } }] },
      'panes.0.grid.batchNorm',
      'problems.noStateDirection',
    ],
    [
      'rescaled weights under batch norm',
      { version: 1, panes: [{ origin: { rescale: 10 } }] },
      'panes.0.origin.rescale',
      'nets.reparametrisation.batchNorm',
    ],
    [
      'an input that is not there',
      { version: 1, panes: [{ view: { boundaryInputs: [0, 2] } }] },
      'panes.0.view.boundaryInputs',
      'problems.noSuchInput',
    ],
    ['a net on images that are none', { version: 1, panes: [{ net: { id: 'resnet' } }] }, 'panes.0.net.id', 'images.problem.needsImages'],
    ['one input twice', { version: 1, panes: [{ view: { boundaryInputs: [1, 1] } }] }, 'panes.0.view.boundaryInputs', 'problems.sameInput'],
  ])('has one clear problem with %s', (_, value, path, key) => {
    const problems = problemsOf(value);
    expect(problems.map((problem) => [problem.path, problem.key])).toEqual([[path, key]]);
    expectSayable(problems);
  });

  it('finds several problems in one look, and stops counting at 20', () => {
    const document = plain();
    document.panes[0].runs[0].epochs = 0;
    document.panes[1].grid.alpha.points = 1;
    document.shared.height = 'cube';
    expect(problemsOf(document).map(({ path }) => path)).toEqual(['panes.0.runs.0.epochs', 'panes.1.grid.alpha.points', 'shared.height']);
    const pane = { runs: new Array(8).fill({ epochs: 0, seed: -1, batchSize: -1 }) };
    expect(problemsOf({ version: 1, panes: [pane, pane] })).toHaveLength(20);
  });

  it('turns −0 into 0, which is all that JSON keeps of it', () => {
    const result = parseRecipe({ grid: { alpha: { min: -0, max: 1 } } });
    if (!result.ok) expect.fail(JSON.stringify(result.problems));
    expect(Object.is(result.recipe.grid.alpha.min, 0)).toBe(true);
  });

  it('forgets the name of a preset that is gone', () => {
    const result = parseDocument({ ...plain(), preset: 'of-an-earlier-version' });
    expect(result.ok && result.document.preset).toBe('');
  });

  it('has a migration from every older version', () => {
    for (let version = 1; version < DOCUMENT_VERSION; version++) expect(migrations[version], `version ${version}`).toBeTypeOf('function');
    expect(Object.keys(migrations)).toHaveLength(DOCUMENT_VERSION - 1);
  });

  it('never throws: anything at all', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true, withTypedArray: true }), (value) => {
        expectSayable(problemsOf(value));
        expectSayable(problemsOf({ version: 1, panes: [value], shared: value }));
      }),
      { ...FUZZ, numRuns: 500 },
    );
  });

  it('never throws, and never takes what it would not write: anything anywhere in a sound document', () => {
    const paths: (string | number)[][] = [];
    const walk = (value: unknown, path: (string | number)[]): void => {
      paths.push(path);
      if (typeof value !== 'object' || value === null) return;
      for (const key of Object.keys(value)) walk((value as Record<string, unknown>)[key], [...path, key]);
    };
    walk(plain(), []);
    const anything = fc.oneof(
      fc.anything(),
      fc.constantFrom('__proto__', 'last', 0, -1, 1e308, 2 ** 53, Number.NaN, '', [], {}, null),
      fc.double(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths.slice(1)), anything, (path, value) => {
        const document = plain();
        let target = document;
        for (const key of path.slice(0, -1)) target = target[key];
        target[path[path.length - 1]] = value;
        const result = parseDocument(document);
        if (!result.ok) {
          expect(result.problems.length).toBeGreaterThan(0);
          expectSayable(result.problems);
          return;
        }
        const again = parseDocument(JSON.parse(JSON.stringify(result.document)));
        expect(again).toEqual(result);
      }),
      FUZZ,
    );
  });
});

describe('settleRecipe', () => {
  const [usual] = defaultDocument().panes;

  it('leaves a sound recipe alone', () => {
    for (const preset of presets.all) for (const pane of preset.build().panes) expect(settleRecipe(pane)).toBe(pane);
  });

  it.each<[string, Recipe, (settled: Recipe) => void]>([
    [
      'less data',
      { ...usual, data: { ...usual.data, params: { ...usual.data.params, points: 32 } }, grid: { ...usual.grid, samples: 100 } },
      (settled) => expect([settled.runs[0].batchSize, settled.grid.samples]).toEqual([32, 32]),
    ],
    [
      'fewer epochs',
      { ...usual, runs: [{ ...usual.runs[0], epochs: 10 }], origin: { ...usual.origin, epoch: 50 } },
      (settled) => expect(settled.origin.epoch).toBe('last'),
    ],
    ['fewer runs', { ...usual, origin: { ...usual.origin, run: 3 } }, (settled) => expect(settled.origin.run).toBe(0)],
    ['batch norm back on', { ...usual, origin: { ...usual.origin, rescale: 10 } }, (settled) => expect(settled.origin.rescale).toBe(1)],
    [
      'random directions',
      { ...usual, grid: { ...usual.grid, batchNorm: 'interpolated' } },
      (settled) => expect(settled.grid.batchNorm).toBe('frozen'),
    ],
    [
      'fewer inputs',
      { ...usual, view: { ...usual.view, boundaryInputs: [20, 34] } },
      (settled) => expect(settled.view.boundaryInputs).toEqual([0, 1]),
    ],
    [
      'many epochs',
      { ...usual, runs: [{ ...usual.runs[0], epochs: 5000, checkpointEvery: 1 }] },
      (settled) => expect(settled.runs[0].checkpointEvery).toBe(10),
    ],
    [
      'data that are no images',
      { ...usual, net: choose(nets, 'resnet'), origin: { ...usual.origin, rescale: 10 } },
      (settled) => expect([settled.net, settled.origin.rescale]).toEqual([choose(nets, 'mlp'), 1]),
    ],
  ])('mends what %s leaves behind', (_, recipe, check) => {
    expect(parseRecipe(JSON.parse(JSON.stringify(recipe))).ok).toBe(false);
    const settled = settleRecipe(recipe);
    check(settled);
    expect(parseRecipe(JSON.parse(JSON.stringify(settled)))).toEqual({ ok: true, recipe: settled });
  });
});

describe('choosing a net and data', () => {
  const [usual] = defaultDocument().panes;

  it('brings images along for a net that needs them, and some of them for the surface', () => {
    const recipe = withNet(usual, 'densenet');
    expect(recipe.data).toEqual({ ...choose(datasets, 'fashion-mnist'), seed: usual.data.seed });
    expect(recipe.grid.samples).toBe(512);
    expect(withNet({ ...usual, ...withData(usual, 'mnist') }, 'cnn').data.id).toBe('mnist');
    expect(withNet(usual, 'mlp').data).toBe(usual.data);
  });

  it('gives a sound recipe for every net and data set, chosen in either order', () => {
    for (const net of nets.all) {
      for (const data of datasets.all) {
        for (const recipe of [withData(withNet(usual, net.id), data.id), withNet(withData(usual, data.id), net.id)]) {
          const settled = settleRecipe(recipe);
          expect(parseRecipe(JSON.parse(JSON.stringify(settled)))).toEqual({ ok: true, recipe: settled });
        }
        expect(settleRecipe(withData(withNet(usual, net.id), data.id)).data.id).toBe(data.id);
        expect(settleRecipe(withNet(withData(usual, data.id), net.id)).net.id).toBe(net.id);
      }
    }
  });
});
