import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expectDone, openStep, phoneTab, runToEnd, surface, trainButton } from './support/lab';
import { PATIENCE } from './support/patience';
import { expectDrawn } from './support/pictures';
import { openRecipe, slowDocument, tinyDocument, tinyImages } from './support/recipes';
import { expect, test } from './support/test';

/** No violation that axe calls serious or critical; each is told with the elements it found. */
async function expectNoViolation(page: Page, where: string): Promise<void> {
  // What still fades in has less contrast for a fifth of a second.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => `${id} (${impact}): ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  expect(grave, where).toEqual([]);
}

const STEPS = ['Data', 'Net', 'Training', 'Directions', 'Surface'];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('first visit, every step, every view and every dialog are free of serious violations', async ({ page }) => {
      await page.goto('./');
      await expectDrawn(surface(page, 'A'));
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      await expectNoViolation(page, 'first visit');
      for (const step of STEPS) {
        await openStep(page, step);
        await expectNoViolation(page, `step ${step}`);
      }
      for (const key of ['2', '3', '1']) {
        await page.keyboard.press(key);
        await expectNoViolation(page, `view ${key}`);
      }
      for (const name of [/^Experiment/, /^Device/, 'More']) {
        await page.getByRole('button', { name }).click();
        await expect(page.getByRole('menu')).toBeVisible();
        await expectNoViolation(page, `menu ${name}`);
        await page.keyboard.press('Escape');
      }
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Copy link' })).toBeEnabled();
      await expectNoViolation(page, 'share');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Help' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolation(page, 'help');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: /^Try other directions/ }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Stop' })).toBeVisible();
      await expectNoViolation(page, 'other directions, coming');
      await expect(page.getByRole('dialog').getByRole('progressbar')).toHaveCount(0, { timeout: PATIENCE });
      await page.getByText('As a table').click();
      await expectNoViolation(page, 'other directions');
    });

    test('samples and the diagrams of nets, small and large, are free of serious violations', async ({ page }) => {
      await openRecipe(page, tinyImages());
      await runToEnd(page);
      await expect(page.getByRole('list', { name: 'Samples' }).getByRole('listitem').first()).toContainText('%');
      await expectNoViolation(page, 'samples');
      await page.getByRole('button', { name: 'Look at more samples' }).click();
      await expect(page.getByRole('heading', { name: 'Most often mistaken' })).toBeVisible();
      await expectNoViolation(page, 'more samples');
      await page.keyboard.press('Escape');
      await openStep(page, 'Net');
      await expect(page.getByRole('figure')).toHaveCount(2);
      await expectNoViolation(page, 'diagrams');
      await page.getByRole('button', { name: 'Larger diagram' }).click();
      await expect(page.getByRole('dialog').getByRole('figure')).toHaveCount(2);
      await expectNoViolation(page, 'larger diagrams');
    });

    test('asking for images, over the pictures and in the Data step, is free of serious violations', async ({ page }) => {
      await page.goto('./');
      await expectDrawn(surface(page, 'A'));
      await openStep(page, 'Data');
      await page.getByRole('combobox', { name: 'Data set' }).selectOption({ label: 'CIFAR-10' });
      await expect(page.getByText('What you open is read here in your browser and never uploaded.')).toBeVisible();
      await expectNoViolation(page, 'images wanted');
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open file…' }).click()]);
      await chooser.setFiles({ name: 'x.tar.gz', mimeType: 'application/gzip', buffer: Buffer.from('no archive') });
      await expect(page.getByRole('alert')).toContainText('x.tar.gz is no tar archive.');
      await expectNoViolation(page, 'a wrong file');
      await openStep(page, 'Net');
      await expect(page.getByRole('alert').getByRole('heading')).toHaveText('CIFAR-10 is not on this device yet.');
      await expectNoViolation(page, 'images wanted, over the pictures');
    });

    test('running, done and a broken link are free of serious violations', async ({ page }) => {
      await openRecipe(page, slowDocument());
      await expectNoViolation(page, 'nothing computed');
      await trainButton(page).click();
      await expect(page.getByText(/training · epoch/).first()).toBeVisible();
      await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
      await expectNoViolation(page, 'paused');
      await page.getByRole('button', { name: 'Resume' }).click();
      await expectDone(page);
      await expectNoViolation(page, 'done');
      await page.evaluate(() => {
        location.hash = '1.AAAAAAAA';
      });
      await expect(page.getByRole('alert')).toBeVisible();
      await expectNoViolation(page, 'broken link');
    });

    test.describe('on a phone', () => {
      test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

      test('every tab is free of serious violations', async ({ page }) => {
        await page.goto('./');
        await expectDrawn(surface(page, 'A'));
        for (const tab of ['Recipe', 'Training', 'Run', 'Surface'] as const) {
          await phoneTab(page, tab).tap();
          await expectNoViolation(page, `tab ${tab}`);
        }
        await page.getByRole('button', { name: 'Show more' }).tap();
        await expectNoViolation(page, 'sheet');
      });
    });
  });
}

test('the strip at 1024 pixels is free of serious violations, closed and open', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto('./');
  await expectDrawn(surface(page, 'A'));
  await expectNoViolation(page, 'closed');
  await page.getByRole('button', { name: 'Step 3: Training' }).click();
  await expectNoViolation(page, 'open');
});

test('everything on the first visit can be reached by the Tab key, in order, with a visible focus', async ({ page }) => {
  await openRecipe(page, tinyDocument());
  await runToEnd(page);
  const names: string[] = [];
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    // Past the end the browser's own controls have their turn.
    if ((await focused.count()) === 0) continue;
    names.push(await focused.evaluate((element) => element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''));
    // A slider shows its focus on its thumb, which has no style of its own to ask for.
    const shows = await focused.evaluate((element) => {
      const style = getComputedStyle(element);
      return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || element.matches('input[type="range"]:focus-visible');
    });
    expect(shows, `focus is visible on ${names.at(-1)}`).toBe(true);
  }
  for (const wanted of ['Experiment', 'Share', 'Run again', 'More', 'Play the training', 'Epoch'])
    expect(
      names.some((name) => name.includes(wanted)),
      `${wanted} is reached`,
    ).toBe(true);
  for (const letter of ['A', 'B']) expect(names.some((name) => name.startsWith(`Loss surface ${letter}:`))).toBe(true);
});
