import { test } from '@playwright/test';
import { installedBrowser } from '../../scripts/find-browser.mjs';
import { installedOthers, othersMustRun } from '../../scripts/find-other-browsers.mjs';
import { startChromium } from './drivers/chromium';
import { startFirefox } from './drivers/firefox';
import type { Driver } from './drivers/types';
import { startWebkit } from './drivers/webkit';
import { journey } from './journey';
import { sameNets } from './same-nets';
import { type Visit, visitWith } from './visit';

const { firefox, webkitDriver, xvfb } = installedOthers();

const BROWSERS: readonly {
  readonly name: string;
  /** What this machine lacks. */
  readonly missing: string | null;
  start(): Promise<Driver>;
}[] = [
  { name: 'Chromium', missing: null, start: () => startChromium(installedBrowser()) },
  { name: 'Firefox', missing: firefox ? null : 'Firefox', start: () => startFirefox(firefox as string, xvfb) },
  {
    name: 'WebKitGTK',
    missing: webkitDriver && xvfb ? null : webkitDriver ? 'Xvfb' : 'WebKitWebDriver',
    start: () => startWebkit(webkitDriver as string, xvfb as string),
  },
];

// What Chromium trains is in tests/e2e/same-net.spec.ts.
const TALES: readonly { readonly title: string; readonly except?: string; go(visit: Visit, base: string): Promise<void> }[] = [
  { title: 'the whole journey', go: journey },
  { title: 'the very nets that Node trains', except: 'Chromium', go: sameNets },
];

for (const { name, missing, start } of BROWSERS) {
  for (const { title, except, go } of TALES) {
    if (except === name) continue;
    test(`${title} in ${name}`, async ({ baseURL }) => {
      if (missing && !othersMustRun()) {
        console.log(`${name}: not run (${missing} is not installed)`);
        return;
      }
      if (missing) throw new Error(`${name} must run here, but ${missing} could not be installed.`);
      const driver = await start();
      console.log(`${driver.name} ${driver.version}`);
      try {
        await go(visitWith(driver), baseURL as string);
      } finally {
        await driver.close();
      }
    });
  }
}
