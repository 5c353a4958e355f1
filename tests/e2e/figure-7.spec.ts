import type { Locator } from '@playwright/test';
import { countClicks } from './support/clicks';
import { boxOf, chooseView, contours, openStep, pane, runToEnd, surface, typeNumber } from './support/lab';
import { PATIENCE } from './support/patience';
import { expectChanged, expectDrawn, settledPicture } from './support/pictures';
import { expect, test } from './support/test';

/** Brightness (0 … 255) of a contour map at shares of its sides. */
async function brightnessAt(map: Locator, places: readonly (readonly [number, number])[]): Promise<number[]> {
  const { width, height, rgb } = await settledPicture(map);
  const [box, frame] = [await boxOf(map), await boxOf(map.locator('rect').last())];
  return places.map(([u, v]) => {
    const x = Math.round(((frame.x - box.x + u * frame.width) / box.width) * width);
    const y = Math.round(((frame.y - box.y + v * frame.height) / box.height) * height);
    const at = 3 * (y * width + x);
    return ((rgb[at] as number) + (rgb[at + 1] as number) + (rgb[at + 2] as number)) / 3;
  });
}

test('Curvature opens with its finding: both surfaces coloured by the map, its share in the headline, nothing computed', async ({
  page,
}) => {
  await page.goto('./#curvature');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^Where it looks convex, is it\? [\d.]+\u202f% of the plane of A and [\d.]+\u202f% of that of B are clearly not convex$/,
  );
  await expect(page.getByText(/^\d+\u202f% clearly not convex$/)).toHaveCount(2);
  await expect(page.getByRole('img', { name: /^Bends down \/ up, / })).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  for (const letter of ['A', 'B']) await expectDrawn(surface(page, letter));
});

test('Figure 7 in six presses: both surfaces are coloured by how convex the loss is, and are so where they look it', async ({ page }) => {
  const expectFewClicks = await countClicks(page);
  await page.goto('./');
  await page.getByRole('button', { name: /^Experiment/ }).click();
  await page
    .getByRole('menuitemradio')
    .filter({ has: page.getByText('Curvature', { exact: true }) })
    .click();
  await openStep(page, 'Surface');
  // 5 × 5 points, so that the test is quick; the map has as many.
  await typeNumber(page, 'Points along α', 5);
  await typeNumber(page, 'Points along β', 5);
  await runToEnd(page);
  // The experiment is about curvature: its one button computes the maps too.
  const control = page.getByRole('region', { name: 'Curvature map' });
  await expect(control.getByText(/^[AB]: \d+\u202f% of the points are clearly not convex/)).toHaveCount(2, { timeout: PATIENCE });
  await expect(control.getByRole('progressbar')).toHaveCount(0, { timeout: PATIENCE });
  await expectFewClicks();

  await expect(page.getByRole('img', { name: /^Bends down \/ up, / })).toBeVisible();
  await expect(control.getByRole('radio', { name: 'Ratio' })).toBeInViewport();
  await expect(page.getByText(/^\d+\u202f% clearly not convex$/)).toHaveCount(2);
  const byRatio = await settledPicture(surface(page, 'A'));
  await control.getByRole('radio', { name: 'Surface' }).click();
  await expectChanged(surface(page, 'A'), byRatio, 2);
  await control.getByRole('radio', { name: 'Ratio' }).click();

  // Dark, convex, beside the trained weights in the middle; pale, not convex, towards the corners, whichever net it is.
  await chooseView(page, 'Contours');
  for (const letter of ['A', 'B']) {
    await expectDrawn(contours(page, letter));
    await expect(pane(page, letter)).toContainText('clearly not convex');
    const [middle = 255, ...corners] = await brightnessAt(contours(page, letter), [
      [0.53, 0.53],
      [0.04, 0.04],
      [0.96, 0.04],
      [0.04, 0.96],
      [0.96, 0.96],
    ]);
    const mean = corners.reduce((sum, corner) => sum + corner, 0) / corners.length;
    expect(mean - middle, `${letter}: corners against the middle`).toBeGreaterThan(40);
  }
});
