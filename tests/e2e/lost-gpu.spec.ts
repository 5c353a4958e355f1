import type { Page } from '@playwright/test';
import { expectDone, startRun, surface } from './support/lab';
import { PATIENCE } from './support/patience';
import { expectDrawn } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

/** Backends that must run; a machine that is known to lack one names those it has, comma-separated. */
const EXPECTED = (process.env.EXPECTED_BACKENDS ?? 'wasm,webgpu,webgl,cpu').split(',');

/** Grid points along each axis, and of how many in all the GPU is let do before it is taken away. */
const SIDE = 33;
const POINTS_BEFORE = 250;
/** Points of a card that WASM checks while the card still works. */
const CHECKED = 2;

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

/** What came to the page of the surface: the backend of every point, in the order in which they came. */
type Received = Readonly<Record<string, readonly string[]>>;

/** Notes the points that come from the workers, but for those that came after their backend was known to have failed. */
async function watchPoints(page: Page): Promise<() => Promise<Received>> {
  await page.addInitScript(() => {
    const received: Record<string, string[]> = {};
    Object.assign(window, { received });
    window.Worker = class extends Worker {
      private readonly jobs = new Map<number, { backend: string; coords: Float64Array }>();
      private hasFailed = false;
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }) => {
          const { id, reply, outcome } = data as {
            id: number;
            reply?: { type: string; first: number; loss: Float32Array };
            outcome?: { type: string };
          };
          if (outcome?.type === 'failed') this.hasFailed = true;
          const job = this.jobs.get(id);
          if (!job || reply?.type !== 'patch' || this.hasFailed) return;
          for (let i = 0; i < reply.loss.length; i++) {
            const at = 2 * (reply.first + i);
            const point = `${job.coords[at]} ${job.coords[at + 1]}`;
            received[point] = [...(received[point] ?? []), job.backend];
          }
        });
      }
      override postMessage(message: unknown, ...rest: never[]): void {
        const { type, id, job } = message as { type: string; id: number; job?: { kind: string; backend: string; coords: Float64Array } };
        if (type === 'start' && job?.kind === 'patch') this.jobs.set(id, job);
        super.postMessage(message, ...rest);
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
      await expect(item).toBeEnabled({ timeout: 5000 });
    }).toPass({ timeout: PATIENCE });
    await item.click();
    const said = page.getByText('The graphics card gave up. The work goes on on the processor; what is finished stays.', { exact: true });
    await startRun(page);
    await expect(said.first()).toBeVisible({ timeout: PATIENCE });
    expect(await said.count()).toBe(1);
    await expectDone(page);
    await expectDrawn(surface(page, 'A'));

    const points = Object.values(await received());
    const by = (backend: string): number => points.filter((backends) => backends.includes(backend)).length;
    const twice = points.filter((backends) => backends.length > 1);
    console.log(`${name}: ${by(id)} points there, ${by('wasm')} on WASM, ${twice.length} on both, of ${SIDE * SIDE}`);
    // Those from the GPU before it was lost were kept: WASM did the others, and only those, but for two that it checked.
    expect(points).toHaveLength(SIDE * SIDE);
    expect(by(id)).toBeGreaterThanOrEqual(POINTS_BEFORE);
    expect(by('wasm')).toBeGreaterThan(0);
    expect(by(id) + by('wasm')).toBe(SIDE * SIDE + twice.length);
    expect(twice.length).toBeLessThanOrEqual(CHECKED);
    for (const backends of twice) expect([...backends].sort()).toEqual(['wasm', id]);
    // What made the picture is said: both.
    await expect(page.getByText(new RegExp(`^${name} \\+ WebAssembly, .*20\\d\\d-\\d\\d-\\d\\d`))).toBeVisible();
  });
}
