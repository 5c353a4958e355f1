import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type ImageSamples, type ImageTable, USER_ASSETS, writeImageTable } from '../../../src/experiment/images';
import { createRng } from '../../../src/math/random';

/** Random images, the classes in turn. */
export function randomImages(kind: Pick<ImageTable, 'side' | 'channels' | 'classes'>, train: number, test: number, seed = 3): ImageTable {
  const rng = createRng(seed);
  const samples = (n: number): ImageSamples => ({
    n,
    pixels: Uint8Array.from({ length: n * kind.side * kind.side * kind.channels }, () => rng.integer(256)),
    labels: Uint8Array.from({ length: n }, (_, i) => i % kind.classes),
  });
  return { ...kind, train: samples(train), test: samples(test) };
}

/** A data set's file: from public/data, or random images where a person would open some. */
export function assetOf(name: string | undefined): Uint8Array | undefined {
  if (name === undefined) return undefined;
  if (name === USER_ASSETS.cifar10) return writeImageTable(randomImages({ side: 32, channels: 3, classes: 10 }, 2000, 1000));
  if (name === USER_ASSETS.images) return writeImageTable(randomImages({ side: 28, channels: 1, classes: 10 }, 2000, 1000));
  const bytes = readFileSync(new URL(`../../../public/data/${name}`, import.meta.url));
  return new Uint8Array(name.endsWith('.images') ? gunzipSync(bytes) : bytes);
}
