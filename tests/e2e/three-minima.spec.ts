import type { Locator, Page } from '@playwright/test';
import { boxOf, chooseAxis, chooseView, copyLink, expectDone, openStep, runToEnd, startRun, textOf } from './support/lab';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

const caption = (page: Page): Locator => page.getByRole('region', { name: 'How this picture was made' });
const markOf = (page: Page, seed: number): Locator => page.locator('text', { hasText: new RegExp(`^seed ${seed} · [\\d.]+$`) });

/** True loss, the plane's loss there and the distance off it, run by run. */
async function trueAndOnPlane(page: Page): Promise<string[][]> {
  const rows = caption(page).getByRole('table').locator('tbody tr');
  await expect(rows).toHaveCount(3);
  return rows.evaluateAll((found) => found.map((row) => [...row.querySelectorAll('td')].slice(-3).map((cell) => cell.textContent ?? '')));
}

/** Trains three runs of a tiny net with batch norm on the plane through their ends. */
async function openThreeRuns(page: Page): Promise<void> {
  await openRecipe(page, tinyDocument({ panes: 1, batchNorm: true, epochs: 10, grid: 9 }));
  await openStep(page, 'Training');
  for (let run = 0; run < 2; run++) await page.getByRole('button', { name: 'Add a run, the same with another seed' }).click();
}

const batchNorm = (page: Page): Locator => page.getByRole('combobox', { name: 'Batch norm statistics' });

test('three minima of one net in two clicks: marked, named with their true loss, and in the link', async ({ page, visitor }) => {
  await page.goto('./');
  await page.getByRole('button', { name: /^Experiment/ }).click();
  await page
    .getByRole('menuitemradio')
    .filter({ has: page.getByText('Three minima', { exact: true }) })
    .click();
  await startRun(page);
  await expectDone(page);
  for (const seed of [1, 2, 3]) await expect(markOf(page, seed)).toBeVisible();
  // They lie on the plane, whose loss there is theirs.
  for (const [truth, onPlane, distance] of await trueAndOnPlane(page)) expect([onPlane, distance]).toEqual([truth, '0']);
  await expect(caption(page)).toContainText(
    /the loss rises to [\d.]+ \(seed 1 – seed 2\), [\d.]+ \(seed 1 – seed 3\), [\d.]+ \(seed 2 – seed 3\)\./,
  );

  await chooseView(page, 'Contours');
  const [first, second, third] = await Promise.all([1, 2, 3].map((seed) => boxOf(markOf(page, seed))));
  if (!first || !second || !third) throw new Error('There are three marks.');
  expect(Math.abs(first.y - second.y)).toBeLessThan(2);
  expect(second.x - first.x).toBeGreaterThan(150);
  expect(first.y - third.y).toBeCloseTo(second.x - first.x, -1);
  expect(third.x).toBeGreaterThan(first.x);
  expect(third.x).toBeLessThan(second.x);

  const reader = await visitor();
  await reader.goto(await copyLink(page));
  const lossOf = async (text: Locator): Promise<number> => Number((await textOf(text)).split(' · ')[1]);
  for (const seed of [1, 2, 3]) {
    await expect(markOf(reader, seed)).toBeVisible();
    // Links round it to four digits.
    expect(Math.abs((await lossOf(markOf(reader, seed))) / (await lossOf(markOf(page, seed))) - 1)).toBeLessThan(0.003);
  }
});

test('batch norm statistics move along to three minima and along a line between two, and along nothing random', async ({ page }) => {
  await openThreeRuns(page);
  await openStep(page, 'Surface');
  const moved = batchNorm(page).locator('option', { hasText: 'Moved with the weights' });
  await expect(moved).toBeDisabled();
  await expect(moved).toContainText('Random directions have none.');

  await openStep(page, 'Directions');
  for (const axis of ['α', 'β'] as const) await chooseAxis(page, axis, 'To a checkpoint');
  await runToEnd(page);
  for (const seed of [1, 2, 3]) await expect(markOf(page, seed)).toBeVisible();
  const frozen = await trueAndOnPlane(page);
  // The other two nets with the statistics of the first are not what was trained.
  expect(frozen[0]?.[1]).toBe(frozen[0]?.[0]);
  for (const run of [1, 2]) expect(frozen[run]?.[1]).not.toBe(frozen[run]?.[0]);

  await openStep(page, 'Surface');
  await expect(moved).toBeEnabled();
  await batchNorm(page).selectOption({ label: 'Moved with the weights' });
  await runToEnd(page);
  await expect(caption(page)).toContainText('Batch norm statistics move with the weights.');
  await expect(async () => {
    for (const [run, [truth, onPlane]] of (await trueAndOnPlane(page)).entries())
      expect([truth, onPlane]).toEqual([frozen[run]?.[0], truth]);
  }).toPass();

  await page.getByRole('combobox', { name: 'Along' }).selectOption({ label: 'One direction' });
  await runToEnd(page);
  await expect(caption(page)).toContainText('Batch norm statistics move with the weights.');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Numbers as a table' }).click();
  const row = (alpha: string): Locator => page.getByRole('dialog').getByRole('row', { name: new RegExp(`^${alpha} `) });
  await expect(row('0').getByRole('cell').nth(1)).toHaveText(frozen[0]?.[0] ?? '');
  await expect(row('1').getByRole('cell').nth(1)).toHaveText(frozen[1]?.[0] ?? '');
});
