import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import { presets } from '../src/experiment/presets';
import { readFile } from '../src/formats';
import { t } from '../src/i18n';
import { findOrInstallBrowser } from './find-browser.mjs';
import { compact } from './gallery/compact';

/**
 * `npm run gallery [-- PRESET …]`: computes the ready-made results of all presets, or of those named, by the page itself in headless Chromium, as a person
 * would: opens the preset, trains, waits for its surfaces over both ranges, and saves. What is stored in public/gallery is ID.npz, the surfaces and all
 * that is needed to show them, and ID.weights.npz, the exact weights at the points shown. GALLERY_PORT is where the page is served meanwhile.
 */
const PORT = Number(process.env.GALLERY_PORT ?? 4188);
const ADDRESS = `http://localhost:${PORT}/`;
const OUT = new URL('../public/gallery/', import.meta.url);
/** The deepest pair on images takes some minutes. */
const TRAINING_MS = 45 * 60_000;
/** What the switch of ranges is called. */
const RANGES = t('range.label');
const EXTRA_MS = 15 * 60_000;

const named = process.argv.slice(2);
for (const id of named) if (!presets.has(id)) throw new Error(`There is no preset "${id}".`);
const ids = named.length > 0 ? named : presets.all.map(({ id }) => id);

const server = await serve();
const executablePath = findOrInstallBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ['--no-sandbox', '--disable-background-networking'],
});
try {
  mkdirSync(OUT, { recursive: true });
  for (const id of ids) await make(browser, id);
} finally {
  await browser.close();
  server.kill();
}

async function make(own: Browser, id: string): Promise<void> {
  const start = performance.now();
  const context = await own.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true, locale: 'en' });
  const page = await context.newPage();
  page.setDefaultTimeout(EXTRA_MS);
  // What is stored now would make up for what is to be computed.
  await page.route('**/gallery/*.npz', (route) => route.fulfill({ status: 404 }));
  await page.goto(`${ADDRESS}#${id}`);
  await train(page);
  const { curvature, curve, build } = presets.get(id);
  // While maps are computed they would be drawn again and again, in software.
  if (curvature) await view(page, 'Line');
  if (curve === 'sharpness') await sharpness(page);
  if (curvature) await maps(page, build().panes.length);
  await otherRange(page);
  if (curvature) await view(page, '3-D');
  const bytes = await save(page);
  await context.close();
  const read = readFile(`${id}.npz`, bytes);
  if (!read.ok) throw new Error(`What the page saved cannot be read: ${read.problem.key}.`);
  const { surfaces, weights, kept } = compact(read.snapshot);
  writeFileSync(new URL(`${id}.npz`, OUT), surfaces);
  writeFileSync(new URL(`${id}.weights.npz`, OUT), weights);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const made = read.snapshot.panes.map(({ provenance }) => provenance?.fingerprint ?? 'no name').join(', ');
  console.log(`${id}: ${surfaces.length} + ${weights.length} bytes in ${seconds} s, ${JSON.stringify(kept)}, ${made}`);
}

async function train(page: Page): Promise<void> {
  const run = page.getByRole('button', { name: /^(Train (both nets|the net|(all )?\d nets)|Run again)$/ });
  await run.click();
  await page.getByRole('button', { name: 'Run again', exact: true }).waitFor({ timeout: TRAINING_MS });
}

async function view(page: Page, name: '3-D' | 'Line'): Promise<void> {
  await page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name }).click();
}

/** Waits until sharpness is measured at every checkpoint, where the experiment is about it. */
async function sharpness(page: Page): Promise<void> {
  const curves = page.locator('.curves');
  await curves.getByText(/limit/).first().waitFor({ timeout: EXTRA_MS });
  await page.waitForFunction(() => !/measured at|\d of \d/.test(document.querySelector('.curves')?.textContent ?? ''), undefined, {
    timeout: EXTRA_MS,
  });
}

/** Waits until the curvature maps of all panes, which follow the surfaces, say what they come to. */
async function maps(page: Page, panes: number): Promise<void> {
  const step = page.getByRole('complementary', { name: 'Recipe' }).getByRole('button', { name: /(^|\s)Surface$/ });
  if ((await step.getAttribute('aria-expanded')) !== 'true') await step.click();
  const control = page.getByRole('region', { name: 'Curvature map' });
  await control
    .getByText(/clearly not convex/)
    .nth(panes - 1)
    .waitFor({ timeout: EXTRA_MS });
  if ((await control.getByRole('progressbar').count()) > 0) throw new Error('A curvature map is not complete.');
}

/** Looks at the other range where there is one, until its surfaces are complete, and back. */
async function otherRange(page: Page): Promise<void> {
  const ranges = page.getByRole('radiogroup', { name: RANGES }).getByRole('radio');
  if ((await ranges.count()) < 2) return;
  const isShown = async (index: number) => (await ranges.nth(index).getAttribute('aria-checked')) === 'true';
  const [shown, other] = (await isShown(0)) ? [0, 1] : [1, 0];
  for (const index of [other, shown]) {
    await ranges.nth(index).click();
    await page.getByRole('button', { name: 'Run again', exact: true }).waitFor({ timeout: EXTRA_MS });
    await page.waitForFunction(() => document.querySelector('[role="progressbar"]') === null, undefined, { timeout: EXTRA_MS });
  }
}

async function save(page: Page): Promise<Uint8Array> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Everything (NPZ)' }).click()]);
  return new Uint8Array(readFileSync(await download.path()));
}

/** Serves the built page, and waits until it answers. */
async function serve(): Promise<ChildProcess> {
  const child = spawn('node', ['scripts/serve-dist.mjs', String(PORT), 'dist'], { stdio: 'ignore' });
  for (let tries = 0; tries < 900; tries++) {
    const answered = await fetch(ADDRESS).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return child;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error('The built page is not served: run the build first.');
}
