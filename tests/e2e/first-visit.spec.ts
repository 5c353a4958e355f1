import { contours, expectDone, figure, reading, recordHeadlines, runToEnd, startRun, surface, textOf, trainButton } from './support/lab';
import { PATIENCE } from './support/patience';
import { colouredShare, DRAWN, difference, EQUAL, expectChanged, expectDrawn, pictureOf, settledPicture } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

/** From opening the page until both stored surfaces are pixels. */
const OPENING_MS = 2000;
/** From the press until both nets are trained and both surfaces complete. */
const ALL_MS = 5000;
const SHARPENING = 'Both nets are trained. Their surfaces are sharpening.';

test('the ready-made pair is on the screen as soon as the page is open', async ({ visitor }) => {
  const page = await visitor();
  const start = Date.now();
  await page.goto('./', { waitUntil: 'commit' });
  const panes = page.getByRole('region', { name: 'Loss surfaces' });
  await panes.waitFor();
  await expect.poll(async () => colouredShare(await pictureOf(panes)), { intervals: [50], timeout: PATIENCE }).toBeGreaterThan(DRAWN);
  console.log(`opening → both stored surfaces as pixels: ${Date.now() - start} ms (goal ${OPENING_MS} ms)`);
  await expectDrawn(surface(page, 'A'));
  await expectDrawn(surface(page, 'B'));
  await expect(page.getByText(/^These two surfaces come ready-made\./)).toBeVisible();
  await expect(trainButton(page)).toHaveText('Train both nets');
});

test('a ready surface that is being drawn is never called missing', async ({ page }) => {
  await page.addInitScript(() => {
    const said: string[] = [];
    const look = () => {
      if (document.querySelector('.panes')?.textContent?.includes('No surface yet')) said.push(location.hash);
    };
    Object.assign(window, { said });
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said);
  for (const address of ['./', './#iris', './#depth&view=contours', './#1.broken']) {
    await page.goto(address);
    await page.reload();
    await expectDrawn(address.includes('contours') ? contours(page, 'A') : surface(page, 'A'));
    expect(await said()).toEqual([]);
  }
  // The watch sees what it should: an experiment without a surface says so.
  await openRecipe(page, tinyDocument());
  await expect.poll(async () => (await said()).length).toBeGreaterThan(0);
});

test('one press trains both nets and completes both surfaces, with their numbers and what they say', async ({ page }) => {
  await page.goto('./');
  await expectDrawn(surface(page, 'A'));
  await expectDrawn(surface(page, 'B'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^Without skip connections, the same net has a [\d.]+× rougher loss surface$/,
  );

  const headlines = await recordHeadlines(page);
  const start = Date.now();
  await startRun(page);
  await expect.poll(headlines, { timeout: PATIENCE }).toContain(SHARPENING);
  const trained = Date.now();
  await expectDone(page);
  const done = Date.now();
  console.log(`press → both nets trained ${trained - start} ms, both 65 × 65 surfaces complete ${done - start} ms (goal ${ALL_MS} ms)`);
  expect((await headlines()).slice(1, 3)).toEqual(['Both nets are training on the same points.', SHARPENING]);

  await expectDrawn(surface(page, 'A'));
  await expectDrawn(surface(page, 'B'));
  const numbers = await Promise.all(
    ['A', 'B'].map(async (letter) => ({
      testError: Number.parseFloat(await textOf(figure(page, letter, 'test error'))),
      roughness: Number.parseFloat(await textOf(figure(page, letter, 'roughness'))),
      minima: Number.parseInt(await textOf(figure(page, letter, 'local minima')), 10),
    })),
  );
  console.log(`headers: ${JSON.stringify(numbers)}`);
  // METHOD.md, section 9, 30 hidden layers, with skips and without.
  const [skips, plain] = numbers;
  expect(skips.testError).toBeLessThanOrEqual(1);
  expect(skips.roughness).toBeGreaterThanOrEqual(0.05);
  expect(skips.roughness).toBeLessThanOrEqual(0.15);
  expect(plain.testError).toBeGreaterThanOrEqual(2);
  expect(plain.testError).toBeLessThanOrEqual(22);
  expect(plain.roughness).toBeGreaterThanOrEqual(0.3);
  expect(plain.roughness).toBeLessThanOrEqual(0.44);
  expect(plain.minima).toBeGreaterThan(skips.minima);

  const headline = await textOf(page.getByRole('heading', { level: 1 }));
  const ratio = Number(/^Without skip connections, the same net has a ([\d.]+)× rougher loss surface$/.exec(headline)?.[1]);
  // The header rounds both to two decimals.
  expect(ratio).toBeGreaterThan((plain.roughness - 0.005) / (skips.roughness + 0.005) - 0.51);
  expect(ratio).toBeLessThan((plain.roughness + 0.005) / (skips.roughness - 0.005) + 0.51);
  await expect(page.getByText(/^WebAssembly, .*20\d\d-\d\d-\d\d: [\d.]+ s/)).toBeVisible();

  // The weights are here now: the net under the probe answers at once.
  await expect(reading(page, 'B', 'accuracy')).toHaveText(/^\d+(\.\d)?\u202f%$/);
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
});

test('the same recipe gives the same picture when it is run again', async ({ page }) => {
  await page.goto('./');
  await runToEnd(page);
  const first = await settledPicture(surface(page, 'B'));
  const error = await textOf(figure(page, 'B', 'test error'));
  await runToEnd(page);
  await expect(figure(page, 'B', 'test error')).toHaveText(error);
  expect(difference(await settledPicture(surface(page, 'B')), first)).toBeLessThan(EQUAL);
});

test('the theme changes by a button and is remembered', async ({ page }) => {
  await page.goto('./');
  await expectDrawn(surface(page, 'A'));
  const light = await settledPicture(surface(page, 'A'));
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expectChanged(surface(page, 'A'), light, 40);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Light theme' })).toBeVisible();
});
