import type { ImageSamples } from '../../experiment/images';
import { gunzip, isGzip } from './gunzip';
import { ImagesError, type ImagesResult, type OpenedFile, resultOf } from './types';

/** Unsigned bytes, and how many axes they have: a file of labels has one, of images three. */
const UNSIGNED_BYTES = 8;
const MOST_BYTES = 200 * 2 ** 20;
const SIDES = [4, 64] as const;
const MOST_CLASSES = 100;

/** Images or labels of one IDX file. */
interface IdxArray {
  readonly name: string;
  /** [n] or [n, height, width]. */
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

/**
 * Reads four IDX files, gzipped or not: training and test images and labels, as MNIST and its relatives are published. Which is which is told by
 * their contents and by "train", "t10k" or "test" in their names.
 */
export function readIdxFiles(files: readonly OpenedFile[]): Promise<ImagesResult> {
  return resultOf(async () => {
    const arrays: IdxArray[] = [];
    for (const file of files) arrays.push(readArray(file.name, isGzip(file.bytes) ? await gunzip(file, MOST_BYTES) : file.bytes));
    const [train, test] = [/train/i, /t10k|test/i].map((pattern) => arrays.filter(({ name }) => pattern.test(baseName(name))));
    if (files.length !== 4 || train.length !== 2 || test.length !== 2) throw new ImagesError('needsFourFiles', { got: files.length });
    const splits = [pair(train), pair(test)];
    const [side] = splits.map(({ images }) => images.shape[1]);
    if (splits.some(({ images }) => images.shape[1] !== side)) throw new ImagesError('differentSizes');
    const classes = 1 + splits.reduce((most, { labels }) => labels.values.reduce((a, b) => Math.max(a, b), most), 0);
    if (classes < 2 || classes > MOST_CLASSES) throw new ImagesError('classCount', { got: classes, most: MOST_CLASSES });
    const [trainSamples, testSamples] = splits.map(({ images, labels }): ImageSamples => {
      return { n: images.shape[0], pixels: images.values, labels: labels.values };
    });
    return { side, channels: 1, classes, train: trainSamples, test: testSamples };
  });
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Two bytes of zero, the kind of number, the number of axes, the extents (u32 BE), then the values. */
function readArray(name: string, bytes: Uint8Array): IdxArray {
  const axes = bytes[3];
  if (bytes.length < 8 || bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== UNSIGNED_BYTES || (axes !== 1 && axes !== 3)) {
    throw new ImagesError('noIdx', { file: name });
  }
  const start = 4 + 4 * axes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = bytes.length < start ? [] : Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (shape.length === 0 || bytes.length !== start + size) {
    throw new ImagesError('cutIdx', { file: name, bytes: bytes.length, expected: shape.length === 0 ? start : start + size });
  }
  return { name, shape, values: bytes.subarray(start) };
}

/** The images and labels of one split. */
function pair(arrays: readonly IdxArray[]): { readonly images: IdxArray; readonly labels: IdxArray } {
  const images = arrays.find(({ shape }) => shape.length === 3);
  const labels = arrays.find(({ shape }) => shape.length === 1);
  if (!images || !labels) throw new ImagesError('needsFourFiles', { got: arrays.length });
  const [n, height, width] = images.shape;
  if (height !== width || height < SIDES[0] || height > SIDES[1]) {
    throw new ImagesError('imageSize', { file: images.name, height, width, least: SIDES[0], most: SIDES[1] });
  }
  if (n === 0 || labels.shape[0] !== n) throw new ImagesError('labelCount', { file: labels.name, images: n, labels: labels.shape[0] });
  return { images, labels };
}
