import type { Page } from '@playwright/test';
import { countClicks, runExperiment } from './support/clicks';
import { line, pane } from './support/lab';
import { expect, test } from './support/test';

/** Training loss by α of every pane, from the table of the pictures' numbers. */
async function trainingLosses(page: Page): Promise<Map<string, number>[]> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Numbers as a table' }).click();
  const tables = page.getByRole('dialog').getByRole('table');
  await expect(tables).toHaveCount(2);
  const read = await tables.evaluateAll((found) =>
    found.map((table) => [...table.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent ?? ''))),
  );
  return read.map((rows) => new Map(rows.map(([alpha = '', loss = '']) => [alpha.replace('−', '-'), Number(loss.replaceAll('−', '-'))])));
}

test('Figure 2 in three clicks: small and large batches on one line, both splits, weights, and the flip by weight decay', async ({
  page,
}) => {
  const expectFewClicks = await countClicks(page);
  await runExperiment(page, 'Small batch, large batch');
  await expectFewClicks();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Weight decay 0: full batch looks sharper; weight decay 0.002: batch 16 does',
  );
  for (const letter of ['A', 'B']) {
    const plot = line(page, letter);
    for (const text of ['loss', 'accuracy', 'solid: training', 'dashed: test'])
      await expect(plot.getByText(text, { exact: true }).first()).toBeVisible();
    for (const name of ['train-loss', 'train-accuracy', 'test-loss', 'test-accuracy'])
      await expect(plot.locator(`[data-line="${name}"]`)).toHaveAttribute('d', /^M.+L/);
    for (const at of [0, 1])
      await expect(
        pane(page, letter).getByRole('img', { name: `Histogram of the weights at α = ${at}, run ${at + 1}, epoch 150` }),
      ).toBeVisible();
  }
  const [without, withDecay] = await trainingLosses(page);
  if (!without || !withDecay) throw new Error('There are two tables.');
  const at = (losses: Map<string, number>, alpha: string): number => losses.get(alpha) ?? Number.NaN;
  // Beyond the small-batch minimum at 0 and beyond the full-batch one at 1.
  expect(at(without, '1.5')).toBeGreaterThan(10 * at(without, '-0.5'));
  expect(at(withDecay, '-0.5')).toBeGreaterThan(3 * at(withDecay, '1.5'));
});
