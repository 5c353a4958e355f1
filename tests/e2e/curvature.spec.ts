import { boxOf, chooseView, contours, openStep, pane, runToEnd, surface, textOf } from './support/lab';
import { PATIENCE } from './support/patience';
import { colouredShare, difference, EQUAL, expectChanged, expectDrawn, pictureOf, settledPicture } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

test('a curvature map of both planes is computed, colours the surfaces and the contours, and is read at the probe', async ({ page }) => {
  await openRecipe(page, tinyDocument());
  await openStep(page, 'Surface');
  const control = page.getByRole('region', { name: 'Curvature map' });
  await expect(control.getByRole('button', { name: 'Compute the map' })).toBeDisabled();
  await expect(control).toContainText('run the experiment first');
  await runToEnd(page);

  await expect(control).toContainText(/Takes about \d+\ss here/);
  const byHeight = await settledPicture(surface(page, 'A'));
  await control.getByRole('button', { name: 'Compute the map' }).click();
  const colours = control.getByRole('radiogroup', { name: 'Colours show' });
  await expect(colours.getByRole('radio', { name: 'Ratio' })).toBeChecked();
  await expect(control.getByText(/^[AB]: \d+\u202f% of the points are clearly not convex/)).toHaveCount(2);
  await expect(control.getByRole('progressbar')).toHaveCount(0, { timeout: PATIENCE });
  const bar = page.getByRole('img', { name: /^Bends down \/ up, .* from 0 \(dark\) to 1 \(pale\)$/ });
  await expect(bar).toBeVisible();
  await expect(page.getByText(/nearly convex\. Pale/)).toBeVisible();
  await expect(page.getByText(/^Colours: curvature at 5\s×\s5 points of the plane/)).toBeVisible();
  await expect(page.getByText(/^\d+\u202f% clearly not convex$/)).toHaveCount(2);
  await expectChanged(surface(page, 'A'), byHeight, 2);

  await chooseView(page, 'Contours');
  for (const letter of ['A', 'B']) {
    await expectDrawn(contours(page, letter));
    await expect(pane(page, letter)).toContainText('clearly not convex');
  }
  await expect(bar).toBeVisible();

  const reading = page.locator('.probe').getByText(/^A, near here: λmax \S+ ± \S+, λmin \S+ ± \S+$/);
  await expect(reading).toBeVisible();
  const ratio = await settledPicture(contours(page, 'A'));
  await colours.getByRole('radio', { name: 'λmax', exact: true }).click();
  await expectChanged(contours(page, 'A'), ratio, 2);
  await expect(page.getByRole('img', { name: /^Bends up, λmax/ })).toBeVisible();
  await colours.getByRole('radio', { name: 'Surface' }).click();
  await expect(page.getByRole('img', { name: /^Loss, log scale/ })).toBeVisible();
  await expect(pane(page, 'A')).not.toContainText('clearly not convex');
  await chooseView(page, '3-D');
  expect(difference(await settledPicture(surface(page, 'A')), byHeight)).toBeLessThan(EQUAL);
});

test('the spectrum of the Hessian is drawn at the place that a click pins, for both nets on the same axes', async ({ page }) => {
  await openRecipe(page, tinyDocument());
  const button = page.getByRole('button', { name: 'Hessian spectrum here' });
  await expect(button).toHaveCount(0);
  await runToEnd(page);
  await chooseView(page, 'Contours');
  const box = await boxOf(contours(page, 'A'));
  await page.mouse.click(box.x + 0.6 * box.width, box.y + 0.4 * box.height);
  const where = await textOf(page.locator('.probe .panel-title span'));
  expect(where).toMatch(/^α \S+, β \S+$/);
  await button.click();

  const dialog = page.getByRole('dialog', { name: `Hessian spectrum at ${where}` });
  await expect(dialog.getByRole('progressbar')).toHaveCount(0, { timeout: PATIENCE });
  const plots = dialog.getByRole('img', { name: /^Density of the eigenvalues of [AB] / });
  await expect(plots).toHaveCount(2);
  for (const plot of await plots.all()) {
    await expect(plot.getByText('λmin')).toBeVisible();
    await expect(plot.getByText('λmax')).toBeVisible();
  }
  // 2 · 4 + 4 · 2 weights of kernels in both nets.
  const cells = (row: string) => dialog.getByRole('row', { name: new RegExp(`^${row}`) }).getByRole('cell');
  await expect(cells('Number of eigenvalues')).toHaveText(['16', '16']);
  for (const row of ['Largest eigenvalue', 'Smallest eigenvalue', 'Sum of all eigenvalues']) {
    for (const cell of await cells(row).all()) await expect(cell).toHaveText(/^−?[\d.e−]+ ± [\d.e−]+$/);
  }
  for (const plot of await plots.all()) expect(colouredShare(await pictureOf(plot))).toBeGreaterThan(0.005);
  // On the same axes the lowest drawing names them for all.
  const named = plots.getByText('Eigenvalue', { exact: true });
  await expect(named).toHaveCount(1);
  await dialog.getByRole('switch', { name: 'Same axes for all' }).click();
  await expect(named).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
