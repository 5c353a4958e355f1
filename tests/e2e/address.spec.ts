import { openStep, runToEnd, surface, trainButton } from './support/lab';
import { expectDrawn } from './support/pictures';
import { expect, test } from './support/test';

/** A net of a second on few points. */
const TINY = '#iris&depth=1&width=4&epochs=3&every=1&grid=9';

test('a reload at once brings a finished run back, in both of two tabs', async ({ page, context }) => {
  await page.goto(`./${TINY}`);
  await runToEnd(page);
  const other = await context.newPage();
  await other.goto(`./${TINY}&seed=5`);
  await runToEnd(other);
  await other.reload();
  await page.reload();
  for (const [tab, seed] of [
    [page, '1'],
    [other, '5'],
  ] as const) {
    await expectDrawn(surface(tab, 'A'));
    await expectDrawn(surface(tab, 'B'));
    await expect(trainButton(tab)).toHaveText('Run again');
    await openStep(tab, 'Training');
    await expect(tab.getByRole('textbox', { name: 'Seed', exact: true })).toHaveValue(seed);
  }
});
