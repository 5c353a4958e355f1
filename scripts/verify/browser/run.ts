import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';
import playwrightConfig from '../../../playwright.config';
import type { BackendId } from '../../../src/engine/device';
import { findOrInstallBrowser } from '../../find-browser.mjs';
import type { OracleFolder } from '../oracle-net';
import type { CheckRow } from '../rows';

const BACKENDS: readonly BackendId[] = ['wasm', 'webgl', 'webgpu'];

/** Checks a folder on each backend of a headless Chromium. A backend that fails to start gives one failed row. */
export async function* checkInBrowser(folder: OracleFolder): AsyncGenerator<CheckRow> {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const server = await createServer({ root, configFile: false, logLevel: 'error', server: { port: 0 } });
  await server.listen();
  const executablePath = findOrInstallBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: playwrightConfig.use?.launchOptions?.args ?? [],
  });
  try {
    for (const backend of BACKENDS) {
      const page = await browser.newPage();
      const queue: CheckRow[] = [];
      let wake = (): void => {};
      await page.exposeFunction('reportRow', (row: CheckRow) => {
        queue.push({ ...row, backend: `${backend}*` });
        wake();
      });
      await page.goto(`${server.resolvedUrls?.local[0]}scripts/verify/browser/index.html`);
      await page.waitForFunction(() => 'verify' in window);
      let failure: string | undefined;
      let ended = false;
      const run = page
        .evaluate(([id, files]) => window.verify(id, files), [backend, [...folder]] as const)
        .catch((error: Error) => {
          failure = error.message.split('\n')[0];
        })
        .finally(() => {
          ended = true;
          wake();
        });
      while (!ended || queue.length > 0) {
        const row = queue.shift();
        if (row) yield row;
        else if (!ended) await new Promise<void>((resolve) => (wake = resolve));
      }
      await run;
      if (failure) yield failedToRun(backend, failure);
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

function failedToRun(backend: BackendId, note: string): CheckRow {
  return {
    net: '',
    quantity: 'backend',
    backend: `${backend}*`,
    status: 'failed',
    note,
    count: 0,
    maxAbsolute: 0,
    maxRelative: 0,
    failures: 1,
  };
}
