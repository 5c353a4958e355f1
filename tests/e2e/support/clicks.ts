import { expect, type Page } from '@playwright/test';
import { runToEnd } from './lab';
import { PATIENCE } from './patience';

/** A figure of the paper is to be set up in fewer presses than this, counted from the first visit. */
const TOO_MANY = 10;

/**
 * Counts every press of a person, in the page itself, so that none is forgotten: clicks and taps, keys that press a control, a list as two (open and
 * choose), a number typed as one. To be called before the page is opened; the result fails where there were too many, or none.
 */
export async function countClicks(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    const counted = window as unknown as { presses: number };
    counted.presses = 0;
    document.addEventListener('click', ({ isTrusted }) => (isTrusted ? counted.presses++ : 0), true);
    document.addEventListener(
      'change',
      ({ target }) => {
        if (target instanceof HTMLSelectElement) counted.presses += 2;
        if (target instanceof HTMLInputElement && target.type === 'text') counted.presses++;
      },
      true,
    );
  });
  return async () => {
    const presses = await page.evaluate(() => (window as unknown as { presses: number }).presses);
    console.log(`${presses} presses`);
    expect(presses, 'presses that were counted').toBeGreaterThan(0);
    expect(presses, 'presses').toBeLessThan(TOO_MANY);
  };
}

/** Opens the page as a first visitor, chooses an experiment by its name, runs it, and waits until it is done. */
export async function runExperiment(page: Page, name: string, timeout = PATIENCE): Promise<void> {
  await page.goto('./');
  await page.getByRole('button', { name: /^Experiment/ }).click();
  await page
    .getByRole('menuitemradio')
    .filter({ has: page.getByText(name, { exact: true }) })
    .click();
  await runToEnd(page, timeout);
}
