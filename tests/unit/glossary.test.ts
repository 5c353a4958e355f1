import { describe, expect, it } from 'vitest';
import { datasets } from '../../src/catalog/datasets';
import { nets } from '../../src/catalog/nets';
import { optimizers } from '../../src/catalog/optimizers';
import { schedules } from '../../src/catalog/schedules';
import { messages } from '../../src/i18n/messages/chinese';
import { glossary } from '../../src/i18n/messages/glossary';
import { TERMS, termOf } from '../../src/panels/glossary/terms';

/** Settings whose names say all there is to say. */
const PLAIN = [
  'catalog.param.points',
  'catalog.param.turns',
  'catalog.param.classes',
  'catalog.param.inner',
  'images.param.side',
  'images.param.size',
  'images.param.pixels',
  'images.param.channels',
];

describe('words of the field', () => {
  it('each have a name and one sentence or two in both languages, and no sentence is left over', () => {
    for (const { id } of TERMS) {
      for (const key of [`glossary.${id}`, `glossary.${id}.about`]) expect(messages[key], key).toBeDefined();
      const { en, zh } = messages[`glossary.${id}.about`];
      expect(en).toMatch(/^[\p{L}α-ω“1].*[.]\)?$/u);
      expect(zh).toMatch(/。$/);
    }
    const known = new Set(TERMS.flatMap(({ id }) => [`glossary.${id}`, `glossary.${id}.about`]));
    expect(Object.keys(glossary).filter((key) => !known.has(key))).toEqual(['glossary.section', 'glossary.figure']);
  });

  it('are found by texts of the page, each in one place', () => {
    const labels = TERMS.flatMap((term) => term.labels);
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(messages[label], label).toBeDefined();
    expect(termOf('shell.roughness')?.id).toBe('roughness');
    expect(termOf('shell.share')).toBeNull();
  });

  it('cover every setting of data, nets, optimizers and schedules that does not explain itself', () => {
    const labels = [datasets, nets, optimizers, schedules].flatMap(({ all }) =>
      all.flatMap(({ params }) => Object.values(params).map(({ label }) => label)),
    );
    expect([...new Set(labels)].filter((label) => termOf(label) === null && !PLAIN.includes(label))).toEqual([]);
  });
});
