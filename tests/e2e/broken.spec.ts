import type { Page } from '@playwright/test';
import { copyLink, notice, runToEnd, surface, trainButton } from './support/lab';
import { difference, EQUAL, expectDrawn, settledPicture } from './support/pictures';
import { openRecipe, recipeFragment, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

/** One strip with a title of one sentence and a detail that says what to do; what is told must be a text, not a key or code. */
async function expectOneClearSentence(page: Page, title: RegExp, detail: RegExp): Promise<void> {
  await expect(notice(page)).toHaveCount(1);
  await expect(notice(page).getByRole('heading')).toHaveText(title);
  const said = notice(page).getByRole('paragraph');
  await expect(said).toHaveCount(1);
  await expect(said).toHaveText(detail);
  await expect(said).not.toHaveText(/\{\{|undefined|NaN|\[object|share\.|problems\./);
}

async function openLinkInPlace(page: Page, fragment: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, fragment);
}

test('a link that was cut off still gives its recipe, at every length, and says so', async ({ page, visitor }) => {
  await page.goto('./');
  await expectDrawn(surface(page, 'A'));
  const link = await copyLink(page);
  const fragment = link.slice(link.indexOf('#') + 1);
  const cut = (share: number): string => fragment.slice(0, Math.floor(fragment.length * share));

  const reader = await visitor();
  await reader.goto(`./#${cut(0.7)}`);
  await expectOneClearSentence(
    reader,
    /^The recipe arrived; the two surfaces did not\.$/,
    /^The link ends after [\d ]+ of [\d ]+ characters\. Chat apps sometimes shorten long links: ask for it again, or train here\.$/,
  );
  await expect(reader.getByRole('article')).toHaveCount(2);
  await expect(trainButton(reader)).toHaveText('Train both nets');
  await reader.getByRole('button', { name: 'Copy the link as it came' }).click();
  expect(await reader.evaluate(() => navigator.clipboard.readText())).toContain(cut(0.7));
  await reader.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice(reader)).toBeHidden();

  for (const length of [2, 3, 9, 40, 80, 200, 1000, fragment.length - 1]) {
    const another = await visitor();
    await another.goto(`./#${fragment.slice(0, length)}`);
    await expectOneClearSentence(
      another,
      /^(This link cannot be read|The recipe arrived; the two surfaces did not)\.$/,
      /^The link ends .*\. .*\.$/,
    );
    // Where there is no recipe at all, the page is that of a first visit.
    await expect(another.getByRole('article')).toHaveCount(2);
    await another.close();
  }
});

test('a link that was changed or is none opens as the page of a first visit, with one sentence', async ({ visitor }) => {
  const fragment = recipeFragment(tinyDocument());
  const changed = fragment.slice(0, 30) + (fragment[30] === 'A' ? 'B' : 'A') + fragment.slice(31);
  const cases: readonly (readonly [string, RegExp])[] = [
    [changed, /were changed on the way/],
    [
      fragment.replace(/^\d\./, '9.'),
      /^It was made by a newer version of this page: format 9, .*\. Reload the page, or ask where the link came from\.$/,
    ],
    ['1.!!!', /^(The link ends almost where it begins|What follows the #)/],
    ['0.AAAA', /is not a link made here/],
    ['%E2%98%83<script>alert(1)</script>', /is not a link made here/],
    ['999999999999.AAAA', /is not a link made here/],
    [`1.${'A'.repeat(150_000)}`, /^(Some characters of the link were changed|The link ends)/],
    ['{"version":1}', /is not a link made here/],
  ];
  for (const [hash, detail] of cases) {
    const page = await visitor();
    await page.goto(`./#${hash}`);
    await expectOneClearSentence(page, /^This link cannot be read\.$/, detail);
    await expect(page.getByRole('article')).toHaveCount(2);
    await expect(trainButton(page)).toBeEnabled();
    await page.close();
  }
});

test('a broken link in an open page costs nothing: document and picture stay', async ({ page }) => {
  await openRecipe(page, tinyDocument());
  await runToEnd(page);
  await expectDrawn(surface(page, 'A'));
  const before = await settledPicture(surface(page, 'A'));
  const fragment = recipeFragment(tinyDocument({ panes: 1 }));
  for (const hash of ['1.AAAAAAAAAAAA', 'not a link at all!', fragment.slice(0, 20), fragment.replace(/^\d/, '7')]) {
    await openLinkInPlace(page, hash);
    await expect(notice(page)).toHaveCount(1);
    await expect(page.getByText('Nothing of yours was changed.')).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.getByRole('article')).toHaveCount(2);
  }
  await page.getByRole('heading', { level: 1 }).click();
  expect(difference(await settledPicture(surface(page, 'A')), before)).toBeLessThan(EQUAL);
  // A whole link in its place is an edit like any other.
  await openLinkInPlace(page, fragment);
  await expect(page.getByRole('article')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('article')).toHaveCount(2);
  expect(difference(await settledPicture(surface(page, 'A')), before)).toBeLessThan(EQUAL);
});
