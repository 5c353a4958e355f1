import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fitRecipe, imagesObstacle } from '../../src/app/images/fit';
import { kindOfFiles } from '../../src/app/images/kind-of-files';
import { received } from '../../src/app/run/received';
import { datasets } from '../../src/catalog/datasets';
import { defaultDocument } from '../../src/experiment/defaults';
import { limitsOf } from '../../src/experiment/limits';
import type { Document } from '../../src/experiment/recipe';
import { withData } from '../../src/experiment/settle';
import { messages } from '../../src/i18n/messages/chinese';
import { say } from '../../src/i18n/say';
import { memoryImages, runToEnd, setUpApp, type TestApp } from './support/app';
import { idxFiles, tarOfCifar } from './support/image-files';
import { randomImages } from './support/images';
import { tinyDocument, tinyRecipe } from './support/tiny';

const CIFAR = 'user:cifar-10';
const OWN = 'user:images';

const cifarFile = (train = 300, test = 120, seed = 1): File =>
  new File([tarOfCifar(randomImages({ side: 32, channels: 3, classes: 10 }, train, test, seed))], 'cifar-10-binary.tar.gz');

/** Two tiny panes on a data set. */
function documentOn(id: string): Document {
  const document = tinyDocument();
  return { ...document, panes: document.panes.map((recipe) => withData(recipe, id)) };
}

const counts = (test: TestApp) => test.app().document.panes.map(({ data }) => [data.id, data.params.train, data.params.test]);
const phaseOf = (test: TestApp, asset: string) => test.app().assets[asset]?.phase;

describe('images from disk', () => {
  it('are asked for where a recipe needs them, and a run asks instead of failing', async () => {
    const test = setUpApp({ document: documentOn('cifar-10') });
    await test.until(() => phaseOf(test, CIFAR) === 'missing');
    expect(test.app().toast).toBeNull();
    test.app().runAll();
    expect(test.app().run.kind).toBe('idle');
    expect([test.app().openStep, test.app().phoneTab]).toEqual(['data', 'recipe']);
    expect(test.phases()).toEqual(['empty', 'empty']);
    // A pane on other data runs all the same.
    const [first] = tinyDocument().panes;
    test.app().edit((document) => ({ ...document, panes: [document.panes[0], first] }));
    test.app().runPane(0);
    expect(test.app().run.kind).toBe('idle');
    test.app().runPane(1);
    await test.until(() => test.phases()[1] === 'done');
    expect(test.phases()[0]).toBe('empty');
  });

  it('are read, kept for the next visit, trained on, and forgotten', async () => {
    const images = memoryImages();
    const test = setUpApp({ document: documentOn('cifar-10'), imageStore: images });
    const fractions: number[] = [];
    test.store.subscribe(({ assets }) => {
      const status = assets[CIFAR];
      if (status?.phase === 'reading') fractions.push(status.fraction);
    });
    expect(await test.app().openImages([cifarFile()], 'cifar10')).toBe(true);
    expect(fractions.at(0)).toBe(0);
    expect(fractions.at(-1)).toBe(1);
    expect(test.app().assets[CIFAR]).toEqual({
      phase: 'opened',
      images: { side: 32, channels: 3, classes: 10, train: 300, test: 120, storage: 'kept' },
      problem: null,
    });
    // There are fewer than the recipe asked for.
    expect(counts(test)).toEqual([
      ['cifar-10', 300, 120],
      ['cifar-10', 300, 120],
    ]);
    expect([...images.kept.keys()]).toEqual([CIFAR]);
    await runToEnd(test);
    expect(test.phases()).toEqual(['done', 'done']);

    const next = setUpApp({ document: test.app().document, imageStore: images });
    await next.until(() => next.results.pane(0).dataset !== null);
    expect(phaseOf(next, CIFAR)).toBe('opened');
    expect(next.results.pane(0).dataset?.train).toEqual(test.results.pane(0).dataset?.train);

    await next.app().forgetImages(CIFAR);
    expect([phaseOf(next, CIFAR), images.kept.size]).toEqual(['missing', 0]);
    const after = setUpApp({ document: test.app().document, imageStore: images });
    await after.until(() => phaseOf(after, CIFAR) === 'missing');
  });

  it('that replace others take the place of what was computed on those', async () => {
    const test = setUpApp({ document: documentOn('cifar-10') });
    await test.app().openImages([cifarFile(300, 120, 1)], 'cifar10');
    await runToEnd(test);
    const before = test.results.pane(0).dataset?.train.x;
    await test.app().openImages([cifarFile(300, 120, 2)], 'cifar10');
    await test.until(() => test.results.pane(0).dataset?.train.x !== before);
    expect(test.results.pane(0).dataset?.train.x).not.toEqual(before);
    expect(test.needs()).toEqual(['training', 'training']);
    await runToEnd(test);
    expect(test.phases()).toEqual(['done', 'done']);
  });

  it('last for the visit where they cannot be kept, and it says why', async () => {
    for (const [name, storage] of [
      ['QuotaExceededError', 'full'],
      ['InvalidStateError', 'denied'],
    ] as const) {
      const refuse = async (): Promise<never> => {
        throw new DOMException('no', name);
      };
      const test = setUpApp({ document: documentOn('cifar-10'), imageStore: { get: refuse, put: refuse, delete: refuse } });
      await test.until(() => phaseOf(test, CIFAR) === 'missing');
      await test.app().openImages([cifarFile()], 'cifar10');
      expect(test.app().assets[CIFAR]).toMatchObject({ phase: 'opened', images: { storage } });
      await test.until(() => test.results.pane(0).dataset !== null);
    }
  });

  it('that cannot be read change nothing, and say what is wrong in their place', async () => {
    const test = setUpApp({ document: documentOn('cifar-10') });
    const wrong = async (file: File): Promise<string> => {
      expect(await test.app().openImages([file], 'cifar10')).toBe(false);
      const status = test.app().assets[CIFAR];
      if (status?.phase !== 'missing' && status?.phase !== 'opened') return expect.fail(`it is ${status?.phase}`);
      expect(test.app().notice).toBeNull();
      return status.problem ? say(status.problem) : '';
    };
    const whole = cifarFile();
    expect(await wrong(new File([whole.slice(0, 40_000)], 'cut.tar.gz'))).toBe(
      'cut.tar.gz is damaged or incomplete: it cannot be unpacked. Download it again.',
    );
    const tiny = readFileSync(new URL('../fixtures/images/cifar-10-binary.tar.gz', import.meta.url));
    expect(await wrong(new File([tiny], 'tiny.tar.gz'))).toBe(
      'tiny.tar.gz has 30 training and 10 test images; at least 256 and 100 are needed. Choose a larger set.',
    );
    await test.app().openImages([whole], 'cifar10');
    const { document } = test.app();
    expect(await wrong(new File(['hello'], 'holiday.jpg'))).toContain('holiday.jpg is no tar archive.');
    expect(phaseOf(test, CIFAR)).toBe('opened');
    expect(test.app().document).toBe(document);
    await test.app().openImages([whole], 'cifar10');
    expect(test.app().assets[CIFAR]).toMatchObject({ problem: null });
  });

  it('can be cancelled while they are read', async () => {
    const test = setUpApp({ document: documentOn('cifar-10') });
    await test.until(() => phaseOf(test, CIFAR) === 'missing');
    const cancelled = test.once(
      () => phaseOf(test, CIFAR) === 'reading',
      () => test.app().cancelImages(),
    );
    const opened = test.app().openImages([cifarFile()], 'cifar10');
    await cancelled;
    await opened;
    expect(test.app().assets[CIFAR]).toEqual({ phase: 'missing', problem: null });
  });

  it('that are dropped bring their data set along; a wrong one is told over the pictures', async () => {
    const test = setUpApp();
    const own = randomImages({ side: 9, channels: 1, classes: 3 }, 60, 30);
    expect(await test.app().openFiles(idxFiles(own))).toBe(true);
    expect(test.app().document.panes.map(({ data }) => data)).toMatchObject(
      [0, 1].map(() => ({ id: 'custom-images', params: { side: 9, channels: '1', classes: 3, train: 60, test: 30 } })),
    );
    for (const recipe of test.app().document.panes) expect(limitsOf(recipe)).toEqual([]);
    expect(phaseOf(test, OWN)).toBe('opened');
    test.app().undo();
    expect(test.app().document).toEqual(tinyDocument());

    expect(await test.app().openFiles([new File([cifarFile().slice(0, 5000)], 'cut.tar.gz')])).toBe(false);
    expect(test.app().notice?.detail.key).toBe('images.file.damagedGzip');
    expect(phaseOf(test, CIFAR)).toBeUndefined();
    expect(test.app().document).toEqual(tinyDocument());
  });

  it('of one kind opened where the other was asked for change only what they are', async () => {
    const test = setUpApp({ document: documentOn('cifar-10') });
    await test.until(() => phaseOf(test, CIFAR) === 'missing');
    await test.app().openImages(idxFiles(randomImages({ side: 8, channels: 3, classes: 4 }, 60, 30)), 'cifar10');
    expect(phaseOf(test, OWN)).toBe('opened');
    expect(phaseOf(test, CIFAR)).toBe('missing');
    expect(test.app().document.panes[0]?.data).toMatchObject({ id: 'custom-images', params: { side: 8, channels: '3', classes: 4 } });
  });

  it('that do not fit a recipe from elsewhere say what would', () => {
    const images = { side: 28, channels: 1, classes: 10, train: 500, test: 200 };
    const recipe = (changes: Record<string, number | string>) => {
      const base = fitRecipe(tinyRecipe(), OWN, images);
      return { ...base, data: { ...base.data, params: { ...base.data.params, ...changes } } };
    };
    const told = (changes: Record<string, number | string>) => imagesObstacle(recipe(changes), images)?.key ?? null;
    expect(told({})).toBeNull();
    expect(told({ side: 14 })).toBeNull();
    expect(told({ side: 20 })).toBe('images.open.otherSide');
    expect(told({ classes: 4 })).toBe('images.open.otherKind');
    expect(told({ channels: '3' })).toBe('images.open.otherKind');
    expect(told({ train: 501 })).toBe('images.open.fewerTrain');
    expect(told({ test: 201 })).toBe('images.open.fewerTest');
    // Opening them again mends all of it, and keeps the half size.
    for (const changes of [{ side: 14, train: 700 }, { side: 20 }, { classes: 4 }]) {
      const mended = fitRecipe(recipe(changes), OWN, images);
      expect(imagesObstacle(mended, images)).toBeNull();
      expect(mended.data.params.side).toBe(changes.side === 14 ? 14 : 28);
    }
  });

  it('are offered beside the other data sets', () => {
    const [recipe] = defaultDocument().panes;
    for (const id of ['cifar-10', 'custom-images']) expect(limitsOf(withData(recipe, id))).toEqual([]);
    for (const kind of ['cifar10', 'images']) expect(messages[`images.open.needed.${kind}`]).toBeDefined();
    expect(datasets.get('cifar-10').asset).toBe(CIFAR);
  });
});

const foreignFile = (name: string): File =>
  new File([readFileSync(new URL(`../fixtures/foreign/${name}`, import.meta.url)) as Uint8Array<ArrayBuffer>], name);

describe('what files seem to be', () => {
  it.each<[string, File[], string | null]>([
    ['the archive of CIFAR-10', [cifarFile()], 'cifar10'],
    ['it under another name', [new File([cifarFile()], 'download')], 'cifar10'],
    ['an empty one', [new File([], 'cifar-10-binary.tar.gz')], 'cifar10'],
    ['IDX files', idxFiles(randomImages({ side: 9, channels: 1, classes: 3 }, 20, 20)), 'images'],
    ['gzips together', [new File([], 'a.gz'), new File([], 'b.gz')], 'images'],
    ['an experiment', [new File(['{}'], 'x.json')], null],
    ['IDX labels of four bytes each', [foreignFile('my-labels-idx1-int.gz')], 'images'],
    ['IDX labels of two axes', [foreignFile('qmnist-train-labels-idx2-int.gz')], 'images'],
    ['a zip archive of something else', [foreignFile('model_final.pt')], null],
    ['a gzip of something else', [new File([gzipSync('hello')], 'notes.gz')], null],
    [
      'batches of CIFAR-10',
      [new File([new Uint8Array(3073)], 'data_batch_1.bin'), new File([new Uint8Array(6146)], 'test_batch.bin')],
      'cifar10',
    ],
    ['nothing', [], null],
  ])('%s', async (_, files, kind) => {
    expect(await kindOfFiles(files)).toBe(kind);
  });
});

describe('a file on its way', () => {
  it('says how much of it has arrived', async () => {
    const parts = [3, 5, 2].map((length, i) => new Uint8Array(length).fill(i));
    const body = new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(part);
        controller.close();
      },
    });
    const fractions: number[] = [];
    const bytes = await received(new Response(body, { headers: { 'content-length': '10' } }), (fraction) => fractions.push(fraction));
    expect([...bytes]).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 2, 2]);
    expect(fractions).toEqual([0.3, 0.8, 1]);
    expect([...(await received(new Response('abc'), () => expect.fail('its length is not known')))]).toEqual([97, 98, 99]);
  });

  it('is shown with its share until it is here', async () => {
    const test = setUpApp({
      document: documentOn('iris'),
      async fetchAsset(name, onFraction) {
        expect(name).toBe('iris.table');
        onFraction(0.25);
        await new Promise((resolve) => setImmediate(resolve));
        return new Uint8Array(readFileSync(new URL('../../public/data/iris.table', import.meta.url)));
      },
    });
    await test.until(() => test.app().assets['iris.table'] !== undefined);
    expect(test.app().assets['iris.table']).toEqual({ phase: 'loading', fraction: 0.25 });
    await test.until(() => test.results.pane(0).dataset !== null);
    expect(test.app().assets).toEqual({});
  });
});
