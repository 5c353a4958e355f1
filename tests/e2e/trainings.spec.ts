import type { Locator, Page } from '@playwright/test';
import { optimizers } from '../../src/catalog/optimizers';
import { choose } from '../../src/experiment/recipe-defaults';
import { boxOf, figure, openStep, pane, runToEnd, textOf } from './support/lab';
import { PATIENCE } from './support/patience';
import { colouredShare, expectChanged, pictureOf, settledPicture } from './support/pictures';
import { openRecipe, recipeFragment, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Other trainings' });
const cards = (page: Page): Locator => dialogOf(page).getByRole('listitem').getByRole('button');
const settled = async (page: Page): Promise<void> => expect(dialogOf(page).getByRole('progressbar')).toHaveCount(0, { timeout: PATIENCE });

async function rowsOf(page: Page): Promise<string[][]> {
  await dialogOf(page).getByText('As a table').click();
  const rows = dialogOf(page).getByRole('table').locator('tr');
  return rows.evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
}

test('the same recipe trained from other seeds: cards, dots, a sentence, a table, and the way to one of them and back', async ({
  page,
}) => {
  await openRecipe(page, tinyDocument({ grid: 33, epochs: 20 }));
  await openStep(page, 'Directions');
  const offer = page.getByRole('button', { name: 'Try other trainings' }).last();
  await expect(offer).toBeDisabled();
  await runToEnd(page);
  const before = await settledPicture(pane(page, 'A'));
  const onPage = await Promise.all(['roughness', 'local minima', 'test error'].map((name) => textOf(figure(page, 'B', name))));

  await offer.click();
  await dialogOf(page).getByRole('radio', { name: '3' }).click();
  await expect(cards(page)).toHaveCount(3);
  await settled(page);
  await expect(cards(page).first()).toHaveAccessibleName(/^Seed 1, on the page now\. A: roughness [\d.]+\. B: roughness/);
  await expect(cards(page).nth(1)).toHaveAccessibleName(/^Use seed 2\. A: roughness [\d.]+\. B: roughness/);
  await expect(dialogOf(page).getByRole('status')).toHaveText(
    /^In (these 3 trainings no difference can be told|every one of 3 trainings, [AB]’s|[12] of 3 trainings, [AB]’s)/,
  );

  // The page's own numbers are those of its card; means and spread are those of the rows.
  const [head, ...rows] = await rowsOf(page);
  expect(head).toEqual([
    'Seed',
    ...['A', 'B'].flatMap((letter) => ['Roughness', 'Local minima', 'Test error'].map((name) => `${letter}: ${name}`)),
  ]);
  expect(rows.map(([title]) => title)).toEqual(['Seed 1', 'Seed 2', 'Seed 3', 'Mean', 'Standard deviation', 'Largest ÷ smallest']);
  expect(rows[0]?.slice(4)).toEqual(onPage);
  const minima = rows.slice(0, 3).map((row) => Number(row[5]));
  expect(Number(rows[3]?.[5])).toBeCloseTo(minima.reduce((sum, value) => sum + value, 0) / 3, 1);
  expect(new Set(rows.slice(0, 3).map((row) => row.slice(1).join())).size).toBe(3);

  // A dot for every training and net, the maps drawn and not the same.
  for (const name of ['Roughness', 'Local minima', 'Test error'])
    await expect(dialogOf(page).locator('.dot-plot').filter({ hasText: name }).locator('.dot')).toHaveCount(6);
  const pictures = await Promise.all([0, 1].map((card) => pictureOf(cards(page).nth(card).locator('.seed-map').first())));
  for (const picture of pictures) expect(colouredShare(picture)).toBeGreaterThan(0.3);
  expect(Buffer.from(pictures[0]?.rgb ?? []).equals(Buffer.from(pictures[1]?.rgb ?? []))).toBe(false);

  await cards(page).nth(2).click();
  await expect(dialogOf(page)).toBeHidden();
  await expectChanged(pane(page, 'A'), before, 0.5);
  await expect(figure(page, 'A', 'roughness')).toHaveText(rows[2]?.[1] ?? '');
  await expect(figure(page, 'B', 'test error')).toHaveText(rows[2]?.[6] ?? '');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(figure(page, 'B', 'roughness')).toHaveText(onPage[0] ?? '');
});

test('stops, keeps what is there, and goes on; closed, it leaves nothing behind', async ({ page }) => {
  await openRecipe(page, tinyDocument({ panes: 1, points: 1024, depth: 8, width: 16, epochs: 30 }));
  await runToEnd(page);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Try other trainings/ }).click();
  await dialogOf(page).getByRole('radio', { name: '6' }).click();
  await expect(cards(page)).toHaveCount(6);
  await dialogOf(page).getByRole('button', { name: 'Stop' }).click();
  const goOn = dialogOf(page).getByRole('button', { name: 'Go on' });
  await expect(goOn).toBeVisible();
  const said = await Promise.all((await cards(page).all()).map(textOf));
  await page.waitForTimeout(400);
  expect(await Promise.all((await cards(page).all()).map(textOf))).toEqual(said);
  await expect(cards(page).last()).toBeDisabled();
  await goOn.click();
  await settled(page);
  await expect(dialogOf(page).getByRole('status')).toHaveText(/^Over 6 trainings, roughness is [\d.]+ ± [\d.]+/);
  await page.keyboard.press('Escape');
  await expect(dialogOf(page)).toBeHidden();
  await expect(figure(page, 'A', 'roughness')).not.toHaveText('–');
});

/** Decay at ten times the rate that would take a weight to nothing: every step makes it larger. */
test('a training that diverged is told and left out', async ({ page }) => {
  const document = tinyDocument({ panes: 1, epochs: 60, grid: 33 });
  const panes = document.panes.map((recipe) => ({
    ...recipe,
    runs: recipe.runs.map((run) => ({ ...run, optimizer: choose(optimizers, 'sgd', { weightDecay: 1 }), learningRate: 10 })),
  }));
  await openRecipe(page, { ...document, panes });
  await runToEnd(page);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Try other trainings/ }).click();
  await dialogOf(page).getByRole('radio', { name: '3' }).click();
  await settled(page);
  await expect(cards(page).nth(1)).toContainText('Left out: the net did not train');
  await expect(dialogOf(page).getByRole('status')).toHaveText(
    'Too few trainings are left to say anything. 3 of 3 trainings are left out: their cards say why.',
  );
});

test('on a phone, by touch, in Chinese, from a headline that holds for these trainings only', async ({ visitor }) => {
  const page = await visitor({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'zh-CN' });
  await page.goto(`./#${recipeFragment(tinyDocument({ grid: 33, epochs: 20 }))}`);
  await page.getByRole('tab', { name: '运行' }).tap();
  await page.getByRole('button', { name: '训练两个网络' }).tap();
  await expect(page.getByText(/^在此设备上用时/)).toBeVisible({ timeout: PATIENCE });
  await page.getByRole('tab', { name: '曲面' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^就这两次训练而言/);
  await page.getByRole('button', { name: '试试其他训练' }).tap();
  const dialog = page.getByRole('dialog', { name: '其他训练' });
  await expect(dialog.getByRole('heading', { name: '其他训练' })).toBeFocused();
  await dialog.getByRole('radio', { name: '3' }).tap();
  await expect(dialog.getByRole('progressbar')).toHaveCount(0, { timeout: PATIENCE });
  await expect(dialog.getByRole('status')).toHaveText(/3 次训练/);
  const [first, second] = await Promise.all([0, 1].map((card) => boxOf(dialog.getByRole('listitem').nth(card))));
  expect(second?.y).toBeGreaterThan((first?.y ?? 0) + (first?.height ?? 0));
  await dialog.locator('.dot-plot').last().scrollIntoViewIfNeeded();
  await expect(dialog.getByText('测试错误率', { exact: true })).toBeInViewport();
  for (const target of [dialog.getByRole('radio', { name: '6' }), dialog.getByText('以表格显示')])
    expect((await boxOf(target)).height).toBeGreaterThanOrEqual(42);
  const third = dialog.getByRole('button', { name: /^使用种子 3。A：粗糙度 [\d.]+/ });
  await third.tap();
  await expect(dialog).toBeHidden();
});
