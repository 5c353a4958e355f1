import { type Browser, chromium } from '@playwright/test';
import { type Driver, VIEWPORT } from './types';

const ARGS = ['--no-sandbox', '--enable-unsafe-webgpu', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--no-first-run'];

/** Chromium by Playwright, as all other end-to-end tests use it. */
export async function startChromium(executablePath: string | undefined): Promise<Driver> {
  const browser: Browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ARGS });
  const page = await browser.newPage({ viewport: VIEWPORT });
  return {
    name: 'Chromium',
    version: browser.version(),
    async goto(url) {
      await page.goto(url);
    },
    async evaluate<T>(expression: string): Promise<T> {
      return JSON.parse(await page.evaluate<string>(`(async () => JSON.stringify(await (${expression})) ?? 'null')()`));
    },
    click: (x, y) => page.mouse.click(x, y),
    async drag(from, to) {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 8 });
      await page.mouse.up();
    },
    press: (key) => page.keyboard.press(key),
    screenshot: () => page.screenshot(),
    setFile: (selector, path) => page.setInputFiles(selector, path),
    close: () => browser.close(),
  };
}
