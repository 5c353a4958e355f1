import { type CDPSession, chromium, type Page } from '@playwright/test';
import { countGpuBytes } from '../tests/e2e/support/gpu-bytes';
import { boxOf, chooseView, copyLink, expectDone, openStep, surface, trainButton, typeNumber } from '../tests/e2e/support/lab';
import { memoryOf, watchWorkers } from '../tests/e2e/support/used-memory';
import { installedBrowser } from './find-browser.mjs';
import { serve } from './serve.mjs';

/**
 * `npm run soak [-- MINUTES]`: ten minutes of a class's life in one tab: presets, training, probe, changes, views, links. What the page, its workers and its
 * drawing hold is measured after every round and may differ by 5 % between the rounds after a third of the time and the last ones. Takes the built site.
 */
const MINUTES = Number(process.argv[2] ?? 10);
const ALLOWED = 0.05;
/** V8 compiles what is used often into its heap, for as long as new things are used often: several MiB in ten minutes that are no leak. So here it does not. */
const V8 = '--js-flags=--expose-gc --no-turbofan --no-maglev --no-sparkplug';
const ARGS = ['--no-sandbox', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--no-first-run', V8];
/** Every round opens these, trains and changes them. Small, so that there are many rounds. */
const LESSONS = ['width&epochs=10&grid=17', 'iris&epochs=10&grid=17', 'batch-norm&epochs=5&grid=17', 'weight-decay&epochs=5&grid=9'];

interface Measured {
  readonly seconds: number;
  readonly heap: number;
  readonly buffers: number;
  readonly gpu: number;
  readonly workers: number;
}

/** One lesson: open, train, look, read a point, share, change, undo. */
async function lesson(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
  await trainButton(page).waitFor();
  await trainButton(page).click();
  await expectDone(page);
  await surface(page, 'A').waitFor();
  const { x, y, width, height } = await boxOf(surface(page, 'A'));
  await page.mouse.click(x + width * 0.5, y + height * 0.55);
  await page.keyboard.press('Escape');
  await chooseView(page, 'Contours');
  await chooseView(page, '3-D');
  await copyLink(page);
  await openStep(page, 'Training');
  await typeNumber(page, 'Epochs', 3);
  await page.getByRole('heading', { level: 1 }).click();
  await trainButton(page).click();
  await expectDone(page);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+z');
}

async function measure(page: Page, session: CDPSession, gpuBytes: () => Promise<number>, start: number): Promise<Measured> {
  const { page: own, workers } = await memoryOf(page, session);
  const all = [own, ...workers];
  const sum = (of: (used: typeof own) => number): number => all.reduce((total, used) => total + of(used), 0);
  return {
    seconds: Math.round((Date.now() - start) / 1000),
    heap: sum(({ heap }) => heap),
    buffers: sum(({ buffers }) => buffers),
    gpu: await gpuBytes(),
    workers: workers.length,
  };
}

const address = await serve('dist', Number(process.env.E2E_PORT ?? 4199));
const executablePath = installedBrowser();
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ARGS });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
const page = await context.newPage();
page.setDefaultTimeout(300_000);
const faults: string[] = [];
page.on('pageerror', (error) => faults.push(error.message));
page.on('crash', () => faults.push('the page crashed'));
const session = await context.newCDPSession(page);
await watchWorkers(page, session);
// tsx names functions by a helper that a page lacks.
await page.addInitScript('globalThis.__name ??= (target) => target');
const gpuBytes = await countGpuBytes(page);
await page.goto(address);
await surface(page, 'A').waitFor();

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
const rounds: Measured[] = [];
const start = Date.now();
console.log('round  seconds  heap MiB  buffers MiB  GPU MiB  workers');
while (Date.now() - start < MINUTES * 60_000) {
  for (const each of LESSONS) await lesson(page, each);
  const now = await measure(page, session, gpuBytes, start);
  rounds.push(now);
  const cells = [rounds.length, now.seconds, mebibytes(now.heap), mebibytes(now.buffers), mebibytes(now.gpu), now.workers];
  console.log(cells.map((cell, i) => String(cell).padStart([5, 9, 10, 13, 9, 9][i] as number)).join(''));
}
await browser.close();

const third = Math.max(1, Math.floor(rounds.length / 3));
const middle = (of: readonly Measured[], what: keyof Measured): number => {
  const sorted = of.map((round) => round[what]).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] as number;
};
for (const what of rounds.length < 3 ? [] : (['heap', 'buffers', 'gpu', 'workers'] as const)) {
  const [before, after] = [middle(rounds.slice(third, 2 * third), what), middle(rounds.slice(-third), what)];
  const growth = before === 0 ? 0 : after / before - 1;
  const flat = Math.abs(growth) <= ALLOWED;
  console.log(`${what}: ${growth >= 0 ? '+' : '−'}${Math.abs(growth * 100).toFixed(1)} %${flat ? '' : ', not flat'}`);
  if (!flat) faults.push(`${what} is not flat`);
}
if (rounds.length < 3) faults.push('there were fewer than three rounds');
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
