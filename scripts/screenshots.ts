import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { presets } from '../src/experiment/presets';
import { installedBrowser } from './find-browser.mjs';
import { serve } from './serve.mjs';

/**
 * `npm run screenshots -- FOLDER [PRESET …]`: every preset as it opens, light, dark and on a phone, as pictures in a folder, with a page of their headlines
 * to be read beside them. Takes the built site: `npm run build` first.
 */
const LOOKS = [
  { look: 'light', colorScheme: 'light', viewport: { width: 1440, height: 900 }, phone: false },
  { look: 'dark', colorScheme: 'dark', viewport: { width: 1440, height: 900 }, phone: false },
  { look: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 }, phone: true },
] as const;
const ARGS = ['--no-sandbox', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--no-first-run'];
/** Milliseconds without a change after which a page is taken to be as it stays. */
const QUIET_MS = 1500;
const PATIENCE_MS = 60_000;

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) {
  console.error('npm run screenshots -- FOLDER [PRESET …]');
  process.exit(2);
}
const ids = wanted.length > 0 ? wanted : presets.all.map(({ id }) => id);
for (const id of ids) if (!presets.has(id)) throw new Error(`There is no preset "${id}".`);
mkdirSync(folder, { recursive: true });
const address = await serve('dist', Number(process.env.E2E_PORT ?? 4199));
const executablePath = installedBrowser();
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ARGS });
const lines: string[] = [];
try {
  for (const id of ids) lines.push(await shoot(browser, id, folder));
} finally {
  await browser.close();
}
writeFileSync(join(folder, 'index.md'), `${lines.join('\n')}\n`);
process.exit(0);

/** All looks of one preset; a paragraph about it. */
async function shoot(browser: Browser, id: string, folder: string): Promise<string> {
  const parts: string[] = [];
  let headline = '';
  for (const { look, colorScheme, viewport, phone } of LOOKS) {
    const context = await browser.newContext({
      colorScheme,
      viewport,
      ...(phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
    });
    const page = await context.newPage();
    await page.goto(`${address}#${id}`);
    await page.locator('h1').waitFor();
    await page.evaluate(
      ([quiet, patience]) =>
        new Promise<void>((resolve) => {
          const end = setTimeout(resolve, patience);
          let timer = setTimeout(resolve, quiet);
          new MutationObserver(() => {
            clearTimeout(timer);
            timer = setTimeout(() => {
              clearTimeout(end);
              resolve();
            }, quiet);
          }).observe(document.body, { childList: true, attributes: true, characterData: true, subtree: true });
        }),
      [QUIET_MS, PATIENCE_MS] as const,
    );
    const stage = page.locator('[data-surface-drawn]');
    if ((await stage.count()) > 0) await page.locator('[data-surface-drawn="fine"]').waitFor({ timeout: PATIENCE_MS });
    headline = (await page.locator('h1').textContent()) ?? '';
    const file = `${id}-${look}.png`;
    await page.screenshot({ path: join(folder, file), animations: 'disabled' });
    parts.push(`![${look}](${file})`);
    await context.close();
  }
  console.log(`${id}: ${headline}`);
  return `## ${id}\n\n${headline}\n\n${parts.join(' ')}\n`;
}
