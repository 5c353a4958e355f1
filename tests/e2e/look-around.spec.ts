import { boundary, boxOf, chooseView, contours, dragBy, line, reading, runToEnd, surface, textOf } from './support/lab';
import { difference, expectChanged, expectDrawn, pictureOf, settledPicture } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

test('both surfaces turn together by mouse, wheel and keys', async ({ page }) => {
  await page.goto('./');
  const [a, b] = [surface(page, 'A'), surface(page, 'B')];
  await expectDrawn(a);
  await expectDrawn(b);
  const first = [await settledPicture(a), await settledPicture(b)];

  await dragBy(page, a, 120, -60);
  const dragged = [await expectChanged(a, first[0], 2), await expectChanged(b, first[1], 2)];
  const turned = [await settledPicture(a), await settledPicture(b)];
  expect(dragged.length).toBe(2);

  const box = await boxOf(b);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, 400);
  await expectChanged(a, turned[0], 2);
  await expectChanged(b, turned[1], 2);
  await page.mouse.move(box.x + box.width / 2, box.y - 60);
  const zoomed = [await settledPicture(a), await settledPicture(b)];

  await b.focus();
  for (const key of ['Shift+ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowUp', '+']) {
    const before = await settledPicture(a);
    await page.keyboard.press(key);
    await expectChanged(a, before, 0.5);
  }
  await expectChanged(b, zoomed[1], 2);
  await page.keyboard.press('0');
  await a.focus();
  await b.blur();
  await page.getByRole('heading', { level: 1 }).click();
  expect(difference(await settledPicture(a), first[0])).toBeLessThan(0.5);
  expect(difference(await settledPicture(b), first[1])).toBeLessThan(0.5);
});

test('hover reads a point, a click pins it, arrow keys move it, Escape goes back to the trained weights', async ({ page }) => {
  await openRecipe(page, tinyDocument({ grid: 9 }));
  await runToEnd(page);
  const [a, b] = [surface(page, 'A'), surface(page, 'B')];
  await expectDrawn(a);
  await expectDrawn(b);
  const title = page.locator('.probe').getByRole('heading');
  const where = page.locator('.probe .panel-title');
  await expect(title).toHaveText('At the trained weights');
  await expect(where).toContainText('α 0, β 0');
  const trained = {
    loss: await textOf(reading(page, 'A', 'loss')),
    accuracy: await textOf(reading(page, 'A', 'accuracy')),
    boundary: await pictureOf(boundary(page, 'A')),
    other: await pictureOf(boundary(page, 'B')),
  };

  const box = await boxOf(a);
  const point = { x: box.x + box.width * 0.62, y: box.y + box.height * 0.5 };
  await page.mouse.move(point.x, point.y, { steps: 4 });
  await expect(title).toHaveText('Under the pin');
  await expect(where).not.toContainText('α 0, β 0');
  await expect(reading(page, 'A', 'loss')).not.toHaveText(trained.loss);
  await expectChanged(boundary(page, 'A'), trained.boundary);
  await expectChanged(boundary(page, 'B'), trained.other);
  // A hover is over when the mouse leaves.
  await page.mouse.move(box.x + 5, box.y - 60);
  await expect(title).toHaveText('At the trained weights');
  await expect(reading(page, 'A', 'loss')).toHaveText(trained.loss);

  await page.mouse.click(point.x, point.y);
  await page.mouse.move(box.x + 5, box.y - 60);
  await expect(title).toHaveText('Under the pin');
  const pinned = await textOf(where);
  expect(pinned).toMatch(/α \u2212?[\d.]+, β \u2212?[\d.]+/);

  await page.getByRole('button', { name: 'To the trained weights' }).click();
  await expect(where).toContainText('α 0, β 0');
  await a.focus();
  await page.keyboard.press('ArrowRight');
  await expect(where).toContainText('α 0.25, β 0');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(where).toContainText('α 0.5, β \u22120.25');
  await expect(reading(page, 'A', 'loss')).toHaveText(/^[\d.]+(e\d+)?$/);
  await expect(reading(page, 'B', 'accuracy')).toHaveText(/^\d+(\.\d)?\u202f%$/);
  await expectChanged(boundary(page, 'A'), trained.boundary);
  await page.keyboard.press('Escape');
  await expect(title).toHaveText('At the trained weights');
  await expect(where).toContainText('α 0, β 0');
  await expect(reading(page, 'A', 'loss')).toHaveText(trained.loss);
  await expect(reading(page, 'A', 'accuracy')).toHaveText(trained.accuracy);
  await expect.poll(async () => difference(await pictureOf(boundary(page, 'A')), trained.boundary)).toBe(0);
});

test('contours and lines show the same landscapes and take the same probe', async ({ page }) => {
  await openRecipe(page, tinyDocument({ grid: 9 }));
  await runToEnd(page);
  const where = page.locator('.probe .panel-title');

  await chooseView(page, 'Contours');
  await expectDrawn(contours(page, 'A'));
  await expectDrawn(contours(page, 'B'));
  const map = await boxOf(contours(page, 'B'));
  await page.mouse.move(map.x + map.width * 0.6, map.y + map.height * 0.4);
  await expect(where).toContainText('Under the pin');
  await page.mouse.move(map.x + map.width * 0.6, map.y - 60);
  await expect(where).toContainText('At the trained weights');
  await contours(page, 'A').focus();
  await page.keyboard.press('ArrowUp');
  await expect(where).toContainText('α 0, β 0.25');
  await page.keyboard.press('Escape');
  await expect(where).toContainText('At the trained weights');

  await page.keyboard.press('3');
  const before = await pictureOf(line(page, 'A'));
  await line(page, 'A').focus();
  await page.keyboard.press('ArrowRight');
  await expect(where).toContainText('α 0.25, β 0');
  await page.keyboard.press('Escape');
  await page.getByRole('radiogroup', { name: 'Line along' }).getByRole('radio', { name: 'β' }).click();
  await page.getByRole('heading', { level: 1 }).click();
  await expectChanged(line(page, 'A'), before);
  await page.keyboard.press('1');
  await expectDrawn(surface(page, 'A'));
});

test('the scrubber goes back to earlier checkpoints, and play runs through them', async ({ page }) => {
  await openRecipe(page, tinyDocument({ epochs: 10, grid: 5 }));
  await runToEnd(page);
  const trained = await pictureOf(boundary(page, 'A'));
  const loss = await textOf(reading(page, 'A', 'loss'));
  const scrubber = page.getByRole('slider', { name: 'Epoch' });
  await scrubber.focus();
  await page.keyboard.press('Home');
  await expect(page.getByRole('heading', { name: 'At epoch 0' })).toBeVisible();
  await expect(reading(page, 'A', 'loss')).not.toHaveText(loss);
  await expectChanged(boundary(page, 'A'), trained);
  await page.getByRole('button', { name: 'Play the training' }).click();
  await expect(page.getByRole('heading', { name: 'At the trained weights' })).toBeVisible();
  await expect(reading(page, 'A', 'loss')).toHaveText(loss);
});

test('the pictures can be read as tables', async ({ page }) => {
  await page.goto('./');
  await expectDrawn(surface(page, 'A'));
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Numbers as a table/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Numbers as a table' });
  await expect(dialog.getByRole('table')).toHaveCount(2);
  await expect(dialog.getByRole('row')).toHaveCount(12);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('heights are drawn as the loss, its logarithm or to scale, by a switch and by the key H', async ({ page }) => {
  await page.goto('./');
  const a = surface(page, 'A');
  await expectDrawn(a);
  const switchOf = (name: string) => page.getByRole('radiogroup', { name: 'Height' }).getByRole('radio', { name, exact: true });
  await expect(switchOf('Loss')).toBeChecked();
  await expect(page.getByText('Height is the loss: nearly to scale below 100, on a log above. Nothing is cut off.')).toBeVisible();
  const first = await settledPicture(a);
  await page.keyboard.press('h');
  await expect(switchOf('Log')).toBeChecked();
  const log = await expectChanged(a, first, 1);
  await expect(page.getByText(/^Height is the logarithm of the loss\./)).toBeVisible();
  await switchOf('Linear').click();
  await expectChanged(a, log, 1);
  await expect(page.getByText(/^Height is the loss, to scale\./)).toBeVisible();
  await page.keyboard.press('h');
  await expect(switchOf('Loss')).toBeChecked();
  await expect.poll(async () => difference(await settledPicture(a), first)).toBeLessThan(0.5);
});
