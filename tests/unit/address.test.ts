import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { datasets } from '../../src/catalog/datasets';
import { directions } from '../../src/catalog/directions';
import { nets } from '../../src/catalog/nets';
import { optimizers } from '../../src/catalog/optimizers';
import { schedules } from '../../src/catalog/schedules';
import { formatAddress, isAddress, parseAddress, SETTING_NAMES } from '../../src/experiment/address';
import { defaultDocument } from '../../src/experiment/defaults';
import { parseDocument } from '../../src/experiment/parse';
import { presets } from '../../src/experiment/presets';
import { PUBLISHED_PRESETS, presetOf, RENAMED } from '../../src/experiment/presets/ids';
import type { Document } from '../../src/experiment/recipe';
import { addTexts, t } from '../../src/i18n';
import { address } from '../../src/i18n/messages/address';
import { createRng } from '../../src/math/random';

addTexts(address);

/** Names that addresses have carried. They are published: this list may only grow. */
const PUBLISHED =
  'data dataseed points noise turns inner classes trainshare side channels trainimages testimages net depth width skips batchnorm activation init initscale layers size factor blocks growth optimizer momentum nesterov beta1 beta2 epsilon decay decayed schedule divisor drops floor lr batch augmentation epochs every seed at rescale alpha beta norm ignore alphaseed betaseed alpharange betarange grid fit split samples statistics show repeats inputs view range height cap onescale paths colours lineaxis directions camera'.split(
    ' ',
  );

/** Texts to try for each name: some of them fit every preset's kind of data, net or training. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  data: ['moons', 'iris', 'digits', 'fashion-mnist'],
  dataseed: ['7'],
  points: ['128', '512'],
  noise: ['0.05', '0.3'],
  turns: ['2', '1.25'],
  inner: ['0.3'],
  classes: ['3', '12'],
  trainshare: ['0.6'],
  side: ['14', '28', '24'],
  channels: ['1', '3'],
  trainimages: ['1024'],
  testimages: ['500'],
  net: ['cnn', 'resnet', 'mlp', 'densenet'],
  depth: ['8', '44', '3'],
  width: ['8', '32'],
  skips: ['on', 'off'],
  batchnorm: ['on', 'off'],
  activation: ['tanh', 'gelu'],
  init: ['glorot', 'lecun'],
  initscale: ['0.5', '2'],
  layers: ['3'],
  size: ['paper', 'classroom'],
  factor: ['2', '4'],
  blocks: ['3'],
  growth: ['6'],
  optimizer: ['sgd', 'adamw', 'adam'],
  momentum: ['0.5'],
  nesterov: ['off', 'on'],
  beta1: ['0.8'],
  beta2: ['0.99'],
  epsilon: ['1e-7'],
  decay: ['0.002', '1e-4'],
  decayed: ['kernels'],
  schedule: ['cosine', 'step'],
  divisor: ['5'],
  drops: ['2'],
  floor: ['0.1'],
  lr: ['0.01', '3e-4'],
  batch: ['16', 'full', '32'],
  augmentation: ['flips'],
  epochs: ['40', '200'],
  every: ['10', '4'],
  seed: ['3', '11'],
  at: ['10', '0', 'last'],
  rescale: ['4'],
  alpha: ['gradient', 'eigenvector', 'random'],
  beta: ['none', 'gradient', 'random'],
  norm: ['layer', 'none'],
  ignore: ['none'],
  alphaseed: ['9'],
  betaseed: ['4'],
  alpharange: ['-0.5:0.75'],
  betarange: ['-2:2'],
  grid: ['33', '17:9'],
  fit: ['on', 'off'],
  split: ['test'],
  samples: ['64'],
  statistics: ['recomputed', 'interpolated'],
  show: ['accuracy'],
  repeats: ['3'],
  inputs: ['2:1'],
  view: ['contours', 'line', 'surface'],
  range: ['near', 'far'],
  height: ['linear', 'log', 'loss'],
  cap: ['200', 'auto'],
  onescale: ['off', 'on'],
  paths: ['on', 'off'],
  colours: ['viridis'],
  lineaxis: ['1'],
  directions: ['5'],
  camera: ['12.5:30:9.25', 'opening', 'valley', 'map'],
};

const told = (text: string): string => {
  const { note } = parseAddress(text);
  return note ? `${t(note.title.key, note.title.values)} ${t(note.detail.key, note.detail.values)}` : '';
};
const sound = (document: Document): void => expect(parseDocument(JSON.parse(JSON.stringify(document)))).toEqual({ ok: true, document });

describe('names of presets', () => {
  it('are published for ever: each opens its experiment, and every preset has one', () => {
    expect(PUBLISHED_PRESETS.slice(0, 19)).toEqual(
      'skip-connections depth depth-with-skips batch-norm width activation batch-size batch-line weight-decay three-minima random-axes optimizer-paths curvature edge-of-stability rescaled digits resnet-fashion deep-resnet-fashion iris'.split(
        ' ',
      ),
    );
    for (const id of PUBLISHED_PRESETS) expect(presetOf(id)?.id, id).toBe(RENAMED.get(id) ?? id);
    for (const { id } of presets.all) expect(PUBLISHED_PRESETS, `${id} is not on the list of published ids`).toContain(id);
  });

  it('open what the menu opens', () => {
    for (const preset of presets.all) {
      expect(parseAddress(`#${preset.id}`)).toEqual({ preset: preset.id, document: preset.build(), note: null });
      expect(formatAddress(preset.build())).toBe(preset.id);
    }
  });

  it('that there never were give the experiment that the page opens with, and a sentence', () => {
    expect(parseAddress('#no-such-thing&depth=3')).toMatchObject({ preset: null, document: defaultDocument() });
    expect(told('#no-such-thing')).toBe(
      'There is no experiment “no-such-thing” here. This is the one that the page opens with. The others are in the menu at the top.',
    );
  });
});

describe('names of settings', () => {
  it('stay, and each has texts that are tried here', () => {
    expect(SETTING_NAMES).toEqual(expect.arrayContaining(PUBLISHED));
    expect(Object.keys(TEXTS).sort()).toEqual([...SETTING_NAMES].sort());
  });

  it('cover every setting of every data set, net, optimizer and schedule', () => {
    const uncovered: string[] = [];
    const build = presets.get('skip-connections').build();
    const [recipe] = build.panes;
    const changed = (panes: Document['panes']): string | null => formatAddress({ ...build, panes });
    for (const entry of datasets.all)
      for (const [id, spec] of Object.entries(entry.params)) {
        const start = parseAddress(`#skip-connections&data=${entry.id}&batch=16`).document.panes[0];
        const params = { ...start.data.params, [id]: another(spec, start.data.params[id]) };
        const pane = { ...start, data: { ...start.data, params } };
        if (changed([pane, { ...pane, net: { ...pane.net, params: { ...pane.net.params, skips: false } } }]) === null)
          uncovered.push(`${entry.id}.${id}`);
      }
    for (const entry of nets.all.filter(({ needsImages }) => !needsImages))
      for (const [id, spec] of Object.entries(entry.params)) {
        const pane = { ...recipe, net: { ...recipe.net, params: { ...recipe.net.params, [id]: another(spec, recipe.net.params[id]) } } };
        if (changed([pane, pane]) === null) uncovered.push(`${entry.id}.${id}`);
      }
    for (const [part, registry] of [
      ['optimizer', optimizers],
      ['schedule', schedules],
    ] as const)
      for (const entry of registry.all)
        for (const [id, spec] of Object.entries(entry.params)) {
          const start = parseAddress(`#skip-connections&${part}=${entry.id}`).document.panes;
          const panes = start.map((pane) => ({
            ...pane,
            runs: pane.runs.map((run) => ({
              ...run,
              [part]: { ...run[part], params: { ...run[part].params, [id]: another(spec, run[part].params[id]) } },
            })),
          }));
          if (changed(panes) === null) uncovered.push(`${entry.id}.${id}`);
        }
    expect(uncovered).toEqual([]);
    expect(directions.has('random')).toBe(true);
  });

  it('come back from every preset, one by one: what a value makes is written so that it makes it again', () => {
    const used = new Set<string>();
    for (const preset of presets.all)
      for (const [name, texts] of Object.entries(TEXTS))
        for (const text of texts) {
          const { document, note } = parseAddress(`#${preset.id}&${name}=${text}`);
          if (note) continue;
          const written = formatAddress(document);
          expect(written, `${preset.id}&${name}=${text}`).not.toBeNull();
          expect(parseAddress(`#${written}`), `${written}`).toEqual({ preset: preset.id, document, note: null });
          if (written !== preset.id) used.add(name);
        }
    expect([...used].sort()).toEqual([...SETTING_NAMES].filter((name) => used.has(name) || !ONLY_ELSEWHERE.has(name)).sort());
  });

  it('come back in any number and order, and for single panes', () => {
    const random = createRng(1);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)] as T;
    let several = 0;
    for (let i = 0; i < 300; i++) {
      const preset = pick(presets.all);
      const panes = preset.build().panes.length;
      const names = Array.from({ length: 1 + Math.floor(random.uniform() * 5) }, () => pick(SETTING_NAMES));
      const isOne = (name: string) => SETTING_NAMES.indexOf(name) >= SETTING_NAMES.indexOf('view') || random.uniform() < 0.5;
      const said = names.map((name) =>
        isOne(name)
          ? `${name}=${pick(TEXTS[name])}`
          : `${name}=${Array.from({ length: panes }, () => pick(['', ...TEXTS[name]])).join(',')}`,
      );
      const { document } = parseAddress(`#${[preset.id, ...said].join('&')}`);
      sound(document);
      const written = formatAddress(document);
      if (written === null) continue;
      if (written.split('&').length > 2) several++;
      expect(parseAddress(`#${written}`), `${preset.id}&${said.join('&')}`).toEqual({ preset: preset.id, document, note: null });
    }
    expect(several).toBeGreaterThan(100);
  });
});

/** Settings of which no preset's own kind of data, net or axis may take a text from {@link TEXTS}. */
const ONLY_ELSEWHERE = new Set(['turns', 'inner', 'layers', 'factor', 'blocks', 'growth', 'channels', 'divisor', 'drops', 'floor']);

/** Another value of a schema. */
function another(spec: (typeof datasets.all)[number]['params'][string], value: unknown): number | string | boolean {
  if (spec.kind === 'flag') return value !== true;
  if (spec.kind === 'choice') return spec.options.find(({ id }) => id !== value)?.id ?? spec.default;
  const middle = (spec.min + spec.max) / 2;
  const usual = spec.integer ? Math.round(middle) : middle;
  return usual === value ? spec.min : usual;
}

describe('an address', () => {
  it('says one value for all panes, or one for each', () => {
    const depths = (text: string) => parseAddress(text).document.panes.map(({ net }) => net.params.depth);
    expect(depths('#depth&depth=7')).toEqual([7, 7, 7]);
    expect(depths('#depth&depth=7,,9')[1]).toBe(presets.get('depth').build().panes[1].net.params.depth);
    expect(formatAddress(parseAddress('#depth&depth=7,,9').document)).toBe('depth&depth=7,,9');
  });

  it('leaves out what it does not know or cannot have, and names it', () => {
    const { document } = parseAddress('#skip-connections&depht=3&depth=0&width=8&view=hologram&seed=&batch=1e9');
    expect(document.panes[0].net.params).toMatchObject({ depth: 30, width: 8 });
    expect(told('#skip-connections&depht=3&depth=0&width=8&view=hologram&seed=&batch=1e9')).toBe(
      'The experiment is open, but not with all that the address says. 5 settings are not known or not possible here and were left out: depht=3, seed=, depth=0, batch=1e9, view=hologram.',
    );
    expect(told('#skip-connections&at=200')).toContain('One setting is not known or not possible here and was left out: at=200.');
    expect(told('#skip-connections&depth=1,2,3')).toContain('depth=1,2,3');
  });

  it('is read whatever a mail program made of it', () => {
    const expected = parseAddress('#skip-connections&depth=20&view=line').document;
    for (const text of [
      '#skip-connections%26depth%3D20%26view%3Dline',
      '#Skip-Connections&depth= 20\u200b&view=line',
      'skip-connections&view=line&depth=20',
    ])
      expect(parseAddress(text)).toEqual({ preset: 'skip-connections', document: expected, note: null });
    expect(told('#skip-connections&depth=2%')).toContain('depth=2%');
  });

  it('is told from a link', () => {
    expect(['#depth', 'depth&lr=1', '#depth%26lr=1', '#no-such'].map(isAddress)).toEqual([true, true, true, true]);
    expect(['#1.abc', '#2.x', '', '#', '#%231.abc', '#depth=3', '#-a'].map(isAddress)).toEqual(new Array(7).fill(false));
  });

  it('never throws, and gives a sound experiment, whatever it is', () => {
    const random = createRng(2);
    const pieces = [
      ...SETTING_NAMES,
      ...PUBLISHED_PRESETS,
      '&',
      '=',
      ',',
      ':',
      '%',
      '%E0',
      '1e999',
      '-0',
      '0',
      'on',
      '\u202e',
      'constructor',
      '__proto__',
      '9'.repeat(400),
    ];
    for (let i = 0; i < 500; i++) {
      const text = Array.from(
        { length: 1 + Math.floor(random.uniform() * 12) },
        () => pieces[Math.floor(random.uniform() * pieces.length)],
      ).join(random.uniform() < 0.5 ? '' : '&');
      const { document } = parseAddress(`#skip-connections&${text}`);
      sound(document);
      parseAddress(text);
    }
  });

  it('says the range in view, where there are two', () => {
    expect(parseAddress('#skip-connections&range=near')).toMatchObject({ document: { shared: { range: 'near' } }, note: null });
    const document = presets.get('skip-connections').build();
    expect(formatAddress({ ...document, shared: { ...document.shared, range: 'near' } })).toBe('skip-connections&range=near');
    expect(told('#three-minima&range=near')).toContain('One setting is not known or not possible here and was left out: range=near.');
    const line = presets.get('batch-line').build();
    expect(formatAddress({ ...line, shared: { ...line.shared, range: 'near' } })).toBeNull();
  });

  it('is not there for what it cannot say: then a link is', () => {
    const document = presets.get('skip-connections').build();
    expect(formatAddress({ ...document, preset: '' })).toBeNull();
    expect(formatAddress({ ...document, panes: document.panes.slice(1) })).toBeNull();
    expect(formatAddress({ ...document, panes: document.panes.map((pane) => ({ ...pane, name: 'mine' })) })).toBeNull();
  });
});

it('docs/links.md has every name', () => {
  const text = readFileSync('docs/links.md', 'utf8');
  for (const name of SETTING_NAMES) expect(text).toContain(`\`${name}\``);
});
