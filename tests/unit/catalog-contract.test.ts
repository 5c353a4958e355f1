import { describe, expect, it } from 'vitest';
import { datasets } from '../../src/catalog/datasets';
import type { Dataset } from '../../src/catalog/datasets/types';
import { directions } from '../../src/catalog/directions';
import { nets } from '../../src/catalog/nets';
import { optimizers } from '../../src/catalog/optimizers';
import { defaultParams, type ParamSpec, type ParamSpecs, type ParamValues } from '../../src/catalog/params';
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
import { messages } from '../../src/i18n/messages/chinese';
import { createRng } from '../../src/math/random';
import { directionContext } from './support/directions';
import { assetOf } from './support/images';

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly about?: string;
  readonly params: ParamSpecs;
}

const entries: readonly (readonly [string, Entry])[] = [datasets, nets, optimizers, schedules, directions].flatMap((registry) =>
  registry.all.map((entry) => [`${entry.label}`, entry] as const),
);

/** The defaults, and with each of the other choices and switches in turn. */
function everyChoice(specs: ParamSpecs): ParamValues[] {
  const usual = defaultParams(specs);
  const others = Object.entries(specs).flatMap(([id, spec]) => {
    if (spec.kind === 'choice') return spec.options.map((option) => ({ ...usual, [id]: option.id }));
    return spec.kind === 'flag' ? [{ ...usual, [id]: !spec.default }] : [];
  });
  return [usual, ...others];
}

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
    if (entry.about) expectText(entry.about);
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
    // Images can be shown only where it is known what is black and white, and named where classes have names.
    const channels = spec.shape(params).inputShape[2] ?? 0;
    for (const bounds of [data.black, data.white]) expect(bounds?.length ?? 0).toBe(channels);
    if (data.classNames) expect(data.classNames).toHaveLength(classes);
  });
});

describe.each(directions.all.map((kind) => [kind.id, kind] as const))('direction %s', (_, kind) => {
  it('gives the same bytes for the same context, of the length of the weights, finite and not all zero', async () => {
    const build = async (seed: number) => kind.build(defaultParams(kind.params), directionContext({ rng: createRng(seed) }));
    const [first, again, other] = [await build(1), await build(1), await build(2)];
    expect(first.delta).toEqual(again.delta);
    expect(first.delta.length).toBe(16);
    expect(first.delta.every(Number.isFinite)).toBe(true);
    expect(first.delta.some((value) => value !== 0)).toBe(true);
    // Only random ones depend on the seed.
    if (kind.needs === 'nothing') expect(first.delta).not.toEqual(other.delta);
    else expect(first.delta).toEqual(other.delta);
    expect(first.stateDelta !== undefined).toBe(kind.movesState);
  });

  it('says in both languages what it is and shows', () => {
    expectText(kind.about);
    for (const values of everyChoice(kind.params)) {
      const { key } = kind.caption(values);
      for (const form of ['one', 'other']) expectText(messages[key] ? key : `${key}_${form}`);
    }
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
