import { defineConfig } from '@playwright/test';
import { installedBrowser } from './scripts/find-browser.mjs';

const executablePath = installedBrowser();
const folder = process.env.E2E_DIST ?? 'dist';
const port = Number(process.env.E2E_PORT ?? 4199);

/** End-to-end tests against the built site. WebGPU and WebGL run in software where there is no GPU: slow but real. */
export default defineConfig({
  testDir: 'tests/e2e',
  // Far beyond what any test takes: a busy machine is no fault, only what never ends is.
  timeout: 900_000,
  expect: { timeout: 90_000 },
  workers: 1,
  forbidOnly: true,
  reporter: process.env.E2E_RESULTS ? [['list'], ['json', { outputFile: process.env.E2E_RESULTS }]] : 'list',
  use: {
    baseURL: `http://localhost:${port}/`,
    actionTimeout: 90_000,
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--enable-unsafe-webgpu',
        '--enable-unsafe-swiftshader',
        '--ignore-gpu-blocklist',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  webServer: {
    command: `node scripts/serve-dist.mjs ${port} ${folder}`,
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
