import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import { installedBrowser } from '../../../scripts/find-browser.mjs';

const executablePath = installedBrowser();
const results = process.env.E2E_RESULTS;
const port = Number(process.env.KERNELS_PORT ?? 5300);

/** Kernel cases on WebGPU and WebGL in a real browser, on a software adapter where there is no GPU. */
export default defineConfig({
  testDir: '.',
  // Software adapters on a busy machine are slow: only what never ends is a fault.
  timeout: 1_200_000,
  workers: 1,
  forbidOnly: true,
  reporter: results ? [['list'], ['json', { outputFile: resolve(results) }]] : 'list',
  use: {
    baseURL: `http://localhost:${port}`,
    launchOptions: {
      ...(executablePath && { executablePath }),
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
  webServer: { command: 'npx vite --config vite.config.ts', cwd: import.meta.dirname, port, reuseExistingServer: false },
});
