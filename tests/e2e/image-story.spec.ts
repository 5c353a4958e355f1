import type { Page } from '@playwright/test';
import { copyLink, expectDone, figure, openStep, surface, textOf, trainButton, typeNumber } from './support/lab';
import { difference, expectDrawn, settledPicture } from './support/pictures';
import { expect, test } from './support/test';

/** Mean absolute difference that still counts as the same picture, in steps of 1/255. */
const SAME = 2;

async function openImages(page: Page): Promise<void> {
  await page.goto('./');
  await expectDrawn(surface(page, 'A'));
  await page.getByRole('button', { name: /^Experiment/ }).click();
  await page
    .getByRole('menuitemradio')
    .filter({ has: page.getByText('ResNet on images', { exact: true }) })
    .click();
}

const headline = (page: Page) => page.getByRole('heading', { level: 1 });

test('ResNet on images opens with its pair drawn before any image arrives, and its link opens elsewhere with the pictures', async ({
  page,
  visitor,
}) => {
  let letThrough = (): void => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route('**/fashion-mnist.images', async (route) => {
    await held;
    await route.continue();
  });
  await openImages(page);
  await expect(headline(page)).toHaveText(/^In these two trainings, the net without shortcuts errs more: [\d.]+\s%/);
  for (const letter of ['A', 'B']) await expectDrawn(surface(page, letter));
  letThrough();
  await expect(page.getByText(/^loading the data/)).toHaveCount(0);
  const pictures = [];
  for (const letter of ['A', 'B']) pictures.push(await settledPicture(surface(page, letter)));
  const [withShortcuts, without] = await Promise.all(
    ['A', 'B'].map(async (letter) => Number(await textOf(figure(page, letter, 'roughness')))),
  );
  expect(without).toBeGreaterThan(1.25 * (withShortcuts as number));

  const link = await copyLink(page);
  console.log(`link for two panes of images: ${link.length} characters`);
  expect(link.length).toBeLessThan(8000);
  const reader = await visitor();
  await reader.goto(link);
  for (const [i, letter] of ['A', 'B'].entries()) {
    await expectDrawn(surface(reader, letter));
    await expect(reader.getByText(/^loading the data/)).toHaveCount(0);
    expect(difference(pictures[i] as (typeof pictures)[0], await settledPicture(surface(reader, letter)))).toBeLessThanOrEqual(SAME);
  }
  await expect(headline(reader)).toHaveText(await textOf(headline(page)));
});

test('ResNets on few images, flipped and cropped, train here, and the link says how', async ({ page, visitor }) => {
  test.slow();
  await openImages(page);
  await openStep(page, 'Data');
  await typeNumber(page, 'Training images', 256);
  await typeNumber(page, 'Test images', 100);
  await openStep(page, 'Net');
  await page.getByRole('combobox', { name: 'Depth', exact: true }).selectOption('8 layers');
  await openStep(page, 'Training');
  await typeNumber(page, 'Epochs', 2);
  await page.getByRole('combobox', { name: 'Changed images', exact: true }).selectOption('Random flips and crops');
  await openStep(page, 'Surface');
  await typeNumber(page, 'Images evaluated', 64);
  await trainButton(page).click();
  await expectDone(page);
  for (const letter of ['A', 'B']) {
    await expectDrawn(surface(page, letter));
    expect(await textOf(figure(page, letter, 'test error'))).toMatch(/^\d+(\.\d)?\s*%$/);
  }
  const line = 'Trained on images flipped and cropped at random; drawn on images as they are.';
  await expect(page.getByText(line)).toBeVisible();
  const reader = await visitor();
  await reader.goto(await copyLink(page, 'recipe'));
  await openStep(reader, 'Training');
  await expect(reader.getByRole('combobox', { name: 'Changed images', exact: true })).toHaveValue('flips-and-crops');
});
