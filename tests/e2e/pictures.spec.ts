import type { Page } from '@playwright/test';
import { optimizers } from '../../src/catalog/optimizers';
import { choose } from '../../src/experiment/recipe-defaults';
import { boxOf, contours, pane, reading, runToEnd, surface } from './support/lab';
import { difference, expectDrawn, pictureOf, settledPicture } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

/** How far the box in a plot reaches, as shares of its pane: across and up. */
async function boxShares(page: Page, letter: string): Promise<{ across: number; upright: number }> {
  const plot = await boxOf(surface(page, letter));
  await expect(page.locator('[data-surface-drawn]')).toHaveAttribute('data-surface-drawn', 'fine');
  const lines = page.locator('[data-surface-stage] > svg').first().locator('> svg').nth('ABCD'.indexOf(letter)).locator('line');
  const ends = await lines.evaluateAll((elements) =>
    elements.flatMap((element) => [1, 2].map((end) => ['x', 'y'].map((axis) => Number(element.getAttribute(`${axis}${end}`))))),
  );
  const span = (values: number[]): number => Math.max(...values) - Math.min(...values);
  return { across: span(ends.map(([x]) => x)) / plot.width, upright: span(ends.map(([, y]) => y)) / plot.height };
}

test.describe('at 1440 × 900', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('three and four planes fill their panes', async ({ page }) => {
    await page.goto('./#depth');
    await expectDrawn(surface(page, 'C'));
    const three = await boxShares(page, 'C');
    expect(three.across).toBeGreaterThan(0.78);
    expect(three.upright).toBeGreaterThan(0.7);
    await page.goto('./#activation');
    await expectDrawn(surface(page, 'D'));
    const four = await boxShares(page, 'D');
    expect(four.across).toBeGreaterThan(0.72);
    expect(four.upright).toBeGreaterThan(0.6);
  });

  test('a result whose path is not here says nothing about a failure', async ({ page }) => {
    await page.goto('./#random-axes');
    await expectDrawn(contours(page, 'C'));
    // Its weights come a moment later, and the net at them is asked.
    await expect(page.locator('.probe').getByRole('button', { name: 'Spectrum' })).toBeVisible();
    const [a, c] = [reading(page, 'A', 'loss'), reading(page, 'C', 'loss')];
    await expect(a).toHaveText(/^0\.000\d+$/);
    // One net on three planes: its loss is that of the trained weights on all of them.
    await expect(c).toHaveText((await a.textContent()) ?? '');
    await expect(page.getByText(/computation failed/i)).toHaveCount(0);
  });
});

test('what is said of holes keeps clear of the numbers on the axes', async ({ page }) => {
  const document = tinyDocument({ epochs: 60, grid: 9 });
  // Decay at ten times the rate that would take a weight to nothing: the first net diverges.
  const panes = document.panes.map((recipe, index) => ({
    ...recipe,
    runs: recipe.runs.map((run) =>
      index === 0 ? { ...run, optimizer: choose(optimizers, 'sgd', { weightDecay: 1 }), learningRate: 10 } : run,
    ),
  }));
  await openRecipe(page, { ...document, panes });
  await runToEnd(page);
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: width === 1440 ? 900 : 768 });
    const holes = pane(page, 'A')
      .getByText(/not finite|no finite|hole|81/i)
      .last();
    const said = await boxOf(holes);
    const labels = page.locator('[data-surface-stage] svg text').filter({ hasText: /./ });
    for (const label of await labels.all()) {
      const box = await label.boundingBox();
      if (!box) continue;
      const isApart =
        box.x > said.x + said.width || box.x + box.width < said.x || box.y > said.y + said.height || box.y + box.height < said.y;
      expect(isApart, `${await label.textContent()} at ${width}`).toBe(true);
    }
  }
});

test('from near to far the surface goes through what lies between', async ({ page }) => {
  await page.clock.install();
  await page.goto('./');
  const a = surface(page, 'A');
  await expectDrawn(a);
  const far = await settledPicture(a);
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.getByRole('radiogroup', { name: 'Range' }).getByRole('radio', { name: 'Near' }).click();
  // Time stands still until it is let go, some frames at a time: what is drawn between is drawn whatever the machine.
  const seen = [far];
  await expect(async () => {
    await page.clock.runFor(64);
    const now = await pictureOf(a);
    if (difference(now, seen[seen.length - 1]) > 0.3) seen.push(now);
    expect(await page.locator('[data-surface-drawn]').getAttribute('data-surface-drawn')).toBe('fine');
  }).toPass({ intervals: [50] });
  const near = seen[seen.length - 1];
  expect(difference(far, near)).toBeGreaterThan(2);
  const between = seen.slice(1, -1).filter((one) => difference(one, far) > 0.5 && difference(one, near) > 0.5);
  expect(between.length).toBeGreaterThan(0);
});

test.describe('at 1024 × 768', () => {
  test.use({ viewport: { width: 1024, height: 768 } });

  test('headline and headers of four planes are whole, and the planes stand in a row', async ({ page }) => {
    await page.goto('./#activation');
    await expectDrawn(surface(page, 'D'));
    const [a, d] = [await boxOf(surface(page, 'A')), await boxOf(surface(page, 'D'))];
    expect(d.y).toBe(a.y);
    const cut = await page
      .locator('.headline h1, .pane-head')
      .evaluateAll((elements) =>
        elements
          .filter((element) => element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1)
          .map((element) => element.textContent),
      );
    expect(cut).toEqual([]);
    await page.goto('./#depth');
    await expectDrawn(surface(page, 'C'));
    for (const head of await page.locator('.pane-head').all()) {
      const room = await boxOf(head);
      for (const number of await head.locator('dd').all()) {
        const { x, y, width, height } = await boxOf(number);
        expect(x + width).toBeLessThanOrEqual(room.x + room.width);
        expect(y + height).toBeLessThanOrEqual(room.y + room.height);
      }
    }
  });
});
