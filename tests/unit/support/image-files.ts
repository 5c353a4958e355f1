import { gzipSync } from 'node:zlib';
import type { ImageSamples, ImageTable } from '../../../src/experiment/images';

/** Images as the archive that CIFAR-10 is published in: two batches to train on, one to test on. */
export function tarOfCifar({ train, test }: ImageTable): Uint8Array<ArrayBuffer> {
  const half = Math.ceil(train.n / 2);
  const archive = Buffer.concat([
    entry('data_batch_2.bin', batch(train, half, train.n)),
    entry('batches.meta.txt', Buffer.from('airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n')),
    entry('data_batch_1.bin', batch(train, 0, half)),
    entry('test_batch.bin', batch(test, 0, test.n)),
    Buffer.alloc(1024),
  ]);
  return new Uint8Array(gzipSync(archive, { level: 1 }));
}

/** A label, then the channels one after the other. */
function batch({ pixels, labels }: ImageSamples, from: number, to: number): Buffer {
  const size = 3 * 1024;
  const bytes = Buffer.alloc((to - from) * (size + 1));
  for (let image = from; image < to; image++) {
    const at = (image - from) * (size + 1);
    bytes[at] = labels[image];
    for (let i = 0; i < size; i++) bytes[at + 1 + (i % 3) * 1024 + Math.floor(i / 3)] = pixels[image * size + i];
  }
  return bytes;
}

function entry(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(`cifar-10-batches-bin/${name}`, 0);
  header.write('0000644\0', 100);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  header.write('        0', 148);
  header.write('ustar  \0', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

/** Images as four IDX files, as MNIST is published. */
export function idxFiles({ side, channels, train, test }: ImageTable): File[] {
  const images = ({ n, pixels }: ImageSamples) => idx(channels === 1 ? [n, side, side] : [n, side, side, channels], pixels);
  const labels = (samples: ImageSamples) => idx([samples.n], samples.labels);
  return [
    new File([images(train)], 'train-images-idx3-ubyte'),
    new File([labels(train)], 'train-labels-idx1-ubyte'),
    new File([images(test)], 't10k-images-idx3-ubyte'),
    new File([labels(test)], 't10k-labels-idx1-ubyte'),
  ];
}

/** An IDX file: two bytes of zero, the kind of number, the number of axes, the extents, the values. */
export function idx(shape: readonly number[], values: Uint8Array, kind = 8): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, kind, shape.length]);
  shape.forEach((extent, axis) => void view.setUint32(4 + 4 * axis, extent));
  bytes.set(values, 4 + 4 * shape.length);
  return bytes;
}
