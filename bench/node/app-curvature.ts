import type { Page } from '@playwright/test';
import { encodeLink } from '../../src/experiment/link/codec';
import { mlp, presetDocument } from '../../src/experiment/presets/build';
import { defaultRecipe } from '../../src/experiment/recipe-defaults';
import { EMPTY_PANE } from '../../src/experiment/snapshot';
import { appCell, pressStep, visitApp, watchWhile } from './app-session';
import type { Cell } from './result';

/** Milliseconds after the press. */
interface Visit {
  /** Until the first 5 × 5 points were there. */
  readonly coarse: number;
  readonly full: number;
}

const LAYERS = 10;
const FULL_MS = 600_000;

/** The curvature map of a net of ten layers of 16 on 512 samples, 25 × 25 points, asked for in the app as a person does it. */
export async function appCurvature(runs: number): Promise<Cell[]> {
  const visits = await visitApp(runs, oneVisit);
  return [
    appCell(
      'app-curvature: press → coarse map of the 10-layer net',
      'ms',
      visits.map(({ coarse }) => coarse),
    ),
    appCell(
      'app-curvature: press → its 25 × 25 map',
      'ms',
      visits.map(({ full }) => full),
    ),
  ];
}

async function oneVisit(page: Page, address: string): Promise<Visit> {
  const document = presetDocument('', [defaultRecipe({ net: mlp({ depth: LAYERS, skips: true }) })]);
  await page.goto(`${address}#${encodeLink({ document, panes: [EMPTY_PANE] }, { results: false }).fragment}`);
  await page.getByRole('button', { name: /^Train/ }).click();
  await page.getByText(/Done in .* on this device\./).waitFor({ timeout: FULL_MS });
  await pressStep(page, 'Surface');
  const compute = page.getByRole('button', { name: 'Compute the map' });
  return watchWhile(page, watch, FULL_MS, () => compute.click());
}

/** In the page: when the map said that 25 of its points were there, and when it was complete. */
function watch(limit: number): Promise<Visit> {
  return new Promise((resolve, reject) => {
    let start = 0;
    let coarse = 0;
    addEventListener(
      'click',
      () => {
        start = performance.now();
      },
      { capture: true, once: true },
    );
    const look = (): void => {
      const control = document.querySelector('section.curvature');
      if (start === 0 || !control) return;
      const now = performance.now() - start;
      const done = Number(/(\d+) of \d+/.exec(control.textContent ?? '')?.[1] ?? 0);
      if (coarse === 0 && done >= 25) coarse = now;
      if (coarse === 0 || control.querySelector('[role=progressbar]')) return;
      observer.disconnect();
      resolve({ coarse, full: now });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    setTimeout(() => reject(new Error('The map was not complete in time.')), limit);
  });
}
