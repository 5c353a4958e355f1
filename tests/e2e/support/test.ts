import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';

export { expect };

/** What no visit may ever show: errors on the console or the page, and requests that leave this machine. */
class Watch {
  readonly faults: string[] = [];

  async on(context: BrowserContext): Promise<void> {
    // Said on the console, it is heard below, also from a page that is about to be left.
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
        console.error(`against the page's policy: ${violatedDirective} ${blockedURI} (${sourceFile})`),
      );
    });
    context.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (/^(https?|wss?):$/.test(protocol) && hostname !== 'localhost') this.faults.push(`request to another host: ${request.url()}`);
    });
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // The browser gives up what a closed or reloaded page still asked for.
      if (!reason.includes('ERR_ABORTED')) this.faults.push(`request failed: ${request.url()} ${reason}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 400 && !isMangled(response.url())) this.faults.push(`${response.status()} for ${response.url()}`);
    });
    context.on('console', (message) => {
      if (message.type() === 'error' && !isMangled(message.location().url)) this.faults.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => {
      this.faults.push(`page error: ${error.error().stack ?? error.error().message}`);
    });
    context.on('page', (page) => {
      page.on('crash', () => this.faults.push('the page crashed'));
    });
  }
}

/** An address whose "#" was encoded on its way is that of no file: the host says so, and its 404.html mends it. */
function isMangled(url: string): boolean {
  return url.includes('%23');
}

interface Fixtures {
  readonly watch: Watch;
  /** A page of somebody who was never here: no storage, no cache. */
  readonly visitor: (options?: BrowserContextOptions) => Promise<Page>;
}

/** Playwright's test, with every context watched for what must never happen. */
export const test = base.extend<Fixtures>({
  watch: [
    async ({ context }, use) => {
      const watch = new Watch();
      await watch.on(context);
      await use(watch);
      expect(watch.faults, 'errors, failed requests, or requests to other hosts').toEqual([]);
    },
    { auto: true },
  ],
  visitor: async ({ browser, watch, contextOptions, baseURL, viewport }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL ? { baseURL } : {}),
        viewport,
        permissions: ['clipboard-read', 'clipboard-write'],
        ...options,
      });
      contexts.push(context);
      await watch.on(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});
