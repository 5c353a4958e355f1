import { axisButton, chooseAxis, chooseView, contours, copyLink, openStep, pane, runToEnd } from './support/lab';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

test('a path on the way to its start and a random axis, then on its principal axes, and in the link', async ({ page, visitor }) => {
  await openRecipe(page, tinyDocument({ panes: 1, grid: 9 }));
  const path = pane(page, 'A').locator('polyline');
  const caption = page.getByRole('region', { name: 'How this picture was made' });

  // Figure 8: from start to end on one axis, next to nothing on the random one.
  await openStep(page, 'Directions');
  // The menu says what each kind shows, before one is taken.
  await axisButton(page, 'α').click();
  const menu = page.getByRole('menu', { name: 'α axis' });
  await expect(menu.getByRole('menuitemradio')).toHaveCount(5);
  await expect(menu.getByText('Against the slope: where plain gradient descent would go next.')).toBeVisible();
  await expect(menu.getByRole('menuitemradio', { checked: true })).toContainText('Random');
  await page.keyboard.press('Escape');
  await chooseAxis(page, 'α', 'To a checkpoint');
  await expect(page.getByText(/^Straight to another checkpoint, which lies at 1/)).toBeVisible();
  await runToEnd(page);
  await chooseView(page, 'Contours');
  await expect(caption).toContainText('along the way to the start of run 1 and one random direction');
  await expect(path).toBeVisible();
  const box = async (locator: typeof path) => {
    const found = await locator.boundingBox();
    if (!found) throw new Error('The path is not on the screen.');
    return found;
  };
  const map = await box(contours(page, 'A'));
  const straight = await box(path);
  expect(straight.width).toBeGreaterThan(0.35 * Math.min(map.width, map.height));

  // Figure 9: the plane that shows it best. The other axis stays while one is swapped, and the weights are not trained again.
  await chooseAxis(page, 'α', 'Principal axis of the path');
  await expect(axisButton(page, 'β')).toHaveText('Random');
  await chooseAxis(page, 'β', 'Principal axis of the path');
  await page.getByRole('button', { name: 'Draw the new surface' }).click();
  await expect(caption).toContainText(/The two axes show [\d.]+ % of the movement \([\d.]+ \+ [\d.]+\)/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where training went, on the plane that shows it best');
  await expect(path).toBeVisible();
  const curved = await box(path);
  expect(Math.max(curved.width, curved.height)).toBeGreaterThan(0.3 * Math.min(map.width, map.height));

  // How far it is to be trusted.
  await caption.getByRole('button', { name: 'How far to trust this picture' }).click();
  const trust = page.getByRole('dialog', { name: 'How far to trust this picture' });
  await expect(trust.getByText(/What looks convex here need not be convex/)).toBeVisible();
  const fact = (name: string) => trust.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd[1]');
  await expect(fact('Directions')).toHaveText(/^Principal axis 1 of all paths \(centred\)\. Principal axis 2 /);
  await expect(fact('Checkpoints')).toHaveText('5 of the run, from its start to its end.');
  await expect(fact('Largest gap')).toHaveText(/^At epoch \d the net has loss [\d.]+, the plane under it [\d.]+/);
  await expect(
    trust.getByRole('img', { name: /^Share of the movement by principal axis: [\d.]+ %.*; a random walk: [\d.]+ %/ }),
  ).toBeVisible();
  await expect(trust.getByText(/^The axes you see hold \d+ %\. A random walk would give \d+ %\./)).toBeVisible();
  await trust.getByText('Every checkpoint').click();
  await expect(trust.getByRole('row')).toHaveCount(6);
  await page.keyboard.press('Escape');
  await expect(trust).toBeHidden();

  const reader = await visitor();
  await reader.goto(await copyLink(page));
  await expect(pane(reader, 'A').locator('polyline')).toBeVisible();
  await expect(reader.getByRole('region', { name: 'How this picture was made' })).toContainText(
    /The two axes show [\d.]+ % of the movement/,
  );
  // The link has the axes' own shares, and not those of the others.
  await reader.getByRole('button', { name: 'How far to trust this picture' }).click();
  const readers = reader.getByRole('dialog', { name: 'How far to trust this picture' });
  await expect(readers.getByText(/The two axes show [\d.]+ % of the movement/)).toBeVisible();
  await expect(readers.getByRole('img')).toHaveCount(0);

  // It can be hidden.
  await openStep(page, 'Surface');
  await page.getByRole('switch', { name: 'Training path' }).click();
  await expect(path).toHaveCount(0);
});
