import { chooseAxis, chooseView, openStep, pane, runToEnd, typeNumber } from './support/lab';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

test('runs are added, set alone, trained side by side, removed and brought back', async ({ page }) => {
  await openRecipe(page, tinyDocument({ panes: 1 }));
  const rail = page.getByRole('complementary', { name: 'Recipe' });
  const chips = rail.getByRole('list', { name: 'Runs' }).getByRole('listitem');
  const ends = page.getByRole('img', { name: /^Training loss of / }).locator('g:has(> path) > text');
  await openStep(page, 'Training');
  const add = page.getByRole('button', { name: 'Add a run, the same with another seed' });
  await add.click();
  await add.click();
  await expect(chips).toHaveText(['1seed 1', '2seed 2', '3seed 3']);

  await page.getByRole('button', { name: /^Set run 2 alone/ }).click();
  await typeNumber(page, 'Batch size', 4);
  await page.getByRole('button', { name: /^Set run 3 alone/ }).click();
  await page.getByRole('combobox', { name: 'Optimizer' }).selectOption({ label: 'SGD' });
  await expect(chips).toHaveText(['1Adam', '2Adam, batch 4', '3SGD']);
  await page.getByRole('button', { name: 'Set all runs' }).click();
  await expect(rail.getByText('Differs: 16 / 4 / 16')).toBeVisible();

  await openStep(page, 'Directions');
  for (const axis of ['α', 'β'] as const) await chooseAxis(page, axis, 'Principal axis of the path');
  await page.getByRole('combobox', { name: 'Around run' }).selectOption({ label: '3 · SGD' });
  await runToEnd(page);
  await expect(ends).toHaveCount(3);
  // The plane is laid through all runs, so the error of each stands over it.
  const errors = pane(page, 'A')
    .locator('.pane-numbers div')
    .filter({ hasText: /^test error/ })
    .locator('dd');
  await expect(errors).toHaveText([/^1Adam [\d.]+\u202f%$/, /^2Adam, batch 4 [\d.]+\u202f%$/, /^3SGD [\d.]+\u202f%$/]);
  await chooseView(page, 'Contours');
  for (const name of ['Adam', 'Adam, batch 4', 'SGD'])
    await expect(pane(page, 'A').locator('text', { hasText: new RegExp(`^${name}$`) })).toBeVisible();

  await openStep(page, 'Training');
  await page.getByRole('button', { name: /^Remove run 2/ }).click();
  await expect(chips).toHaveText(['1Adam', '2SGD']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(chips).toHaveText(['1Adam', '2Adam, batch 4', '3SGD']);
  await expect(ends).toHaveCount(3);
  await openStep(page, 'Data');
  await expect(rail.getByText(/^3 runs: Adam \/ Adam, batch 4 \/ SGD · 4 epochs/)).toBeVisible();
});
