import { expectDone, surface, trainButton } from './support/lab';
import { expectDrawn } from './support/pictures';
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

test('the work is not on the main thread: it is hardly held up outside drawing; first visit, training, surfaces', async ({ page }) => {
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
  await page.goto('./');
  await expectDrawn(surface(page, 'A'));
  const shown = await page.evaluate(() => performance.now());
  await trainButton(page).click();
  await expectDone(page);
  await expectDrawn(surface(page, 'B'));
  const finished = await page.evaluate(() => performance.now());
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
  const worst = Math.max(0, ...outside.map(({ ms }) => ms));
  const list = (from: typeof outside): string =>
    from.map(({ at, ms, drawing }) => `${ms}${drawing > 0 ? ` (+ ${drawing} drawing)` : ''} at ${at}`).join(', ') || 'none';
  console.log(`draws: ${draws.length}, longest ${Math.round(Math.max(0, ...draws.map(({ duration }) => duration)))} ms`);
  console.log(`long tasks until the stored pair is shown, ms outside drawing: ${list(outside.filter(({ at }) => at <= shown))}`);
  console.log(`long tasks from the press on, ms outside drawing: ${list(outside.filter(({ at }) => at > shown))}`);
  console.log(`longest outside drawing: ${worst} ms (goal ${GOAL_MS})`);
  expect(draws.length).toBeGreaterThan(2);
  const held = outside.filter(({ at }) => at > shown).reduce((sum, { ms }) => sum + ms, 0);
  console.log(`held up for ${held} ms of ${Math.round(finished - shown)} ms`);
  expect(held / (finished - shown)).toBeLessThan(LIMIT);
});
