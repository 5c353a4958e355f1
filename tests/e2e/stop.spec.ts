import { expectDone, pane, runToEnd, surface, textOf, trainButton } from './support/lab';
import { colouredShare, DRAWN, difference, expectDrawn, pictureOf, settledPicture } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

const stopButton = { name: 'Stop', exact: true };

test('stopped in training: it says so at once, the curve so far stays, and it can run again', async ({ page }) => {
  await openRecipe(page, tinyDocument({ epochs: 5000 }));
  await trainButton(page).click();
  await expect(pane(page, 'A').getByText(/training · epoch [1-9]\d* of 5000/)).toBeVisible();
  const start = Date.now();
  await page.getByRole('button', stopButton).click();
  await expect(page.getByText('Stopped. What is finished stayed.')).toBeVisible();
  console.log(`stop heard after ${Date.now() - start} ms`);
  expect(Date.now() - start).toBeLessThan(1500);
  const curves = page.getByRole('img', { name: /^Training loss of A, B, by epoch/ });
  await expect(curves).toBeVisible();
  const left = await settledPicture(curves);
  // Nothing goes on behind the person's back.
  expect(difference(await settledPicture(curves), left)).toBe(0);
  await expect(trainButton(page)).toBeEnabled();
  await trainButton(page).click();
  await expect(pane(page, 'A').getByText(/training · epoch \d+ of 5000/)).toBeVisible();
  await page.keyboard.press('x');
  await expect(page.getByText('Stopped. What is finished stayed.')).toBeVisible();
});

test('stopped in the middle of a surface: the points that are there stay, and the rest follows when it is run again', async ({ page }) => {
  await openRecipe(page, tinyDocument({ points: 4096, width: 64, depth: 8, epochs: 1, grid: 513 }));
  await trainButton(page).click();
  await expect(pane(page, 'A').getByText(/^pass [3-9] of \d+/)).toBeVisible({ timeout: 60_000 });
  const start = Date.now();
  await page.getByRole('button', stopButton).click();
  await expect(page.getByText('Stopped. What is finished stayed.')).toBeVisible();
  expect(Date.now() - start).toBeLessThan(1500);
  await expectDrawn(surface(page, 'A'));
  const kept = page.getByText(/^Not finished: A has [\d\u202f]+ of 263\u202f169 points/);
  await expect(kept).toBeVisible();
  const points = Number((await textOf(kept)).replace(/^.*?A has ([\d\u202f]+).*$/s, '$1').replaceAll('\u202f', ''));
  expect(points).toBeGreaterThan(9);

  await trainButton(page).click();
  await expect(page.getByText('Both surfaces', { exact: true })).toBeVisible();
  await page.getByRole('button', stopButton).click();
  await expect(page.getByText('Stopped. What is finished stayed.')).toBeVisible();
  await expect(kept).toBeVisible();
  const more = Number((await textOf(kept)).replace(/^.*?A has ([\d\u202f]+).*$/s, '$1').replaceAll('\u202f', ''));
  expect(more).toBeGreaterThanOrEqual(points);
  expect(colouredShare(await pictureOf(surface(page, 'A')))).toBeGreaterThan(DRAWN);
});

test('training can be paused, taken one epoch at a time, and resumed to its end', async ({ page }) => {
  await openRecipe(page, tinyDocument({ epochs: 2000, points: 256, depth: 4 }));
  await trainButton(page).click();
  await expect(pane(page, 'A').getByText(/training · epoch [1-9]/)).toBeVisible();
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Training is paused.');
  const paused = pane(page, 'A').getByText(/^paused · epoch/);
  await expect(paused).toBeVisible();
  const epochOf = async (): Promise<number> => Number(/epoch\s+(\d+) of/.exec(await textOf(paused))?.[1]);
  const at = await epochOf();
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
