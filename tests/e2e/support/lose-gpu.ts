import type { Page } from '@playwright/test';

import { expect } from './test';

/**
 * What runs in the engine's workers before their own code: keeps hold of every GPU, and destroys them as soon as `most` points, or epochs, were posted; or, where
 * `awaited`, when the next answer after them has been awaited for a moment.
 */
function loseGpusAfter(most: number, awaited: boolean, counted: 'patch' | 'epoch'): void {
  const lose: (() => void)[] = [];
  const loseAll = (): void => {
    for (const each of lose.splice(0)) each();
  };
  const post = globalThis.postMessage.bind(globalThis) as (...args: unknown[]) => void;
  let posted = 0;
  Object.assign(globalThis, {
    postMessage(...args: unknown[]) {
      const { reply } = args[0] as { reply?: { type: string; loss?: Float32Array } };
      const points = reply?.type === counted ? (reply.loss?.length ?? 1) : 0;
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
export async function watchPoints(page: Page): Promise<() => Promise<Received>> {
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

/** Makes the engine's workers lose their GPUs, see {@link loseGpusAfter}. Before the page is opened. */
export async function loseGpus(page: Page, most: number, awaited: boolean, counted: 'patch' | 'epoch' = 'patch'): Promise<void> {
  await page.route(/engine\.worker[\w.-]*\.js$/, async (route) => {
    const response = await route.fetch();
    const before = `(${loseGpusAfter.toString()})(${most}, ${awaited}, '${counted}');`;
    await route.fulfill({ response, body: `${before}\n${await response.text()}` });
  });
}

/** Chooses a backend in the device menu, once its adapter has been found. */
export async function chooseBackend(page: Page, name: string): Promise<void> {
  const device = page.getByRole('button', { name: /^Device: / });
  const item = page.getByRole('menuitemradio', { name: new RegExp(`^✓?\\s*${name}`) });
  await expect(async () => {
    await page.keyboard.press('Escape');
    await device.click();
    await expect(item).toBeEnabled({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await item.click();
}
