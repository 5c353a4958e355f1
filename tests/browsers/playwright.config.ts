import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');
const results = process.env.E2E_RESULTS;
const port = Number(process.env.E2E_PORT ?? 4199);

/** The same journey in one browser of every family, against the built site. Each has four minutes. */
export default defineConfig({
  testDir: '.',
  timeout: 240_000,
  workers: 1,
  forbidOnly: true,
  reporter: results ? [['list'], ['json', { outputFile: resolve(results) }]] : 'list',
  use: { baseURL: `http://localhost:${port}/` },
  webServer: {
    command: `node scripts/serve-dist.mjs ${port} ${process.env.E2E_DIST ?? 'dist'}`,
    cwd: root,
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
