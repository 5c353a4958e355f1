import type { Locator, Page } from '@playwright/test';
import { runToEnd, textOf } from './support/lab';
import { PATIENCE } from './support/patience';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Sharpness and other numbers' });

async function openNumbers(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Sharpness and other numbers' }).click();
  const dialog = dialogOf(page);
  await expect(dialog).toBeVisible();
  return dialog;
}

const cells = (dialog: Locator, name: string): Locator => dialog.getByRole('row', { name: new RegExp(`^${name}`) }).getByRole('cell');

test('sharpness of both nets is measured when asked for, next to their test errors, and copied as text', async ({ page }) => {
  await openRecipe(page, tinyDocument());
  const before = await openNumbers(page);
  await expect(before.getByText('The weights of A, B are not on this device.')).toBeVisible();
  await expect(before.getByRole('button', { name: 'Measure sharpness' })).toHaveCount(0);
  await before.getByRole('button', { name: 'Close' }).click();

  await runToEnd(page);
  const dialog = await openNumbers(page);
  await expect(cells(dialog, 'Test error')).toHaveText([/%$/, /%$/]);
  await expect(cells(dialog, 'Roughness').first()).toHaveText(/^\d/);
  await expect(cells(dialog, 'Trace')).toHaveText(['–', '–']);
  await dialog.getByRole('button', { name: 'Measure sharpness' }).click();
  await expect(dialog.getByRole('button', { name: 'Measure sharpness' })).toHaveCount(0, { timeout: PATIENCE });
  await expect(cells(dialog, 'Largest curvature')).toHaveText([/^\d/, /^\d/]);
  await expect(cells(dialog, 'Trace')).toHaveText([/\d ± \d/, /\d ± \d/]);
  await expect(dialog.getByRole('rowheader', { name: /^Adaptive SAM rise/ })).toContainText('independent of scale');
  await expect(dialog.getByRole('rowheader', { name: /^Keskar/ })).toContainText('depends on scale');
  const trace = await textOf(cells(dialog, 'Trace').first());

  await dialog.getByRole('button', { name: 'Copy as text' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain(`Trace of the Hessian\tdepends on scale\t${trace}\t`);

  // What was measured is there when the dialog opens again.
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(cells(await openNumbers(page), 'Trace').first()).toHaveText(trace);
});

test('the path table gives each run’s true loss, the plane’s under it and the distance off it, at the scrubbed epoch', async ({ page }) => {
  const document = tinyDocument();
  await openRecipe(page, { ...document, shared: { ...document.shared, paths: true } });
  await runToEnd(page);
  const table = page.getByRole('region', { name: 'How this picture was made' }).getByRole('table');
  const rows = table.getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(table).toContainText('Where each path ends');
  const loss = await rows.nth(1).getByRole('cell').first().textContent();
  // The trained weights are the middle of the plane.
  await expect(rows.nth(1).getByRole('cell').last()).toHaveText('0');
  await page.getByRole('slider').first().focus();
  await page.keyboard.press('Home');
  await expect(table).toContainText('At the checkpoint nearest epoch 0');
  await expect(rows.nth(1).getByRole('cell').first()).not.toHaveText(loss ?? '');
  await expect(rows.nth(1).getByRole('cell').last()).toHaveText(/^[\d.]*[1-9]/);
});
