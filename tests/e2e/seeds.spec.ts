import type { Locator, Page } from '@playwright/test';
import { chooseAxis, figure, openStep, pane, phoneTab, runToEnd, textOf } from './support/lab';
import { PATIENCE } from './support/patience';
import { colouredShare, expectChanged, pictureOf, settledPicture } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Other random directions' });
const cards = (page: Page): Locator => dialogOf(page).getByRole('button', { name: /^(Use seed|Seed) \d+/ });
const settled = async (page: Page): Promise<void> => expect(dialogOf(page).getByRole('progressbar')).toHaveCount(0, { timeout: PATIENCE });

/** Roughness and minima of all panes, seed by seed, from the table. */
async function tableOf(page: Page): Promise<string[][]> {
  await dialogOf(page).getByText('As a table').click();
  const rows = dialogOf(page).getByRole('table').locator('tbody tr');
  return rows.evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
}

test('the same planes along other random directions: pictures and numbers that differ, and the way to one of them and back', async ({
  page,
}) => {
  await openRecipe(page, tinyDocument({ grid: 33, epochs: 20 }));
  await openStep(page, 'Directions');
  const offer = page.getByRole('button', { name: 'Try other directions' });
  await expect(offer).toBeDisabled();
  await expect(page.getByText('It needs the trained weights: run the experiment first.')).toBeVisible();
  await runToEnd(page);

  await offer.click();
  await expect(dialogOf(page)).toContainText('33 × 33 points each');
  await expect(cards(page)).toHaveCount(6);
  await settled(page);
  const rows = await tableOf(page);
  expect(rows.map(([seed]) => seed)).toEqual(['2', '3', '4', '5', '6', '7']);
  expect(new Set(rows.map(([, roughness]) => roughness)).size).toBeGreaterThan(1);
  // The first is what the page shows; the sentence is that of the table.
  expect(rows[0]?.slice(1)).toEqual([
    await textOf(figure(page, 'A', 'roughness')),
    await textOf(figure(page, 'A', 'local minima')),
    await textOf(figure(page, 'B', 'roughness')),
    await textOf(figure(page, 'B', 'local minima')),
  ]);
  const roughness = rows.map(([, value]) => Number(value));
  await expect(dialogOf(page).getByRole('status')).toContainText(
    `A over 6 seeds: roughness ${Math.min(...roughness).toFixed(2)} to ${Math.max(...roughness).toFixed(2)}, local minima`,
  );
  const pictures = await Promise.all([0, 1].map((card) => pictureOf(cards(page).nth(card).locator('.seed-map').first())));
  for (const picture of pictures) expect(colouredShare(picture)).toBeGreaterThan(0.3);
  expect(Buffer.from(pictures[0]?.rgb ?? []).equals(Buffer.from(pictures[1]?.rgb ?? []))).toBe(false);

  // More of them; those that are there stay.
  await dialogOf(page).getByRole('radio', { name: '9' }).click();
  await expect(cards(page)).toHaveCount(9);
  await settled(page);

  const caption = page.getByRole('region', { name: 'How this picture was made' });
  await expect(caption).toContainText('Seed 2,');
  await page.keyboard.press('Escape');
  await expect(dialogOf(page)).toBeHidden();
  const before = await settledPicture(pane(page, 'A'));
  await offer.click();
  await cards(page).nth(3).click();
  await expect(dialogOf(page)).toBeHidden();
  await expect(caption).toContainText('Seed 5,');
  await expectChanged(pane(page, 'A'), before, 0.5);
  await expect(figure(page, 'A', 'roughness')).toHaveText(rows[3]?.[1] ?? '');
  await expect(figure(page, 'B', 'local minima')).toHaveText(rows[3]?.[4] ?? '');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(caption).toContainText('Seed 2,');
  await expect(figure(page, 'A', 'roughness')).toHaveText(rows[0]?.[1] ?? '');
});

test('stops, keeps what is there, and goes on', async ({ page }) => {
  await openRecipe(page, tinyDocument({ panes: 1, points: 4096, depth: 20, width: 32, epochs: 1 }));
  await runToEnd(page);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Try other directions/ }).click();
  await dialogOf(page).getByRole('button', { name: 'Stop' }).click();
  const goOn = dialogOf(page).getByRole('button', { name: 'Go on' });
  await expect(goOn).toBeVisible();
  const said = await textOf(cards(page).first());
  await page.waitForTimeout(400);
  expect(await textOf(cards(page).first())).toBe(said);
  await goOn.click();
  await expect(cards(page).first()).toContainText('roughness', { timeout: PATIENCE });
});

test('is not offered where nothing is random, and says why', async ({ page }) => {
  await openRecipe(page, tinyDocument({ panes: 1 }));
  await openStep(page, 'Directions');
  for (const axis of ['α', 'β'] as const) await chooseAxis(page, axis, 'Principal axis of the path');
  await expect(page.getByRole('button', { name: 'Try other directions' })).toBeDisabled();
  await expect(page.getByText('No axis is random here: there is nothing to draw again.')).toBeVisible();
});

test('on a phone, by keyboard and in Chinese', async ({ visitor }) => {
  const page = await visitor({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'zh-CN' });
  await page.goto('./');
  await page.locator('.phone-bar').getByRole('button', { name: '更多' }).tap();
  const item = page.getByRole('menuitem', { name: /^试试其他方向/ });
  // The weights of a ready-made result follow its picture.
  await expect(item).toBeEnabled();
  await item.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '其他随机方向' });
  await expect(dialog.getByRole('progressbar')).toHaveCount(0, { timeout: PATIENCE });
  await expect(dialog.getByRole('status')).toContainText('B 的每一幅都比 A 的每一幅更粗糙。');
  const box = await dialog.boundingBox();
  expect(box?.width).toBe(390);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(844, 0);
  const third = dialog.getByRole('button', { name: /^使用种子 4。A：粗糙度 [\d.]+，\d+ 个极小值/ });
  await third.focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await phoneTab(page, 'Training')
    .or(page.getByRole('tab', { name: '训练' }))
    .tap();
  await expect(page.getByText(/种子 4[，,]/)).toBeVisible();
});
