import { figure, openStep, pane, recordHeadlines, runToEnd, surface, textOf, trainButton, typeNumber } from './support/lab';
import { difference, EQUAL, expectChanged, expectDrawn, settledPicture } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

const STALE = 'still the picture of the recipe before';

test('a changed control marks the picture, a new run makes it true, undo and redo bring document and picture back', async ({ page }) => {
  await openRecipe(page, tinyDocument());
  await runToEnd(page);
  const a = surface(page, 'A');
  await expectDrawn(a);
  const first = await settledPicture(a);
  const rail = page.getByRole('complementary', { name: 'Recipe' });
  await expect(rail.getByText(/^1 layers? of 4/)).toBeVisible();

  await openStep(page, 'Net');
  await typeNumber(page, 'Hidden layers', 6);
  await openStep(page, 'Data');
  await expect(rail.getByText(/^6 layers of 4/)).toBeVisible();
  await expect(pane(page, 'A').getByText(STALE)).toBeVisible();
  await expect(page.getByText(/^The recipe changed\. The new picture takes about/)).toBeVisible();
  await expect(trainButton(page)).toHaveText('Train both nets');
  await runToEnd(page);
  await expect(pane(page, 'A').getByText(STALE)).toBeHidden();
  await expectChanged(a, first, 1);
  const second = await settledPicture(a);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rail.getByText(/^1 layers? of 4/)).toBeVisible();
  await expect(trainButton(page)).toHaveText('Run again');
  expect(difference(await settledPicture(a), first)).toBeLessThan(EQUAL);
  await page.keyboard.press('Control+Shift+z');
  await expect(rail.getByText(/^6 layers of 4/)).toBeVisible();
  expect(difference(await settledPicture(a), second)).toBeLessThan(EQUAL);
  await page.keyboard.press('Control+z');
  await expect(rail.getByText(/^1 layers? of 4/)).toBeVisible();
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(rail.getByText(/^6 layers of 4/)).toBeVisible();
  expect(difference(await settledPicture(a), second)).toBeLessThan(EQUAL);
});

test('what differs between the panes is shown as chips, one for each value', async ({ page }) => {
  await openRecipe(page, tinyDocument());
  const rail = page.getByRole('complementary', { name: 'Recipe' });
  const chips = rail.getByRole('listitem').filter({ hasText: /^[AB]\S/ });
  await expect(rail.getByText('ReLU', { exact: true })).toBeVisible();
  await expect(rail.getByText('tanh', { exact: true })).toBeVisible();
  const before = await chips.count();

  await openStep(page, 'Training');
  await page.getByRole('button', { name: 'Epochs: let the panes differ' }).click();
  await typeNumber(page, 'Epochs, pane B', 7);
  await openStep(page, 'Data');
  await expect(rail.getByText('4 epochs', { exact: true })).toBeVisible();
  await expect(rail.getByText('7 epochs', { exact: true })).toBeVisible();
  expect(await chips.count()).toBe(before + 2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rail.getByText('7 epochs', { exact: true })).toBeHidden();
  expect(await chips.count()).toBe(before);
});

test('only the surface is computed anew where only the grid changed', async ({ page }) => {
  await openRecipe(page, tinyDocument({ epochs: 30 }));
  await runToEnd(page);
  const error = await textOf(figure(page, 'A', 'test error'));
  const before = await settledPicture(surface(page, 'A'));
  await openStep(page, 'Surface');
  await typeNumber(page, 'α to', 2);
  await expect(trainButton(page)).toHaveText('Draw the new surfaces');
  const headlines = await recordHeadlines(page);
  await runToEnd(page);
  expect(await headlines()).toContain('Both nets are trained. Their surfaces are sharpening.');
  expect(await headlines()).not.toContain('Both nets are training on the same points.');
  await expect(figure(page, 'A', 'test error')).toHaveText(error);
  await expectChanged(surface(page, 'A'), before, 0.5);
});

test('a pane can be added, differ in one thing, run alone, and be removed', async ({ page }) => {
  await openRecipe(page, tinyDocument({ panes: 1 }));
  await runToEnd(page);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Add a pane/ }).click();
  await expect(page.getByRole('region', { name: 'Loss surfaces' }).getByRole('article')).toHaveCount(2);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Both panes show the same recipe');
  await expectDrawn(surface(page, 'B'));
  await openStep(page, 'Net');
  await page.getByRole('button', { name: 'Hidden layers: let the panes differ' }).click();
  await typeNumber(page, 'Hidden layers, pane B', 3);
  await expect(pane(page, 'B').getByText(STALE)).toBeVisible();
  await expect(pane(page, 'A').getByText(STALE)).toBeHidden();
  await expect(trainButton(page)).toHaveText('Train net B');
  await runToEnd(page);
  await expectDrawn(surface(page, 'B'));
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Remove pane B' }).click();
  await expect(page.getByRole('region', { name: 'Loss surfaces' }).getByRole('article')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('region', { name: 'Loss surfaces' }).getByRole('article')).toHaveCount(2);
  await expectDrawn(surface(page, 'B'));
});

test('every ready-made experiment of the menu opens, and the one before is an undo away', async ({ page }) => {
  await page.goto('./');
  await expectDrawn(surface(page, 'A'));
  const menu = page.getByRole('button', { name: /^Experiment/ });
  await menu.click();
  await expect(page.getByRole('menuitemradio').first()).toBeVisible();
  const names = await page.getByRole('menuitemradio').locator('.label').allTextContents();
  expect(names.length).toBeGreaterThanOrEqual(8);
  await page.keyboard.press('Escape');
  for (const name of names) {
    await menu.click();
    await page
      .getByRole('menuitemradio')
      .filter({ has: page.getByText(name, { exact: true }) })
      .click();
    await expect(menu).toContainText(name);
    await expect(trainButton(page)).toBeVisible();
  }
  for (let i = 1; i < names.length; i++) await page.keyboard.press('Control+z');
  await expect(menu).toContainText(names[0]);
  await expectDrawn(surface(page, 'B'));
});
