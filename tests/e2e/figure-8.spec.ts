import type { Locator } from '@playwright/test';
import { countClicks, runExperiment } from './support/clicks';
import { boxOf, contours, figure, pane, textOf } from './support/lab';
import { expect, test } from './support/test';

const percentOf = async (where: Locator): Promise<number> => Number((await textOf(where)).replace(/[^\d.]/g, ''));

test('Figure 8 in three clicks: random axes show next to nothing of a path that principal axes show', async ({ page }) => {
  const expectFewClicks = await countClicks(page);
  await runExperiment(page, 'Random axes');
  await expectFewClicks();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Plane A shows [\d.]+\s% of the training path, plane C [\d.]+\s%$/);
  const shares = await Promise.all(['A', 'B', 'C'].map((letter) => percentOf(figure(page, letter, 'of the path'))));
  const [random = Number.NaN, toStart = Number.NaN, principal = Number.NaN] = shares;
  expect(random).toBeLessThan(2);
  expect(toStart).toBeGreaterThan(20 * random);
  expect(principal).toBeGreaterThan(toStart);

  // What is seen of it: a dot, and ways across the map.
  const reach = async (letter: string): Promise<number> => {
    const path = pane(page, letter).locator('polyline');
    await expect(path).toBeAttached();
    const [way, map] = [await boxOf(path), await boxOf(contours(page, letter))];
    return Math.max(way.width / map.width, way.height / map.height);
  };
  expect(await reach('A')).toBeLessThan(0.1);
  for (const letter of ['B', 'C']) expect(await reach(letter)).toBeGreaterThan(0.3);

  const caption = page.getByRole('region', { name: 'How this picture was made' });
  await expect(caption).toContainText('A: Loss on 512 training points around the trained weights, along two random directions');
  await expect(caption).toContainText('along the way to the start of run 1 and one random direction');
  await expect(caption).toContainText(/C: .*The two axes show [\d.]+ % of the movement/);
});
