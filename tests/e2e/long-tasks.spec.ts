import type { Page } from '@playwright/test';
import { expectDone, openStep, runToEnd, surface, trainButton } from './support/lab';
import { PATIENCE } from './support/patience';
import { expectDrawn } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

interface Span {
  readonly start: number;
  readonly duration: number;
}

/** No main-thread task outside drawing should take longer. */
const GOAL_MS = 50;
/** Share of the time from the press until all is done that the main thread may be held up outside drawing. Were training or surfaces on it, it were nearly all. */
const LIMIT = 0.3;
/** The name under which the surface's draws are measured (src/views/surface/stage.tsx). */
const DRAW = 'draw';

declare global {
  interface Window {
    longTasks: Span[];
    draws: Span[];
  }
}

/** Call before the page is opened. */
async function watchTasks(page: Page): Promise<void> {
  await page.addInitScript((name) => {
    window.longTasks = [];
    window.draws = [];
    const observe = (type: string, kept: Span[], wanted: (entry: PerformanceEntry) => boolean): void => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (wanted(entry)) kept.push({ start: entry.startTime, duration: entry.duration });
      }).observe({ type, buffered: true });
    };
    observe('longtask', window.longTasks, () => true);
    observe('measure', window.draws, (entry) => entry.name === name);
  }, DRAW);
}

const now = (page: Page): Promise<number> => page.evaluate(() => performance.now());

/** What of the time since `from` the main thread was held up outside drawing, as a share; says all of it. */
async function shareHeld(page: Page, from: number): Promise<number> {
  const until = await now(page);
  // The observers tell at their leisure.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 })));
  const { tasks, draws } = await page.evaluate(() => ({ tasks: window.longTasks, draws: window.draws }));
  const drawnIn = ({ start, duration }: Span): number =>
    draws.reduce((sum, draw) => sum + Math.max(0, Math.min(start + duration, draw.start + draw.duration) - Math.max(start, draw.start)), 0);
  const outside = tasks.map((task) => ({
    at: Math.round(task.start),
    ms: Math.round(task.duration - drawnIn(task)),
    drawing: Math.round(drawnIn(task)),
  }));
  const list = (of: typeof outside): string =>
    of.map(({ at, ms, drawing }) => `${ms}${drawing > 0 ? ` (+ ${drawing} drawing)` : ''} at ${at}`).join(', ') || 'none';
  const since = outside.filter(({ at }) => at > from);
  const held = since.reduce((sum, { ms }) => sum + ms, 0);
  console.log(`draws: ${draws.length}, longest ${Math.round(Math.max(0, ...draws.map(({ duration }) => duration)))} ms`);
  console.log(`long tasks before, ms outside drawing: ${list(outside.filter(({ at }) => at <= from))}`);
  console.log(`long tasks since, ms outside drawing: ${list(since)}`);
  console.log(`longest outside drawing: ${Math.max(0, ...outside.map(({ ms }) => ms))} ms (goal ${GOAL_MS})`);
  console.log(`held up for ${held} ms of ${Math.round(until - from)} ms`);
  expect(draws.length).toBeGreaterThan(2);
  return held / (until - from);
}

test('the work is not on the main thread: it is hardly held up outside drawing; first visit, training, surfaces', async ({ page }) => {
  await watchTasks(page);
  await page.goto('./');
  await expectDrawn(surface(page, 'A'));
  const shown = await now(page);
  await trainButton(page).click();
  await expectDone(page);
  await expectDrawn(surface(page, 'B'));
  expect(await shareHeld(page, shown)).toBeLessThan(LIMIT);
});

test('nor while a curvature map comes in', async ({ page }) => {
  await watchTasks(page);
  await openRecipe(page, tinyDocument({ points: 512, depth: 12, epochs: 5 }));
  await runToEnd(page);
  await openStep(page, 'Surface');
  const control = page.getByRole('region', { name: 'Curvature map' });
  const pressed = await now(page);
  await control.getByRole('button', { name: 'Compute the map' }).click();
  await expect(control.getByText(/clearly not convex/)).toHaveCount(2, { timeout: PATIENCE });
  await expect(control.getByRole('progressbar')).toHaveCount(0, { timeout: PATIENCE });
  expect(await shareHeld(page, pressed)).toBeLessThan(LIMIT);
});
