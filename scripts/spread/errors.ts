import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Device } from '../../src/engine/device';
import { datasetOf, netOf } from '../../src/engine/setup';
import { trainGroup } from '../../src/engine/train';
import type { CurvePoint } from '../../src/experiment/checkpoint';
import { presets } from '../../src/experiment/presets';
import { CLEAR_ERROR } from '../../src/experiment/presets/resnet-fashion';
import type { Count } from './contrasts';

/** The test error of one pane of a ready experiment, trained with a seed. */
interface ErrorRow {
  readonly preset: string;
  readonly pane: number;
  readonly seed: number;
  readonly testError: number;
}

const HEAD = 'preset,pane,seed,testError';

export function readErrors(path: string | URL): ErrorRow[] {
  if (!existsSync(path)) return [];
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [preset = '', ...numbers] = line.split(',');
    const [pane = 0, seed = 0, testError = Number.NaN] = numbers.map(Number);
    return { preset, pane, seed, testError };
  });
}

/** Trains the nets of a ready experiment with a seed and adds their test errors. */
export async function measureErrors(device: Device, preset: string, seed: number, path: string | URL, asset: Uint8Array | undefined) {
  const errors: number[] = [];
  for (const recipe of presets.get(preset).build().panes) {
    const dataset = datasetOf(recipe, asset);
    const net = netOf(recipe, dataset);
    const run = { ...recipe.runs[0], seed, checkpointEvery: recipe.runs[0].epochs };
    const options = { signal: new AbortController().signal, clock: () => performance.now() };
    let last: CurvePoint | null = null;
    for await (const event of trainGroup(device, { dataset, net, members: [{ run, index: 0 }] }, options))
      if (event.type === 'epoch') last = event.point;
    if (!last) throw new Error(`${preset} gave no result.`);
    errors.push(1 - last.testAccuracy);
  }
  if (!existsSync(path)) writeFileSync(path, `${HEAD}\n`);
  for (const [pane, error] of errors.entries()) appendFileSync(path, `${preset},${pane},${seed},${Number(error.toPrecision(5))}\n`);
}

/** With how many seeds the second net errs clearly more than the first. */
export function worseOf(preset: string, rows: readonly ErrorRow[]): Count {
  const own = rows.filter((row) => row.preset === preset);
  const gaps = own.flatMap(({ pane, seed, testError }) => {
    const second = own.find((row) => row.seed === seed && row.pane === 1);
    return pane === 0 && second ? [second.testError - testError] : [];
  });
  return { shown: gaps.filter((gap) => gap >= CLEAR_ERROR).length, of: gaps.length };
}
