import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { datasets } from '../../src/catalog/datasets';
import { directions } from '../../src/catalog/directions';
import { nets } from '../../src/catalog/nets';
import { optimizers } from '../../src/catalog/optimizers';
import type { ParamSpec, ParamSpecs } from '../../src/catalog/params';
import { schedules } from '../../src/catalog/schedules';
import {
  AXIS_FIELDS,
  CAMERA_FIELDS,
  GRID_FIELDS,
  ORIGIN_FIELDS,
  RUN_FIELDS,
  SHARED_FIELDS,
  VIEW_FIELDS,
} from '../../src/experiment/fields';
import { decodeLink } from '../../src/experiment/link/codec';
import { parseDocument } from '../../src/experiment/parse';
import { ABSENT } from '../../src/experiment/parse/absent';
import { defaultRecipe } from '../../src/experiment/recipe-defaults';
import { readFile } from '../../src/formats';

const REGISTRIES = { datasets, nets, optimizers, schedules, directions } as const;
const FIELDS = {
  run: RUN_FIELDS,
  origin: ORIGIN_FIELDS,
  axis: AXIS_FIELDS,
  grid: GRID_FIELDS,
  view: VIEW_FIELDS,
  shared: SHARED_FIELDS,
  camera: CAMERA_FIELDS,
} as const;

const restore: (() => void)[] = [];
afterEach(() => {
  for (const step of restore.splice(0).reverse()) step();
});

/** Writes over what the types call read-only, and puts it back after the test. */
function put(object: object, key: string, value: unknown) {
  const target = object as Record<string, unknown>;
  const had = Object.hasOwn(target, key);
  const before = target[key];
  target[key] = value;
  restore.push(() => {
    if (had) target[key] = before;
    else delete target[key];
  });
}

function another(spec: ParamSpec): unknown {
  if (spec.kind === 'flag') return !spec.default;
  if (spec.kind === 'choice') return spec.options.find(({ id }) => id !== spec.default)?.id ?? spec.default;
  return spec.default === spec.max ? spec.min : spec.max;
}

const LATER = { kind: 'number', label: 'catalog.field.run', min: 0, max: 9, default: 7, absent: 3 } as const;

/** A product whose every default became another one, and whose every catalog entry got one more setting. */
function changeEverything() {
  for (const table of Object.values(FIELDS)) {
    for (const spec of Object.values(table)) put(spec, 'default', another(spec));
    if (table !== FIELDS.camera) put(table, 'later', LATER);
  }
  const seen = new Set<ParamSpec>();
  for (const registry of Object.values(REGISTRIES)) {
    for (const { params } of registry.all as readonly { params: ParamSpecs }[]) {
      for (const spec of Object.values(params)) {
        if (!seen.has(spec)) put(spec, 'default', another(spec));
        seen.add(spec);
      }
      if (!Object.hasOwn(params, 'later')) put(params, 'later', LATER);
    }
  }
  for (const optimizer of optimizers.all) put(optimizer, 'typicalRate', 1);
  for (const dataset of datasets.all) put(dataset, 'boundaryInputs', [1, 0]);
}

/** The value without the settings that {@link changeEverything} added, each of which must be what it says it means where it is absent. */
function withoutLater(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLater);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      if (key !== 'later') return [[key, withoutLater(part)]];
      expect(part).toBe(LATER.absent);
      return [];
    }),
  );
}

const links = new URL('./fixtures/', import.meta.url);
const files = new URL('../fixtures/files/', import.meta.url);

function documentOfLink(name: string): unknown {
  const decoded = decodeLink(readFileSync(new URL(name, links), 'utf8'));
  if (!decoded.ok) throw new Error(decoded.detail.key);
  return decoded.snapshot.document;
}

function documentOfFile(name: string): unknown {
  const read = readFile(name, new Uint8Array(readFileSync(new URL(name, files))));
  if (!read.ok) throw new Error(read.problem.key);
  return read.snapshot.document;
}

const cases: readonly [string, () => unknown][] = [
  ...readdirSync(links)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => [name, () => documentOfLink(name)] as [string, () => unknown]),
  ...['v1-small.json', 'v1-small.npz', 'v1-early.json'].map((name) => [name, () => documentOfFile(name)] as [string, () => unknown]),
  [
    'a recipe by hand that says next to nothing',
    () => parsed({ version: 1, panes: [{}, { data: { id: 'iris' }, runs: [{ optimizer: { id: 'sgd' } }] }] }),
  ],
];

function parsed(value: unknown): unknown {
  const result = parseDocument(value);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.document;
}

describe('what was sent or saved before means what it meant', () => {
  it.each(cases)('%s, whatever became of the defaults and the catalog', (_, open) => {
    const before = open();
    changeEverything();
    expect(withoutLater(open())).toEqual(before);
  });

  it('the change above is one: a recipe of no version takes the defaults of today', () => {
    const before = defaultRecipe();
    changeEverything();
    const after = defaultRecipe();
    expect(after.runs[0]?.epochs).toBe(5000);
    expect(after.net.params).not.toEqual(before.net.params);
    expect(after.net.params.later).toBe(7);
  });

  it('files of version 1 give every setting that they were written with, or that was not yet there', () => {
    const want = JSON.parse(readFileSync(new URL('v1-small.document.json', files), 'utf8'));
    for (const name of ['v1-small.json', 'v1-small.npz', 'v1-early.json']) expect(documentOfFile(name)).toMatchObject(want);
  });
});

describe('a setting that came later', () => {
  /** Settings that a version's table does not have: each must say itself what it meant before it existed. */
  function unsaid(version: number): string[] {
    const absent = ABSENT[version] as (typeof ABSENT)[number];
    const missing = (specs: ParamSpecs, literals: object, at: string) =>
      Object.entries(specs).flatMap(([id, spec]) => (Object.hasOwn(literals, id) || spec.absent !== undefined ? [] : [`${at}.${id}`]));
    const ofFields = Object.entries(FIELDS).flatMap(([name, table]) => missing(table, absent.fields[name as keyof typeof FIELDS], name));
    const ofCatalog = Object.entries(REGISTRIES).flatMap(([kind, registry]) => {
      const tables = absent.params[kind as keyof typeof REGISTRIES];
      return Object.entries(tables).flatMap(([id, literals]) => missing(registry.get(id).params, literals, `${kind}.${id}`));
    });
    return [...ofFields, ...ofCatalog];
  }

  it.each(Object.keys(ABSENT).map(Number))('has a literal for documents of version %i', (version) => {
    expect(unsaid(version)).toEqual([]);
  });

  it('is missed where it has none', () => {
    const { absent: _, ...careless } = LATER;
    put(nets.get('mlp').params, 'later', careless);
    expect(unsaid(1)).toEqual(['nets.mlp.later']);
  });
});

describe('the sealed folders', () => {
  it('import nothing from outside but types, the packer, and older sealed folders', () => {
    for (const version of readdirSync(new URL('../../src/experiment/link/', import.meta.url)).filter((name) => /^v\d+$/.test(name))) {
      const sealed = new URL(`../../src/experiment/link/${version}/`, import.meta.url);
      for (const file of readdirSync(sealed)) {
        const imports = readFileSync(new URL(file, sealed), 'utf8').matchAll(/^import (?!type )[^;]*? from '([^']+)';/gms);
        for (const [, from] of imports) expect(from, `${version}/${file}`).toMatch(/^(fflate|\.\/[a-z0-9-]+|\.\.\/v\d+\/[a-z0-9-]+)$/);
      }
    }
  });
});
