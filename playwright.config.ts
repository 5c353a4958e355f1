import { defineConfig } from '@playwright/test';

const executablePath = process.env.CHROMIUM || undefined;

/** End-to-end tests against the built site. WebGPU and WebGL run in software where there is no GPU: slow but real. */
export default defineConfig({
  testDir: 'tests/e2e',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  reporter: process.env.E2E_RESULTS ? [['list'], ['json', { outputFile: process.env.E2E_RESULTS }]] : 'list',
  use: {
    baseURL: 'http://localhost:4199',
    viewport: { width: 1440, height: 900 },
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
  webServer: { command: 'node scripts/serve-dist.mjs 4199', url: 'http://localhost:4199', reuseExistingServer: false },
});
