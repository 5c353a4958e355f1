import type { Page } from '@playwright/test';
import { boxOf, expectDone, phoneTab, surface } from './support/lab';
import { expectChanged, expectDrawn, pictureOf, settledPicture } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const widths = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  expect(widths.content).toBeLessThanOrEqual(widths.screen);
}

/** Fingers on the screen, moving in steps. Each path is from → to in page pixels. */
async function touch(page: Page, ...paths: readonly { from: [number, number]; to: [number, number] }[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const at = (share: number) =>
    paths.map(({ from, to }, id) => ({ id, x: from[0] + (to[0] - from[0]) * share, y: from[1] + (to[1] - from[1]) * share }));
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
  for (let step = 1; step <= 8; step++) await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step / 8) });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the stored pair shows one pane at a time; a finger turns it, two zoom', async ({ page }) => {
    await page.goto('./');
    await expectDrawn(surface(page, 'A'));
    await expect(surface(page, 'B')).toHaveCount(0);
    await expectNoSidewaysScroll(page);
    const a = surface(page, 'A');
    const first = await settledPicture(a);
    const box = await boxOf(a);
    const [x, y] = [box.x + box.width / 2, box.y + box.height * 0.8];
    await touch(page, { from: [x - 60, y], to: [x + 60, y - 20] });
    await expectChanged(a, first, 2);
    const turned = await settledPicture(a);
    await touch(page, { from: [x - 30, y], to: [x - 100, y] }, { from: [x + 30, y], to: [x + 100, y] });
    await expectChanged(a, turned, 2);
    await page.getByRole('tab', { name: /^B / }).tap();
    await expectDrawn(surface(page, 'B'));
    await expect(surface(page, 'A')).toHaveCount(0);
    await expectNoSidewaysScroll(page);
  });

  test('tabs, sheet, training and probe work by touch', async ({ page }) => {
    await page.goto('./');
    await expectDrawn(surface(page, 'A'));
    await openRecipe(page, tinyDocument({ grid: 9 }));
    await phoneTab(page, 'Recipe').tap();
    await expect(page.getByText(/^1 layers? of 4/)).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: /Net$/ }).tap();
    await expect(page.getByRole('textbox', { name: 'Hidden layers', exact: true })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await phoneTab(page, 'Run').tap();
    await page.getByRole('button', { name: 'Train both nets' }).tap();
    await expectDone(page);
    await expectNoSidewaysScroll(page);
    await phoneTab(page, 'Training').tap();
    await expect(page.getByRole('img', { name: /^Training loss of A, B/ })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await phoneTab(page, 'Surface').tap();
    const a = surface(page, 'A');
    await expectDrawn(a);
    await expect(page.locator('.phone-numbers')).toContainText('test error');

    const sheet = page.getByRole('region', { name: 'Reading' });
    await expect(sheet).toContainText('α 0, β 0');
    const box = await boxOf(a);
    await page.touchscreen.tap(box.x + box.width * 0.6, box.y + box.height * 0.5);
    await expect(sheet).toContainText('Under your finger');
    await expect(sheet).not.toContainText('α 0, β 0');
    await expect(sheet.getByText('How this picture was made')).toBeHidden();
    await sheet.getByRole('button', { name: 'Show more' }).tap();
    await expect(sheet.getByText('How this picture was made')).toBeVisible();
    await expectNoSidewaysScroll(page);
    await sheet.getByRole('button', { name: 'Show less' }).tap();
    await expect(sheet.getByText('How this picture was made')).toBeHidden();
    await sheet.getByRole('button', { name: 'Put it back' }).tap();
    await expect(sheet).toContainText('At the trained weights');
    await page.getByRole('radio', { name: 'Contours' }).tap();
    await expectDrawn(page.getByRole('application', { name: /^Contour map of A / }));
    await page.getByRole('button', { name: 'Share' }).tap();
    await expect(page.getByRole('dialog', { name: 'Share this picture' }).getByRole('button', { name: 'Copy link' })).toBeEnabled();
    await expectNoSidewaysScroll(page);
  });
});

test.describe('at 1024 × 768', () => {
  test.use({ viewport: { width: 1024, height: 768 } });

  test('the rail is a strip; a step opens over the pictures, and everything can be run', async ({ page }) => {
    await openRecipe(page, tinyDocument());
    const strip = page.getByRole('navigation', { name: 'Recipe' });
    await expect(strip).toBeVisible();
    await expectNoSidewaysScroll(page);
    await strip.getByRole('button', { name: 'Train both nets' }).click();
    await expectDrawn(surface(page, 'A'));
    await expectDrawn(surface(page, 'B'));
    await expect(strip.getByRole('button', { name: 'Run again' })).toBeVisible();
    const before = await pictureOf(surface(page, 'A'));
    await strip.getByRole('button', { name: 'Step 2: Net' }).click();
    await expect(page.getByRole('textbox', { name: 'Hidden layers', exact: true })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('textbox', { name: 'Hidden layers', exact: true })).toBeHidden();
    await surface(page, 'B').focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Shift+ArrowLeft');
    await expectChanged(surface(page, 'A'), before, 0.5);
  });
});

/** The lines of the box in a plot, as they are drawn. */
async function boxLines(page: Page): Promise<string> {
  await expect(page.locator('[data-surface-drawn]')).toHaveAttribute('data-surface-drawn', 'fine');
  return page.locator('[data-surface-stage] svg').first().innerHTML();
}

test.describe('on a phone, from ready-made results', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('A and B stand in the same box, seen from the same side; the range and λmax are at hand', async ({ page }) => {
    await page.goto('./');
    await expectDrawn(surface(page, 'A'));
    const box = await boxLines(page);
    await page.getByRole('tab', { name: /^B / }).tap();
    await expectDrawn(surface(page, 'B'));
    expect(await boxLines(page)).toBe(box);
    // Names are whole, on two lines where they must be.
    for (const name of await page.getByRole('tab').locator('span:last-child').all()) {
      const [shown, needed] = await name.evaluate((span) => [span.clientHeight, span.scrollHeight]);
      expect(needed, (await name.textContent()) ?? '').toBeLessThanOrEqual(shown as number);
    }
    await expect(page.locator('.phone-numbers div', { hasText: 'λmax' })).toHaveText(/^λmax\d+ A \d\.\d+$/);
    const far = await settledPicture(surface(page, 'B'));
    await page.getByRole('radiogroup', { name: 'Range' }).getByRole('radio', { name: 'Near' }).tap();
    await expectChanged(surface(page, 'B'), far, 2);
    await expectNoSidewaysScroll(page);
  });

  test('three readings and the names below a line keep clear of each other', async ({ page }) => {
    await page.goto('./#depth');
    await expectDrawn(surface(page, 'A'));
    const readings = page.getByRole('region', { name: 'Reading' }).locator('.reading');
    await expect(readings).toHaveCount(3);
    for (const reading of await readings.all()) {
      const room = await boxOf(reading);
      for (const number of await reading.locator('dd').all()) {
        const wide = await number.evaluate((element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          return range.getBoundingClientRect().right;
        });
        expect(wide).toBeLessThanOrEqual(room.x + room.width + 0.5);
      }
    }
    await page.goto('./#batch-line');
    // The names take their places once the line is there and the sheet below it has its height.
    await expect(async () => {
      const note = await boxOf(page.locator('[data-note]'));
      for (const name of await page.locator('[data-end] text').all()) {
        const box = await boxOf(name);
        const apart =
          box.y + box.height <= note.y + 3 ||
          note.y + note.height <= box.y + 3 ||
          box.x + box.width < note.x ||
          note.x + note.width < box.x;
        expect(apart).toBe(true);
      }
    }).toPass();
  });

  test('four panes have four tabs: letters stand in the middle of their squares, short names beside them', async ({ page }) => {
    await page.goto('./#activation');
    await expectDrawn(surface(page, 'A'));
    const tabs = page.locator('.pane-tabs').getByRole('tab');
    await expect(tabs).toHaveText(['ATanh', 'BReLU', 'CGELU', 'DSoftplus']);
    for (const letter of await tabs.locator('.letter').all()) {
      const off = await letter.evaluate((square) => {
        const range = document.createRange();
        range.selectNodeContents(square);
        const [text, around] = [range.getBoundingClientRect(), square.getBoundingClientRect()];
        return Math.hypot(text.x + text.width / 2 - around.x - around.width / 2, text.y + text.height / 2 - around.y - around.height / 2);
      });
      expect(off).toBeLessThan(2);
    }
    await tabs.last().tap();
    await expectDrawn(surface(page, 'D'));
    await expectNoSidewaysScroll(page);
  });
});
