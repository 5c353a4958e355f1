import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createResultStore, type ResultStore } from '../../src/app/kept/store';
import { addTexts, t } from '../../src/i18n';
import { address } from '../../src/i18n/messages/address';
import { runToEnd, setUpApp } from './support/app';
import { type FakeIndexedDb, fakeIndexedDb } from './support/fake-indexed-db';

addTexts(address);

const MIB = 2 ** 20;
const MOST = 200 * MIB;

/** A value that takes so many bytes, as far as anyone here is told. */
const ofBytes = (bytes: number) => ({ bytes });
const sizeOf = (value: unknown): number => {
  const { bytes, at } = value as { readonly bytes?: number; readonly at?: number };
  // What is written down about an entry says the entry's bytes, and takes none worth counting.
  return at === undefined ? (bytes ?? 0) : 0;
};

let database: FakeIndexedDb;
let now = 0;
beforeEach(() => {
  database = fakeIndexedDb(sizeOf);
  now = 0;
  vi.stubGlobal('indexedDB', database.factory);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const storeOf = () => createResultStore(() => ++now);
const keep = (store: ResultStore, key: string, bytes: number, over = true) => store.put(key, ofBytes(bytes), bytes, over);
const kept = async (store: ResultStore, keys: string): Promise<string> => {
  const there = await Promise.all([...keys].map(async (key) => ((await store.get(key)) === undefined ? '' : key)));
  return there.join('');
};

describe('the results that a device keeps', () => {
  it('come back as they were, and what was never kept does not', async () => {
    const store = storeOf();
    await store.put('a', { loss: Float32Array.of(1, Number.NaN) }, 8, true);
    expect(await store.get('a')).toEqual({ loss: Float32Array.of(1, Number.NaN) });
    expect(await store.get('b')).toBeUndefined();
    expect(database.opened).toBe(1);
  });

  it('are 200 MiB in all: what was used longest ago makes room, and no more than is needed', async () => {
    const store = storeOf();
    for (const key of 'abcd') await keep(store, key, MOST / 4);
    expect(await kept(store, 'abcd')).toBe('abcd');
    // Looked at again, the oldest is the youngest.
    await store.get('a');
    await keep(store, 'e', 1);
    expect(await kept(store, 'acde')).toBe('acde');
    expect(await store.get('b')).toBeUndefined();
    // a was read before c and d just now.
    await keep(store, 'f', MOST / 2);
    expect(await kept(store, 'abcdef')).toBe('def');
  });

  it('count the same from every tab', async () => {
    const [one, other] = [storeOf(), storeOf()];
    await Promise.all([keep(one, 'a', 90 * MIB), keep(other, 'b', 90 * MIB)]);
    await Promise.all([keep(one, 'c', 90 * MIB), keep(other, 'd', 90 * MIB)]);
    expect(await kept(one, 'abcd')).toBe('cd');
    expect(await kept(other, 'abcd')).toBe('cd');
  });

  it('are replaced, not added to, by what has the same name, or stay where that gives way to them', async () => {
    const store = storeOf();
    await keep(store, 'a', 150 * MIB);
    await keep(store, 'b', 40 * MIB);
    await keep(store, 'a', 160 * MIB);
    expect(await kept(store, 'ab')).toBe('ab');
    await keep(store, 'a', 10, false);
    expect(await store.get('a')).toEqual(ofBytes(160 * MIB));
    await store.drop((key) => key === 'a');
    expect(await kept(store, 'ab')).toBe('b');
    await keep(store, 'c', 160 * MIB);
    expect(await kept(store, 'abc')).toBe('bc');
  });

  it('do not go for one that is larger than all of them may be', async () => {
    const store = storeOf();
    await keep(store, 'a', 10);
    await expect(keep(store, 'b', MOST + 1)).rejects.toMatchObject({ name: 'QuotaExceededError' });
    expect(await kept(store, 'ab')).toBe('a');
  });

  it.each(['request', 'end'] as const)('make more room where the browser gives less, told at the %s', async (fullAt) => {
    database.fullAt = fullAt;
    database.quota = 120 * MIB;
    const store = storeOf();
    for (const key of 'abc') await keep(store, key, 30 * MIB);
    await keep(store, 'd', 60 * MIB);
    expect(await kept(store, 'abcd')).toBe('cd');
  });

  it.each(['request', 'end'] as const)('are all still there where even that is too little, told at the %s', async (fullAt) => {
    database.fullAt = fullAt;
    database.quota = 50 * MIB;
    const store = storeOf();
    await keep(store, 'a', 20 * MIB);
    await keep(store, 'b', 20 * MIB);
    await expect(keep(store, 'c', 60 * MIB)).rejects.toMatchObject({ name: 'QuotaExceededError' });
    // One that would have taken the place of another leaves the other.
    await expect(keep(store, 'a', 70 * MIB)).rejects.toMatchObject({ name: 'QuotaExceededError' });
    expect(await kept(store, 'abc')).toBe('ab');
    expect(await store.get('a')).toEqual(ofBytes(20 * MIB));
  });

  it('are found again after another tab asked for the database', async () => {
    const store = storeOf();
    await keep(store, 'a', 10);
    database.upgradeElsewhere();
    expect(await kept(store, 'a')).toBe('a');
    expect(database.opened).toBe(2);
  });
});

describe('a device without room', () => {
  it('says so once, in words, and nothing that is shown is lost', async () => {
    const full = fakeIndexedDb(() => 1);
    full.quota = 0;
    vi.stubGlobal('indexedDB', full.factory);
    const told: string[] = [];
    const test = setUpApp({ resultStore: createResultStore() });
    test.store.subscribe((state, before) => {
      if (state.toast && state.toast !== before.toast) told.push(state.toast.key);
    });
    await test.opening.start();
    await runToEnd(test);
    await test.until(() => told.length > 0);
    test.app().edit((document) => ({ ...document, shared: { ...document.shared, directionSeed: 9 } }));
    await runToEnd(test);
    expect(told).toEqual(['share.kept.full']);
    expect(t('share.kept.full')).toBe('There is no room to keep this result over a reload. Save a file to keep it.');
    expect(address['share.kept.full'].zh).toMatch(/没有空间/);
    expect(test.phases()).toEqual(['done', 'done']);
    for (const index of [0, 1]) {
      const { landscape, checkpoints } = test.results.pane(index).snapshot;
      expect(landscape?.done.every((mark) => mark > 0)).toBe(true);
      expect(checkpoints.length).toBe(3);
    }
    // Undo has the first picture back, from memory.
    test.app().undo();
    expect(test.phases()).toEqual(['done', 'done']);
  });
});
