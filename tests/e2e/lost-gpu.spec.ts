import type { Page } from '@playwright/test';
import { expectDone, startRun, surface } from './support/lab';
import { expectDrawn } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

/** Backends that must run; a machine that is known to lack one names those it has, comma-separated. */
const EXPECTED = (process.env.EXPECTED_BACKENDS ?? 'wasm,webgpu,webgl,cpu').split(',');

/** Grid points along each axis, and of how many in all the GPU is let do before it is taken away. */
const SIDE = 33;
const POINTS_BEFORE = 250;

/**
 * What runs in the engine's workers before their own code: keeps hold of every GPU, and destroys them as soon as `most` points were posted; or, where
 * `awaited`, when the next answer after them has been awaited for a moment.
 */
function loseGpusAfter(most: number, awaited: boolean): void {
  const lose: (() => void)[] = [];
  const loseAll = (): void => {
    for (const each of lose.splice(0)) each();
  };
  const post = globalThis.postMessage.bind(globalThis) as (...args: unknown[]) => void;
  let posted = 0;
  Object.assign(globalThis, {
    postMessage(...args: unknown[]) {
      const { reply } = args[0] as { reply?: { type: string; loss: Float32Array } };
      const points = reply?.type === 'patch' ? reply.loss.length : 0;
      post(...args);
      posted += points;
      if (posted >= most && !awaited) loseAll();
    },
  });
  const onAwait = (): void => {
    if (posted >= most && awaited) setTimeout(loseAll, 5);
  };
  if ('GPUAdapter' in globalThis) {
    const { mapAsync } = GPUBuffer.prototype;
    GPUBuffer.prototype.mapAsync = function (...args) {
      onAwait();
      return mapAsync.apply(this, args);
    };
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (...args): Promise<GPUDevice> {
      const device = await requestDevice.apply(this, args);
      lose.push(() => device.destroy());
      return device;
    };
  }
  const { fenceSync } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.fenceSync = function (...args) {
    onAwait();
    return fenceSync.apply(this, args);
  };
  const { getContext } = OffscreenCanvas.prototype;
  OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, ...args: Parameters<typeof getContext>) {
    const context = getContext.apply(this, args);
    if (context instanceof WebGL2RenderingContext) lose.push(() => context.getExtension('WEBGL_lose_context')?.loseContext());
    return context;
  } as typeof getContext;
}

/** Points of the surface that came to the page, by backend: those that came before the backend was known to have failed. */
type Received = Readonly<Record<string, number>>;

/** Counts the points that come from the workers. */
async function watchPoints(page: Page): Promise<() => Promise<Received>> {
  await page.addInitScript(() => {
    const received: Record<string, number> = {};
    Object.assign(window, { received });
    window.Worker = class extends Worker {
      private readonly backends = new Map<number, string>();
      private hasFailed = false;
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }) => {
          const { id, reply, outcome } = data as {
            id: number;
            reply?: { type: string; backend: string; loss: Float32Array };
            outcome?: { type: string };
          };
          if (outcome?.type === 'failed') this.hasFailed = true;
          if (reply?.type === 'device') this.backends.set(id, reply.backend);
          if (reply?.type !== 'patch' || this.hasFailed) return;
          const backend = this.backends.get(id) ?? 'unknown';
          received[backend] = (received[backend] ?? 0) + reply.loss.length;
        });
      }
    };
  });
  return () => page.evaluate(() => (window as unknown as { received: Received }).received);
}

// A page kept by a service worker would bring its own worker code along.
test.use({ serviceWorkers: 'block' });

for (const { id, name, awaited } of [
  { id: 'webgpu', name: 'WebGPU', awaited: true },
  { id: 'webgpu', name: 'WebGPU', awaited: false },
  { id: 'webgl', name: 'WebGL', awaited: true },
] as const) {
  test(`${name}, lost in the middle of a surface${awaited ? ' while an answer is awaited' : ''}: the work goes on elsewhere, and no finished point is computed again`, async ({
    page,
  }) => {
    test.skip(!EXPECTED.includes(id), `${name}: not run`);
    await page.route(/engine\.worker[\w.-]*\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `(${loseGpusAfter.toString()})(${POINTS_BEFORE}, ${awaited});\n${await response.text()}` });
    });
    const received = await watchPoints(page);
    await openRecipe(page, tinyDocument({ panes: 1, epochs: 2, grid: SIDE }));
    const device = page.getByRole('button', { name: /^Device: / });
    const item = page.getByRole('menuitemradio', { name: new RegExp(`^✓?\\s*${name}`) });
    await expect(async () => {
      await page.keyboard.press('Escape');
      await device.click();
      await expect(item).toBeEnabled({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
    await item.click();
    const said = page.getByText('The graphics card gave up. The work goes on on the processor; what is finished stays.', { exact: true });
    await startRun(page);
    await expect(said.first()).toBeVisible({ timeout: 90_000 });
    expect(await said.count()).toBe(1);
    await expectDone(page, 60_000);
    await expectDrawn(surface(page, 'A'));

    const points = await received();
    console.log(`${name}: ${JSON.stringify(points)} of ${SIDE * SIDE} points`);
    // Those from the GPU before it was lost were kept: WASM did the others, and only those.
    expect(points[id]).toBeGreaterThanOrEqual(POINTS_BEFORE);
    expect(points.wasm).toBeGreaterThan(0);
    expect(Object.keys(points).sort()).toEqual(['wasm', id].sort());
    expect((points[id] as number) + (points.wasm as number)).toBe(SIDE * SIDE);
    // What made the picture is said: both.
    await expect(page.getByText(new RegExp(`^${name} \\+ WebAssembly, .*20\\d\\d-\\d\\d-\\d\\d`))).toBeVisible();
  });
}
