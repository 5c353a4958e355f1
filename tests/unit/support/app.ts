import { addressWords } from '../../../src/app/address/words';
import { connectApp, type Environment } from '../../../src/app/connect';
import { createAppStore } from '../../../src/app/create-store';
import type { ReadFiles, ReadImages } from '../../../src/app/images/reading';
import { type ImageStore, parseImages } from '../../../src/app/images/store';
import type { ResultStore } from '../../../src/app/kept/store';
import type { TextStore } from '../../../src/app/preferences';
import { createResults } from '../../../src/app/results';
import { createSharpeningStore } from '../../../src/app/sharpening';
import { KEPT_IMAGES, writeImageTable } from '../../../src/experiment/images';
import { encodeLink } from '../../../src/experiment/link/codec';
import type { Document } from '../../../src/experiment/recipe';
import { formats, readFile } from '../../../src/formats';
import { readImages } from '../../../src/formats/images';
import { JobFailure } from '../../../src/worker/failure';
import { type FakeBrowser, fakeBrowser } from './fake-browser';
import { clock, type InProcessOptions, inProcessWorker, macrotask } from './in-process-worker';
import { tinyDocument } from './tiny';

export interface AppOptions extends InProcessOptions {
  readonly document?: Document;
  readonly cores?: number;
  readonly gallery?: Uint8Array | null;
  readonly weights?: Uint8Array | null;
  readonly texts?: TextStore;
  readonly imageStore?: ImageStore;
  readonly browser?: FakeBrowser;
  readonly resultStore?: ResultStore;
  readonly fetchAsset?: Environment['fetchAsset'];
  readonly later?: Environment['later'];
}

export function memoryTexts(): TextStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    read: (key) => kept.get(key) ?? null,
    write: (key, value) => void (value === null ? kept.delete(key) : kept.set(key, value)),
  };
}

/** Keeps images as long as the test lasts. */
export function memoryImages(): ImageStore & { readonly kept: Map<string, ReadImages> } {
  const kept = new Map<string, ReadImages>();
  return {
    kept,
    get: async (asset) => parseImages(kept.get(asset)),
    put: async (asset, images) => void kept.set(asset, images),
    delete: async (asset) => void kept.delete(asset),
  };
}

/** Keeps results as long as the test lasts, as a browser does: copies, not the values themselves. */
export function memoryResults(): ResultStore & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    get: async (key) => structuredClone(kept.get(key)),
    async put(key, value, _bytes, over) {
      if (over || !kept.has(key)) kept.set(key, structuredClone(value));
    },
    async drop(test) {
      for (const key of [...kept.keys()]) if (test(key)) kept.delete(key);
    },
  };
}

async function notFound(): Promise<never> {
  throw new Error('404 Not Found');
}

/** Reads images on the test's own thread. */
const readHere: ReadFiles = async ({ files, expected }, { signal, onFraction }) => {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const { kind, result } = await readImages(files, expected, {
    most: KEPT_IMAGES,
    onBytes(bytes) {
      done += bytes;
      onFraction(done / total);
    },
  });
  signal.throwIfAborted();
  if (!result.ok) throw new JobFailure(result.problem, false);
  const { side, channels, classes, train, test } = result.table;
  const bytes = new Blob([writeImageTable(result.table)]);
  return { kind, images: { side, channels, classes, train: train.n, test: test.n, bytes } };
};

/** The whole app without a page: engine workers on the test's thread, files and links in memory. */
export function setUpApp({
  document = tinyDocument(),
  cores = 2,
  gallery = null,
  weights = null,
  texts = memoryTexts(),
  imageStore = memoryImages(),
  browser = fakeBrowser(),
  resultStore = memoryResults(),
  fetchAsset = notFound,
  later = (callback, ms) => void setTimeout(callback, ms),
  ...options
}: AppOptions = {}) {
  const results = createResults();
  const sharpening = createSharpeningStore();
  let spawned = 0;
  let now = 0;
  const created = createAppStore({
    document,
    initial: { theme: 'light', language: 'en', device: { backend: 'wasm', forced: null, workers: 1, rate: null, available: [] } },
    clock: () => now,
    onLanguage: () => {},
  });
  const downloads: { name: string; bytes: Uint8Array }[] = [];
  const connected = connectApp({
    created,
    results,
    sharpening,
    spawn() {
      spawned++;
      return inProcessWorker(options);
    },
    cores,
    clock,
    later,
    texts,
    host: 'Test 1',
    date: () => '2026-01-01T00:00:00.000Z',
    fetchAsset,
    readImages: readHere,
    imageStore,
    resultStore,
    fetchGallery: async () => gallery,
    fetchGalleryWeights: async () => weights,
    savesData: false,
    readStored: async (name, bytes) => readFile(name, bytes),
    readFile: async (name, bytes) => readFile(name, bytes),
    loadWords: async () => addressWords,
    encodeLink: async (snapshot, linkOptions) => encodeLink(snapshot, linkOptions),
    async encodeFile(id, snapshot) {
      const format = formats.get(id);
      return { bytes: format.encode(snapshot), extension: format.extensions[0], mime: format.mime };
    },
    line: browser.line,
    download: (name, _mime, bytes) => downloads.push({ name, bytes }),
  });
  const app = () => created.store.getState();
  return {
    ...connected,
    app,
    results,
    sharpening,
    store: created.store,
    texts,
    downloads,
    browser,
    resultStore,
    spawned: () => spawned,
    phases: () => app().panes.map(({ phase }) => phase),
    needs: () => app().panes.map(({ need }) => need),
    /** Lets a second pass for the history. */
    passTime: () => {
      now += 1001;
    },
    /** Does something in the very moment in which something first holds. */
    once(holds: () => boolean, act: () => void): Promise<void> {
      return new Promise((resolve) => {
        const end = created.store.subscribe(() => {
          if (!holds()) return;
          end();
          act();
          resolve();
        });
      });
    },
    async until(holds: () => boolean): Promise<void> {
      const start = clock();
      while (!holds()) {
        if (clock() - start > 300_000)
          throw new Error(
            `Waited in vain; the panes are ${app()
              .panes.map(({ phase }) => phase)
              .join(', ')}.`,
          );
        await macrotask();
      }
    },
  };
}

export type TestApp = ReturnType<typeof setUpApp>;

/** Runs everything to its end. */
export async function runToEnd(test: TestApp): Promise<void> {
  test.app().runAll();
  await test.until(() => test.app().run.kind === 'idle');
}
