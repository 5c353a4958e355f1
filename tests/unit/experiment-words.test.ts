import { afterEach, describe, expect, it } from 'vitest';
import { nets } from '../../src/catalog/nets';
import { defaultDocument } from '../../src/experiment/defaults';
import { differences } from '../../src/experiment/differences';
import { headline, NO_READING, type PaneReading } from '../../src/experiment/headline';
import { paneNames } from '../../src/experiment/names';
import { presets } from '../../src/experiment/presets';
import { provenanceLines } from '../../src/experiment/provenance';
import type { Document, Recipe } from '../../src/experiment/recipe';
import { withNet } from '../../src/experiment/settle';
import { addTexts, setLanguage } from '../../src/i18n';
import { captions } from '../../src/i18n/messages/captions';
import { say, sayAlone } from '../../src/i18n/say';

afterEach(() => setLanguage('en'));
addTexts(captions);

const usual = defaultDocument();
const [withSkips, without] = usual.panes;

function documentOf(...panes: Recipe[]): Document {
  return { ...usual, panes };
}

function reading(roughness: number, minima: number, testError: number | null, columns = 33): PaneReading {
  return { ...NO_READING, statistics: { roughness, minima, holes: 0, columns, rows: columns, standard: columns === 33 }, testError };
}

const unknown = NO_READING;
const names = (document: Document): string[] => paneNames(document).map(sayAlone);
const net = (params: Recipe['net']['params'], recipe = withSkips): Recipe => ({
  ...recipe,
  net: { id: 'mlp', params: { ...recipe.net.params, ...params } },
});
const run = (changes: Partial<Recipe['runs'][0]>): Recipe => ({ ...withSkips, runs: [{ ...withSkips.runs[0], ...changes }] });
const norm = (id: string): Recipe => ({
  ...withSkips,
  axes: withSkips.axes.map((axis) => ({ ...axis, params: { ...axis.params, norm: id } })),
});

describe('a pane alone', () => {
  it('is named by its net’s size, or what the net is called', () => {
    const alone = nets.all.map(({ id }) => names(documentOf(withNet(withSkips, id)))[0]);
    expect(alone).toEqual(['30 hidden layers', '2 convolutions', 'VGG-9', 'ResNet', 'Wide ResNet', 'DenseNet']);
  });
});

describe('differences', () => {
  const paths = (document: Document): string[] => differences(document).map(({ path }) => path);

  it('are the values that differ, in the order of the rail', () => {
    expect(differences(usual).map(({ path, values }) => ({ path, values }))).toEqual([{ path: 'net.params.skips', values: [true, false] }]);
    expect(paths(documentOf(withSkips, withSkips))).toEqual([]);
    expect(paths(documentOf(withSkips))).toEqual([]);
    expect(paths(documentOf(withSkips, { ...run({ batchSize: 8, epochs: 10 }), data: { ...withSkips.data, seed: 2 } }))).toEqual([
      'data.seed',
      'runs.0.batchSize',
      'runs.0.epochs',
    ]);
  });

  it('name another data set once, not each of its settings', () => {
    const moons = { ...withSkips, data: { id: 'moons', params: { points: 512, noise: 0.02 }, seed: 1 } };
    expect(paths(documentOf(withSkips, moons))).toEqual(['data.id']);
  });

  it('name both axes once where they change alike, and leave out what has no effect', () => {
    expect(paths(documentOf(withSkips, norm('layer')))).toEqual(['axes.0.params.norm']);
    const scope = run({
      optimizer: { ...withSkips.runs[0].optimizer, params: { ...withSkips.runs[0].optimizer.params, decayScope: 'kernels' } },
    });
    expect(paths(documentOf(withSkips, scope))).toEqual([]);
    expect(paths(documentOf(withSkips, { ...withSkips, name: 'mine' }))).toEqual([]);
  });

  it('compare the seed that an axis really has', () => {
    const own = { ...withSkips, axes: withSkips.axes.map((axis) => ({ ...axis, seed: usual.shared.directionSeed })) };
    expect(paths(documentOf(withSkips, own))).toEqual([]);
  });
});

describe('pane names', () => {
  it.each<[string, Document, string[]]>([
    ['a switch', usual, ['With skip connections', 'Without']],
    ['a switch, the other way round', documentOf(without, withSkips), ['Without skip connections', 'With']],
    ['a number', documentOf(withSkips, net({ depth: 10 })), ['30 hidden layers', '10 hidden layers']],
    ['a choice', documentOf(withSkips, net({ activation: 'gelu' })), ['ReLU', 'GELU']],
    ['the full batch', documentOf(withSkips, run({ batchSize: 0 })), ['Batch 64', 'Full batch']],
    ['a rate', documentOf(withSkips, run({ learningRate: 0.0001 })), ['Rate 0.003', 'Rate 0.0001']],
    ['two things', documentOf(withSkips, net({ depth: 10 }, without)), ['30 hidden layers, skips on', '10 hidden layers, skips off']],
    [
      'three things',
      documentOf(withSkips, { ...net({ depth: 10 }, without), data: { ...withSkips.data, seed: 2 } }),
      ['Data seed 1 and 2 more', 'Data seed 2 and 2 more'],
    ],
    ['planes', presets.get('random-axes').build(), ['Random', 'To a checkpoint / Random', 'Principal axis of the path']],
    ['nothing', documentOf(withSkips, withSkips), ['Same recipe', 'Same recipe']],
    ['one pane', documentOf(withSkips), ['30 hidden layers']],
    ['a name of one’s own', documentOf({ ...withSkips, name: 'my {{net}}' }, without), ['my {{net}}', 'Without']],
    [
      'four panes',
      documentOf(withSkips, without, withSkips, without),
      ['With skip connections', 'Without skip connections', 'With skip connections', 'Without skip connections'],
    ],
  ])('come from %s', (_, document, expected) => {
    expect(names(document)).toEqual(expected);
  });

  it('exist for every preset in both languages', () => {
    for (const language of ['en', 'zh'] as const) {
      setLanguage(language);
      for (const preset of presets.all) {
        const document = preset.build();
        const shown = names(document);
        expect(new Set(shown).size, preset.id).toBe(document.panes.length);
        for (const name of shown) expect(name.length).toBeLessThan(50);
      }
    }
  });
});

describe('headline', () => {
  const rough = [reading(0.06, 2, 0), reading(0.32, 15, 0.004)];

  it.each<[string, Document, PaneReading[], string]>([
    ['rougher without', usual, rough, 'Without skip connections, the same net has a 5× rougher loss surface'],
    ['rougher with', documentOf(without, withSkips), rough, 'With skip connections, the same net has a 5× rougher loss surface'],
    ['the first pane rougher', usual, [...rough].reverse(), 'With skip connections, the same net has a 5× rougher loss surface'],
    [
      'a small ratio',
      usual,
      [reading(0.2, 2, 0), reading(0.42, 2, 0)],
      'Without skip connections, the same net has a 2.1× rougher loss surface',
    ],
    ['depth', documentOf(net({ depth: 10 }), withSkips), rough, 'With 30 hidden layers, the net has a 5× rougher loss surface'],
    ['activation', documentOf(withSkips, net({ activation: 'tanh' })), rough, 'With tanh, the same net has a 5× rougher loss surface'],
    ['batch', documentOf(withSkips, run({ batchSize: 512 })), rough, 'With batch 512, the same net has a 5× rougher loss surface'],
    [
      'the norm',
      documentOf(withSkips, norm('none')),
      rough,
      'With directions not scaled, the same trained net has a 5× rougher loss surface',
    ],
    [
      'the split',
      documentOf(withSkips, { ...withSkips, grid: { ...withSkips.grid, split: 'test' } }),
      rough,
      'In pane B, the same trained net has a 5× rougher loss surface',
    ],
    [
      'rescaled weights',
      documentOf(withSkips, { ...withSkips, origin: { ...withSkips.origin, rescale: 10 } }),
      rough,
      'With weights × 10, the same function has a 5× rougher loss surface',
    ],
    [
      'data',
      documentOf(withSkips, { ...withSkips, data: { id: 'iris', params: { trainShare: 0.7 }, seed: 1 } }),
      rough,
      'In these two trainings, surface B is 5× rougher than surface A',
    ],
    ['two differences', documentOf(withSkips, net({ depth: 10 }, without)), rough, 'Surface B is 5× rougher than surface A'],
    ['minima', usual, [reading(0.1, 2, 0), reading(0.11, 15, 0)], 'Without skip connections, the surface has 15 local minima instead of 2'],
    [
      'error',
      usual,
      [reading(0.1, 2, 0.01), reading(0.11, 3, 0.305)],
      'Without skip connections, the surface looks alike, but test error is 30.5\u202f% instead of 1\u202f%',
    ],
    [
      'no clear difference',
      usual,
      [reading(0.1, 2, 0), reading(0.12, 4, 0.01)],
      'With skip connections or without: no clear difference between the surfaces',
    ],
    [
      'no clear difference of two',
      documentOf(withSkips, net({ depth: 10 }, without)),
      [reading(0.1, 2, 0), reading(0.1, 2, null)],
      'No clear difference between the two surfaces',
    ],
    ['a roughness that is not known', usual, [reading(Number.NaN, 2, 0), reading(0.12, 2, 0)], 'Too few points to compare the surfaces'],
    ['the same twice', documentOf(withSkips, withSkips), rough, 'Both panes show the same recipe'],
    [
      'another range',
      documentOf(withSkips, { ...without, grid: { ...without.grid, alpha: { min: -2, max: 2, points: 65 } } }),
      rough,
      'The panes look at different points or ranges, so their roughness does not compare',
    ],
    [
      'another resolution',
      usual,
      [reading(0.06, 2, 0), reading(0.32, 15, 0, 51)],
      'The panes look at different points or ranges, so their roughness does not compare',
    ],
    [
      'how much of the path the planes of Figure 8 show',
      presets.get('random-axes').build(),
      [0.004, 0.91, 0.96].map((inPlane) => ({ ...reading(0.1, 1, 0), inPlane })),
      'Plane A shows 0.4\u202f% of the training path, plane C 96\u202f%',
    ],
    [
      'the flip of Figure 2',
      presets.get('batch-line').build(),
      [1, 0].map((end) => ({ ...reading(0.1, 2, 0), sharperEnd: end === 0 ? 0 : 1 })),
      'Weight decay 0: full batch looks sharper; weight decay 0.002: batch 16 does',
    ],
    [
      'no flip where both agree',
      presets.get('batch-line').build(),
      [
        { ...reading(0.1, 2, 0), sharperEnd: 1 },
        { ...reading(0.1, 2, 0), sharperEnd: 1 },
      ],
      'Straight from one checkpoint (0) to another (1)',
    ],
    ['nothing computed', usual, [unknown, unknown], 'With skip connections and without, side by side'],
    ['one of two computed', usual, [rough[0], unknown], 'With skip connections and without, side by side'],
    ['one pane, coming', documentOf(withSkips), [unknown], 'The loss surface around the trained weights'],
    ['one smooth pane', documentOf(withSkips), [reading(0.06, 1, 0)], 'Around the trained weights the loss surface is one smooth basin'],
    [
      'one pane with minima',
      documentOf(withSkips),
      [reading(0.3, 12, 0)],
      'Around the trained weights the loss surface has 12 local minima',
    ],
    ['one rough pane', documentOf(withSkips), [reading(0.3, 1, 0)], 'Around the trained weights the loss surface has roughness 0.3'],
    [
      'three depths',
      documentOf(net({ depth: 10 }), net({ depth: 20 }), withSkips),
      [reading(0.1, 4, 0), reading(0.2, 9, 0), reading(0.4, 18, 0.1)],
      '30 hidden layers: a 4× rougher loss surface than 10 hidden layers',
    ],
    [
      'three alike',
      documentOf(net({ depth: 10 }), net({ depth: 20 }), withSkips),
      [reading(0.1, 4, 0), reading(0.11, 5, 0), reading(0.12, 6, 0.01)],
      'No clear difference between these 3 surfaces',
    ],
    [
      'four of two differences',
      documentOf(withSkips, without, net({ depth: 10 }), net({ depth: 10 }, without)),
      [reading(0.1, 4, 0), reading(0.4, 9, 0), reading(0.05, 1, 0), reading(0.1, 2, 0)],
      'Surface B is the roughest, 8× rougher than surface C',
    ],
    [
      'three coming',
      documentOf(net({ depth: 10 }), net({ depth: 20 }), withSkips),
      [unknown, unknown, unknown],
      '3 loss surfaces, side by side',
    ],
  ])('says %s', (_, document, readings, expected) => {
    expect(sayAlone(headline(document, readings))).toBe(expected);
    setLanguage('zh');
    expect(sayAlone(headline(document, readings))).toMatch(/[一-鿿]/u);
  });

  it('is LOOK.md’s sentence in Chinese', () => {
    setLanguage('zh');
    expect(sayAlone(headline(usual, rough))).toBe('去掉跳跃连接，同一网络的损失曲面粗糙度变为 5 倍');
  });
});

describe('provenance', () => {
  const landscape = {
    axes: [withSkips.grid.alpha, withSkips.grid.beta],
    loss: new Float32Array(65 * 65).fill(1),
    accuracy: new Float32Array(65 * 65),
    done: new Uint8Array(65 * 65).fill(1),
    samples: 512,
    cosine: -0.0123,
    cosineByChance: 0.0102,
  };
  const lines = (document: Document, picture: Parameters<typeof provenanceLines>[2], pane = 0): string[] =>
    provenanceLines(document, pane, picture).map(say);

  it('counts images where they are evaluated', () => {
    const document = presets.get('resnet-fashion').build();
    expect(lines(document, { landscape: null, cut: null })[0]).toMatch(/^Loss on 512 training images around the trained weights/);
    const [first, second] = document.panes;
    const apart = (samples: number): Recipe => ({ ...first, grid: { ...second.grid, samples } });
    expect(differences(documentOf(apart(512), apart(0))).map(({ path, specs }) => [path, specs[0].label])).toEqual([
      ['grid.samples', 'images.field.samples'],
    ]);
    expect(paneNames(documentOf(apart(512), apart(0))).map(sayAlone)).toEqual(['512 images evaluated', 'All images evaluated']);
  });

  it('says how the default picture was made', () => {
    landscape.loss[7] = Number.NaN;
    expect(lines(usual, { landscape, cut: 10000 })).toEqual([
      'Loss on 512 training points around the trained weights, along two random directions scaled filter by filter; biases and batch norm held.',
      'Batch norm statistics are those of the trained net.',
      'Seed 2, cosine −0.01 (by chance about 0.01).',
      '65 × 65 points, cubic in between.',
      'Roughness and minima are counted on 33 × 33 of these points.',
      '1 point has no finite loss and is left open.',
      'Heights above 10\u202f000 are cut off.',
    ]);
  });

  it('says what is special about a line, a checkpoint, rescaled weights and other directions', () => {
    const [first, second] = withSkips.axes;
    const line: Recipe = {
      ...withSkips,
      axes: [first],
      origin: { run: 0, epoch: 40, rescale: 1 },
      grid: { ...withSkips.grid, split: 'test', samples: 100 },
    };
    expect(lines(documentOf(line), { landscape: null, cut: null })).toEqual([
      'Loss on 100 test points around the weights at epoch 40, along one random direction scaled filter by filter; biases and batch norm held.',
      'Batch norm statistics are those of the trained net.',
      'Seed 2.',
      '65 points.',
    ]);
    const mixed: Recipe = {
      ...net({ batchNorm: false, skips: false }),
      origin: { run: 0, epoch: 'last', rescale: 10 },
      axes: [first, { ...second, seed: 9, params: { norm: 'none', ignore: 'none' } }],
      view: { ...withSkips.view, field: 'accuracy' },
    };
    expect(lines(documentOf(mixed), { landscape: null, cut: null }).slice(0, 2)).toEqual([
      'Accuracy on 512 training points around the trained weights, rescaled by 10, along one random direction scaled filter by filter and one random direction that is not scaled; biases and batch norm weights move too.',
      'Seeds 2 and 9.',
    ]);
  });

  it('says what training did to its images', () => {
    const [recipe] = presets.get('resnet-fashion').build().panes;
    const trained = (augmentation: Recipe['runs'][0]['augmentation'], from = recipe): Recipe => ({
      ...from,
      runs: [{ ...from.runs[0], augmentation }],
    });
    const told = (one: Recipe): string[] => lines(documentOf(one), { landscape: null, cut: null });
    expect(told(trained('flips-and-crops'))).toContain('Trained on images flipped and cropped at random; drawn on images as they are.');
    expect(told(trained('none'))).toHaveLength(told(trained('flips')).length - 1);
    expect(told(trained('flips', withSkips))).toEqual(told(withSkips));
    expect(names(documentOf(trained('none'), trained('flips-and-crops')))).toEqual(['Images as they are', 'Random flips and crops']);
    expect(differences(documentOf(withSkips, trained('flips', withSkips)))).toEqual([]);
  });

  it('has every line in Chinese', () => {
    setLanguage('zh');
    for (const preset of presets.all) {
      const document = preset.build();
      for (let pane = 0; pane < document.panes.length; pane++) {
        for (const text of lines(document, { landscape: null, cut: 1234.5 }, pane)) expect(text).toMatch(/[一-鿿]/u);
      }
    }
  });
});
