import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Row } from './measure';

const TEXT = ['recipe'] as const;
const NUMBERS = [
  'seed',
  'directionSeed',
  'trainLoss',
  'trainAccuracy',
  'testError',
  'roughness',
  'minima',
  'holes',
  'basin',
  'flatShare',
] as const satisfies readonly (keyof Row)[];

/** The rows of a file of comma-separated values, in its order; none where there is no file. */
export function readRows(path: string | URL): Row[] {
  if (!existsSync(path)) return [];
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [recipe, ...values] = line.split(',');
    return { recipe, ...Object.fromEntries(NUMBERS.map((name, i) => [name, Number(values[i])])) } as unknown as Row;
  });
}

/** Adds a row to a file, which gets its head with the first one. */
export function addRow(path: string | URL, row: Row): void {
  if (!existsSync(path)) writeFileSync(path, `${[...TEXT, ...NUMBERS].join(',')}\n`);
  appendFileSync(path, `${[row.recipe, ...NUMBERS.map((name) => String(Number(row[name].toPrecision(5))))].join(',')}\n`);
}
