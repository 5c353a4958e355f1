import { decodeLink } from '../../src/experiment/link/codec';
import {
  boundary,
  boxOf,
  contours,
  copyLink,
  figure,
  markedMinima,
  notice,
  reading,
  runToEnd,
  surface,
  textOf,
  trainButton,
} from './support/lab';
import { PATIENCE } from './support/patience';
import { difference, expectDrawn, settledPicture } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

/** Mean absolute difference that still counts as the same picture, in steps of 1/255. */
const SAME = 2;

test('a link to two fresh surfaces opens as the same picture in a fresh profile, with no training', async ({ page, visitor }) => {
  await page.goto('./');
  await runToEnd(page);
  const letters = ['A', 'B'] as const;
  const numbers = async (from: typeof page) =>
    Promise.all(
      letters.flatMap((letter) => ['test error', 'roughness', 'local minima'].map((label) => textOf(figure(from, letter, label)))),
    );
  const [own, headline] = [await numbers(page), await textOf(page.getByRole('heading', { level: 1 }))];
  const link = await copyLink(page);
  console.log(`link for two panes: ${link.length} characters`);
  expect(link.length).toBeLessThan(8000);
  const pictures = [];
  for (const letter of letters) pictures.push(await settledPicture(surface(page, letter)));
  const boundaries = [];
  for (const letter of letters) boundaries.push(await settledPicture(boundary(page, letter)));

  const reader = await visitor();
  const start = Date.now();
  await reader.goto(link);
  await expectDrawn(surface(reader, 'A'));
  await expectDrawn(surface(reader, 'B'));
  console.log(`link opened and drawn after ${Date.now() - start} ms`);
  await expect(reader.getByText(/^This picture came to you\. Running it again here takes about/)).toBeVisible();
  await expect(reader.getByText(/^WebAssembly, .*20\d\d-\d\d-\d\d/)).toBeVisible();
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(headline);
  expect(await numbers(reader)).toEqual(own);
  // The note that the surface is thinned goes by itself.
  await expect(reader.getByRole('status').filter({ hasText: /\S/ })).toHaveCount(0);
  let sum = 0;
  for (const [i, letter] of letters.entries()) {
    const apart = difference(pictures[i], await settledPicture(surface(reader, letter)));
    const boundaryApart = difference(boundaries[i], await settledPicture(boundary(reader, letter)));
    console.log(`pane ${letter}: surface differs by ${apart.toFixed(3)}/255, boundary by ${boundaryApart.toFixed(3)}/255`);
    sum += apart;
    // It travels on fewer cells than it is drawn on.
    expect(boundaryApart).toBeLessThanOrEqual(2 * SAME);
  }
  // Over the area of both panes: the link holds 33 × 33 of the 65 × 65 points, which shows on a rough surface alone.
  expect(sum / letters.length).toBeLessThanOrEqual(SAME);

  // Away from the trained weights the link has loss and accuracy of its grid points, and says that more needs a run.
  const box = await boxOf(surface(reader, 'A'));
  await reader.mouse.click(box.x + box.width * 0.55, box.y + box.height * 0.5);
  await expect(reader.getByText('No weights came with this picture. To read this point exactly, run it again.')).toBeVisible();
  await reader.keyboard.press('Escape');

  await trainButton(reader).click();
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('Both nets are training on the same points.');
  await expect(reader.getByText(/^Done in .* on this device\.$/)).toBeVisible({ timeout: PATIENCE });
  expect(await numbers(reader)).toEqual(own);
});

test('a short link counts and marks the minima of the whole surface, though its own is coarser', async ({ page, visitor }) => {
  await page.goto('./#skip-connections&view=contours&height=linear');
  const seen = async (from: typeof page) =>
    Promise.all(
      ['A', 'B'].map(async (letter) => [await textOf(figure(from, letter, 'local minima')), ...(await markedMinima(from, letter))]),
    );
  await expect(contours(page, 'B').locator('[data-minimum]').first()).toBeVisible();
  const own = await seen(page);
  for (const [count, ...marks] of own) expect(marks.length).toBe(Number(count));
  const link = await copyLink(page, 'for chats');
  expect(link.length).toBeLessThan(2000);
  const inside = decodeLink(link.slice(link.indexOf('#')));
  expect(inside.ok && inside.snapshot.panes.map(({ landscape }) => landscape?.axes[0]?.points)).toEqual([17, 17]);
  const reader = await visitor();
  await reader.goto(link);
  await expect(contours(reader, 'B').locator('[data-minimum]').first()).toBeVisible();
  expect(await seen(reader)).toEqual(own);
});

test('the camera, the view and the names travel too', async ({ page, visitor }) => {
  await openRecipe(page, tinyDocument());
  await runToEnd(page);
  await page.getByRole('button', { name: 'ReLU', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name of pane A' }).fill('Mine – 我的 <b>');
  await page.keyboard.press('Enter');
  await surface(page, 'B').focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowRight');
  await surface(page, 'B').blur();
  await settledPicture(surface(page, 'B'));
  const link = await copyLink(page);
  const reader = await visitor();
  await reader.goto(link);
  await expectDrawn(surface(reader, 'B'));
  await expect(reader.getByRole('button', { name: 'Mine – 我的 <b>' })).toBeVisible();
  expect(difference(await settledPicture(surface(page, 'B')), await settledPicture(surface(reader, 'B')))).toBeLessThanOrEqual(SAME);
});

test('a link to the recipe alone is short, opens without results, and gives the same ones when run', async ({ page, visitor }) => {
  await openRecipe(page, tinyDocument());
  await runToEnd(page);
  const loss = await textOf(reading(page, 'A', 'loss'));
  const link = await copyLink(page, 'recipe');
  expect(link.length).toBeLessThan(400);
  const reader = await visitor();
  await reader.goto(link);
  await expect(reader.getByText(/^Takes about .* on this device\.$/)).toBeVisible();
  await expect(trainButton(reader)).toHaveText('Train both nets');
  await expect(notice(reader)).toBeHidden();
  await runToEnd(reader);
  await expect(reading(reader, 'A', 'loss')).toHaveText(loss);
});

test('a link pasted into an open page opens there, and undo brings back what was there', async ({ page }) => {
  await page.goto('./');
  await expectDrawn(surface(page, 'A'));
  const link = await copyLink(page);
  await openRecipe(page, tinyDocument({ panes: 1 }));
  await expect(page.getByRole('article')).toHaveCount(1);
  await page.evaluate((url) => {
    location.href = url;
  }, link);
  await expect(page.getByRole('article')).toHaveCount(2);
  await expectDrawn(surface(page, 'B'));
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('article')).toHaveCount(1);
});

test('an opened link stays in the address: reloading shows the same', async ({ page }) => {
  await page.goto('./');
  await expectDrawn(surface(page, 'A'));
  const link = await copyLink(page);
  // The way that a mail scanner writes it: the host has no such file, and its 404.html goes where the link meant.
  await page.goto(link.replace('#', '%23'));
  await expectDrawn(surface(page, 'A'));
  expect(page.url()).toBe(link);
  await page.reload();
  await expectDrawn(surface(page, 'A'));
  await expect(page.getByText(/^This picture came to you\./)).toBeVisible();
});
