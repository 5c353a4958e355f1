import { describe, expect, it } from 'vitest';
import { datasets } from '../../src/catalog/datasets';
import type { Dataset } from '../../src/catalog/datasets/types';
import { directions } from '../../src/catalog/directions';
import { createLayout } from '../../src/catalog/layout';
import { nets } from '../../src/catalog/nets';
import { optimizers } from '../../src/catalog/optimizers';
import { defaultParams, type ParamSpec, type ParamSpecs } from '../../src/catalog/params';
import { schedules } from '../../src/catalog/schedules';
import {
  AXIS_FIELDS,
  CAMERA_FIELDS,
  CAP,
  GRID_FIELDS,
  ORIGIN_FIELDS,
  RUN_FIELDS,
  SHARED_FIELDS,
  VIEW_FIELDS,
} from '../../src/experiment/fields';
import { presets } from '../../src/experiment/presets';
import { messages } from '../../src/i18n/messages';
import { createRng } from '../../src/math/random';
import { assetOf } from './support/images';

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly params: ParamSpecs;
}

const entries: readonly (readonly [string, Entry])[] = [datasets, nets, optimizers, schedules, directions].flatMap((registry) =>
  registry.all.map((entry) => [`${entry.label}`, entry] as const),
);

function expectText(key: string): void {
  const text = messages[key];
  if (!text) expect.fail(`There is no text for "${key}".`);
  expect(text.en.length, key).toBeGreaterThan(0);
  expect(text.zh.length, key).toBeGreaterThan(0);
}

/** The texts that controls, summaries and pane names need of a schema. */
function expectTexts(spec: ParamSpec): void {
  expectText(spec.label);
  if (spec.kind === 'number') expectText(`${spec.label}.value`);
  if (spec.kind === 'choice') for (const option of spec.options) expectText(option.label);
  if (spec.kind === 'flag') for (const form of ['noun', 'on', 'off']) expectText(`${spec.label}.${form}`);
}

describe.each(entries)('%s', (_, entry) => {
  it('has texts in both languages', () => {
    expectText(entry.label);
    for (const spec of Object.values(entry.params)) expectTexts(spec);
  });

  it('has defaults within its bounds', () => {
    for (const [id, spec] of Object.entries(entry.params)) {
      if (spec.kind === 'choice')
        expect(
          spec.options.map((option) => option.id),
          id,
        ).toContain(spec.default);
      if (spec.kind !== 'number') continue;
      expect(spec.min, id).toBeLessThan(spec.max);
      expect(spec.default, id).toBeGreaterThanOrEqual(spec.min);
      expect(spec.default, id).toBeLessThanOrEqual(spec.max);
      if (spec.integer) expect(Number.isInteger(spec.default), id).toBe(true);
    }
  });
});

describe('fields and presets', () => {
  it('have texts in both languages', () => {
    const fields: ParamSpecs[] = [AXIS_FIELDS, CAMERA_FIELDS, { CAP }, GRID_FIELDS, ORIGIN_FIELDS, RUN_FIELDS, SHARED_FIELDS, VIEW_FIELDS];
    for (const specs of fields) for (const spec of Object.values(specs)) expectTexts(spec);
    for (const preset of presets.all) for (const key of [preset.label, preset.description]) expectText(key);
  });

  it('have a caption for every kind of direction', () => {
    for (const kind of directions.all) {
      const choices = Object.values(kind.params).flatMap((spec) => (spec.kind === 'choice' ? [spec] : []));
      for (const norm of choices[0].options) {
        const { key } = kind.caption({ ...defaultParams(kind.params), norm: norm.id });
        for (const form of ['one', 'other']) expectText(`${key}_${form}`);
      }
    }
  });
});

describe.each(datasets.all.map((spec) => [spec.id, spec] as const))('data set %s', (_, spec) => {
  const params = defaultParams(spec.params);
  const asset = assetOf(spec.asset);
  const generate = (seed: number): Dataset => spec.generate(params, createRng(seed), asset);

  it('gives the same bytes for the same seed and other ones for another', () => {
    const [first, again, other] = [generate(1), generate(1), generate(2)];
    for (const split of ['train', 'test'] as const) {
      expect(Buffer.from(first[split].x.buffer).equals(Buffer.from(again[split].x.buffer))).toBe(true);
      expect(Buffer.from(first[split].labels.buffer).equals(Buffer.from(again[split].labels.buffer))).toBe(true);
      expect(Buffer.from(first[split].x.buffer).equals(Buffer.from(other[split].x.buffer))).toBe(false);
    }
  });

  it('has the shape it announces, finite inputs and every class in both splits', () => {
    const data = generate(3);
    const { inputShape, classes, train, test } = spec.shape(params);
    expect({ inputShape: data.inputShape, classes: data.classes, train: data.train.n, test: data.test.n }).toEqual({
      inputShape,
      classes,
      train,
      test,
    });
    const inputs = inputShape.reduce((product, extent) => product * extent, 1);
    for (const samples of [data.train, data.test]) {
      expect(samples.x.length).toBe(samples.n * inputs);
      expect(samples.labels.length).toBe(samples.n);
      expect(samples.x.every(Number.isFinite)).toBe(true);
      expect(new Set(samples.labels)).toEqual(new Set(Array.from({ length: classes }, (_, label) => label)));
    }
    expect(spec.boundaryInputs.every((input) => input < inputs)).toBe(true);
    for (const key of [...(data.inputNames ?? []), ...(data.classNames ?? [])]) expectText(key);
    if (data.classNames) expect(data.classNames).toHaveLength(classes);
  });
});

describe.each(directions.all.map((kind) => [kind.id, kind] as const))('direction %s', (_, kind) => {
  it('gives the same bytes for the same seed and other ones for another', () => {
    const layout = createLayout([
      { name: 'kernel', role: 'kernel', shape: [3, 4] },
      { name: 'bias', role: 'bias', shape: [4] },
    ]);
    const theta = Float32Array.from({ length: 16 }, (_, i) => i / 7 - 1);
    const build = (seed: number) =>
      Array.from(
        kind.build(defaultParams(kind.params), { layout, origin: { theta, state: new Float32Array(0) }, rng: createRng(seed) }).delta,
      );
    expect(build(1)).toEqual(build(1));
    expect(build(1)).not.toEqual(build(2));
  });
});

describe.each(schedules.all.map((spec) => [spec.id, spec] as const))('schedule %s', (_, spec) => {
  it('never raises the rate and never makes it negative', () => {
    const params = defaultParams(spec.params);
    let before = 1;
    for (let progress = 0; progress < 1; progress += 1 / 64) {
      const factor = spec.factor(params, progress);
      expect(factor).toBeGreaterThanOrEqual(0);
      expect(factor).toBeLessThanOrEqual(before);
      before = factor;
    }
  });
});
