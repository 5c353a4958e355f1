import type { ImageSamples } from '../../experiment/images';
import { type ByteReader, openBytes } from './byte-reader';
import { createSieve, type ImageSieve } from './sieve';
import { ImagesError, type ImagesResult, type OpenedFile, type ReadingOptions, resultOf } from './types';

/** Unsigned bytes; how many axes they have tells what they are: a file of labels has one, of grey images three, of colours four. */
const UNSIGNED_BYTES = 8;
const SIDES = [4, 64] as const;
const MOST_CLASSES = 100;
const MOST_LABELS = 2 ** 24;
/** Of two files, one image in so many is for testing. */
const TEST_SHARE = 6;

/** An IDX file whose head is read. */
interface IdxFile {
  readonly bytes: ByteReader;
  /** [n], [n, height, width] or [n, height, width, channels]. */
  readonly shape: readonly number[];
}

/** Images with their labels. */
interface IdxPair {
  readonly images: IdxFile;
  readonly labels: Uint8Array;
}

/** Whether bytes start as an IDX file of bytes does. */
export function isIdx(start: Uint8Array): boolean {
  return start.length > 3 && start[0] === 0 && start[1] === 0 && start[2] === UNSIGNED_BYTES && [1, 3, 4].includes(start[3]);
}

/** Names of what IDX files may hold besides bytes, by the code of their kind of number. */
const OTHER_NUMBERS: ReadonlyMap<number, string> = new Map([
  [0x09, 'int8'],
  [0x0b, 'int16'],
  [0x0c, 'int32'],
  [0x0d, 'float32'],
  [0x0e, 'float64'],
]);

/** What an IDX file holds where that is no bytes, as numpy calls it; null for IDX files of bytes and for other files. */
export function otherIdxNumbers(start: Uint8Array): string | null {
  const isHead = start.length > 3 && start[0] === 0 && start[1] === 0 && start[3] > 0 && start[3] < 8;
  return isHead ? (OTHER_NUMBERS.get(start[2]) ?? null) : null;
}

/**
 * Reads IDX files, gzipped or not, as MNIST and its relatives are published: images and labels to train on and to test on, told apart by their contents
 * and by "train", "t10k" or "test" in their names; or images and labels alone, of which every sixth is kept for testing.
 */
export function readIdxFiles(files: readonly OpenedFile[], { most, onBytes }: ReadingOptions): Promise<ImagesResult> {
  return resultOf(async () => {
    const opened: IdxFile[] = [];
    try {
      for (const file of files) opened.push(await openIdx(file, onBytes));
      return await readOpened(opened, most);
    } finally {
      for (const { bytes } of opened) await bytes.close();
    }
  });
}

async function readOpened(files: readonly IdxFile[], most: ReadingOptions['most']) {
  const pairs: IdxPair[] = [];
  for (const part of splitsOf(files)) pairs.push(await pairOf(part));
  const [[, side, , channels = 1]] = pairs.map(({ images }) => images.shape);
  if (pairs.some(({ images: { shape } }) => shape[1] !== side || (shape[3] ?? 1) !== channels)) throw new ImagesError('differentSizes');
  const classes = 1 + pairs.reduce((largest, { labels }) => labels.reduce((a, b) => Math.max(a, b), largest), 0);
  if (classes < 2 || classes > MOST_CLASSES) throw new ImagesError('classCount', { got: classes, most: MOST_CLASSES });
  const size = side * side * channels;
  const [train, test] = [createSieve(size, most.train), createSieve(size, most.test)];
  if (pairs.length === 1) await readImages(pairs[0], size, (image) => (image % TEST_SHARE === TEST_SHARE - 1 ? test : train));
  else {
    await readImages(pairs[0], size, () => train);
    await readImages(pairs[1], size, () => test);
  }
  const samples: ImageSamples[] = [train.samples(), test.samples()];
  return { side, channels, classes, train: samples[0], test: samples[1] };
}

/** The files of the training and of the test split; the same two where there are no more. */
function splitsOf(files: readonly IdxFile[]): IdxFile[][] {
  if (files.length === 2) return [[...files]];
  const splits = [/train/i, /t10k|test/i].map((pattern) => files.filter(({ bytes }) => pattern.test(baseName(bytes.name))));
  if (files.length !== 4 || splits.some(({ length }) => length !== 2)) throw new ImagesError('needsFourFiles', { got: files.length });
  return splits;
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Two bytes of zero, the kind of number, the number of axes, the extents (u32 BE); then come the values. */
async function openIdx(file: OpenedFile, onBytes: ReadingOptions['onBytes']): Promise<IdxFile> {
  const bytes = await openBytes(file, onBytes);
  try {
    const start = (await bytes.read(4)).slice();
    const numbers = otherIdxNumbers(start);
    if (numbers !== null) throw new ImagesError('otherIdx', { file: file.name, numbers });
    if (!isIdx(start)) throw new ImagesError('noIdx', { file: file.name });
    const axes = start[3];
    const extents = (await bytes.read(4 * axes)).slice();
    if (extents.length < 4 * axes) throw new ImagesError('cutIdx', { file: file.name, bytes: bytes.position, expected: 4 + 4 * axes });
    const view = new DataView(extents.buffer);
    return { bytes, shape: Array.from({ length: axes }, (_, axis) => view.getUint32(4 * axis)) };
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

/** The images and labels of one split. */
async function pairOf(files: readonly IdxFile[]): Promise<IdxPair> {
  const images = files.find(({ shape }) => shape.length > 1);
  const labels = files.find(({ shape }) => shape.length === 1);
  if (!images || !labels) throw new ImagesError('needsFourFiles', { got: files.length });
  const [n, height, width, channels = 1] = images.shape;
  if (height !== width || height < SIDES[0] || height > SIDES[1] || (channels !== 1 && channels !== 3)) {
    throw new ImagesError('imageSize', { file: images.bytes.name, height, width, least: SIDES[0], most: SIDES[1] });
  }
  const [count] = labels.shape;
  if (n === 0 || count !== n) throw new ImagesError('labelCount', { file: labels.bytes.name, images: n, labels: count });
  const values = (await labels.bytes.read(Math.min(count, MOST_LABELS))).slice();
  await checkEnd(labels);
  return { images, labels: values };
}

async function readImages({ images, labels }: IdxPair, size: number, sieveOf: (image: number) => ImageSieve): Promise<void> {
  for (let image = 0; image < labels.length; image++) {
    const pixels = await images.bytes.read(size);
    if (pixels.length < size) break;
    sieveOf(image).offer(labels[image], image)?.set(pixels);
  }
  await checkEnd(images);
}

/** A file that ends elsewhere than its head says is damaged; one that is gzipped has its checksum tested on the way. */
async function checkEnd({ bytes, shape }: IdxFile): Promise<void> {
  await bytes.drain();
  const expected = 4 + 4 * shape.length + shape.reduce((product, extent) => product * extent, 1);
  if (bytes.position !== expected) throw new ImagesError('cutIdx', { file: bytes.name, bytes: bytes.position, expected });
}
