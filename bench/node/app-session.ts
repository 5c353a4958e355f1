import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { serve } from '../../scripts/serve.mjs';
import { launch } from './browser';
import { type Cell, median } from './result';
import { ROOT } from './site';

/** Builds the app and visits it, each time as a new visitor with a laptop's window. */
export async function visitApp<Visit>(runs: number, visit: (page: Page, address: string) => Promise<Visit>): Promise<Visit[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-app-'));
  await build({ root: ROOT, logLevel: 'error', build: { outDir: folder, emptyOutDir: false } });
  const address = await serve(folder, Number(process.env.BENCH_PORT ?? 4380) + 1);
  const browser = await launch();
  const visits: Visit[] = [];
  try {
    for (let run = 0; run < runs; run++) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      visits.push(await visit(await context.newPage(), address));
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return visits;
}

/** Opens or closes a step of the recipe. */
export function pressStep(page: Page, name: string): Promise<void> {
  const recipe = page.getByRole('complementary', { name: 'Recipe' });
  return recipe.getByRole('button', { name: new RegExp(`(^|\\s)${name}$`) }).click();
}

/**
 * Runs a function in the page while something is pressed, and waits for what it finds. It must use nothing from around it. The loader of
 * these scripts wraps named functions in a helper that the page does not have.
 */
export async function watchWhile<Found>(
  page: Page,
  watch: (limit: number) => Promise<Found>,
  limit: number,
  press: () => Promise<void>,
): Promise<Found> {
  await page.evaluate('globalThis.__name ??= (each) => each');
  const watched = page.evaluate(watch, limit);
  await press();
  return watched;
}

/** A cell of what the app took; without values, why there are none. */
export function appCell(group: string, unit: Cell['unit'], values: readonly number[], notRun: string | null = null): Cell {
  return {
    group,
    contestant: 'ours',
    unit,
    adapter: 'wasm',
    variant: 'the app as it chooses',
    median: notRun === null ? median(values) : null,
    runs: values,
    perRun: 1,
    oursTimes: null,
    difference: null,
    notRun,
  };
}
