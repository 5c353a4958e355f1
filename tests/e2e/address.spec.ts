import type { Page } from '@playwright/test';
import { openStep, runToEnd, surface, trainButton } from './support/lab';
import { expectDrawn } from './support/pictures';
import { expect, test } from './support/test';

/** A net of a second on few points. */
const TINY = '#iris&depth=1&width=4&epochs=3&every=1&grid=9';

const hash = (page: Page): string => new URL(page.url()).hash;

test('an address opens its experiment, follows changes, and back and forward go between experiments', async ({ page }) => {
  await page.goto('./#depth&view=contours&colour=red');
  await expect(page.getByRole('button', { name: /^Experiment/ })).toContainText('Depth');
  await expect(page.getByRole('alert')).toContainText('left out: colour=red');
  await expect(page.getByRole('radio', { name: 'Contours' })).toBeChecked();
  await page.keyboard.press('3');
  await expect.poll(() => hash(page)).toBe('#depth&view=line');

  await page.getByRole('button', { name: /^Experiment/ }).click();
  await page
    .getByRole('menuitemradio')
    .filter({ has: page.getByText('Batch norm', { exact: true }) })
    .click();
  await expect.poll(() => hash(page)).toBe('#batch-norm');
  await page.goBack();
  await expect(page.getByRole('button', { name: /^Experiment/ })).toContainText('Depth');
  await expect(page.getByRole('radio', { name: 'Line', exact: true })).toBeChecked();
  expect(hash(page)).toBe('#depth&view=line');
  await page.goForward();
  await expect(page.getByRole('button', { name: /^Experiment/ })).toContainText('Batch norm');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: /^Experiment/ })).toContainText('Depth');
  await expect.poll(() => hash(page)).toBe('#depth&view=line');
});

test('a reload at once brings a finished run back, in both of two tabs', async ({ page, context }) => {
  await page.goto(`./${TINY}`);
  await runToEnd(page);
  const other = await context.newPage();
  await other.goto(`./${TINY}&seed=5`);
  await runToEnd(other);
  await other.reload();
  await page.reload();
  for (const [tab, seed] of [
    [page, '1'],
    [other, '5'],
  ] as const) {
    await expectDrawn(surface(tab, 'A'));
    await expectDrawn(surface(tab, 'B'));
    await expect(trainButton(tab)).toHaveText('Run again');
    await openStep(tab, 'Training');
    await expect(tab.getByRole('textbox', { name: 'Seed', exact: true })).toHaveValue(seed);
  }
});
