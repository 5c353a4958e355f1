import type { ArchiveEntries, ArchiveEntry } from './archive';
import { type ByteReader, openBytes } from './byte-reader';
import { createSieve, type ImageSieve } from './sieve';
import { untar } from './tar';
import { ImagesError, type ImagesResult, type OpenedFile, type ReadingOptions, resultOf } from './types';
import { isZip, zipEntries } from './zip-entries';

const SIDE = 32;
const CHANNELS = 3;
const CLASSES = 10;
const PIXELS = SIDE * SIDE;
/** One byte of label, then the red, the green and the blue plane, each row by row. */
const RECORD_BYTES = 1 + CHANNELS * PIXELS;
/** More records than any batch has: orders images by batch, then by place. */
const BATCH_ORDER = 2 ** 24;
const NAMES = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];
const META_BYTES = 4096;

/** Whether a file seems to be a batch of CIFAR-10 by itself: by its name, and as many bytes as whole images have. */
export function isBatch({ name, size }: Pick<OpenedFile, 'name' | 'size'>): boolean {
  return /\.bin$/i.test(name) && size > 0 && size % RECORD_BYTES === 0;
}

/** Whether a name in an archive is one of CIFAR-10's, of any of its versions. */
export function isCifarName(name: string): boolean {
  return /(^|\/)((data_batch_\d+|test_batch)(\.bin|\.mat)?|batches\.meta(\.txt)?|cifar-10.*\.(tar|gz))$/.test(name);
}

/**
 * Reads CIFAR-10 as it is published, `cifar-10-binary.tar.gz`, gzipped or already unpacked to a tar archive, packed again as a zip archive, or its
 * batches (`data_batch_1.bin`, …, `test_batch.bin`) chosen together. Fewer images than 60,000 will do. What is kept does not depend on the order of
 * the batches.
 */
export function readCifar10(files: readonly OpenedFile[], { most, onBytes }: ReadingOptions): Promise<ImagesResult> {
  return resultOf(async () => {
    const sieves = {
      train: createSieve(CHANNELS * PIXELS, most.train),
      test: createSieve(CHANNELS * PIXELS, most.test),
    };
    const [file] = files;
    if (files.every(isBatch)) await readBatches(file.name, unpacked(files, onBytes), sieves);
    else if (await startsAsZip(file)) await readBatches(file.name, zipEntries(file, isCifarName, onBytes), sieves);
    else await readTar(file, onBytes, sieves);
    const [train, test] = [sieves.train.samples(), sieves.test.samples()];
    if (train.n === 0 || test.n === 0) throw new ImagesError('noCifar', { file: file.name });
    return { side: SIDE, channels: CHANNELS, classes: CLASSES, train, test };
  });
}

interface Sieves {
  readonly train: ImageSieve;
  readonly test: ImageSieve;
}

async function startsAsZip(file: OpenedFile): Promise<boolean> {
  // A file that cannot be read says so where its bytes are asked for.
  return file
    .slice(0, 4)
    .arrayBuffer()
    .then(
      (start) => isZip(new Uint8Array(start)),
      () => false,
    );
}

/** Batches that lie on disk by themselves. */
async function* unpacked(files: readonly OpenedFile[], onBytes: ReadingOptions['onBytes']): ArchiveEntries {
  for (const file of files) {
    const bytes = await openBytes(file, onBytes);
    try {
      yield { name: file.name, size: file.size, read: (count) => bytes.read(count) };
    } finally {
      await bytes.close();
    }
  }
}

async function readTar(file: OpenedFile, onBytes: ReadingOptions['onBytes'], sieves: Sieves): Promise<void> {
  const bytes = await openBytes(file, onBytes);
  try {
    await readBatches(file.name, untar(bytes), sieves).catch((error: unknown) => rethrow(error, bytes));
    await bytes.drain();
  } finally {
    await bytes.close();
  }
}

/** Where a damaged file gives nonsense before its checksum is reached, the damage is what the person should hear of. */
async function rethrow(error: unknown, bytes: ByteReader): Promise<never> {
  if (error instanceof ImagesError && error.problem.key !== 'images.file.tooLarge') {
    await bytes.drain().catch((found: unknown) => {
      if (found instanceof ImagesError && found.problem.key !== 'images.file.tooLarge') throw found;
    });
  }
  throw error;
}

async function readBatches(file: string, entries: ArchiveEntries, sieves: Sieves): Promise<void> {
  for await (const entry of entries) {
    const name = entry.name.slice(entry.name.lastIndexOf('/') + 1);
    if (/^(data_batch_1(\.mat)?|train\.bin|train)$/.test(name)) throw new ImagesError('otherCifar', { file });
    if (name === 'batches.meta.txt') checkNames(name, await entry.read(META_BYTES));
    const batch = /^data_batch_(\d+)\.bin$/.exec(name);
    if (batch) await readBatch(name, entry, sieves.train, Number(batch[1]) * BATCH_ORDER);
    else if (name === 'test_batch.bin') await readBatch(name, entry, sieves.test, 0);
  }
}

function checkNames(file: string, meta: Uint8Array): void {
  const names = new TextDecoder()
    .decode(meta)
    .split(/\r?\n/)
    .filter((line) => line !== '');
  if (names.join() !== NAMES.join()) throw new ImagesError('otherClasses', { file });
}

/** Offers the records of a batch as images with their channels beside each other. */
async function readBatch(file: string, entry: ArchiveEntry, sieve: ImageSieve, firstOrder: number): Promise<void> {
  if (entry.size === 0 || entry.size % RECORD_BYTES !== 0) {
    throw new ImagesError('cutBatch', { file, bytes: entry.size, record: RECORD_BYTES });
  }
  const images = entry.size / RECORD_BYTES;
  for (let image = 0; image < images; image++) {
    const record = await entry.read(RECORD_BYTES);
    const label = record[0];
    if (label >= CLASSES) throw new ImagesError('wrongLabel', { file, image: image + 1, label, most: CLASSES - 1 });
    const to = sieve.offer(label, firstOrder + image);
    if (!to) continue;
    for (let channel = 0; channel < CHANNELS; channel++) {
      const from = 1 + channel * PIXELS;
      for (let pixel = 0; pixel < PIXELS; pixel++) to[pixel * CHANNELS + channel] = record[from + pixel];
    }
  }
}
