import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { parseDocument } from '../../src/experiment/parse';
import type { Document } from '../../src/experiment/recipe';
import { boxOf, openStep, runToEnd, startRun, textOf } from './support/lab';
import { PATIENCE } from './support/patience';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

/** Gradient descent on all of 128 points: a small net whose sharpness reaches 2/η within a second. */
function smallEdge(epochs = 400, learningRate = 0.2): Document {
  const axis = { min: -1, max: 1, points: 5 };
  const parsed = parseDocument({
    version: 1,
    panes: [
      {
        data: { id: 'spirals', params: { points: 128, noise: 0.08 } },
        net: { id: 'mlp', params: { depth: 2, width: 24, activation: 'tanh', batchNorm: false, skips: false } },
        runs: [
          { optimizer: { id: 'sgd', params: { momentum: 0, nesterov: false } }, learningRate, batchSize: 0, epochs, checkpointEvery: 10 },
        ],
        grid: { alpha: axis, beta: axis },
      },
    ],
  });
  if (!parsed.ok) throw new Error(`The recipe is not valid: ${JSON.stringify(parsed.problems)}`);
  return parsed.document;
}

const curves = (page: Page): Locator => page.locator('.curves');
const plot = (page: Page): Locator => page.getByRole('img', { name: 'Sharpness λmax of A, by epoch' });
const tab = (page: Page, name: string): Locator =>
  page.getByRole('group', { name: 'Curve shown' }).getByRole('button', { name, exact: true });

/** Middles of all dots from top to bottom, and the height of the dashed line, pixels of the page. */
async function heights(page: Page): Promise<{ dots: number[]; line: number }> {
  const middles = await plot(page)
    .locator('circle')
    .evaluateAll((circles) => circles.map((circle) => circle.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2));
  const dashed = await boxOf(plot(page).locator('path[stroke-dasharray="6 4"]'));
  return { dots: middles.sort((a, b) => a - b), line: dashed.y + dashed.height / 2 };
}

test('sharpness is measured along the training, climbs over the dashed line at 2/η and comes back to it', async ({ page }) => {
  await openRecipe(page, smallEdge());
  await runToEnd(page);
  await expect(page.getByRole('img', { name: 'Training loss of A, by epoch' })).toBeVisible();
  await tab(page, 'Sharpness').click();
  await expect(plot(page)).toBeVisible();
  await expect(plot(page).locator('circle')).toHaveCount(41, { timeout: PATIENCE });
  await expect(curves(page).getByText(/measured at/)).toHaveCount(0);
  await expect(curves(page).getByText(/^[\d.]+, limit 10$/)).toBeVisible();
  await expect(curves(page)).toContainText('dashed: 2/η');
  const { dots, line } = await heights(page);
  expect(dots[0], 'dots above the line').toBeLessThan(line - 2);
  expect(dots.at(-1), 'dots below the line').toBeGreaterThan(line + 10);
  await expect(page.getByRole('region', { name: 'How this picture was made' })).toContainText('2 divided by the learning rate η');

  // Large, for a class: the same dots over most of the page, and back.
  const { width: small } = await boxOf(plot(page));
  await curves(page).getByRole('button', { name: 'Enlarge the curves' }).click();
  const dialog = page.getByRole('dialog', { name: 'Training curves' });
  const large = dialog.getByRole('img', { name: 'Sharpness λmax of A, by epoch' });
  await expect(large.locator('circle')).toHaveCount(41);
  expect((await boxOf(large)).width).toBeGreaterThan(2 * small);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  // The number of a dot, at the pointer.
  const last = await boxOf(plot(page).locator('circle').last());
  await page.mouse.move(last.x + 1, last.y + 1);
  await expect(plot(page).getByText(/^A · epoch 400: [\d.]+ ± [\d.]+$/)).toBeVisible();

  // And under the scrubber.
  const before = await textOf(curves(page).getByRole('listitem').first());
  await page.getByRole('slider', { name: 'Epoch' }).focus();
  await page.keyboard.press('Home');
  await expect(curves(page).getByRole('listitem').first()).not.toHaveText(before);

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Numbers as a table' }).click();
  const table = page.getByRole('dialog').getByRole('table', { name: 'A · Sharpness at checkpoints' });
  await expect(table.getByRole('row')).toHaveCount(42);
  await expect(table.getByRole('row').nth(1)).toContainText(/^0[\d.]+10[\d.]+$/);
});

test('dots appear while the net trains, and none after the curve is left', async ({ page }) => {
  await openRecipe(page, smallEdge(5000, 0.1));
  await startRun(page);
  await tab(page, 'Sharpness').click();
  await expect.poll(() => plot(page).locator('circle').count()).toBeGreaterThan(4);
  await expect(page.getByText(/training · epoch/)).toBeVisible();
  await expect(curves(page).getByText(/^measured at \d+ of \d+ checkpoints$/)).toBeVisible();
  await tab(page, 'Loss').click();
  await expect(plot(page)).toHaveCount(0);
  await expect(curves(page).getByText(/measured at/)).toHaveCount(0);
  await expect(page.getByRole('img', { name: 'Training loss of A, by epoch' })).toBeVisible();
});

test('where no limit is known, the reason stands there instead of a line', async ({ page }) => {
  await openRecipe(page, tinyDocument({ panes: 1 }));
  await runToEnd(page);
  await tab(page, 'Sharpness').click();
  await expect(plot(page).locator('circle')).toHaveCount(5);
  await expect(curves(page).getByText('no limit line with Adam')).toBeVisible();
  await expect(plot(page).locator('path[stroke-dasharray="6 4"]')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'How this picture was made' })).toContainText('gives each weight a step size of its own');
  // Its recipe by plain gradient descent has one as soon as it is chosen.
  await openStep(page, 'Training');
  await page.getByRole('combobox', { name: 'Optimizer' }).selectOption({ label: 'SGD' });
  await expect(curves(page).getByText('no limit line with batches of 16')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('the curve, its numbers and its caption are free of serious violations', async ({ page }) => {
      await openRecipe(page, smallEdge(60));
      await runToEnd(page);
      await tab(page, 'Sharpness').click();
      await expect(plot(page).locator('circle')).toHaveCount(7);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
    });
  });
}

test('a net too large for it says so in place of the plot', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Experiment' }).click();
  await page.getByRole('menuitemradio', { name: /^ResNet on images/ }).click();
  await expect(page.getByText('These two surfaces come ready-made.')).toBeVisible();
  await tab(page, 'Sharpness').click();
  await expect(curves(page).getByRole('status')).toHaveText(
    /^2000 samples at once need \d+ MiB of memory, and there are 256 MiB here: choose \d+ samples or fewer\.$/,
    { timeout: PATIENCE },
  );
  await tab(page, 'Loss').click();
  await expect(page.getByRole('img', { name: 'Training loss of A, B, by epoch' })).toBeVisible();
});
