import type { ImageSamples, ImageTable } from '../../experiment/images';
import { gunzip, isGzip } from './gunzip';
import { untar } from './tar';
import { ImagesError, type ImagesResult, type OpenedFile, resultOf } from './types';

const SIDE = 32;
const CHANNELS = 3;
const CLASSES = 10;
const PIXELS = SIDE * SIDE;
/** One byte of label, then the red, the green and the blue plane, each row by row. */
const RECORD_BYTES = 1 + CHANNELS * PIXELS;
/** CIFAR-10 unpacked is 184 MB. */
const MOST_BYTES = 200 * 2 ** 20;
const NAMES = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];

/** Reads CIFAR-10 as it is published, `cifar-10-binary.tar.gz`, gzipped or already unpacked to a tar archive. Fewer images than 60,000 will do. */
export function readCifar10(file: OpenedFile): Promise<ImagesResult> {
  return resultOf(async () => {
    const archive = isGzip(file.bytes) ? await gunzip(file, MOST_BYTES) : file.bytes;
    const files = [...untar(file.name, archive)].map(([path, bytes]) => ({ name: path.slice(path.lastIndexOf('/') + 1), bytes }));
    if (files.some(({ name }) => /^(data_batch_1(\.mat)?|train\.bin|train)$/.test(name)))
      throw new ImagesError('otherCifar', { file: file.name });
    checkNames(files.find(({ name }) => name === 'batches.meta.txt'));
    const train = files.filter(({ name }) => /^data_batch_\d+\.bin$/.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
    const test = files.filter(({ name }) => name === 'test_batch.bin');
    if (train.length === 0 || test.length === 0) throw new ImagesError('noCifar', { file: file.name });
    return {
      side: SIDE,
      channels: CHANNELS,
      classes: CLASSES,
      train: readBatches(train),
      test: readBatches(test),
    } satisfies ImageTable;
  });
}

function checkNames(meta: OpenedFile | undefined): void {
  if (!meta) return;
  const names = new TextDecoder()
    .decode(meta.bytes)
    .split('\n')
    .filter((line) => line !== '');
  if (names.join() !== NAMES.join()) throw new ImagesError('otherClasses', { file: meta.name });
}

/** The records of all batches as images with their channels beside each other. */
function readBatches(batches: readonly OpenedFile[]): ImageSamples {
  for (const { name, bytes } of batches) {
    if (bytes.length === 0 || bytes.length % RECORD_BYTES !== 0) {
      throw new ImagesError('cutBatch', { file: name, bytes: bytes.length, record: RECORD_BYTES });
    }
  }
  const n = batches.reduce((sum, { bytes }) => sum + bytes.length / RECORD_BYTES, 0);
  const pixels = new Uint8Array(n * PIXELS * CHANNELS);
  const labels = new Uint8Array(n);
  let image = 0;
  for (const { name, bytes } of batches) {
    for (let at = 0; at < bytes.length; at += RECORD_BYTES, image++) {
      const label = bytes[at];
      if (label >= CLASSES) throw new ImagesError('wrongLabel', { file: name, image: at / RECORD_BYTES + 1, label, most: CLASSES - 1 });
      labels[image] = label;
      const to = image * PIXELS * CHANNELS;
      for (let channel = 0; channel < CHANNELS; channel++) {
        const from = at + 1 + channel * PIXELS;
        for (let pixel = 0; pixel < PIXELS; pixel++) pixels[to + pixel * CHANNELS + channel] = bytes[from + pixel];
      }
    }
  }
  return { n, pixels, labels };
}
