import type { Page } from '@playwright/test';
import { expectDone, pane, runToEnd, surface, textOf, trainButton } from './support/lab';
import { PATIENCE } from './support/patience';
import { colouredShare, DRAWN, difference, expectDrawn, pictureOf, settledPicture } from './support/pictures';
import { openRecipe, slowDocument, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

/** Takes a minute or more. */
const LONG = slowDocument(5000);
/** From the press until the page says that it stopped. */
const STOP_MS = 1000;
const STOPPED = 'Stopped. What is finished stayed.';
const stopButton = { name: 'Stop', exact: true };

/** Milliseconds from the press, as the page got it, until it says that it stopped. */
async function stopAndMeasure(page: Page): Promise<number> {
  const measured = page.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        let pressed = 0;
        addEventListener('pointerdown', (event) => (pressed = event.timeStamp), { capture: true, once: true });
        const observer = new MutationObserver(() => {
          if (!document.body.textContent?.includes(text)) return;
          observer.disconnect();
          resolve(Math.round(performance.now() - pressed));
        });
        observer.observe(document.body, { childList: true, characterData: true, subtree: true });
      }),
    STOPPED,
  );
  await page.getByRole('button', stopButton).click();
  await expect(page.getByText(STOPPED)).toBeVisible();
  return measured;
}

test('stopped in training: it says so at once, the curve so far stays, and it can run again', async ({ page }) => {
  await openRecipe(page, LONG);
  await trainButton(page).click();
  await expect(pane(page, 'A').getByText(/training · epoch [1-9]\d* of 5000/)).toBeVisible();
  const took = await stopAndMeasure(page);
  console.log(`stop in training: told after ${took} ms (goal ${STOP_MS} ms)`);
  const curves = page.getByRole('img', { name: /^Training loss of A, B, by epoch/ });
  await expect(curves).toBeVisible();
  const left = await settledPicture(curves);
  // Nothing goes on behind the person's back.
  expect(difference(await settledPicture(curves), left)).toBe(0);
  await expect(trainButton(page)).toBeEnabled();
  await trainButton(page).click();
  await expect(pane(page, 'A').getByText(/training · epoch \d+ of 5000/)).toBeVisible();
  await page.keyboard.press('x');
  await expect(page.getByText(STOPPED)).toBeVisible();
});

test('stopped in the middle of a surface: the points that are there stay, and the rest follows when it is run again', async ({ page }) => {
  await openRecipe(page, tinyDocument({ points: 4096, width: 64, depth: 8, epochs: 1, grid: 513, reach: 0.9 }));
  await trainButton(page).click();
  await expect(pane(page, 'A').getByText(/^pass [3-9] of \d+/)).toBeVisible({ timeout: PATIENCE });
  const took = await stopAndMeasure(page);
  console.log(`stop in a surface: told after ${took} ms (goal ${STOP_MS} ms)`);
  await expectDrawn(surface(page, 'A'));
  const kept = page.getByText(/^Not finished: A has [\d\u202f]+ of 263\u202f169 points/);
  await expect(kept).toBeVisible();
  const points = Number((await textOf(kept)).replace(/^.*?A has ([\d\u202f]+).*$/s, '$1').replaceAll('\u202f', ''));
  expect(points).toBeGreaterThan(9);

  await trainButton(page).click();
  await expect(page.getByText('Both surfaces', { exact: true })).toBeVisible();
  await page.getByRole('button', stopButton).click();
  await expect(page.getByText(STOPPED)).toBeVisible();
  await expect(kept).toBeVisible();
  const more = Number((await textOf(kept)).replace(/^.*?A has ([\d\u202f]+).*$/s, '$1').replaceAll('\u202f', ''));
  expect(more).toBeGreaterThanOrEqual(points);
  expect(colouredShare(await pictureOf(surface(page, 'A')))).toBeGreaterThan(DRAWN);
});

test('training can be paused, taken one epoch at a time, and resumed to its end', async ({ page }) => {
  await openRecipe(page, slowDocument());
  await trainButton(page).click();
  await expect(pane(page, 'A').getByText(/training · epoch [1-9]/)).toBeVisible();
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Training is paused.');
  const paused = pane(page, 'A').getByText(/^paused · epoch/);
  await expect(paused).toBeVisible();
  const epochOf = async (): Promise<number> => Number(/epoch\s+(\d+) of/.exec(await textOf(paused))?.[1]);
  // What the workers had sent by then still arrives.
  let at = 0;
  await expect(async () => {
    at = await epochOf();
    await page.waitForTimeout(500);
    expect(await epochOf()).toBe(at);
  }).toPass();
  const button = page.getByRole('button', { name: 'One epoch' });
  await button.click();
  await expect.poll(epochOf).toBe(at + 1);
  await page.keyboard.press('.');
  await expect.poll(epochOf).toBe(at + 2);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(pane(page, 'A').getByText(/^training · epoch/)).toBeVisible();
  await expectDone(page);
  await expectDrawn(surface(page, 'A'));
  await runToEnd(page);
});
