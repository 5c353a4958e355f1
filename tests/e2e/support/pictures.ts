import { expect, type Locator } from '@playwright/test';
import { PATIENCE } from './patience';
import { decodePng, type Picture } from './png';

/** What a locator shows now. */
export async function pictureOf(locator: Locator): Promise<Picture> {
  return decodePng(await locator.screenshot({ animations: 'disabled', caret: 'hide' }));
}

/** What a locator shows once two looks in a row are the same to the bit, both with the surfaces, where there are any, drawn finely. */
export async function settledPicture(locator: Locator): Promise<Picture> {
  const stage = locator.page().locator('[data-surface-drawn]');
  const expectFine = async (): Promise<void> => {
    if ((await stage.count()) > 0) await expect(stage).toHaveAttribute('data-surface-drawn', 'fine', { timeout: 30_000 });
  };
  let picture: Picture | null = null;
  await expect(async () => {
    await expectFine();
    const before = await pictureOf(locator);
    picture = await pictureOf(locator);
    await expectFine();
    expect(difference(before, picture), 'the picture still changes').toBe(0);
  }).toPass({ intervals: [150], timeout: PATIENCE });
  return picture ?? pictureOf(locator);
}

/** Mean absolute difference over all pixels and channels, in steps of 1/255. Infinite where the sizes differ. */
export function difference(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height) return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let i = 0; i < a.rgb.length; i++) sum += Math.abs(a.rgb[i] - b.rgb[i]);
  return sum / a.rgb.length;
}

/** Share of pixels that have a colour of their own: surfaces and maps do, the page and its text are grey. */
export function colouredShare({ rgb }: Picture): number {
  let coloured = 0;
  for (let i = 0; i < rgb.length; i += 3) {
    const [r, g, b] = [rgb[i], rgb[i + 1], rgb[i + 2]];
    if (Math.max(r, g, b) - Math.min(r, g, b) > 24) coloured++;
  }
  return coloured / (rgb.length / 3);
}

/** A surface or map covers at least this share of its pane. */
export const DRAWN = 0.1;

/** Settled pictures of one thing differ by less: a rounding here and there in antialiasing. In steps of 1/255. */
export const EQUAL = 0.01;

/** Waits until a pane shows a surface or map; resolves with it. */
export async function expectDrawn(locator: Locator): Promise<void> {
  await expect
    .poll(async () => colouredShare(await pictureOf(locator)), { message: 'a picture is drawn', timeout: PATIENCE })
    .toBeGreaterThan(DRAWN);
}

/** Waits until a picture is another one than before, by more than `least` steps of 1/255 in the mean; resolves with it. */
export async function expectChanged(locator: Locator, before: Picture, least = 0.02): Promise<Picture> {
  let now = before;
  await expect
    .poll(
      async () => {
        now = await pictureOf(locator);
        return difference(before, now);
      },
      { message: 'the picture changes' },
    )
    .toBeGreaterThan(least);
  return now;
}
