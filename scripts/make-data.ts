/**
 * Writes public/data/iris.table and public/data/digits.table from the files that scikit-learn ships.
 *
 *   npx tsx scripts/make-data.ts FOLDER
 *
 * FOLDER holds iris.csv and digits.csv.gz: sklearn/datasets/data inside any scikit-learn installation
 * (Debian: package python3-sklearn.) The output is the same bytes every time.
 * The format is described in src/catalog/datasets/table.ts, which reads it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type Table, writeTable } from '../src/catalog/datasets/table';

const OUT = fileURLToPath(new URL('../public/data/', import.meta.url));

interface Columns {
  readonly features: number;
  readonly classes: number;
  readonly rows: number;
  /** What one step of a stored byte stands for. */
  readonly unit: number;
  /** Largest stored byte. */
  readonly max: number;
}

/** Lines of numbers, the last of which is the class. Throws on anything that would not be stored exactly. */
function parse(text: string, { features, classes, rows, unit, max }: Columns): Table {
  const values = new Uint8Array(rows * features);
  const labels = new Uint8Array(rows);
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number));
  if (lines.length !== rows) throw new Error(`${lines.length} rows instead of ${rows}.`);
  for (const [i, line] of lines.entries()) {
    const stored = line.slice(0, -1).map((number) => Math.round(number / unit));
    const exact = stored.every((value, j) => Math.abs(value * unit - line[j]) < 1e-9 && value >= 0 && value <= max);
    const label = line[line.length - 1];
    if (stored.length !== features || !exact || !Number.isInteger(label) || label < 0 || label >= classes) {
      throw new Error(`Row ${i + 1} is not ${features} numbers and a class: ${line}`);
    }
    values.set(stored, i * features);
    labels[i] = label;
  }
  return { rows, features, classes, values, labels };
}

const folder = process.argv[2];
if (!folder) {
  console.error('Usage: npx tsx scripts/make-data.ts FOLDER   (with iris.csv and digits.csv.gz, from scikit-learn)');
  process.exit(2);
}

const irisText = readFileSync(join(folder, 'iris.csv'), 'utf8');
// The first line counts rows and columns and names the classes.
const iris = parse(irisText.slice(irisText.indexOf('\n') + 1), { features: 4, classes: 3, rows: 150, unit: 0.1, max: 255 });
const digitsText = gunzipSync(readFileSync(join(folder, 'digits.csv.gz'))).toString('utf8');
const digits = parse(digitsText, { features: 64, classes: 10, rows: 1797, unit: 1, max: 16 });

mkdirSync(OUT, { recursive: true });
for (const [name, table] of Object.entries({ iris, digits })) {
  const bytes = writeTable(table);
  writeFileSync(join(OUT, `${name}.table`), bytes);
  console.log(`public/data/${name}.table  ${table.rows} rows  ${bytes.length} bytes`);
}
