import { createServer } from 'node:net';
import { clickActions, dragActions, keyActions } from './actions';
import { start } from './process';
import { startScreen } from './screen';
import { type Driver, VIEWPORT } from './types';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** WebKitGTK's MiniBrowser on a screen of its own, by WebDriver (https://www.w3.org/TR/webdriver2/). */
export async function startWebkit(driverBinary: string, xvfb: string): Promise<Driver> {
  const screen = await startScreen(xvfb);
  let driver: ReturnType<typeof start> | null = null;
  const end = async (): Promise<void> => {
    await driver?.stop();
    await screen.stop();
  };
  try {
    const port = await freePort();
    driver = start(driverBinary, [`--port=${port}`], screen.env);
    const root = `http://127.0.0.1:${port}`;
    const { sessionId, capabilities } = await newSession(root);
    const session = `${root}/session/${sessionId}`;
    const post = <T>(path: string, body: object): Promise<T> => call(`${session}/${path}`, 'POST', body);
    const perform = (actions: readonly unknown[]): Promise<null> => post('actions', { actions });
    const script = <T>(body: string): Promise<T> => post('execute/async', { script: body, args: [] });
    await post('timeouts', { script: 120_000, pageLoad: 120_000 });
    await fitViewport(post, script);
    return {
      name: 'WebKitGTK',
      version: capabilities.browserVersion,
      async goto(url) {
        await post('url', { url });
      },
      async evaluate<T>(expression: string): Promise<T> {
        const answer = await script<{ value: string } | { error: string }>(
          `const done = arguments[arguments.length - 1];
           (async () => JSON.stringify(await (${expression})) ?? 'null')()
             .then((value) => done({ value }), (error) => done({ error: String(error) }));`,
        );
        if ('error' in answer) throw new Error(answer.error);
        return JSON.parse(answer.value);
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
        return Buffer.from(await call<string>(`${session}/screenshot`, 'GET'), 'base64');
      },
      async setFile(selector, path) {
        const element = await post<Record<string, string>>('element', { using: 'css selector', value: selector });
        await post(`element/${element[ELEMENT]}/value`, { text: path });
      },
      async close() {
        await call(session, 'DELETE').catch(() => undefined);
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The driver listens a moment after it starts. */
async function newSession(root: string): Promise<{ sessionId: string; capabilities: { browserVersion: string } }> {
  for (let tries = 0; ; tries++) {
    try {
      return await call(`${root}/session`, 'POST', { capabilities: { alwaysMatch: {} } });
    } catch (error) {
      if (tries >= 100 || !(error instanceof TypeError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** The window's frame and tools take room that differs by version. */
async function fitViewport(post: <T>(path: string, body: object) => Promise<T>, script: <T>(body: string) => Promise<T>): Promise<void> {
  const inner = (): Promise<readonly [number, number]> => script('arguments[arguments.length - 1]([innerWidth, innerHeight]);');
  let [width, height]: readonly number[] = [VIEWPORT.width, VIEWPORT.height];
  for (let tries = 0; tries < 5; tries++) {
    await post('window/rect', { x: 0, y: 0, width, height });
    const [gotWidth, gotHeight] = await inner();
    if (gotWidth === VIEWPORT.width && gotHeight === VIEWPORT.height) return;
    width += VIEWPORT.width - gotWidth;
    height += VIEWPORT.height - gotHeight;
  }
}

async function call<T>(url: string, method: string, body?: object): Promise<T> {
  const response = await fetch(url, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port is free.'))));
    });
  });
}
