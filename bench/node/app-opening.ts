import type { Page } from '@playwright/test';
import { presets } from '../../src/experiment/presets';
import { appCell, visitApp } from './app-session';
import type { Cell } from './result';

const FULL_MS = 60_000;

/** Milliseconds from opening each preset's address, as a new visitor, until its ready-made picture is drawn, the sharper one of software renderers not waited for. */
export async function appOpening(runs: number): Promise<Cell[]> {
  const ids = presets.all.map(({ id }) => id);
  const visits = await visitApp(runs, async (page, address) => {
    const times = new Map<string, number>();
    for (const id of ids) times.set(id, await open(page, `${address}#${id}`));
    return times;
  });
  return ids.map((id) =>
    appCell(
      `app-opening: ${id} → its picture`,
      'ms',
      visits.map((times) => times.get(id) ?? Number.NaN),
    ),
  );
}

async function open(page: Page, address: string): Promise<number> {
  // An address that differs in its hash alone would not be opened anew.
  await page.goto('about:blank');
  await page.goto(address, { waitUntil: 'commit' });
  await page.evaluate('globalThis.__name ??= (each) => each');
  return page.evaluate(watch, FULL_MS);
}

/** In the page: when the first picture of all panes was drawn, two frames later. A sharper one may follow. It must use nothing from around it. */
function watch(limit: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let most = 0;
    const isDrawn = (): boolean => {
      const panes = [...document.querySelectorAll('article.pane')];
      if (panes.length === 0) return false;
      // The stage tells of each draw how many surfaces it showed.
      if (document.querySelector('.panes')?.getAttribute('data-view') === 'surface') return most >= panes.length;
      return panes.every((pane) => pane.querySelector('svg[role=application]') !== null);
    };
    const look = (): void => {
      if (!isDrawn()) return;
      changes.disconnect();
      draws.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    };
    const changes = new MutationObserver(look);
    changes.observe(document, { attributes: true, childList: true, subtree: true });
    const draws = new PerformanceObserver((list) => {
      for (const each of list.getEntriesByName('draw')) most = Math.max(most, Number((each as PerformanceMeasure).detail));
      look();
    });
    draws.observe({ type: 'measure', buffered: true });
    setTimeout(() => reject(new Error('The picture was not drawn in time.')), limit);
    look();
  });
}
