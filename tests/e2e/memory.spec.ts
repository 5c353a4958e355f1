import type { CDPSession, Page } from '@playwright/test';
import { expectDone, pane, trainButton } from './support/lab';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

const CYCLES = 20;
/** Complete rounds after which everything that is kept on purpose is there. */
const WARM = 5;
/** Growth from then on that still counts as flat: the browser's own caches. Keeping each round's checkpoints and surfaces would take 10 MiB. */
const SLACK = 1.5 * 2 ** 20;

interface Used {
  readonly heap: number;
  readonly buffers: number;
}

/** Bytes in use after garbage collection in the page and in each of its workers: objects, and array buffers with WASM memory. */
async function memoryOf(page: Page, session: CDPSession): Promise<{ page: Used; workers: Used[] }> {
  const measure = async (send: (method: string) => Promise<unknown>): Promise<Used> => {
    await send('HeapProfiler.enable');
    await send('HeapProfiler.collectGarbage');
    await send('HeapProfiler.collectGarbage');
    const usage = (await send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number };
    await send('HeapProfiler.disable');
    return { heap: usage.usedSize, buffers: usage.backingStorageSize ?? 0 };
  };
  const own = await measure((method) => session.send(method as 'HeapProfiler.enable'));
  const workers: Used[] = [];
  for (const target of targets.get(page) ?? []) {
    try {
      workers.push(await measure((method) => askWorker(session, target, method)));
    } catch (error) {
      if (targets.get(page)?.has(target)) throw error;
    }
  }
  return { page: own, workers };
}

/** Attached workers of each page, by CDP session. */
const targets = new Map<Page, Set<string>>();
let asked = 0;

async function watchWorkers(page: Page, session: CDPSession): Promise<void> {
  const attached = new Set<string>();
  targets.set(page, attached);
  session.on('Target.attachedToTarget', ({ sessionId }) => attached.add(sessionId));
  session.on('Target.detachedFromTarget', ({ sessionId }) => attached.delete(sessionId));
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
}

/** One command to a worker, through the page's session. */
function askWorker(session: CDPSession, sessionId: string, method: string): Promise<unknown> {
  const id = ++asked;
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      session.off('Target.receivedMessageFromTarget', onMessage);
      session.off('Target.detachedFromTarget', onDetached);
    };
    const onDetached = (event: { sessionId: string }): void => {
      if (event.sessionId !== sessionId) return;
      settle();
      reject(new Error('The worker ended before it answered, as the one that looks for adapters does.'));
    };
    const onMessage = (event: { sessionId: string; message: string }): void => {
      const reply = JSON.parse(event.message) as { id?: number; result?: unknown; error?: { message: string } };
      if (event.sessionId !== sessionId || reply.id !== id) return;
      settle();
      if (reply.error) reject(new Error(reply.error.message));
      else resolve(reply.result);
    };
    session.on('Target.receivedMessageFromTarget', onMessage);
    session.on('Target.detachedFromTarget', onDetached);
    session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) }).catch(reject);
  });
}

test(`${CYCLES} rounds of training, evaluating and cancelling leave memory flat`, async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  await watchWorkers(page, session);
  await openRecipe(page, tinyDocument({ points: 64, depth: 4, width: 64, epochs: 20, grid: 129 }));
  const used: { page: Used; workers: Used[] }[] = [];
  for (let cycle = 1; cycle <= CYCLES; cycle++) {
    await trainButton(page).click();
    if (cycle % 2 === 0) {
      await expect(pane(page, 'A').getByText(/training · epoch [1-9]|^pass/)).toBeVisible();
      await page.keyboard.press('x');
      await expect(trainButton(page)).toBeVisible();
    } else await expectDone(page);
    used.push(await memoryOf(page, session));
  }
  const total = ({ page: own, workers }: { page: Used; workers: Used[] }): number =>
    [own, ...workers].reduce((sum, { heap, buffers }) => sum + heap + buffers, 0);
  const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(2);
  console.log(`page + workers, MiB: ${used.map((each) => mebibytes(total(each))).join(' ')} (${used.at(-1)?.workers.length} workers)`);
  // Rounds that ran to their end are compared: a stopped one leaves more or less behind, for the next to finish.
  const complete = used.filter((_, i) => i % 2 === 0);
  const [before, after] = [complete.slice(WARM - 3, WARM), complete.slice(-3)];
  expect(after.at(-1)?.workers.length).toBe(before.at(-1)?.workers.length);
  const middle = (rounds: typeof used): number => rounds.map(total).sort((a, b) => a - b)[1];
  expect(middle(after) - middle(before)).toBeLessThan(SLACK);
});
