import { chooseView, figure, line, openStep, pane, runToEnd, surface, textOf, typeNumber } from './support/lab';
import { difference, expectDrawn, settledPicture } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

test('a line along several random directions: each is drawn, their widths are said, and their losses are in the table', async ({
  page,
}) => {
  await openRecipe(page, tinyDocument({ panes: 1, grid: 33, epochs: 20 }));
  await openStep(page, 'Surface');
  await page.getByRole('combobox', { name: 'Along' }).selectOption({ label: 'One direction' });
  await typeNumber(page, 'Random directions', 4);
  await runToEnd(page);
  const plot = line(page, 'A');
  const repeats = plot.locator('[data-repeat]');
  await expect(repeats).toHaveCount(3);
  const ways = await repeats.evaluateAll((paths) => paths.map((path) => path.getAttribute('d') ?? ''));
  for (const way of ways) expect(way).toMatch(/^M.+L/);
  expect(new Set(ways).size).toBe(3);
  await expect(plot.getByText(/^4 random directions: (width at \+0\.5 loss|at \+0\.5 loss all are wider)/)).toBeVisible();

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Numbers as a table' }).click();
  const table = page.getByRole('dialog').getByRole('table');
  for (const seed of [3, 4, 5]) await expect(table.getByRole('columnheader', { name: new RegExp(`seed ${seed}$`) })).toBeVisible();
  // All go through the trained weights, and part at the ends.
  const lossesAt = (alpha: string): Promise<string[]> =>
    table.getByRole('row', { name: new RegExp(`^${alpha} `) }).evaluate((row) => {
      const cells = [...row.children].map((cell) => cell.textContent ?? '');
      return [cells[1] ?? '', ...cells.slice(-3)];
    });
  expect(new Set(await lossesAt('0')).size).toBe(1);
  expect(new Set(await lossesAt('1')).size).toBe(4);
  await page.keyboard.press('Escape');

  // One more needs one more line; one less leaves the others.
  await typeNumber(page, 'Random directions', 2);
  await expect(repeats).toHaveCount(1);
  expect(await repeats.getAttribute('d')).not.toBe('');
});

test('compared with unscaled directions in one press: the same trained net in a pane beside it, its surface another one', async ({
  page,
}) => {
  await openRecipe(page, tinyDocument({ panes: 1, grid: 33, epochs: 20 }));
  await openStep(page, 'Directions');
  await runToEnd(page);
  const error = await textOf(figure(page, 'A', 'test error'));
  await page.getByRole('button', { name: 'Compare with unscaled' }).click();
  await expect(page.getByRole('button', { name: 'Compare with unscaled' })).toHaveCount(0);
  await expect(pane(page, 'B')).toBeVisible();
  // It is trained already: only its surface is drawn.
  await expect(page.getByRole('button', { name: 'Draw the new surface' })).toBeVisible();
  await runToEnd(page);
  await expect(figure(page, 'B', 'test error')).toHaveText(error);
  const caption = page.getByRole('region', { name: 'How this picture was made' });
  await expect(caption).toContainText('scaled filter by filter');
  await chooseView(page, 'Contours');
  const [a, b] = [await settledPicture(pane(page, 'A')), await settledPicture(pane(page, 'B'))];
  expect(difference(a, b)).toBeGreaterThan(3);
  await chooseView(page, '3-D');
  await expectDrawn(surface(page, 'B'));
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Compare with unscaled' })).toBeVisible();
});
