import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { checkInBrowser } from './browser/run';
import { checkFolder } from './checks';
import type { OracleFolder } from './oracle-net';
import type { CheckRow } from './rows';

/** `npm run verify -- DIR [--browser]`: the engine against a folder of reference numbers, one row per net, quantity and backend. */
const args = process.argv.slice(2);
const directory = args.find((arg) => !arg.startsWith('--'));
if (!directory) {
  console.error('Usage: npm run verify -- DIR [--browser]\nDIR holds reference numbers in the format of its README.');
  process.exit(2);
}

const folder = readFolder(directory);
const rows: CheckRow[] = [];
printHead();
for (const device of [createReferenceDevice('f32'), await createWasmDevice(readWasmModules())]) {
  for await (const row of checkFolder(device, folder)) report(row);
  device.dispose();
}
const inBrowser = args.includes('--browser');
if (inBrowser) for await (const row of checkInBrowser(folder)) report(row);
const count = (status: CheckRow['status']): number => rows.filter((row) => row.status === status).length;
if (count('passed') + count('failed') === 0) {
  console.error(`${directory} holds no net that this version can check.`);
  process.exitCode = 1;
}
if (count('skipped') > 0) console.log(`\n${count('skipped')} skipped, for the reasons given.`);
if (!inBrowser) console.log('\nnot run: webgl, webgpu, and wasm in a browser; --browser runs them too.');
console.log(`${count('passed')} passed, ${count('failed')} failed`);
if (count('failed') > 0) process.exitCode = 1;

function readFolder(path: string): OracleFolder {
  const names = readdirSync(path).filter((name) => name.endsWith('.json'));
  return new Map(names.sort().map((name) => [name, JSON.parse(readFileSync(join(path, name), 'utf8'))]));
}

function printHead(): void {
  console.log(columns('status', 'backend', 'net', 'quantity', 'numbers', 'max abs', 'max rel', ''));
}

function report(row: CheckRow): void {
  rows.push(row);
  const isSkipped = row.status === 'skipped';
  const number = (value: number): string => (isSkipped ? '–' : value.toExponential(1));
  const numbers = isSkipped ? '–' : String(row.count);
  const note = row.status === 'failed' && row.count > 0 ? `${row.failures} out of tolerance ${row.note}` : row.note;
  console.log(columns(row.status, row.backend, row.net, row.quantity, numbers, number(row.maxAbsolute), number(row.maxRelative), note));
}

function columns(
  status: string,
  backend: string,
  net: string,
  quantity: string,
  numbers: string,
  absolute: string,
  relative: string,
  note: string,
): string {
  const cells = [
    status.padEnd(8),
    backend.padEnd(7),
    net.padEnd(14),
    quantity.padEnd(26),
    numbers.padStart(7),
    absolute.padStart(9),
    relative.padStart(9),
    note,
  ];
  return cells.join(' ').trimEnd();
}
