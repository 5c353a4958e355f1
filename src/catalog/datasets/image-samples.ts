import type { Rng } from '../../math/random';
import { type ImageSamples, type ImageTable, inTurn } from './image-table';
import type { Dataset, Samples } from './types';

/** What is wanted of a table of images. */
export interface ImageRequest {
  /** The table's own side, or half of it: each pixel is then the mean of 2 × 2. */
  readonly side: number;
  readonly train: number;
  readonly test: number;
}

/**
 * Images of a table as a data set: of each class equally many while they last, drawn by the seed, the classes in turn, so that any first part is
 * balanced and more images never move those before. Each channel is normalised to mean 0 and deviation 1 over all training images
 * of the table. `name` is for the Error that is thrown where the table does not have what is wanted.
 */
export function imageDataset(name: string, table: ImageTable, request: ImageRequest, rng: Rng): Omit<Dataset, 'classNames'> {
  const { side, train, test } = request;
  const factor = table.side / side;
  if (factor !== 1 && factor !== 2)
    throw new Error(`The images of ${name} are ${table.side} pixels wide, so they cannot be shown ${side} wide.`);
  for (const [split, wanted] of [['train', train] as const, ['test', test] as const]) {
    const has = table[split].n;
    if (has < wanted) throw new Error(`${name} has only ${has} ${split === 'train' ? 'training' : 'test'} images, not ${wanted}.`);
  }
  const sums = blockSums(table.train, table, factor);
  const scale = channelScale(sums, table.channels);
  const samples = (split: 'train' | 'test', count: number): Samples => {
    const from = table[split];
    const rows = balancedRows(from, table.classes, count, rng.fork(split));
    const values = split === 'train' ? sums : blockSums(from, table, factor);
    return takeImages(values, from.labels, rows, scale);
  };
  return {
    inputShape: [side, side, table.channels],
    classes: table.classes,
    train: samples('train', train),
    test: samples('test', test),
    black: scale.mean.map((mean, channel) => -mean / scale.deviation[channel]),
    white: scale.mean.map((mean, channel) => (255 * factor * factor - mean) / scale.deviation[channel]),
  };
}

/** Sums over blocks of factor × factor pixels, [n, side / factor, side / factor, channels]; exact. */
function blockSums({ n, pixels }: ImageSamples, { side, channels }: ImageTable, factor: number): Uint8Array | Uint16Array {
  if (factor === 1) return pixels;
  const small = side / factor;
  const sums = new Uint16Array(n * small * small * channels);
  for (let image = 0; image < n; image++) {
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const to = ((image * small + Math.trunc(row / factor)) * small + Math.trunc(column / factor)) * channels;
        const from = ((image * side + row) * side + column) * channels;
        for (let c = 0; c < channels; c++) sums[to + c] += pixels[from + c];
      }
    }
  }
  return sums;
}

interface ChannelScale {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Mean and deviation of each channel. Sums of whole numbers are exact, so the result is the same everywhere. */
function channelScale(values: Uint8Array | Uint16Array, channels: number): ChannelScale {
  const count = values.length / channels;
  const statistics = Array.from({ length: channels }, (_, channel) => {
    let [sum, squares] = [0, 0];
    for (let i = channel; i < values.length; i += channels) {
      sum += values[i];
      squares += values[i] * values[i];
    }
    const mean = sum / count;
    // A channel of one value everywhere is centred and left at its scale.
    return { mean, deviation: Math.sqrt(squares / count - mean * mean) || 1 };
  });
  return { mean: statistics.map(({ mean }) => mean), deviation: statistics.map(({ deviation }) => deviation) };
}

/** Rows of `count` samples: class 0, 1, … in turn, leaving out classes that are used up. */
function balancedRows({ labels }: ImageSamples, classes: number, count: number, rng: Rng): Int32Array {
  const rowsOf: number[][] = Array.from({ length: classes }, () => []);
  labels.forEach((label, row) => void rowsOf[label].push(row));
  const shuffled = rowsOf.map((rows, label) =>
    rng
      .fork(`class-${label}`)
      .permutation(rows.length)
      .map((i) => rows[i]),
  );
  return Int32Array.from(inTurn(shuffled, count));
}

function takeImages(values: Uint8Array | Uint16Array, labels: Uint8Array, rows: Int32Array, { mean, deviation }: ChannelScale): Samples {
  const size = values.length / labels.length;
  const channels = mean.length;
  const x = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    for (let k = 0; k < size; k++) x[i * size + k] = (values[row * size + k] - mean[k % channels]) / deviation[k % channels];
  });
  return { n: rows.length, x, labels: Int32Array.from(rows, (row) => labels[row]) };
}
