import { readFileSync } from 'node:fs';
import type { FingerprintFixture } from '../fingerprints';
import { runToEnd } from './support/lab';
import { openRecipe } from './support/recipes';
import { expect, test } from './support/test';

const { cases }: FingerprintFixture = JSON.parse(readFileSync(new URL('../fixtures/fingerprints.json', import.meta.url), 'utf8'));

for (const { name, document, fingerprints } of cases) {
  test(`this browser trains the very nets that Node does: ${name}`, async ({ page }) => {
    await openRecipe(page, document);
    await runToEnd(page);
    const texts = fingerprints.map((text) => text.replaceAll(' ', ', '));
    const expected = texts.length === 1 ? `Net ${texts[0]}.` : texts.map((text, pane) => `${'ABCD'[pane]}: net ${text}.`).join(' ');
    await expect(page.getByText(expected, { exact: true })).toBeVisible();
  });
}
