import type { CDPSession, Page } from '@playwright/test';

export interface Used {
  readonly heap: number;
  readonly buffers: number;
}

/** Attached workers of each page, by CDP session. */
const targets = new Map<Page, Set<string>>();
let asked = 0;

/** Bytes in use after garbage collection in the page and in each of its workers: objects, and array buffers with WASM memory. */
export async function memoryOf(page: Page, session: CDPSession): Promise<{ page: Used; workers: Used[] }> {
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

/** Follows the workers of a page from now on; before it is opened. */
export async function watchWorkers(page: Page, session: CDPSession): Promise<void> {
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
