import { chooseView, contours, line, surface } from './support/lab';
import { expectDrawn } from './support/pictures';
import { expect, test } from './support/test';

test('without WebGL 2 contours take over from the first visit on, and one sentence says why', async ({ page }) => {
  await page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype as { getContext: (...given: unknown[]) => unknown };
    Object.assign(HTMLCanvasElement.prototype, {
      getContext(this: HTMLCanvasElement, ...given: unknown[]) {
        return String(given[0]).startsWith('webgl') ? null : getContext.apply(this, given);
      },
    });
  });
  await page.goto('./');
  for (const letter of ['A', 'B']) await expectDrawn(contours(page, letter));
  await expect(page.getByText('This browser can’t draw 3-D here, so contours are shown.')).toHaveCount(1);
  const views = page.getByRole('radiogroup', { name: 'View' });
  await expect(views.getByRole('radio')).toHaveText(['Contours', 'Line']);
  await expect(views.getByRole('radio', { name: 'Contours' })).toBeChecked();

  await chooseView(page, 'Line');
  await expect(line(page, 'A')).toBeVisible();
  await page.keyboard.press('1');
  await expect(line(page, 'A')).toBeVisible();
  await chooseView(page, 'Contours');
  await expectDrawn(contours(page, 'B'));
  await expect(surface(page, 'A')).toHaveCount(0);
});
