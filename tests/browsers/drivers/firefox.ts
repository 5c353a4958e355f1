import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { clickActions, dragActions, keyActions } from './actions';
import { start } from './process';
import { startScreen } from './screen';
import { type Driver, VIEWPORT } from './types';

/** WebGL in software too, and nothing that asks, updates or reports. */
const PREFERENCES = {
  'webgl.force-enabled': true,
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'intl.accept_languages': 'en-US',
};

/** Firefox by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), on a screen of its own: without one it has no WebGL in software. */
export async function startFirefox(binary: string, xvfb: string | undefined): Promise<Driver> {
  const screen = xvfb ? await startScreen(xvfb) : null;
  const profile = mkdtempSync(join(tmpdir(), 'lab-firefox-'));
  const lines = Object.entries(PREFERENCES).map(([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});`);
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const args = [...(screen ? [] : ['--headless']), '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'];
  const firefox = start(binary, args, screen?.env);
  const end = async (): Promise<void> => {
    await firefox.stop();
    await screen?.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const [, address] = await firefox.said(/WebDriver BiDi listening on (ws:\/\/\S+)/, 120_000);
    const bidi = await connect(`${address}/session`);
    const { capabilities } = await bidi.send<{ capabilities: { browserVersion: string } }>('session.new', { capabilities: {} });
    const tree = await bidi.send<{ contexts: readonly { context: string }[] }>('browsingContext.getTree', {});
    const context = tree.contexts[0]?.context as string;
    await bidi.send('browsingContext.setViewport', { context, viewport: VIEWPORT, devicePixelRatio: 1 });
    const perform = (actions: readonly unknown[]) => bidi.send('input.performActions', { context, actions });
    const target = { context };
    return {
      name: 'Firefox',
      version: capabilities.browserVersion,
      async goto(url) {
        await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
      },
      async evaluate<T>(expression: string): Promise<T> {
        const wrapped = `(async () => JSON.stringify(await (${expression})) ?? 'null')()`;
        const answer = await bidi.send<Evaluated>('script.evaluate', { expression: wrapped, target, awaitPromise: true });
        if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
        return JSON.parse(answer.result.value);
      },
      async click(x, y) {
        await perform(clickActions({ x, y }));
      },
      async drag(from, to) {
        await perform(dragActions(from, to));
      },
      async press(key) {
        await perform(keyActions(key));
      },
      async screenshot() {
        return Buffer.from((await bidi.send<{ data: string }>('browsingContext.captureScreenshot', { context })).data, 'base64');
      },
      async setFile(selector, path) {
        const found = await bidi.send<{ nodes: readonly { sharedId: string }[] }>('browsingContext.locateNodes', {
          context,
          locator: { type: 'css', value: selector },
        });
        const [element] = found.nodes;
        if (!element) throw new Error(`There is no ${selector}.`);
        await bidi.send('input.setFiles', { context, element: { sharedId: element.sharedId }, files: [path] });
      },
      async close() {
        await bidi.send('browser.close', {}).catch(() => undefined);
        bidi.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

type Evaluated =
  | { readonly type: 'success'; readonly result: { readonly value: string } }
  | { readonly type: 'exception'; readonly exceptionDetails: { readonly text: string } };

interface Bidi {
  send<T>(method: string, params: object): Promise<T>;
  close(): void;
}

async function connect(address: string): Promise<Bidi> {
  const socket = new WebSocket(address, { maxPayload: 2 ** 28 });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  socket.on('message', (data) => {
    const { id, type, result, error, message } = JSON.parse(String(data));
    const call = waiting.get(id);
    if (!call) return;
    waiting.delete(id);
    if (type === 'success') call.resolve(result);
    else call.reject(new Error(`${error}: ${message}`));
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox closed the connection.'));
  });
  let next = 0;
  return {
    send<T>(method: string, params: object) {
      const id = next++;
      return new Promise<T>((resolve, reject) => {
        waiting.set(id, { resolve: (value) => resolve(value as T), reject });
        socket.send(JSON.stringify({ id, method, params }));
      });
    },
    close: () => socket.close(),
  };
}
