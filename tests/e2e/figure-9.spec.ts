import { countClicks, runExperiment } from './support/clicks';
import { contours, pane } from './support/lab';
import { expectDrawn } from './support/pictures';
import { expect, test } from './support/test';

const RUNS = ['SGD', 'SGD, momentum 0.9', 'Adam', 'SGD, batch 8'];

test('Figure 9 in three clicks: four ways of training on one plane that shows most of where they went', async ({ page }) => {
  const expectFewClicks = await countClicks(page);
  await runExperiment(page, 'Optimizer paths');
  await expectFewClicks();

  await expectDrawn(contours(page, 'A'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/ went lowest, to a loss of [\d.e-]+; .* ended at [\d.]+$/);
  await expect(pane(page, 'A').locator('polyline')).toHaveCount(RUNS.length);
  for (const name of RUNS) await expect(contours(page, 'A').getByText(name, { exact: true })).toBeVisible();
  const caption = page.getByRole('region', { name: 'How this picture was made' });
  const shown = /The two axes show ([\d.]+) % of the movement/.exec((await caption.textContent()) ?? '');
  expect(Number(shown?.[1])).toBeGreaterThan(40);
  await expect(page.getByRole('img', { name: /^Training loss of / }).locator('g:has(> path) > text')).toHaveCount(RUNS.length);
});
