import type { Locator, Page } from '@playwright/test';
import { boxOf, openStep, reading, runToEnd, surface, textOf } from './support/lab';
import { difference, expectDrawn, pictureOf } from './support/pictures';
import { openRecipe, tinyImages } from './support/recipes';
import { expect, test } from './support/test';

const strip = (page: Page): Locator => page.locator('.probe');
const cards = (where: Locator): Locator => where.getByRole('list', { name: 'Samples' }).getByRole('listitem');
const range = (where: Locator): Locator => where.getByRole('status');

test('images are shown with their labels, and with what each net makes of them wherever the probe is', async ({ page }) => {
  await openRecipe(page, tinyImages());
  // Labels alone, before anything is trained.
  await expect(cards(strip(page)).first()).toHaveText('T-shirt');
  await expect(range(strip(page))).toHaveText('1–4 of 48');
  await expect(strip(page).getByText('Train here to see what the nets make of them.')).toBeVisible();
  const picture = cards(strip(page)).first().locator('canvas');
  const [first, second] = [await pictureOf(picture), await pictureOf(cards(strip(page)).nth(1).locator('canvas'))];
  expect(difference(first, second)).toBeGreaterThan(10);

  await runToEnd(page);
  await expectDrawn(surface(page, 'A'));
  const answer = /(right|wrong:.+?)\d+\u202f%/;
  await expect(cards(strip(page)).first()).toHaveText(new RegExp(`^T-shirtA${answer.source}B${answer.source}$`));
  await expect(strip(page).getByRole('heading')).toHaveText('At the trained weights');
  const trained = await textOf(cards(strip(page)).first());

  // A corner of the plane is another net.
  await surface(page, 'A').focus();
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight');
  await expect(strip(page).locator('.panel-title')).toContainText('α 1, β 0');
  await expect(cards(strip(page)).first()).not.toHaveText(trained);
  await page.keyboard.press('Escape');
  await expect(cards(strip(page)).first()).toHaveText(trained);
});

test('samples can be filtered and turned by page, small and large, and the wrong ones add up to the accuracy', async ({ page }) => {
  await openRecipe(page, tinyImages());
  await runToEnd(page);
  const wrongOf = async (letter: string): Promise<number> => {
    const accuracy = Number.parseFloat(await textOf(reading(page, letter, 'accuracy')));
    return Math.round(48 * (1 - accuracy / 100));
  };
  const wrong = await wrongOf('A');
  expect(wrong).toBeGreaterThan(0);
  await strip(page).getByRole('combobox', { name: 'Which samples' }).selectOption('Wrong in A');
  await expect(range(strip(page))).toHaveText(new RegExp(`of ${wrong}$`));
  await strip(page).getByRole('combobox', { name: 'Which samples' }).selectOption('All samples');
  const firstPage = await pictureOf(cards(strip(page)).first().locator('canvas'));
  await strip(page).getByRole('button', { name: 'Next samples' }).click();
  await expect(range(strip(page))).toHaveText('5–8 of 48');
  await page.keyboard.press('ArrowRight');
  await expect(range(strip(page))).toHaveText('9–12 of 48');
  expect(difference(await pictureOf(cards(strip(page)).first().locator('canvas')), firstPage)).toBeGreaterThan(5);

  await strip(page).getByRole('button', { name: 'Look at more samples' }).click();
  const dialog = page.getByRole('dialog', { name: 'Samples, with each net’s answer' });
  await expect(cards(dialog)).toHaveCount(30);
  await dialog.getByRole('combobox', { name: 'Which class' }).selectOption('sandal');
  await expect(range(dialog)).toHaveText(/ of 5$/);
  for (const card of await cards(dialog).all()) await expect(card).toHaveText(/^sandal/);
  await dialog.getByRole('combobox', { name: 'Which class' }).selectOption('All classes');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('the nets are drawn in the Net step, follow their settings, and open larger', async ({ page }) => {
  await openRecipe(page, tinyImages());
  await openStep(page, 'Net');
  const region = page.getByRole('region', { name: 'Diagram of the net' });
  const [a, b] = ['A', 'B'].map((letter) => region.getByRole('figure', { name: `Diagram of the net in ${letter}` }));
  const steps = (figure: Locator): Locator => figure.getByRole('listitem');
  await expect(steps(a).nth(2)).toHaveText('conv 3×3, 3×3, gives 14×14×8, parameters: 1184; a skip adds what went in');
  await expect(steps(b).nth(2)).toHaveText('conv 3×3, 3×3, gives 14×14×8, parameters: 1184');
  await expect(a).toContainText(/parameters, [\d.]+ thousand multiply-adds$/);
  expect(difference(await pictureOf(a.locator('svg')), await pictureOf(b.locator('svg')))).toBeGreaterThan(1);

  await page.getByRole('button', { name: 'Larger diagram' }).click();
  const dialog = page.getByRole('dialog', { name: 'The nets, layer by layer' });
  await expect(dialog.getByRole('figure')).toHaveCount(2);
  const [small, large] = [await boxOf(a.locator('svg')), await boxOf(dialog.locator('.net-drawing').first())];
  expect(large.width).toBeGreaterThan(2 * small.width);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  // Both alike: one diagram for both panes.
  await page.getByRole('button', { name: 'Skips: a value for each pane' }).click();
  await expect(region.getByRole('figure', { name: 'Diagram of the net', exact: true }).getByRole('listitem')).toHaveCount(7);
  await expect(region.getByRole('figure')).toHaveCount(1);
});
