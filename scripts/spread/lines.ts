import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Device } from '../../src/engine/device';
import { runRecipe } from '../../src/engine/run-recipe';
import { presets } from '../../src/experiment/presets';
import { sharperEnd } from '../../src/experiment/sharper-end';
import type { Count } from './contrasts';

/** Which end of the line from a small-batch minimum (0) to a full-batch one (1) looks sharper, without and with weight decay. */
interface LineRow {
  readonly pane: number;
  readonly seed: number;
  readonly sharper: 0 | 1 | null;
}

const HEAD = 'pane,seed,sharper';

export function readLines(path: string | URL): LineRow[] {
  if (!existsSync(path)) return [];
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [pane, seed, sharper] = line.split(',');
    return { pane: Number(pane), seed: Number(seed), sharper: sharper === '0' ? 0 : sharper === '1' ? 1 : null };
  });
}

/** Trains `batch-line` with a seed and adds what its lines show. */
export async function measureLines(device: Device, seed: number, path: string | URL, asset: Uint8Array | undefined): Promise<void> {
  if (!existsSync(path)) writeFileSync(path, `${HEAD}\n`);
  for (const [pane, recipe] of presets.get('batch-line').build().panes.entries()) {
    const seeded = { ...recipe, runs: recipe.runs.map((run) => ({ ...run, seed })) };
    const run = runRecipe(device, seeded, {
      directionSeed: 2,
      asset,
      signal: new AbortController().signal,
      clock: () => performance.now(),
    });
    let step = await run.next();
    while (!step.done) step = await run.next();
    appendFileSync(path, `${pane},${seed},${sharperEnd(step.value.landscape) ?? 'neither'}\n`);
  }
}

/** How often the full batch looks sharper without decay, and the small batch with it. */
export function flipsOf(rows: readonly LineRow[]): { readonly without: Count; readonly withDecay: Count } {
  const of = (pane: number, end: 0 | 1): Count => {
    const own = rows.filter((row) => row.pane === pane);
    return { shown: own.filter(({ sharper }) => sharper === end).length, of: own.length };
  };
  return { without: of(0, 1), withDecay: of(1, 0) };
}
