/** A place on this device for results, by key. Every call rejects with a DOMException where the browser does not allow it, or has no room. */
export interface ResultStore {
  /** What is kept under a key, whatever it is: undefined where there is nothing. Counts as a use of it. */
  get(key: string): Promise<unknown>;
  /** Keeps a value of so many bytes; what was used longest ago makes room for it. `over` false leaves what is there already. */
  put(key: string, value: unknown, bytes: number, over: boolean): Promise<void>;
  /** Drops every entry whose key passes. */
  drop(test: (key: string) => boolean): Promise<void>;
}

/** Bytes kept in all. */
const MAX_KEPT_BYTES = 200 * 2 ** 20;

const DATABASE = 'loss-landscape-lab.results';
const VERSION = 1;
const VALUES = 'values';
const USES = 'uses';

/** When an entry was last used, ms since 1970, and its bytes: apart from the values, so that making room reads none of them. */
interface Use {
  readonly at: number;
  readonly bytes: number;
}

/** In the browser's own database. Each call is one transaction, so that tabs beside each other find whole entries and count alike. */
export function createResultStore(now: () => number = Date.now): ResultStore {
  let opened: Promise<IDBDatabase> | null = null;
  async function inStores<T>(act: (values: IDBObjectStore, uses: IDBObjectStore) => Promise<T>): Promise<T> {
    opened ??= open(() => {
      opened = null;
    });
    // Where it could not be opened, the next call tries again.
    const database = await opened.catch((error: unknown) => {
      opened = null;
      throw error;
    });
    const transaction = database.transaction([VALUES, USES], 'readwrite');
    const over = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new DOMException('The transaction was ended.', 'AbortError'));
    });
    const acted = act(transaction.objectStore(VALUES), transaction.objectStore(USES));
    // Only the end of the transaction says that the bytes found room; why one of its requests failed is its own error.
    await Promise.all([over, acted.catch(() => undefined)]);
    return acted;
  }

  async function makeRoom(values: IDBObjectStore, uses: IDBObjectStore, most: number): Promise<void> {
    const [keys, all] = await Promise.all([answer(uses.getAllKeys()), answer(uses.getAll() as IDBRequest<Use[]>)]);
    let bytes = all.reduce((sum, use) => sum + use.bytes, 0);
    const oldest = keys.map((key, i) => ({ key, use: all[i] as Use })).sort((a, b) => a.use.at - b.use.at);
    for (const { key, use } of oldest) {
      if (bytes <= most) return;
      values.delete(key);
      uses.delete(key);
      bytes -= use.bytes;
    }
  }

  return {
    get: (key) =>
      inStores(async (values, uses) => {
        const [value, use] = await Promise.all([answer<unknown>(values.get(key)), answer(uses.get(key) as IDBRequest<Use | undefined>)]);
        if (value !== undefined && use) uses.put({ ...use, at: now() }, key);
        return value;
      }),
    async put(key, value, bytes, over) {
      const attempt = (most: number): Promise<void> =>
        inStores(async (values, uses) => {
          if (!over && (await answer(values.getKey(key))) !== undefined) return;
          values.delete(key);
          uses.delete(key);
          await makeRoom(values, uses, most - bytes);
          uses.put({ at: now(), bytes } satisfies Use, key);
          await answer(values.put(value, key));
        });
      if (bytes > MAX_KEPT_BYTES) throw new DOMException('More than is kept in all.', 'QuotaExceededError');
      try {
        await attempt(MAX_KEPT_BYTES);
      } catch (error) {
        if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error;
        // The browser gives less than that: half of it may do.
        await attempt(Math.max(bytes, MAX_KEPT_BYTES / 2));
      }
    },
    drop: (test) =>
      inStores(async (values, uses) => {
        for (const key of await answer(uses.getAllKeys())) {
          if (!test(String(key))) continue;
          values.delete(key);
          uses.delete(key);
        }
      }),
  };
}

function open(onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(VALUES);
      request.result.createObjectStore(USES);
    };
    request.onsuccess = () => {
      const database = request.result;
      // Another tab has a later version of the page, or the browser cleared the site's data: neither must wait for this tab.
      database.onversionchange = () => {
        database.close();
        onClosed();
      };
      database.onclose = onClosed;
      resolve(database);
    };
    request.onerror = () => reject(request.error);
  });
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
