import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import '../../src/app/images/texts';
import { unpacked } from '../../src/app/run/unpack';
import { datasets } from '../../src/catalog/datasets';
import { imageDataset } from '../../src/catalog/datasets/image-samples';
import { inTurn, readImageTable, writeImageTable } from '../../src/catalog/datasets/image-table';
import type { Dataset, Samples } from '../../src/catalog/datasets/types';
import { defaultParams, type ParamValues } from '../../src/catalog/params';
import { type ImagesResult, type OpenedFile, readCifar10, readIdxFiles, readImages } from '../../src/formats/images';
import { createSieve } from '../../src/formats/images/sieve';
import { messages } from '../../src/i18n/messages/chinese';
import { say } from '../../src/i18n/say';
import { createRng } from '../../src/math/random';
import { expectClose } from '../close';
import { idx } from './support/image-files';
import { assetOf, randomImages } from './support/images';

describe('a file of images', () => {
  const table = randomImages({ side: 5, channels: 3, classes: 4 }, 9, 6);
  const bytes = writeImageTable(table);

  it('comes back as it was written', () => {
    expect(readImageTable('x', bytes)).toEqual(table);
  });

  it('says what is wrong with it, wherever a byte is', () => {
    expect(() => readImageTable('x', undefined)).toThrow('The data file x was not loaded.');
    expect(() => readImageTable('x', bytes.slice(0, 19))).toThrow('it is too short');
    expect(() => readImageTable('x', new TextEncoder().encode('<!doctype html><title>404</title>'))).toThrow('it does not start as');
    for (let at = 5; at < bytes.length; at++) {
      const flipped = bytes.slice();
      flipped[at] ^= 1 << (at % 8);
      expect(() => readImageTable('x', flipped)).toThrow(at === 5 || at > 15 ? 'its checksum is wrong' : /it has \d+ bytes instead of/);
      expect(() => readImageTable('x', bytes.slice(0, Math.max(20, at)))).toThrow(/it has \d+ bytes instead of/);
    }
    const wrongLabel = { ...table, train: { ...table.train, labels: table.train.labels.map(() => 4) } };
    expect(() => readImageTable('x', writeImageTable(wrongLabel))).toThrow('its labels do not fit its classes');
  });
});

describe('the first images of a stream', () => {
  it('are those that a look at all of them would choose, whatever order they come in', () => {
    const rng = createRng(5);
    for (let run = 0; run < 200; run++) {
      const n = 1 + rng.integer(60);
      const most = 1 + rng.integer(50);
      const labels = Array.from({ length: n }, () => rng.integer(1 + rng.integer(5)));
      const sieve = createSieve(2, most);
      for (const image of rng.permutation(n)) sieve.offer(labels[image], image)?.set([image, 100 + image]);
      const rowsOf = Array.from({ length: 5 }, (_, label) => labels.flatMap((other, image) => (other === label ? [image] : [])));
      const wanted = inTurn(rowsOf, most);
      const { n: kept, pixels, labels: keptLabels } = sieve.samples();
      expect(kept).toBe(Math.min(n, most));
      expect([...pixels]).toEqual(wanted.flatMap((image) => [image, 100 + image]));
      expect([...keptLabels]).toEqual(wanted.map((image) => labels[image]));
    }
  });
});

describe('a data set of images', () => {
  const table = randomImages({ side: 6, channels: 2, classes: 3 }, 60, 30);
  const make = (request: { side: number; train: number; test: number }, seed = 1) => imageDataset('x', table, request, createRng(seed));

  it('has mean 0 and deviation 1 in each channel over the training images, and exact means of 2 × 2', () => {
    for (const side of [6, 3]) {
      const { train } = make({ side, train: 60, test: 10 });
      for (const channel of [0, 1]) {
        const values = Float64Array.from(train.x.filter((_, i) => i % 2 === channel));
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
        expectClose([mean, variance], [0, 1], { rtol: 1e-6, atol: 1e-7 });
      }
    }
    const [whole, half] = [6, 3].map((side) => make({ side, train: 60, test: 10 }).test.x);
    const at = (x: Float32Array, side: number, row: number, column: number): number => x[(row * side + column) * 2 + 1];
    // Both are linear in the pixels, so differences of blocks keep their ratio to each other.
    const block = (row: number, column: number): number =>
      [0, 1].flatMap((dy) => [0, 1].map((dx) => at(whole, 6, 2 * row + dy, 2 * column + dx))).reduce((a, b) => a + b, 0) / 4;
    const wide = (block(2, 1) - block(0, 0)) / (block(1, 2) - block(0, 0));
    const small = (at(half, 3, 2, 1) - at(half, 3, 0, 0)) / (at(half, 3, 1, 2) - at(half, 3, 0, 0));
    expectClose([small], [wide], { rtol: 1e-4, atol: 1e-4 });
  });

  it('is balanced from its start on, and more images move none', () => {
    const [few, many] = [make({ side: 6, train: 10, test: 5 }), make({ side: 6, train: 50, test: 30 })];
    expect([...few.train.labels]).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2, 0]);
    expectClose(many.train.x.subarray(0, few.train.x.length), few.train.x, { rtol: 0, atol: 0 });
    expectClose(many.test.x.subarray(0, few.test.x.length), few.test.x, { rtol: 0, atol: 0 });
    const rows = ({ n, x }: Samples): string[] => Array.from({ length: n }, (_, i) => x.subarray(72 * i, 72 * i + 72).join());
    expect(new Set(rows(many.train)).size).toBe(50);
    expect(rows(make({ side: 6, train: 50, test: 30 }, 2).train)).not.toEqual(rows(many.train));
  });

  it('takes what there is of a rare class', () => {
    const uneven = { ...table, train: { ...table.train, labels: table.train.labels.map((_, i) => (i < 4 ? 0 : i < 20 ? 1 : 2)) } };
    const { labels } = imageDataset('x', uneven, { side: 6, train: 60, test: 10 }, createRng(1)).train;
    expect([0, 1, 2].map((label) => labels.filter((value) => value === label).length)).toEqual([4, 16, 40]);
  });

  it('says what it has not', () => {
    expect(() => make({ side: 6, train: 61, test: 1 })).toThrow('x has only 60 training images, not 61.');
    expect(() => make({ side: 4, train: 1, test: 1 })).toThrow('The images of x are 6 pixels wide');
  });
});

describe('the stored sets', () => {
  it('are unpacked when they arrive', async () => {
    const stored = new Uint8Array(readFileSync(new URL('../../public/data/mnist.images', import.meta.url)));
    expect(Buffer.from(await unpacked(stored)).equals(Buffer.from(assetOf('mnist.images') as Uint8Array))).toBe(true);
    const table = assetOf('iris.table') as Uint8Array<ArrayBuffer>;
    expect(await unpacked(table)).toBe(table);
    await expect(unpacked(stored.slice(0, 1e6))).rejects.toThrow();
  });

  const generate = (id: string, changes: ParamValues): Dataset => {
    const spec = datasets.get(id);
    return spec.generate({ ...defaultParams(spec.params), ...changes }, createRng(1), assetOf(spec.asset));
  };

  it.each([
    ['fashion-mnist', 73.1038200255102, 90.27320602832212],
    ['mnist', 33.678946173469384, 78.94800063353287],
  ])('%s has 1,000 and 200 images of each class, with the mean and deviation that its README says', (id, mean, deviation) => {
    const table = readImageTable(id, assetOf(`${id}.images`));
    expect([table.side, table.channels, table.classes]).toEqual([28, 1, 10]);
    for (let label = 0; label < 10; label++) {
      expect(table.train.labels.filter((value) => value === label)).toHaveLength(1000);
      expect(table.test.labels.filter((value) => value === label)).toHaveLength(200);
    }
    const { train } = generate(id, { side: '28', train: 10_000 });
    const darkest = -mean / deviation;
    expectClose([train.x.reduce((least, value) => Math.min(least, value), 0)], [darkest], { rtol: 1e-6, atol: 0 });
    const readme = readFileSync(new URL('../../public/data/README.md', import.meta.url), 'utf8');
    expect(readme).toContain(`| \`${id}.images\` | ${mean.toFixed(4)} | ${deviation.toFixed(4)} |`);
  });

  it('the first training image of Fashion-MNIST is a T-shirt, in the middle of a dark frame', () => {
    const { train } = readImageTable('fashion-mnist', assetOf('fashion-mnist.images'));
    expect(train.labels[0]).toBe(0);
    expect([...train.pixels.subarray(0, 6)]).toEqual([0, 0, 0, 0, 0, 1]);
    expect(train.pixels[14 * 28 + 14]).toBeGreaterThan(100);
  });
});

const fixture = (): Uint8Array => new Uint8Array(readFileSync(new URL('../fixtures/images/cifar-10-binary.tar.gz', import.meta.url)));

const fileOf = (name: string, bytes: Uint8Array): File => new File([bytes as Uint8Array<ArrayBuffer>], name);
const ALL = { most: { train: 10_000, test: 2000 }, onBytes: () => {} };

/** The key of what is wrong; the problem's text must be sayable in both languages. */
function problemOf(result: ImagesResult): string {
  if (result.ok) expect.fail('these files were read');
  const { key, values } = result.problem;
  for (const language of ['en', 'zh'] as const) {
    for (const [, place] of messages[key][language].matchAll(/\{\{(\w+)\}\}/g)) expect(Object.keys(values), key).toContain(place);
  }
  expect(say({ key, values }).length).toBeGreaterThan(20);
  return key.replace('images.file.', '');
}

describe('CIFAR-10 from disk', () => {
  const open = (bytes: Uint8Array, name = 'cifar-10-binary.tar.gz') => readCifar10([fileOf(name, bytes)], ALL);
  const tar = new Uint8Array(gunzipSync(fixture()));
  /** Where a file's header is in the archive. */
  const headerOf = (name: string): number => Buffer.from(tar).indexOf(`cifar-10-batches-bin/${name}`);
  const changed = (change: (bytes: Uint8Array) => void): Uint8Array => {
    const bytes = tar.slice();
    change(bytes);
    return bytes;
  };
  /** Writes a header's checksum anew, so that only what was changed is wrong. */
  const seal = (bytes: Uint8Array, at: number): void => {
    bytes.fill(0x20, at + 148, at + 156);
    const sum = bytes.subarray(at, at + 512).reduce((total, byte) => total + byte, 0);
    bytes.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), at + 148);
  };
  const renamed = (from: string, to: string): Uint8Array =>
    changed((bytes) => {
      const at = headerOf(from);
      bytes.fill(0, at, at + 100);
      bytes.set(new TextEncoder().encode(`cifar-10-batches-bin/${to}`), at);
      seal(bytes, at);
    });

  it.each([
    ['gzipped', fixture()],
    ['unpacked', tar],
  ])('is read %s, batches in order and channels side by side', async (_, bytes) => {
    const result = await open(bytes);
    if (!result.ok) expect.fail(result.problem.key);
    const { side, channels, classes, train, test } = result.table;
    expect([side, channels, classes, train.n, test.n]).toEqual([32, 3, 10, 30, 10]);
    // (batch, record) of each image of a class, in order: the classes take turns.
    const inOrder = (batches: readonly (readonly [number, number])[]): (readonly [number, number])[] => {
      const rows = batches.flatMap(([batch, images]) => Array.from({ length: images }, (_, record) => [batch, record] as const));
      const rowsOf = Array.from({ length: 10 }, (_, label) =>
        rows.flatMap(([batch, record], i) => ((3 * record + batch) % 10 === label ? [i] : [])),
      );
      return inTurn(rowsOf, rows.length).map((i) => rows[i]);
    };
    const places = [
      ...inOrder([
        [1, 20],
        [2, 10],
      ]).map((place, image) => [train, image, ...place] as const),
      ...inOrder([[0, 10]]).map((place, image) => [test, image, ...place] as const),
    ];
    expect(places).toHaveLength(40);
    for (const [samples, image, batch, record] of places) {
      const label = (3 * record + batch) % 10;
      expect(samples.labels[image]).toBe(label);
      for (const [row, column] of [
        [0, 0],
        [3, 30],
        [31, 17],
      ]) {
        const at = ((image * 32 + row) * 32 + column) * 3;
        expect([...samples.pixels.subarray(at, at + 3)]).toEqual([(7 * record + row) % 256, (5 * column + batch) % 256, 20 * label]);
      }
    }
  });

  /** The batches of the archive by name. */
  const batches = (): Record<string, Uint8Array> =>
    Object.fromEntries(
      ['data_batch_1.bin', 'data_batch_2.bin', 'test_batch.bin', 'batches.meta.txt'].map((name) => {
        const at = headerOf(name);
        const size = Number.parseInt(new TextDecoder().decode(tar.subarray(at + 124, at + 135)), 8);
        return [name, tar.slice(at + 512, at + 512 + size)];
      }),
    );
  const zipped = (level: 0 | 6, change: (bytes: Uint8Array) => void = () => {}): File => {
    const bytes = zipSync(Object.fromEntries(Object.entries(batches()).map(([name, file]) => [`cifar-10-batches-bin/${name}`, file])), {
      level,
    });
    change(bytes);
    return fileOf('cifar-10.zip', bytes);
  };

  it.each<[string, () => File[]]>([
    ['a zip archive', () => [zipped(6)]],
    ['a zip archive of stored files', () => [zipped(0)]],
    [
      'its batches chosen together, in any order',
      () =>
        Object.entries(batches())
          .filter(([name]) => name.endsWith('.bin'))
          .map(([name, bytes]) => fileOf(name, bytes))
          .reverse(),
    ],
  ])('is the same from %s', async (_, filesOf) => {
    const files = filesOf();
    let bytes = 0;
    const onBytes = (count: number): void => {
      bytes += count;
    };
    const { kind, result } = await readImages(files, 'images', { ...ALL, onBytes });
    expect(kind).toBe('cifar10');
    expect(result).toEqual(await open(fixture()));
    const total = files.reduce((sum, { size }) => sum + size, 0);
    expect(bytes).toBeGreaterThan(0.5 * total);
    expect(bytes).toBeLessThanOrEqual(total);
  });

  it('says what is wrong with a damaged zip archive, and with one batch alone', async () => {
    const problem = async (...files: File[]) => problemOf(await readCifar10(files, ALL));
    const dataAt = 30 + 'cifar-10-batches-bin/data_batch_1.bin'.length;
    expect(await problem(zipped(0, (bytes) => void bytes.fill(77, dataAt + 100, dataAt + 102)))).toBe('damagedZip');
    expect(await problem(zipped(6, (bytes) => void bytes.fill(255, dataAt + 20, dataAt + 60)))).toBe('damagedZip');
    expect(await problem(fileOf('x.zip', new Uint8Array(await zipped(6).arrayBuffer()).slice(0, -30)))).toBe('damagedZip');
    expect(await problem(fileOf('data_batch_1.bin', batches()['data_batch_1.bin']))).toBe('noCifar');
    // Sizes that are claimed count, whatever is packed.
    const swollen = zipped(0, (bytes) => {
      const view = new DataView(bytes.buffer);
      for (let at = bytes.length - 22; at > 0; at--)
        if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100 * 2 ** 20, true);
    });
    expect(await problem(swollen)).toBe('tooLarge');
  });

  it('becomes a data set by way of its stored bytes', async () => {
    const result = await open(fixture());
    if (!result.ok) expect.fail(result.problem.key);
    const table = readImageTable('x', writeImageTable(result.table));
    expect(table).toEqual(result.table);
    expect(imageDataset('x', table, { side: 16, train: 30, test: 10 }, createRng(1)).inputShape).toEqual([16, 16, 3]);
    const spec = datasets.get('cifar-10');
    expect(() => spec.generate(defaultParams(spec.params), createRng(1), writeImageTable(result.table))).toThrow(
      'user:cifar-10 has only 30 training images, not 2000.',
    );
  });

  it.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(0), 'noArchive'],
    ['text', new TextEncoder().encode('hello '.repeat(200)), 'noArchive'],
    ['a gzip of text', new Uint8Array(gzipSync('hello '.repeat(200))), 'noArchive'],
    ['zeros', new Uint8Array(1024), 'noArchive'],
    ['a cut download', fixture().slice(0, 1200), 'damagedGzip'],
    ['a byte changed', fixture().map((byte, i) => (i === 900 ? byte ^ 1 : byte)), 'damagedGzip'],
    ['a wrong checksum of gzip', fixture().map((byte, i, all) => (i === all.length - 6 ? byte ^ 1 : byte)), 'damagedGzip'],
    ['a cut archive', tar.slice(0, 40_000), 'cutArchive'],
    ['an archive cut after a file', tar.slice(0, headerOf('batches.meta.txt')), 'cutArchive'],
    ['a damaged header', changed((bytes) => void bytes.fill(65, headerOf('readme.html'), headerOf('readme.html') + 9)), 'damagedArchive'],
    ['no test batch', renamed('test_batch.bin', 'x.bin'), 'noCifar'],
    ['the Python version', renamed('data_batch_1.bin', 'data_batch_1'), 'otherCifar'],
    ['CIFAR-100', renamed('data_batch_1.bin', 'train.bin'), 'otherCifar'],
    [
      'other classes',
      changed((bytes) => void bytes.fill(66, headerOf('batches.meta.txt') + 512, headerOf('batches.meta.txt') + 515)),
      'otherClasses',
    ],
    [
      'a label of 10',
      changed((bytes) => void bytes.fill(10, headerOf('test_batch.bin') + 512, headerOf('test_batch.bin') + 513)),
      'wrongLabel',
    ],
    [
      'part of an image',
      changed((bytes) => {
        const at = headerOf('data_batch_2.bin');
        bytes.set(new TextEncoder().encode((30_729).toString(8).padStart(11, '0')), at + 124);
        seal(bytes, at);
      }),
      'cutBatch',
    ],
  ])('says what is wrong with %s', async (_, bytes, key) => {
    expect(problemOf(await open(bytes))).toBe(key);
  });

  it('stops unpacking a file that swells', async () => {
    const huge = new Uint8Array(201 * 2 ** 20);
    huge.set(tar.subarray(0, 512));
    huge.set(new TextEncoder().encode((200 * 2 ** 20).toString(8).padStart(11, '0')), 124);
    seal(huge, 0);
    expect(problemOf(await open(new Uint8Array(gzipSync(huge, { level: 1 }))))).toBe('tooLarge');
  });

  it('never throws, whatever is changed', async () => {
    const rng = createRng(8);
    for (let run = 0; run < 300; run++) {
      const bytes = tar.slice(0, rng.integer(4) === 0 ? rng.integer(tar.length) : undefined);
      for (let k = rng.integer(4); k >= 0 && bytes.length > 0; k--) {
        // Headers are where most can go wrong.
        const at = rng.integer(2) === 0 ? rng.integer(1024) : rng.integer(bytes.length);
        if (at < bytes.length) bytes[at] = rng.integer(256);
      }
      const result = await open(bytes);
      if (!result.ok) problemOf(result);
      else expect(result.table.train.labels.every((label) => label < 10)).toBe(true);
    }
  });
});

describe('IDX files from disk', () => {
  const { train, test } = randomImages({ side: 9, channels: 1, classes: 5 }, 12, 7);
  const files = (changes: Readonly<Record<string, Uint8Array>> = {}): File[] =>
    Object.entries({
      'train-images-idx3-ubyte': idx([12, 9, 9], train.pixels),
      'train-labels-idx1-ubyte': idx([12], train.labels),
      't10k-images-idx3-ubyte': idx([7, 9, 9], test.pixels),
      't10k-labels-idx1-ubyte': idx([7], test.labels),
      ...changes,
    }).map(([name, bytes]) => fileOf(name, bytes));

  it('are read in any order, gzipped or not', async () => {
    const plain = await readIdxFiles(files(), ALL);
    const packedFiles: File[] = [];
    for (const file of files()) {
      packedFiles.unshift(fileOf(`/train/${file.name.replace('t10k', 'test')}.gz`, gzipSync(new Uint8Array(await file.arrayBuffer()))));
    }
    const packed = await readIdxFiles(packedFiles, ALL);
    const table = { side: 9, channels: 1, classes: 5, train, test };
    expect(plain).toEqual({ ok: true, table });
    expect(packed).toEqual({ ok: true, table });
  });

  it('of two files keep every sixth image for testing, and may have colours', async () => {
    const colours = randomImages({ side: 6, channels: 3, classes: 4 }, 25, 1).train;
    const result = await readIdxFiles(
      [fileOf('pictures', idx([25, 6, 6, 3], colours.pixels)), fileOf('classes', idx([25], colours.labels))],
      ALL,
    );
    if (!result.ok) expect.fail(result.problem.key);
    const { side, channels, classes, train: mine, test: theirs } = result.table;
    expect([side, channels, classes, mine.n, theirs.n]).toEqual([6, 3, 4, 21, 4]);
    const image = (i: number): string => colours.pixels.subarray(i * 108, (i + 1) * 108).join();
    // Images 5, 11, 17 and 23 of classes 1, 3, 1 and 3, the classes in turn.
    expect([...theirs.labels]).toEqual([1, 3, 1, 3]);
    expect(Array.from({ length: 4 }, (_, i) => theirs.pixels.subarray(i * 108, (i + 1) * 108).join())).toEqual([5, 11, 17, 23].map(image));
  });

  it('are told from CIFAR-10 by what is in them, and what is neither by what was asked for', async () => {
    const kindOf = async (opened: File[], expected: 'cifar10' | 'images') => {
      const { kind, result } = await readImages(opened, expected, ALL);
      return result.ok ? kind : `${kind}: ${problemOf(result)}`;
    };
    const archive = fileOf('x.gz', fixture());
    const text = fileOf('x', new TextEncoder().encode('hello '.repeat(200)));
    expect(await kindOf([archive], 'images')).toBe('cifar10');
    expect(await kindOf(files(), 'cifar10')).toBe('images');
    expect(await kindOf([files()[0]], 'cifar10')).toBe('images: needsFourFiles');
    expect(await kindOf([text], 'images')).toBe('images: noIdx');
    expect(await kindOf([text], 'cifar10')).toBe('cifar10: noArchive');
    expect(await kindOf([fileOf('x.gz', fixture().slice(0, 20))], 'cifar10')).toBe('cifar10: damagedGzip');
  });

  it('are counted as they are read, and kept up to what is asked for', async () => {
    let bytes = 0;
    const onBytes = (count: number): void => {
      bytes += count;
    };
    const result = await readIdxFiles(files(), { most: { train: 10, test: 3 }, onBytes });
    if (!result.ok) expect.fail(result.problem.key);
    expect([...result.table.train.labels, ...result.table.test.labels]).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2]);
    expect(bytes).toBe(files().reduce((sum, { size }) => sum + size, 0));
    bytes = 0;
    await readCifar10([fileOf('x', fixture())], { most: { train: 10, test: 3 }, onBytes });
    expect(bytes).toBe(fixture().length);
  });

  it.each<[string, OpenedFile[], string]>([
    ['three files', files().slice(1), 'needsFourFiles'],
    ['nothing', [], 'needsFourFiles'],
    ['names that do not say', files().map((file, i) => new File([file], `${i}`)), 'needsFourFiles'],
    ['two files of labels', files({ 'train-images-idx3-ubyte': idx([12], train.labels) }), 'needsFourFiles'],
    ['another file', files({ 'train-labels-idx1-ubyte': new TextEncoder().encode('nothing of the kind') }), 'noIdx'],
    ['floats', files({ 'train-labels-idx1-ubyte': idx([12], train.labels, 13) }), 'otherIdx'],
    ['a cut file', files({ 't10k-images-idx3-ubyte': idx([7, 9, 9], test.pixels).slice(0, -1) }), 'cutIdx'],
    ['a cut header', files({ 't10k-images-idx3-ubyte': idx([7, 9, 9], test.pixels).slice(0, 11) }), 'cutIdx'],
    [
      'sizes beyond the file',
      files({ 't10k-images-idx3-ubyte': idx([2 ** 31, 9, 9], test.pixels), 't10k-labels-idx1-ubyte': idx([2 ** 31], test.labels) }),
      'cutIdx',
    ],
    ['oblong images', files({ 't10k-images-idx3-ubyte': idx([7, 27, 3], test.pixels) }), 'imageSize'],
    ['tiny images', files({ 't10k-images-idx3-ubyte': idx([63, 3, 3], test.pixels) }), 'imageSize'],
    ['two sizes', files({ 't10k-images-idx3-ubyte': idx([7, 4, 4], test.pixels.slice(0, 112)) }), 'differentSizes'],
    ['too few labels', files({ 't10k-labels-idx1-ubyte': idx([6], test.labels.slice(0, 6)) }), 'labelCount'],
    [
      'too many classes',
      files({
        't10k-labels-idx1-ubyte': idx(
          [7],
          test.labels.map(() => 255),
        ),
      }),
      'classCount',
    ],
    [
      'one class',
      files({ 't10k-labels-idx1-ubyte': idx([7], new Uint8Array(7)), 'train-labels-idx1-ubyte': idx([12], new Uint8Array(12)) }),
      'classCount',
    ],
  ])('are refused where they are %s', async (_, opened, key) => {
    expect(problemOf(await readIdxFiles(opened, ALL))).toBe(key);
  });
});
