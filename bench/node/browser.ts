import { type Browser, chromium, type Page } from '@playwright/test';
import playwrightConfig from '../../playwright.config';
import { findOrInstallBrowser } from '../../scripts/find-browser.mjs';
import { CONTESTANT_IDS, type ContestantId } from '../contestants/types';
import type { Group, Timing } from '../page/host';

/** A group that is not done after this long has a contestant that hangs; it is left out then. */
const GROUP_MS = 600_000;

/** Headless Chromium with the flags of the tests: software adapters where there is no GPU. */
export async function launch(extra: readonly string[] = []): Promise<Browser> {
  const executablePath = findOrInstallBrowser();
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...(playwrightConfig.use?.launchOptions?.args ?? []), ...extra],
  });
}

/**
 * Times one group in a browser of its own, so that work which a group before it gave up on is over. A contestant at which the page hangs or
 * dies is reported as not run, and the others are timed without it.
 */
export async function timeGroup(address: string, group: Group): Promise<readonly Timing[]> {
  const browser = await launch();
  const page = await browser.newPage();
  let current: ContestantId = group.contestants[0] as ContestantId;
  await page.exposeFunction('progress', (id: ContestantId) => {
    current = id;
  });
  let reason: string;
  try {
    await page.goto(`${address}page/host.html`);
    await page.waitForFunction(() => 'runGroup' in window);
    return await within(page, group);
  } catch (error) {
    reason = error instanceof Error ? (error.message.split('\n')[0] as string) : String(error);
  } finally {
    await browser.close();
  }
  const others = group.contestants.filter((id) => id !== current);
  const failed: Timing = { contestant: current, adapter: '', variant: '', rates: [], perRun: 0, difference: null, notRun: reason };
  const rest = others.length > 0 ? await timeGroup(address, { ...group, contestants: others }) : [];
  return [...rest, failed].sort((a, b) => CONTESTANT_IDS.indexOf(a.contestant) - CONTESTANT_IDS.indexOf(b.contestant));
}

async function within(page: Page, group: Group): Promise<readonly Timing[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${GROUP_MS / 1000} s`)), GROUP_MS);
  });
  const crash = new Promise<never>((_, reject) => page.on('crash', () => reject(new Error('the page crashed'))));
  try {
    return await Promise.race([page.evaluate((each) => window.runGroup(each), group), late, crash]);
  } finally {
    clearTimeout(timer);
  }
}
